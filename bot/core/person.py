"""The little we remember of a person, and what we promised them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum


class Device(StrEnum):
    """Where somebody opens a site."""

    IPHONE = "iphone"
    ANDROID = "android"
    COMPUTER = "computer"
    BROWSER = "browser"


class Kind(StrEnum):
    """What a follow-up is about. A person has at most one of each for a site."""

    NOT_YET = "not_yet"
    LATER = "later"
    STILL_OFF = "still_off"
    HALF_YEARLY = "half_yearly"
    FORM_ANSWER = "form_answer"


NUDGES = (Kind.NOT_YET, Kind.LATER)
"""Questions whether it is done at last; one of them at a time is enough."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A promise: what it is about, when it is due (UTC), the day it was asked for, which round.

    `site` is the key of the site it is about: empty for the one at home.
    """

    kind: Kind
    due: datetime
    asked: date
    round: int = 1
    site: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far somebody is with one site. `interface` is the language its menus are in for them."""

    site: str = ""
    interface: str | None = None
    switched_off: date | None = None
    form_sent: date | None = None

    def done(self, on: date, *, form: bool) -> Progress:
        """With the switch off, and perhaps the form sent."""
        form_sent = (self.form_sent or on) if form else self.form_sent
        return replace(self, switched_off=self.switched_off or on, form_sent=form_sent)


PATIENCE = timedelta(days=14)
"""So long an answer to a follow-up is waited for."""
SILENT = timedelta(days=365)
"""Who was promised nothing and has not been here for so long is erased."""


@dataclass(frozen=True, slots=True)
class Question:
    """A follow-up that was delivered: what it asks, the main thing first, and when (UTC).

    One that says goodbye asks nothing any more, and only offers the way back.
    """

    kinds: tuple[Kind, ...]
    at: datetime
    site: str = ""

    @property
    def until(self) -> date:
        """The day from which on no answer is waited for."""
        return (self.at + PATIENCE).date()


@dataclass(frozen=True, slots=True)
class Person:
    """What somebody chose, told us and was promised.

    `language` is the one we speak with them, `chosen` whether they chose it against the platform's
    hint. `sites` tells how far they are with each. `unanswered` counts the follow-ups in a
    row that met with silence. `question` is the last of them, for as long as nothing else has taken
    its place: a plain word then answers it, in whatever process it is read.
    """

    language: str | None = None
    chosen: bool = False
    device: Device | None = None
    unanswered: int = 0
    question: Question | None = None
    promises: tuple[FollowUp, ...] = ()
    sites: tuple[Progress, ...] = ()

    @property
    def memorable(self) -> bool:
        """Whether there is anything to remember. If not, no row is written, and an old one goes."""
        return bool(self.promises or self.question or self.chosen)

    def worth_keeping(self) -> Person:
        """What of this is stored: with nothing promised or asked, only the language they chose."""
        if self.promises or self.question:
            return self
        return Person(language=self.language, chosen=self.chosen)

    def waiting_on(self, today: date) -> Question | None:
        """The question that is still theirs to answer."""
        return self.question if self.question and today < self.question.until else None

    def at(self, site: str) -> Progress:
        """How far they are with this site."""
        return next((each for each in self.sites if each.site == site), Progress(site))

    def being(self, progress: Progress) -> Person:
        """So far with a site. No progress at all is not kept."""
        others = tuple(each for each in self.sites if each.site != progress.site)
        none = progress == Progress(progress.site)
        return replace(self, sites=others if none else (*others, progress))

    def promised(self, follow_up: FollowUp) -> Person:
        """With this promise; one of the same kind for the same site is moved."""
        others = self.without(follow_up.kind, site=follow_up.site).promises
        return replace(self, promises=(*others, follow_up))

    def without(self, *kinds: Kind, site: str | None = None) -> Person:
        """Without the promises of these kinds, for one site or for all."""
        left = tuple(
            each
            for each in self.promises
            if each.kind not in kinds or site not in (None, each.site)
        )
        return replace(self, promises=left)

    def done(self, site: str, on: date, *, form: bool) -> Person:
        """With the site's switch off, and perhaps its form sent: nobody is reminded of it any more."""
        left = self.without(*NUDGES, site=site)
        return left.being(left.at(site).done(on, form=form))
