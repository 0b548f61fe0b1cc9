"""Microsoft Copilot."""

from __future__ import annotations

from bot.core.site import Site
from bot.core.text import literal, say

SITE = Site(
    called=literal("Microsoft Copilot"),
    words=(
        "copilot",
        "bing",
    ),
    line=say(
        "Microsoft may train on chats with Copilot. There is said to be a setting against it; "
        "I do not know for certain where."
    ),
)
