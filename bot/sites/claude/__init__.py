"""Claude."""

from __future__ import annotations

from bot.core.site import Site
from bot.core.text import Label, literal, say

SITE = Site(
    called=literal("Claude"),
    words=(
        "claude",
        "anthropic",
    ),
    line=say(
        "Claude: Anthropic uses your chats unless you turn off {setting} in the privacy settings. "
        "Chats flagged by its checks may be used all the same.",
        setting=Label("Help Improve Claude", "en"),
    ),
    captions={"claude_help": say("How to turn it off")},
)
