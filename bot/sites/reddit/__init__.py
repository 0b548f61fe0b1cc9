"""Reddit."""

from __future__ import annotations

from bot.core.site import Site
from bot.core.text import literal, say

SITE = Site(
    called=literal("Reddit"),
    words=("reddit",),
    line=say("Reddit: its terms let it license posts for training AI. I know of no way to say no."),
)
