"""X, Grok."""

from __future__ import annotations

from bot.core.site import Site
from bot.core.text import Label, literal, say

SITE = Site(
    called=literal("X, Grok"),
    words=(
        "x",
        "twitter",
        "grok",
    ),
    line=say(
        "X uses public posts and chats with Grok for AI, and others may get them for that. You can "
        "say no in its settings, on the page {label}.",
        label=Label("Grok & Third-party Collaborators", "en"),
    ),
)
