"""Evernote."""

from __future__ import annotations

from bot.core.site import Site
from bot.core.text import literal, say

SITE = Site(
    called=literal("Evernote"),
    words=("evernote",),
    line=say("Evernote says that it does not train AI on your notes unless you ask it to."),
)
