"""TikTok."""

from __future__ import annotations

from bot.core.site import Site
from bot.core.text import literal, say

SITE = Site(
    called=literal("TikTok"),
    words=("tiktok",),
    line=say("TikTok: its policy for Europe allows training AI. I know of no way to say no."),
)
