"""WhatsApp."""

from __future__ import annotations

from bot.core.site import Site
from bot.core.text import literal, say

SITE = Site(
    called=literal("WhatsApp"),
    words=(
        "whatsapp",
        "whatsap",
        "watsapp",
        "whats",
        "wa",
    ),
    line=say(
        "WhatsApp: Meta says that it does not use private chats. What you write to Meta AI goes to "
        "Meta. There is said to be an objection form."
    ),
)
