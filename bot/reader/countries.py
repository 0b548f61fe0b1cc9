"""The country that is named in somebody's words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from bot.core.countries import COUNTRIES
from bot.core.folding import fold
from bot.languages import words

_PRONOUNS: Mapping[str, str] = {"us": "us", "eu": "eea"}
"""Also words for "we" and "I": countries in capitals, or after an article or "in"."""


@dataclass(frozen=True, slots=True)
class _Names:
    """What countries are called in all the languages, folded, and their codes.

    `beginnings` come longest first: most languages put an ending to a name, as "Schweiz" becomes "v
    Švici" and "Sveitsissä".
    """

    whole: Mapping[str, str]
    beginnings: Sequence[tuple[str, str]]
    placed: re.Pattern[str]
    every: re.Pattern[str]


@cache
def _names() -> _Names:
    languages = list(words().values())
    # Where a name stands for two countries, the first of them counts.
    named = {
        name: code
        for code in reversed(COUNTRIES)
        for each in languages
        for name in each.countries.get(code, ())
    }
    beginnings = {fold(name): code for name, code in named.items() if name.endswith("*")}
    before = sorted({fold(word) for each in languages for word in each.before})
    whole = {fold(name): code for name, code in named.items() if not name.endswith("*")}
    stems = sorted((*(rf"{each}\w*" for each in beginnings), *whole), key=len, reverse=True)
    return _Names(
        whole,
        sorted(beginnings.items(), key=lambda item: (-len(item[0]), COUNTRIES.index(item[1]))),
        re.compile(rf"\b(?:{'|'.join(before)}) ({'|'.join(_PRONOUNS)})\b"),
        re.compile(rf"\b(?:{'|'.join(stems)})\b"),
    )


def country(text: str) -> str | None:
    """The code of the country that is named, or "eea"."""
    names, folded = _names(), fold(text)
    capitals = () if text.isupper() else re.findall(r"\b[A-Z]{2}\b", text)
    placed = {*names.placed.findall(folded), *(word.lower() for word in capitals)}
    short = (
        names.whole.get(word) or (_PRONOUNS.get(word) if word in placed else None)
        for word in folded.split()
    )
    begun = (code for stem, code in names.beginnings if f" {stem}" in f" {folded}")
    return next(filter(None, short), None) or next(begun, None)


def apart_from_countries(text: str) -> str:
    """The other words, folded: the name of a country stands alike in many languages. Where there are
    no others, the text as it is."""
    rest = " ".join(_names().every.sub(" ", fold(text)).split())
    return rest or text
