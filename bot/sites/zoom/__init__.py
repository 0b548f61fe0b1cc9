"""Zoom."""

from __future__ import annotations

from bot.core.site import Site
from bot.core.text import literal, say

SITE = Site(
    called=literal("Zoom"),
    words=("zoom",),
    line=say("Zoom says that it does not train AI on your calls, chats and files."),
)
