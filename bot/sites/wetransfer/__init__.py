"""WeTransfer."""

from __future__ import annotations

from bot.core.site import Site
from bot.core.text import literal, say

SITE = Site(
    called=literal("WeTransfer"),
    words=(
        "wetransfer",
        "wetransfert",
    ),
    line=say(
        "WeTransfer: nothing to do. It withdrew the clause that alarmed people, and says that it "
        "does not train AI on your files."
    ),
)
