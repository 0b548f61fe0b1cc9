"""What is looked at in a text besides its meaning: its words and pieces of words, as numbers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from zlib import crc32

from bot.core.folding import fold
from bot.reader.normal import opening

BUCKETS = 1 << 16
"""Pieces share buckets by their hash: a fixed size, and no list of words to store."""


def pieces(text: str) -> set[int]:
    """The buckets of a text's pieces of two to five letters, its words and its pairs of words."""
    return {crc32(piece.encode()) % BUCKETS for piece in _pieces(fold(opening(text)))}


def _pieces(folded: str) -> Iterator[str]:
    padded = f" {folded} "
    for length in (2, 3, 4, 5):
        for start in range(len(padded) - length + 1):
            yield padded[start : start + length]
    words = folded.split()
    for word in words:
        yield f"w:{word}"
    for first, second in pairwise(words):
        yield f"b:{first}_{second}"
