"""Knows: facts as data, each with its source. A wrong file stops the start and says where."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from importlib.resources import files
from typing import Any

from babel.core import Locale

from bot.core.days import DayWords
from bot.core.facts import Knowledge, Known, Source, Wording
from bot.core.folding import fold
from bot.core.messages import Word
from bot.core.words import PlainWords

Table = Mapping[str, Any]
_KINDS: Mapping[str, type] = {"dates": date, "years": str, "numbers": int, "links": str}
_CITING = ("topics", "services")


class BadKnowledge(ValueError):
    """A file of the knowledge is wrong; the text says which, and at which key."""


def knowledge() -> Knowledge:
    """Read and check the files beside this one.

    Raises `BadKnowledge` when a file does not parse, a value has the wrong type, a source is
    missing or unknown, or a link is not https.
    """
    names = ("sources.toml", "facts.toml", "labels.toml")
    return read({name: files(__package__).joinpath(name).read_text("utf-8") for name in names})


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


def read(texts: Mapping[str, str]) -> Knowledge:
    """The same, from the texts of the files by their names."""
    tables = {name: _parse(name, text) for name, text in texts.items()}
    sources = {key: _source(key, each) for key, each in tables["sources.toml"].items()}
    facts, labels = tables["facts.toml"], tables["labels.toml"]
    if strange := set(facts) ^ {*_KINDS, *_CITING}:
        raise BadKnowledge(f"facts.toml: missing or unknown: {', '.join(sorted(strange))}")
    values = {
        kind: {key: _value(kind, key, fact, sources) for key, fact in facts[kind].items()}
        for kind in _KINDS
    }
    citing = {
        kind: {
            key: _cited(f"facts.toml: {kind}.{key}", ids, sources)
            for key, ids in facts[kind].items()
        }
        for kind in _CITING
    }
    return Knowledge(
        sources=sources,
        labels={key: _words(key, each) for key, each in labels["words"].items()},
        interface=tuple(labels["interface"]),
        **values,
        topics=citing["topics"],
        services=citing["services"],
    )


def _parse(name: str, text: str) -> Table:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadKnowledge(f"{name}: {error}") from None


def _source(key: str, table: Table) -> Source:
    where = f"sources.toml: {key}"
    try:
        source = Source(id=key, **{**table, "known": Known(table["known"])})
    except (KeyError, TypeError, ValueError) as error:
        raise BadKnowledge(f"{where}: {error}") from None
    _https(where, source.url)
    if type(source.read_on) is not date:
        raise BadKnowledge(f"{where}: read_on is not a day")
    return source


def _value(kind: str, key: str, fact: Table, sources: Mapping[str, Source]) -> Any:
    where = f"facts.toml: {kind}.{key}"
    _cited(where, fact.get("sources", ()), sources)
    value = fact.get("value")
    if type(value) is not _KINDS[kind]:
        raise BadKnowledge(f"{where}: value is not a {_KINDS[kind].__name__}")
    if kind == "links":
        _https(where, str(value))
    return value


def _cited(where: str, ids: Any, sources: Mapping[str, Source]) -> tuple[Source, ...]:
    if not ids:
        raise BadKnowledge(f"{where}: has no source")
    unknown = [each for each in ids if each not in sources]
    if unknown:
        raise BadKnowledge(f"{where}: unknown source {', '.join(unknown)}")
    return tuple(sources[each] for each in ids)


def _words(key: str, column: Table) -> dict[str, Wording]:
    for language, entry in column.items():
        where = f"labels.toml: words.{key}.{language}"
        if not entry.get("words") or not entry.get("seen_in"):
            raise BadKnowledge(f"{where}: words and seen_in are needed")
        if entry.get("known") not in {"one", "several"}:
            raise BadKnowledge(f"{where}: known is neither one nor several")
    if "en" not in column:
        raise BadKnowledge(f"labels.toml: words.{key}: the English words are missing")
    return {
        language: Wording(entry["words"], tuple(entry["seen_in"]))
        for language, entry in column.items()
    }


def _https(where: str, url: str) -> None:
    if not url.startswith("https://"):
        raise BadKnowledge(f"{where}: {url!r} is not an https address")
