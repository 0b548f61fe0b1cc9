"""Reddit."""

from __future__ import annotations

from bot.core.site import Site
from bot.core.text import literal, say

SITE = Site(
    called=literal("Reddit"),
    words=("reddit",),
    line=say("In Reddit's policy I found no way to say no. Public posts may turn up in chatbots."),
)
