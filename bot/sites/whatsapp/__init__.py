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
        "Private chats on WhatsApp are not used, Meta says; what you write to Meta AI there "
        "is. There is no form."
    ),
)
