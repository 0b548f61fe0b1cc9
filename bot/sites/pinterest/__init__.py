"""Pinterest."""

from __future__ import annotations

from bot.core.site import Site
from bot.core.text import literal, say

SITE = Site(
    called=literal("Pinterest"),
    words=("pinterest",),
    line=say(
        "Pinterest trains its AI on Pins and on what it knows of you, however old. You can say no "
        "in your profile settings or, in Europe, with its form."
    ),
)
