"""Slack."""

from __future__ import annotations

from bot.core.site import Site
from bot.core.text import literal, say

SITE = Site(
    called=literal("Slack"),
    words=("slack",),
    line=say(
        "Slack says that it trains generative AI on customers' data only if the customer has "
        "agreed."
    ),
)
