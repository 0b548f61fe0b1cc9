"""What else stands in somebody's words: a device or a service."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from bot.core.folding import fold
from bot.core.person import Device
from bot.languages import words
from bot.sites import called

# --- services ---------------------------------------------------------------------------------------

ELSEWHERE = "elsewhere"
"""A service that was named, but of which nothing is known."""
_OTHERS = frozenset(
    (
        *("youtube", "deepseek", "mistral", "strava", "vinted", "starlink"),
        *("perplexity", "alexa", "siri", "xing", "indeed", "bluesky", "mastodon", "adobe"),
        *("canva", "notion", "dropbox", "duolingo", "netflix", "tumblr", "quora"),
    )
)


_called = cache(called)


def service(said: Iterable[str]) -> str | None:
    """The first other service that is named."""
    known = _called()
    named = (known.get(word) or (ELSEWHERE if word in _OTHERS else None) for word in said)
    return next(filter(None, named), None)


# --- devices ----------------------------------------------------------------------------------------


@cache
def _devices() -> Mapping[Device, tuple[Sequence[str], tuple[str, ...]]]:
    """What each is called in all the languages: whole words, and beginnings."""
    return {
        device: (
            [fold(each) for each in named if not each.endswith("*")],
            tuple(fold(each) for each in named if each.endswith("*")),
        )
        for device in Device
        if (named := [name for each in words().values() for name in each.devices.get(device, ())])
    }


def device(said: Sequence[str]) -> Device | None:
    """The device that is named; an "app" alone could be either phone's."""
    for each, (whole, beginnings) in _devices().items():
        if any(word in whole or word.startswith(beginnings) for word in said):
            return each
    return None
