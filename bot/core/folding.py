"""Text as it is compared: however it was typed."""

from __future__ import annotations

import unicodedata

_PLAIN = str.maketrans({"ħ": "h", "đ": "d", "ł": "l", "ø": "o", "ı": "i", "’": None, "'": None})
"""Letters that do not come apart into a plain one and its accent; and apostrophes."""


def fold(text: str) -> str:
    """Lower case, without accents, and with nothing but letters, digits and single spaces."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN))
    kept = (char for char in plain if not unicodedata.combining(char))
    return " ".join("".join(char if char.isalnum() else " " for char in kept).split())
