"""Knows: facts as data, each with its source. A wrong file stops the start and says where."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Any

from babel.core import Locale

from bot.core.days import DayWords
from bot.core.facts import BadKnowledge
from bot.core.folding import fold
from bot.core.messages import Word
from bot.core.words import PlainWords

Table = Mapping[str, Any]


def plain_words() -> PlainWords:
    """The words that can be typed in place of pressing a button. Raises `BadKnowledge` likewise."""
    name = "words.toml"
    table: dict[str, Word] = {}
    for key, languages in _parse(
        name, files(__package__).joinpath(name).read_text("utf-8")
    ).items():
        for language, words in languages.items():
            for word in map(fold, words):
                if table.setdefault(word, Word(key)) is not Word(key):
                    raise BadKnowledge(f"{name}: {key}.{language}: {word!r} means something else")
    return PlainWords(table, _day_words())


def _day_words() -> DayWords:
    """The words for days, with the names of weekdays and months as CLDR has them."""
    name = "days.toml"
    tables = _parse(name, files(__package__).joinpath(name).read_text("utf-8"))
    locales = [Locale(code) for code in tables["phrases"]]
    return DayWords(
        phrases=_folded(name, tables["phrases"].values()),
        units=_folded(name, tables["units"].values()),
        numbers=_folded(
            name,
            (
                {word: number for number, words in enumerate(each, 1) for word in words.split("|")}
                for each in tables["numbers"].values()
            ),
        ),
        weekdays=_folded(name, (_named(each.days) for each in locales)),
        months=_folded(name, (_named(each.months) for each in locales)),
        around=_all(tables["around"]),
        ahead=_all(tables["ahead"]),
        this=_all(tables["this"]),
        parts=_all(tables["parts"]),
        reminding=_all(tables["reminding"]),
    )


def _all(table: Table) -> frozenset[str]:
    return frozenset(fold(each) for words in table.values() for each in words)


def _named(names: Mapping[str, Mapping[str, Mapping[int, str]]]) -> Mapping[str, int]:
    """What each is called, in full, in a date or alone."""
    return {
        names[use]["wide"][key]: key
        for use in ("format", "stand-alone")
        for key in names[use]["wide"]
    }


def _folded(name: str, tables: Iterable[Mapping[str, int]]) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for word, value in ((fold(key), value) for table in tables for key, value in table.items()):
        if found.setdefault(word, value) != value:
            raise BadKnowledge(f"{name}: {word!r} means something else elsewhere")
    return found


def _parse(name: str, text: str) -> Table:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadKnowledge(f"{name}: {error}") from None
