"""Microsoft Copilot."""

from __future__ import annotations

from bot.core.site import Site
from bot.core.text import Label, literal, say

SITE = Site(
    called=literal("Microsoft Copilot"),
    words=(
        "copilot",
        "bing",
    ),
    line=say(
        "Copilot: Microsoft may train on your chats. According to reports, you turn that off in "
        "Copilot's settings: account, privacy, {setting}. Work accounts are not affected.",
        setting=Label("Model training", "en"),
    ),
)
