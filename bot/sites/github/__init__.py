"""GitHub."""

from __future__ import annotations

from bot.core.site import Site
from bot.core.text import literal, say

SITE = Site(
    called=literal("GitHub"),
    words=("github",),
    line=say(
        "GitHub: what you enter into Copilot, and what comes out, trains AI of GitHub and "
        "Microsoft unless you opt out in your settings. That is not about public repositories. "
        "Business agreements are excepted."
    ),
)
