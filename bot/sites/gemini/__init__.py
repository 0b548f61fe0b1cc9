"""Google Gemini."""

from __future__ import annotations

from bot.core.site import Site
from bot.core.text import Fact, Label, literal, nsay

SITE = Site(
    called=literal("Google Gemini"),
    words=(
        "gemini",
        "google",
        "bard",
    ),
    line=nsay(
        "Gemini: Google uses your chats unless you turn off {setting}. Even then they are used to "
        "answer and to protect, by people, too. Chats that people have reviewed are kept for up to "
        "{count} year. All this is about Gemini, not about Gmail.",
        "Gemini: Google uses your chats unless you turn off {setting}. Even then they are used to "
        "answer and to protect, by people, too. Chats that people have reviewed are kept for up to "
        "{count} years. All this is about Gemini, not about Gmail.",
        Fact("numbers", "kept_years"),
        setting=Label("Keep Activity", "en"),
    ),
)
