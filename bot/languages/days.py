"""A language's words for days: those of its file, and CLDR's names of weekdays and months."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain

from babel.core import Locale

from bot.core.days import Sense, Sort, Vocabulary
from bot.core.facts import BadKnowledge
from bot.core.folding import fold
from bot.core.typed import typed_words
from bot.languages.table import Days

_QUOTED = re.compile(r"'([^']+)'")
"""The words within a pattern for dates: "d 'de' MMMM 'de' y"."""


def vocabulary(code: str, days: Days) -> Vocabulary:
    """The words of this language.

    Raises `BadKnowledge` when one of them means two things that cannot be told apart.
    """
    senses: dict[str, dict[Sort, int]] = {}
    for key, word, (sort, value) in _written(days):
        known = senses.setdefault(" ".join(typed_words(word)), {})
        nothing = known and (Sort.AROUND in known) != (sort is Sort.AROUND)
        if nothing or known.setdefault(sort, value) != value:
            raise BadKnowledge(f"{code}.toml: days.{key}: {word!r} means something else, too")
    for sort, names in _named(Locale.parse(code)).items():
        for word, value in names.items():
            known = senses.setdefault(word, {})
            # A short name yields to a word of the file; so does what CLDR writes in between.
            if Sort.AROUND not in known and not (known and sort is Sort.AROUND):
                known.setdefault(sort, value)
    endings = frozenset("." if each == "." else fold(each) for each in days.endings)
    return Vocabulary({word: tuple(each.items()) for word, each in senses.items()}, endings)


def _written(days: Days) -> Iterator[tuple[str, str, Sense]]:
    """Each word of the file with its key and what it means."""
    valued = {
        "phrases": (Sort.DAY, days.phrases, 0),
        "units": (Sort.UNIT, days.units, 0),
        "weekdays": (Sort.WEEKDAY, days.weekdays, -1),
        "months": (Sort.MONTH, days.months, 0),
    }
    for key, (sort, table, off) in valued.items():
        yield from ((key, word, (sort, value + off)) for word, value in table.items())
    for key, sort, line in (
        ("numbers", Sort.NUMBER, days.numbers),
        ("ordinals", Sort.ORDINAL, days.ordinals),
    ):
        for number, words in enumerate(line, 1):
            yield from ((key, word, (sort, number)) for word in words.split("|"))
    for key, sort, line in (
        ("around", Sort.AROUND, days.around),
        ("ahead", Sort.AHEAD, days.ahead),
        ("this", Sort.THIS, days.this),
        ("on", Sort.ON, days.on),
        ("parts", Sort.PART, days.parts),
        ("at", Sort.AT, days.at),
        ("clock", Sort.CLOCK, days.clock),
        ("reminding", Sort.REMINDING, days.reminding),
    ):
        yield from ((key, word, (sort, 0)) for word in line)


def _named(locale: Locale) -> Mapping[Sort, Mapping[str, int]]:
    """CLDR's names, in full and short, in a date and alone; and what stands between them in one."""
    patterns = (str(each.pattern) for each in locale.date_formats.values())
    between = chain.from_iterable(map(typed_words, _QUOTED.findall(" ".join(patterns))))
    return {
        Sort.WEEKDAY: _plain(locale.days),
        Sort.MONTH: _plain(locale.months),
        Sort.AROUND: dict.fromkeys(between, 0),
    }


def _plain(names: Mapping[str, Mapping[str, Mapping[int, str]]]) -> Mapping[str, int]:
    """What each is called. A short name that is another's, too, or a single letter, is nobody's."""
    found: dict[str, int] = {}
    for width in ("wide", "abbreviated"):
        short: dict[str, set[int]] = {}
        for use in ("format", "stand-alone"):
            for value, name in names[use][width].items():
                short.setdefault(" ".join(typed_words(name)), set()).add(value)
        for name, values in short.items():
            if len(values) == 1 and len(name) > 1:
                found.setdefault(name, *values)
    return found
