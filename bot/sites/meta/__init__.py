"""Facebook, Instagram."""

from __future__ import annotations

from bot.core.site import Site
from bot.core.text import Fact, literal, say

SITE = Site(
    called=literal("Facebook, Instagram"),
    words=(
        "meta",
        "facebook",
        "fb",
        "instagram",
        "insta",
        "ig",
        "threads",
    ),
    line=say(
        "Meta uses adults' public posts on Facebook and Instagram, in the EU since {date}. "
        "Each has a form to object, with no reason needed. Posts saying that one does not "
        "agree do nothing.",
        date=Fact("dates", "since"),
    ),
)
