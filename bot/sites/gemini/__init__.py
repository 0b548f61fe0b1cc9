"""Google Gemini."""

from __future__ import annotations

from bot.core.site import Site
from bot.core.text import Fact, literal, nsay

SITE = Site(
    called=literal("Google Gemini"),
    words=(
        "gemini",
        "google",
        "bard",
    ),
    line=nsay(
        "Google uses chats with Gemini unless you turn off {setting}. Chats that people have "
        "reviewed are kept for up to {count} year.",
        "Google uses chats with Gemini unless you turn off {setting}. Chats that people have "
        "reviewed are kept for up to {count} years.",
        Fact("numbers", "kept_years"),
        setting="Keep Activity",
    ),
)
