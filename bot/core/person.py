"""The little we remember of a person, and what we promised them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum


class Device(StrEnum):
    """Where somebody opens LinkedIn."""

    IPHONE = "iphone"
    ANDROID = "android"
    COMPUTER = "computer"
    BROWSER = "browser"


class Kind(StrEnum):
    """What a follow-up is about. A person has at most one of each."""

    NOT_YET = "not_yet"
    LATER = "later"
    STILL_OFF = "still_off"
    HALF_YEARLY = "half_yearly"
    FORM_ANSWER = "form_answer"


NUDGES = (Kind.NOT_YET, Kind.LATER)
"""Questions whether it is done at last; one of them at a time is enough."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A promise: what it is about, when it is due (UTC), the day it was asked for, which round."""

    kind: Kind
    due: datetime
    asked: date
    round: int = 1


@dataclass(frozen=True, slots=True)
class Person:
    """What somebody chose, told us and was promised; of a group, only its language.

    `language` is the one we speak with them, `chosen` whether they chose it against the platform's
    hint. `linkedin` is the language their LinkedIn is in. `unanswered` counts the follow-ups in a
    row that met with silence.
    """

    language: str | None = None
    chosen: bool = False
    linkedin: str | None = None
    device: Device | None = None
    switched_off: date | None = None
    form_sent: date | None = None
    unanswered: int = 0
    promises: tuple[FollowUp, ...] = ()

    @property
    def memorable(self) -> bool:
        """Whether there is anything to remember. If not, no row is written, and an old one goes."""
        return bool(self.promises or self.chosen)

    def worth_keeping(self) -> Person:
        """What of this is stored: with no promise left to keep, only the language they chose."""
        return self if self.promises else Person(language=self.language, chosen=self.chosen)

    def promised(self, follow_up: FollowUp) -> Person:
        """With this promise; one of the same kind is moved."""
        others = self.without(follow_up.kind).promises
        return replace(self, promises=(*others, follow_up))

    def without(self, *kinds: Kind) -> Person:
        """Without the promises of these kinds."""
        left = tuple(each for each in self.promises if each.kind not in kinds)
        return replace(self, promises=left)

    def done(self, on: date, *, form: bool) -> Person:
        """With the switch off, and perhaps the form sent: nobody is reminded of it any more."""
        return replace(
            self.without(*NUDGES),
            switched_off=self.switched_off or on,
            form_sent=(self.form_sent or on) if form else self.form_sent,
        )
