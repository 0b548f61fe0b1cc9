"""Text in one form, however it was typed, and no more of it than is looked at."""

from __future__ import annotations

import unicodedata

LONGEST = 4096
"""Characters: as much as a message may hold."""
OPENING = 300
"""Characters in which it stands what a message asks; the more are looked at, the longer it takes."""


def normal(text: str) -> str:
    """The text in NFKC, with marks for half characters, which JSON can carry. It is cut again after:
    some characters become eighteen."""
    whole = text[:LONGEST].encode(errors="replace").decode()
    return unicodedata.normalize("NFKC", whole)[:LONGEST]


def opening(text: str) -> str:
    """What is looked at to find out what a text asks."""
    return normal(text)[:OPENING]
