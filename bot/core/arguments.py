"""What the argument of a press says. It stands in buttons that were sent long ago: nothing here may
come to mean something else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import TypeAlias

from bot.core.person import Kind

_ABOUT = "__"
"""Parts a time from the question that is to be asked then, and a topic from its detail."""


# --- what is to be promised -----------------------------------------------------------------------


class Plan(StrEnum):
    """Follow-ups that belong to something the person has just told."""

    NOT_YET = "notyet"
    OFF = "off"
    FORM = "form"
    AGAIN = "again"
    HALF_YEAR = "half"


@dataclass(frozen=True, slots=True)
class Span:
    """So long after the tap."""

    hours: int = 0
    days: int = 0

    @property
    def length(self) -> timedelta:
        """The time it takes."""
        return timedelta(days=self.days, hours=self.hours)


When: TypeAlias = Plan | Span | date

_SPANS = {"h6": Span(hours=6), "d1": Span(days=1), "d7": Span(days=7)}
_NO_DAY = "on"


@dataclass(frozen=True, slots=True)
class Wish:
    """When to be written to, and about which question, if not whether it is done.

    `when` is None for a day that could not be read, and `given` tells that one was meant.
    """

    when: When | None = None
    about: Kind | None = None
    given: bool = False

    @classmethod
    def read(cls, argument: str) -> Wish:
        """The wish in an argument; whatever is none wishes for nothing."""
        time, _, about = argument.partition(_ABOUT)
        when = Plan(time) if time in list(Plan) else _SPANS.get(time) or _day(time)
        given = when is not None or time.startswith(_NO_DAY)
        return cls(when, Kind(about) if about in list(Kind) else None, given)

    def wire(self) -> str:
        """The argument that says it."""
        match self.when:
            case Plan():
                time = self.when.value
            case Span():
                time = next(key for key, span in _SPANS.items() if span == self.when)
            case date():
                time = f"{_NO_DAY}{self.when:%Y%m%d}"
            case None:
                time = _NO_DAY
        return time + (f"{_ABOUT}{self.about}" if self.about else "")


def _day(time: str) -> date | None:
    try:
        return datetime.strptime(time, f"{_NO_DAY}%Y%m%d").replace(tzinfo=UTC).date()
    except ValueError:
        return None


# --- what is asked --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Topic:
    """A question, and the country or the service it is asked about, if one was named. Of the words
    for the form: whose they are, and for which country."""

    id: str
    detail: str = ""

    @classmethod
    def read(cls, argument: str) -> Topic:
        """The topic in an argument."""
        topic, _, detail = argument.partition(_ABOUT)
        return cls(topic, detail)

    def wire(self) -> str:
        """The argument that says it."""
        return self.id + (f"{_ABOUT}{self.detail}" if self.detail else "")


# --- what is the matter ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Trouble:
    """A cause of being stuck, and the step at which it was."""

    cause: str
    step: str = ""

    @classmethod
    def read(cls, argument: str) -> Trouble:
        """The trouble in an argument."""
        cause, _, step = argument.partition("_")
        return cls(cause, step)

    def wire(self) -> str:
        """The argument that says it."""
        return f"{self.cause}_{self.step}"
