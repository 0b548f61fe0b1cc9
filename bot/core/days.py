"""A day as somebody types it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import dropwhile

from bot.core.folding import fold

_ISO = re.compile(r"\s*(?P<y>\d{4})-(?P<m>\d\d?)-(?P<d>\d\d?)\s*", re.ASCII)
_DAY_FIRST = re.compile(r"\s*(?P<d>\d\d?)[./-](?P<m>\d\d?)[./-](?P<y>\d{4})\s*", re.ASCII)
_SHORT = re.compile(r"(?P<d>\d\d?)[./](?P<m>\d\d?)(?:\.|[./](?P<y>\d\d))?", re.ASCII)
_NUMERIC = re.compile(r"\s*\d{1,4}[./-]\d{1,2}(?:[./-](?:\d{2,4})?)?\s*", re.ASCII)
_NO_DAY = re.compile(r"(?<!\S)[-−–]\s*\d|\b24/7\b")
"""A number of days below zero; and what says "always" and not the 24th of July."""
_COUNT = re.compile(r"(\d{1,3})(?:st|nd|rd|th|er|e)?", re.ASCII)


def typed_day(text: str) -> date | None:
    """2026-12-31, 31.12.2026 or 31/12/2026, as all over Europe; None for anything else."""
    found = _ISO.fullmatch(text) or _DAY_FIRST.fullmatch(text)
    return _day(int(found["y"]), int(found["m"]), int(found["d"])) if found else None


def is_numeric(text: str) -> bool:
    """Whether it is made like a day in numbers, be there such a day or not."""
    return bool(_NUMERIC.fullmatch(text))


@dataclass(frozen=True, slots=True)
class DayWords:
    """The words of all languages for days, folded.

    `phrases` are days from today, `units` how many days they have, `weekdays` begin with 0 for
    Monday, `months` with 1. What is in `around` means nothing; with a word of `ahead` a unit alone
    is one of them; one of `this` may stand before a weekday, one of `parts` (of the day) after any
    day. `reminding` asks for a reminder.
    """

    phrases: Mapping[str, int] = field(default_factory=dict)
    units: Mapping[str, int] = field(default_factory=dict)
    numbers: Mapping[str, int] = field(default_factory=dict)
    weekdays: Mapping[str, int] = field(default_factory=dict)
    months: Mapping[str, int] = field(default_factory=dict)
    around: frozenset[str] = frozenset()
    ahead: frozenset[str] = frozenset()
    this: frozenset[str] = frozenset()
    parts: frozenset[str] = frozenset()
    reminding: frozenset[str] = frozenset()

    def asks(self, text: str) -> bool:
        """Whether a reminder is asked for in so many words."""
        return not self.reminding.isdisjoint(fold(text).split())

    def read(self, text: str, today: date) -> date | None:
        """The day that is meant, be it past or far; a day without a year is the next such day."""
        if _NO_DAY.search(text):
            return None
        words = text.split()
        day = self._read(words, today)
        while day is None and words and fold(words[-1]) in self.parts:
            words = words[:-1]
            day = self._read(words, today)
        return day

    def _read(self, words: Sequence[str], today: date) -> date | None:
        return self._plain(words, today) or self._after_weekday(words, today)

    def _after_weekday(self, words: Sequence[str], today: date) -> date | None:
        """A day after its weekday, as in "Friday, 4 December"; None if it is another weekday."""
        words = self._without_lead(words)
        for count in (1, 2):
            weekday = self.weekdays.get(fold(" ".join(words[:count])))
            day = self._plain(words[count:], today) if weekday is not None else None
            if day and day.weekday() == weekday:
                return day
        return None

    def _plain(self, words: Sequence[str], today: date) -> date | None:
        rest = " ".join(self._without_lead(words))
        if found := _SHORT.fullmatch(rest):
            day, month, year = map(int, found.groups("0"))
            return _day(2000 + year, month, day) if year else _next(month, day, today)
        return typed_day(rest) or self._said(fold(" ".join(words)).split(), today)

    def _without_lead(self, words: Sequence[str]) -> Sequence[str]:
        return list(dropwhile(self._is_around, words))

    def _said(self, words: Sequence[str], today: date) -> date | None:
        said = [each for each in words if not self._is_around(each)]
        for phrase in map(" ".join, (words, self._without_lead(words), said)):
            if phrase in self.phrases:
                return today + timedelta(days=self.phrases[phrase])
            weekday = self.weekdays.get(phrase, self.weekdays.get(self._without_this(phrase)))
            if weekday is not None:
                return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
        match said:
            case [unit] if unit in self.units and not self.ahead.isdisjoint(words):
                return today + timedelta(days=self.units[unit])
            case [count, unit] if unit in self.units and (number := self._number(count)):
                return today + timedelta(days=number * self.units[unit])
            case [one, other, *year] if len(year) <= 1:
                return self._in_month(one, other, year, today)
        return None

    def _without_this(self, phrase: str) -> str:
        first, _, rest = phrase.partition(" ")
        return rest if first in self.this else phrase

    def _in_month(self, one: str, other: str, year: Sequence[str], today: date) -> date | None:
        count, month = (one, other) if other in self.months else (other, one)
        number = self._number(count)
        if month not in self.months or not number:
            return None
        if not year:
            return _next(self.months[month], number, today)
        is_year = re.fullmatch(r"\d{4}", year[0], re.ASCII)
        return _day(int(year[0]), self.months[month], number) if is_year else None

    def _number(self, word: str) -> int:
        digits = _COUNT.fullmatch(word)
        return int(digits[1]) if digits else self.numbers.get(word, 0)

    def _is_around(self, word: str) -> bool:
        return any(fold(word) in each for each in (self.around, self.ahead, self.reminding))


def _next(month: int, day: int, today: date) -> date | None:
    """The next such day after today; the 29th of February may be years away."""
    years = range(today.year, today.year + 9)
    days = (_day(year, month, day) for year in years)
    return next((each for each in days if each and each > today), None)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
