"""Claude."""

from __future__ import annotations

from bot.core.site import Site
from bot.core.text import literal, say

SITE = Site(
    called=literal("Claude"),
    words=(
        "claude",
        "anthropic",
    ),
    line=say(
        "Anthropic uses chats with Claude unless you opt out in the account's settings. "
        "Flagged chats and feedback are used all the same."
    ),
)
