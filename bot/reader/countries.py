"""The country that is named in somebody's words.

Their names come from CLDR, by way of Babel, whose 27 locales take forty megabytes: what is needed of
them is written down, by `python -m bot.reader.countries`.
"""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from bot.core.folding import fold

STEMS = Path(__file__).with_name("countries.toml")

_REGIONS: Mapping[str, str] = {
    "gb": "GB",
    "ch": "CH",
    "us": "US",
    "ca": "CA",
    "hk": "HK",
    "eea": "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE NO IS LI",
    "other": "AU BR IN JP MX SG TR CN ZA AR AE NZ",
}
_SHORT: Mapping[str, str] = {
    **dict.fromkeys(("uk", "gb", "scotland", "wales"), "gb"),
    **dict.fromkeys(("bretagne", "bretagna", "renju"), "gb"),
    **{"usa": "us", "america": "us", "hongkong": "hk"},
    **dict.fromkeys(("eea", "ewr", "eee"), "eea"),
}
_PRONOUNS: Mapping[str, str] = {"us": "us", "eu": "eea"}
"""Also words for "we" and "I": countries in capitals, or after an article or "in"."""
_PLACED = re.compile(r"\b(?:the|in|der|die|im|az|w|v|ve|vo|na) (us|eu)\b")
_STEMS: Mapping[str, str] = {
    **dict.fromkeys(("britani", "brytani", "britann", "bretan", "britain"), "gb"),
    **dict.fromkeys(("grossbritann", "suurbritann", "lielbritan", "isossa britann"), "gb"),
    **dict.fromkeys(("spojene kral", "spojenom kral", "spojenem kral", "ujedinjenom kral"), "gb"),
    **dict.fromkeys(("jungtin", "apvienota", "uhendkuning", "riocht aont", "regatului un"), "gb"),
    **dict.fromkeys(("england", "englan", "angli", "anglij", "engles", "inglater"), "gb"),
    **dict.fromkeys(("inghilter", "angleter", "ingilter", "αγγλι", "англ", "британ"), "gb"),
    **dict.fromkeys(("великобритан", "bretland"), "gb"),
    **dict.fromkeys(("isvizzer", "schwiiz", "schwyz"), "ch"),
    **{"hong kong": "hk", "amerik": "us", "ameriq": "us", "америк": "us"},
}
"""Beginnings of what people say besides the countries' full names."""
_LANGUAGES = (
    *("bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "is"),
    *("it", "lt", "lv", "mt", "nb", "nl", "pl", "pt", "ro", "sk", "sl", "sv", "uk"),
)


def stems() -> dict[str, list[str]]:
    """Of each region, beginnings of its countries' names in all the languages.

    Most languages put an ending to them: "Schweiz", "v Švici", "Sveitsissä".
    """
    from babel.core import Locale

    found = dict(_STEMS)
    for region, codes in _REGIONS.items():
        for code in codes.split():
            for language in _LANGUAGES:
                name = _without_article(fold(Locale(language).territories.get(code, "")))
                if len(name) > 4:
                    found.setdefault(name if " " in name else name[: max(4, len(name) - 2)], region)
    return {
        region: sorted(stem for stem, its in found.items() if its == region) for region in _REGIONS
    }


def _without_article(name: str) -> str:
    """Irish and Maltese write "an Iorua", "il-Greċja", and put something else before it in use."""
    first, _, rest = name.partition(" ")
    return rest if rest and len(first) <= 2 else name


@cache
def _countries() -> tuple[tuple[str, str], ...]:
    """The stems, longest first, and their region."""
    written = tomllib.loads(STEMS.read_text("utf-8"))
    found = [(stem, region) for region, stems in written.items() for stem in stems]
    return tuple(sorted(found, key=lambda item: -len(item[0])))


def country(text: str) -> str | None:
    """The region of the country that is named."""
    folded = fold(text)
    capitals = () if text.isupper() else re.findall(r"\b[A-Z]{2}\b", text)
    placed = {*_PLACED.findall(folded), *(word.lower() for word in capitals)}
    short = (
        _SHORT.get(word) or (_PRONOUNS.get(word) if word in placed else None)
        for word in folded.split()
    )
    named = (region for stem, region in _countries() if f" {stem}" in f" {folded}")
    return next(filter(None, short), None) or next(named, None)


if __name__ == "__main__":
    lines = (
        f"{region} = [\n" + "".join(f'    "{each}",\n' for each in found) + "]\n"
        for region, found in stems().items()
    )
    STEMS.write_text("# Made by `python -m bot.reader.countries`.\n\n" + "\n".join(lines), "utf-8")
    sys.stdout.write(f"{STEMS.name}: {STEMS.stat().st_size} bytes\n")
