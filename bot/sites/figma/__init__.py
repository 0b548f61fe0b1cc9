"""Figma."""

from __future__ import annotations

from bot.core.site import Site
from bot.core.text import Label, literal, say

SITE = Site(
    called=literal("Figma"),
    words=("figma",),
    line=say(
        "Figma trains AI on your content in the Starter and Professional plans, unless an admin "
        "turns off {setting}. In the Organization and Enterprise plans it is off.",
        setting=Label("Content training", "en"),
    ),
    captions={"figma": say("How to turn it off")},
)
