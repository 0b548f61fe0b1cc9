"""Snapchat."""

from __future__ import annotations

from bot.core.site import Site
from bot.core.text import Label, literal, say

SITE = Site(
    called=literal("Snapchat"),
    words=(
        "snapchat",
        "snap",
    ),
    line=say(
        "Snapchat: its policy allows training AI. There is said to be a setting against it in the "
        "app, {setting}; I am not sure about its name.",
        setting=Label("Manage My Information", "en"),
    ),
)
