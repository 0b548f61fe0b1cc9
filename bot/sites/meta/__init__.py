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
        "Meta uses adults' public posts on Facebook and Instagram and chats with its AI, in the EU "
        "since {date}. Both have an objection form; no reason is needed. Posting a notice has no "
        "effect.",
        date=Fact("dates", "since"),
    ),
    captions={
        "facebook_form": say("The form of Facebook"),
        "instagram_form": say("The form of Instagram"),
        "third_parties": say("Data about me from others"),
    },
)
