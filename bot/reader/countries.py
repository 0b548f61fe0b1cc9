"""The country that is named in somebody's words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from bot.core.folding import fold
from bot.languages import words
from bot.languages.table import REGIONS

_PRONOUNS: Mapping[str, str] = {"us": "us", "eu": "eea"}
"""Also words for "we" and "I": countries in capitals, or after an article or "in"."""


@dataclass(frozen=True, slots=True)
class _Names:
    """What countries are called in all the languages, folded, and their regions.

    `beginnings` come longest first: most languages put an ending to a name, as "Schweiz" becomes "v
    Švici" and "Sveitsissä".
    """

    whole: Mapping[str, str]
    beginnings: Sequence[tuple[str, str]]
    placed: re.Pattern[str]


@cache
def _names() -> _Names:
    tables = [each.countries for each in words().values()]
    # Where a name stands for two regions, the first of them counts.
    named = {
        name: region
        for region in reversed(REGIONS)
        for each in tables
        for name in getattr(each, region)
    }
    beginnings = {fold(name): region for name, region in named.items() if name.endswith("*")}
    before = sorted({fold(word) for each in tables for word in each.before})
    return _Names(
        {fold(name): region for name, region in named.items() if not name.endswith("*")},
        sorted(beginnings.items(), key=lambda item: (-len(item[0]), REGIONS.index(item[1]))),
        re.compile(rf"\b(?:{'|'.join(before)}) ({'|'.join(_PRONOUNS)})\b"),
    )


def country(text: str) -> str | None:
    """The region of the country that is named."""
    names, folded = _names(), fold(text)
    capitals = () if text.isupper() else re.findall(r"\b[A-Z]{2}\b", text)
    placed = {*names.placed.findall(folded), *(word.lower() for word in capitals)}
    short = (
        names.whole.get(word) or (_PRONOUNS.get(word) if word in placed else None)
        for word in folded.split()
    )
    begun = (region for stem, region in names.beginnings if f" {stem}" in f" {folded}")
    return next(filter(None, short), None) or next(begun, None)
