"""A day as somebody types it, in any language whose words are given."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import reduce
from itertools import islice

from bot.core.folding import fold
from bot.core.typed import HOUR, MONTH, typed_day, typed_words, valid

LONGEST = 16
"""Words: so many say a day at most, with everything around it."""
ALTOGETHER = 4
"""So many words are one at most: "day after tomorrow"."""
TRIED = 64
"""So many ways of taking the words of a text are tried; nobody means the others."""
PLAIN = 4
"""Letters: what is shorter means something in too many languages, and is read in one's own alone."""

_ALWAYS = re.compile(r"(?<!\S)[-−–]\s*\d|\b24/7\b(?!/)")
"""A number of days below zero; and what says "always" and not the 24th of July."""


class Sort(StrEnum):
    """What a word is in a sentence about a day, by the letter it has in the grammar.

    A `DATE` has the day itself as its value, a `DAY` how many days it is from today, a `UNIT` how many
    it has, a `WEEKDAY` 0 for Monday, a `MONTH` 1 for January. `AHEAD` makes one of a unit alone: "next
    week"; `ON` makes a day of a number alone: "on the 5th". `THIS` may stand before a weekday only.
    `AT` and `CLOCK` are about the hour, a `PART` is one of the day; what is `AROUND` means nothing.
    """

    DATE = "F"
    DAY = "D"
    UNIT = "U"
    NUMBER = "N"
    ORDINAL = "O"
    WEEKDAY = "W"
    MONTH = "M"
    YEAR = "Y"
    THIS = "t"
    PART = "p"
    TIME = "T"
    AT = "h"
    CLOCK = "c"
    AHEAD = "a"
    ON = "o"
    AROUND = "."
    REMINDING = "r"


Sense = tuple[Sort, int]
"""What a word can mean: its sort, and its value if it has one."""

_HOUR = "(?:h?T|hN[NM]?c?|N[NM]?c)"
_GRAMMAR = re.compile(
    r"(?:(?P<before>W?)(?P<day>D|F|N?U|[NO]MY?|M[NO]Y?|YM[NO]|Y[NO]M|O|N)(?P<after>W?)"
    rf"|t?(?P<weekday>W))(?:h?p{_HOUR}?|{_HOUR}(?:h?p)?)?"
)
"""All that can be said, once what means nothing is left out: "Friday, 4 December at 5 pm"."""
_LEFT_OUT = (Sort.AHEAD, Sort.ON, Sort.AROUND, Sort.REMINDING)

_NUMBER = re.compile(r"(\d+)(\D*)", re.ASCII)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """One language's words for days: what each of them, or of a few together, can mean.

    A number with one of the `endings` is that in a row: "5th". Words are as `typed_words` gives them.
    """

    senses: Mapping[str, Sequence[Sense]] = field(default_factory=dict)
    endings: frozenset[str] = frozenset()

    def read(self, words: Sequence[str], today: date) -> date | None:
        """The day they mean, be it past or far; a day without a year is the next such day."""
        days = (_day_of(each, today) for each in self.readings(words))
        return next(filter(None, days), None)

    def readings(self, words: Sequence[str]) -> Sequence[tuple[Sense, ...]]:
        """The ways in which these words can be taken, with as many of them together as possible."""
        # From behind: each list holds what can be made of the rest from a word on.
        rests: list[list[tuple[Sense, ...]]] = [[()]]
        for start in reversed(range(len(words))):
            found = (
                (sense, *rest)
                for count in range(min(ALTOGETHER, len(words) - start), 0, -1)
                for sense in self._senses(words[start : start + count])
                for rest in rests[count - 1]
            )
            rests.insert(0, list(islice(found, TRIED)))
        return rests[0]

    def _senses(self, words: Sequence[str]) -> Sequence[Sense]:
        if len(words) == 1:
            [word] = words
            if day := typed_day(word):
                return [(Sort.DATE, day.toordinal())]
            if word == HOUR:
                return [(Sort.TIME, 0)]
            if word.startswith(MONTH):
                return [(Sort.MONTH, int(word[1:]))]
            if number := _NUMBER.fullmatch(word):
                return self._number(int(number[1][:5]), number[2])
        return self.senses.get(" ".join(words), ())

    def _number(self, number: int, ending: str) -> Sequence[Sense]:
        if 1000 <= number <= 9999 and ending in ("", "."):
            return [(Sort.YEAR, number)]
        if not 0 < number < 1000:
            return []
        if ending in self.endings:
            return [(Sort.ORDINAL, number), (Sort.NUMBER, number)]
        if (Sort.CLOCK, 0) in self.senses.get(ending, ()):
            return [(Sort.TIME, 0)]
        return [(Sort.NUMBER, number)] if ending in ("", ".") else []


@dataclass(frozen=True, slots=True)
class DayWords:
    """The words of all languages for days, by the languages' codes."""

    languages: Mapping[str, Vocabulary] = field(default_factory=dict)
    _agreed: Vocabulary = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_agreed", _agreed(self.languages.values()))

    def asks(self, text: str, language: str | None) -> bool:
        """Whether a reminder is asked for in so many words."""
        own, others = self._own(language).senses, self._agreed.senses
        words = fold(text).split()
        return any((Sort.REMINDING, 0) in own.get(each, others.get(each, ())) for each in words)

    def read(self, text: str, today: date, language: str | None) -> date | None:
        """The day that is meant, be it past or far; a day without a year is the next such day.

        It is read in the person's own language first. What is not said in that, is read in the others,
        and counts if all who understand it mean the same; and at last in all of them at once, as people
        mix them: "nhar next Monday".
        """
        words = typed_words(text)
        if not 0 < len(words) <= LONGEST or _ALWAYS.search(text):
            return None
        own = self._own(language)
        day = own.read(words, today)
        if day or len("".join(words)) < PLAIN:
            return day
        others = (each.read(words, today) for each in self.languages.values() if each is not own)
        days = {each for each in others if each}
        if days:
            return days.pop() if len(days) == 1 else None
        senses = {**self._agreed.senses, **own.senses}
        return Vocabulary(senses, own.endings | self._agreed.endings).read(words, today)

    def _own(self, language: str | None) -> Vocabulary:
        return self.languages.get(language or "", Vocabulary())


def _agreed(languages: Collection[Vocabulary]) -> Vocabulary:
    """What a word means in every language that knows it."""
    known: dict[str, list[Sequence[Sense]]] = {}
    for each in languages:
        for word, senses in each.senses.items():
            known.setdefault(word, []).append(senses)
    both = {word: reduce(_common, meanings) for word, meanings in known.items()}
    endings = frozenset().union(*(each.endings for each in languages))
    return Vocabulary({word: senses for word, senses in both.items() if senses}, endings)


def _common(senses: Sequence[Sense], others: Sequence[Sense]) -> Sequence[Sense]:
    return [each for each in senses if each in others]


# --- what a sentence comes to -------------------------------------------------------------------------


def _day_of(said: Sequence[Sense], today: date) -> date | None:
    sorts = [sort for sort, _ in said]
    kept = [each for each in said if each[0] not in _LEFT_OUT]
    found = _GRAMMAR.fullmatch("".join(sort for sort, _ in kept))
    if not found:
        return None
    if found["weekday"]:
        return _next_weekday(kept[found.start("weekday")][1], today)
    core = dict(kept[slice(*found.span("day"))])
    day = _dated(core, today, ahead=Sort.AHEAD in sorts, on=Sort.ON in sorts)
    weekdays = {kept[found.start(each)][1] for each in ("before", "after") if found[each]}
    return day if day and weekdays <= {day.weekday()} else None


def _dated(core: Mapping[Sort, int], today: date, *, ahead: bool, on: bool) -> date | None:
    if Sort.DATE in core:
        return date.fromordinal(core[Sort.DATE])
    if Sort.DAY in core:
        return today + timedelta(days=core[Sort.DAY])
    number = core.get(Sort.ORDINAL, core.get(Sort.NUMBER))
    if Sort.UNIT in core:
        count = number or (1 if ahead else 0)
        return today + timedelta(days=count * core[Sort.UNIT]) if count else None
    if number is None or not (Sort.MONTH in core or Sort.ORDINAL in core or on):
        return None
    return _in_month(number, core.get(Sort.MONTH), core.get(Sort.YEAR), today)


def _in_month(day: int, month: int | None, year: int | None, today: date) -> date | None:
    """The next such day after today; the 29th of February may be years away."""
    years = [year] if year else range(today.year, today.year + 9)
    months = [month] if month else range(1, 13)
    days = (valid(each, one, day) for each in years for one in months)
    return next((each for each in days if each and (year or each > today)), None)


def _next_weekday(weekday: int, today: date) -> date:
    return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
