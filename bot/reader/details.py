"""What else stands in somebody's words: a device or a service."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from bot.core.person import Device
from bot.sites import called

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


_called = cache(called)


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
