"""What else stands in somebody's words: a country, a device, a service, a secret."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from babel.core import Locale

from bot.core.folding import fold
from bot.core.person import Device
from bot.reader.secrets import secret as secret
from bot.sites import sites

# --- services ---------------------------------------------------------------------------------------

ELSEWHERE = "elsewhere"
"""A service that was named, but of which nothing is known."""
_OTHERS = frozenset(
    (
        *("tiktok", "snapchat", "pinterest", "youtube", "spotify", "deepseek", "mistral"),
        *("perplexity", "alexa", "siri", "xing", "indeed", "bluesky", "mastodon", "adobe"),
        *("canva", "notion", "dropbox", "duolingo", "netflix", "tumblr", "quora"),
    )
)


@cache
def _called() -> Mapping[str, str]:
    """The words that the other sites are called by."""
    return {word: key for key, site in sites().items() if key for word in site.words}


def service(words: Iterable[str]) -> str | None:
    """The first other service that is named."""
    known = _called()
    named = (known.get(word) or (ELSEWHERE if word in _OTHERS else None) for word in words)
    return next(filter(None, named), None)


# --- devices ----------------------------------------------------------------------------------------

_DEVICES: Mapping[Device, tuple[str, ...]] = {
    Device.IPHONE: ("iphone", "ipad", "ios"),
    Device.ANDROID: ("android", "samsung", "pixel", "xiaomi"),
    Device.COMPUTER: (
        *("pc", "laptop", "notebook", "mac", "macbook", "desktop", "computer", "ordinateur"),
        *("ordenador", "computador", "calculator", "pocitac", "komputer", "racunal", "kompjuter"),
        *(
            "kompiuter",
            "dators",
            "datora",
            "arvuti",
            "tietokone",
            "szamitogep",
            "dator",
            "datamaskin",
        ),
        *("tolva", "tolvu", "riomhaire", "υπολογιστ", "комп", "pcn"),
    ),
}


def device(words: Iterable[str]) -> Device | None:
    """The device that is named; an "app" alone could be either phone's."""
    said = list(words)
    for each, names in _DEVICES.items():
        if any(
            word == name or (len(name) > 4 and word.startswith(name))
            for word in said
            for name in names
        ):
            return each
    return None


# --- countries --------------------------------------------------------------------------------------

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


@cache
def _countries() -> tuple[tuple[str, str], ...]:
    """Beginnings of countries' names in all the languages, longest first, and their region.

    Most languages put an ending to them: "Schweiz", "v Švici", "Sveitsissä".
    """
    stems = dict(_STEMS)
    for region, codes in _REGIONS.items():
        for code in codes.split():
            for language in _LANGUAGES:
                name = _without_article(fold(Locale(language).territories.get(code, "")))
                if len(name) > 4:
                    stems.setdefault(name if " " in name else name[: max(4, len(name) - 2)], region)
    return tuple(sorted(stems.items(), key=lambda item: -len(item[0])))


def _without_article(name: str) -> str:
    """Irish and Maltese write "an Iorua", "il-Greċja", and put something else before it in use."""
    first, _, rest = name.partition(" ")
    return rest if rest and len(first) <= 2 else name


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
