"""What else stands in somebody's words: a country, a device, a service, a secret."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from babel.core import Locale

from bot.core.folding import fold
from bot.core.person import Device
from bot.reader.secrets import secret as secret

# --- services ---------------------------------------------------------------------------------------

_SERVICES: Mapping[str, str] = {
    "whatsapp": "whatsapp whatsap watsapp whats wa",
    "meta": "meta facebook fb instagram insta ig threads",
    "wetransfer": "wetransfer wetransfert",
    "chatgpt": "chatgpt chatgtp gpt openai",
    "gemini": "gemini google bard",
    "copilot": "copilot bing",
    "claude": "claude anthropic",
    "x": "x twitter grok",
    "github": "github",
    "reddit": "reddit",
    "slack": "slack",
    "zoom": "zoom",
    "elsewhere": "tiktok snapchat pinterest youtube spotify deepseek mistral perplexity alexa siri "
    "xing indeed bluesky mastodon adobe canva notion dropbox duolingo netflix tumblr quora",
}
_SERVICE_OF = {word: key for key, words in _SERVICES.items() for word in words.split()}


def service(words: Iterable[str]) -> str | None:
    """The first service that is named."""
    return next((_SERVICE_OF[word] for word in words if word in _SERVICE_OF), None)


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
    **{"uk": "gb", "gb": "gb", "england": "gb", "scotland": "gb", "wales": "gb", "britain": "gb"},
    **{"bretagne": "gb", "bretagna": "gb", "anglia": "gb", "anglie": "gb", "hongkong": "hk"},
    **{
        "usa": "us",
        "us": "us",
        "america": "us",
        "eu": "eea",
        "eea": "eea",
        "ewr": "eea",
        "eee": "eea",
    },
}
_LANGUAGES = (
    *("bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "is"),
    *("it", "lt", "lv", "mt", "nb", "nl", "pl", "pt", "ro", "sk", "sl", "sv", "uk"),
)


@cache
def _countries() -> tuple[tuple[str, str], ...]:
    """Beginnings of countries' names in all the languages, longest first, and their region.

    Most languages put an ending to them: "Schweiz", "v Švici", "Sveitsissä".
    """
    stems = {"hong kong": "hk", "britani": "gb", "brytani": "gb", "bretan": "gb", "amerik": "us"}
    for region, codes in _REGIONS.items():
        for code in codes.split():
            for language in _LANGUAGES:
                name = fold(Locale(language).territories.get(code, ""))
                if len(name) > 4:
                    stems.setdefault(name if " " in name else name[: max(4, len(name) - 2)], region)
    return tuple(sorted(stems.items(), key=lambda item: -len(item[0])))


def country(folded: str) -> str | None:
    """The region of the country that is named."""
    short = next((_SHORT[word] for word in folded.split() if word in _SHORT), None)
    padded = f" {folded}"
    return short or next((region for stem, region in _countries() if f" {stem}" in padded), None)
