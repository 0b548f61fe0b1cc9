"""Spotify."""

from __future__ import annotations

from bot.core.site import Site
from bot.core.text import literal, say

SITE = Site(
    called=literal("Spotify"),
    words=("spotify",),
    line=say(
        "Spotify trains AI for its own features on what you do there. I know of no switch against "
        "it."
    ),
)
