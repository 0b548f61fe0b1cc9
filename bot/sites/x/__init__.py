"""X, Grok."""

from __future__ import annotations

from bot.core.site import Site
from bot.core.text import literal, say

SITE = Site(
    called=literal("X, Grok"),
    words=(
        "x",
        "twitter",
        "grok",
    ),
    line=say("X lets you object in its settings, on the page for Grok and partners."),
)
