"""What stands in the languages' files, as patterns: "*" is any letters, a space may be a dash."""

from __future__ import annotations

import re
from collections.abc import Iterable


def pattern(phrases: Iterable[str]) -> str:
    """A pattern for all of them, in capitals and with the longest first; it finds whole words.

    A phrase that ends in a colon is one only where a colon or "=" follows.
    """
    longest_first = sorted(dict.fromkeys(phrases), key=len, reverse=True)
    return "|".join(map(_pattern, longest_first)) or r"(?!)"


def _pattern(phrase: str) -> str:
    inside = phrase.upper().strip("*:")
    found = "".join(_PIECES.get(each) or re.escape(each) for each in inside)
    start = "" if phrase.startswith("*") else r"\b"
    end = r"(?=\s*[:=])" if phrase.endswith(":") else ""
    return start + found + (r"\w*+" if phrase.endswith("*") else r"\b") + end


_PIECES = {"*": r"\w{0,20}", " ": "[ -]", "'": "['’]"}
