"""GitHub."""

from __future__ import annotations

from bot.core.site import Site
from bot.core.text import literal, say

SITE = Site(
    called=literal("GitHub"),
    words=("github",),
    line=say(
        "GitHub trains on what you do with Copilot unless you opt out in your settings. "
        "Business plans are left out."
    ),
)
