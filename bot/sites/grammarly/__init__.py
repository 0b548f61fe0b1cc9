"""Grammarly."""

from __future__ import annotations

from bot.core.site import Site
from bot.core.text import Label, literal, say

SITE = Site(
    called=literal("Grammarly"),
    words=(
        "grammarly",
        "superhuman",
    ),
    line=say(
        "Grammarly uses your texts to train AI unless you turn off {setting}. In a team, only its "
        "administrator can.",
        setting=Label("Product Improvement and Training", "en"),
    ),
)
