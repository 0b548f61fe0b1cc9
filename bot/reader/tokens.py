"""From a text to the numbers of its word pieces, as multilingual-e5-small was trained on them.

It is the unigram model of SentencePiece: of all ways to cut a text into pieces of the vocabulary, the
likeliest (https://aclanthology.org/P18-1007/).
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from itertools import pairwise
from zlib import crc32

import numpy as np

from bot.reader.packed import Packed

_SPACE = "\u2581"
"""What stands for a space in the vocabulary, and before the first word."""
_SPACES = "\t\n\f\r \u1680\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u2581\ufeff\ufffd"
_CONTROLS = (*range(9), 11, *range(14, 32), 127, 143, 159)
_AS_TRAINED = {**dict.fromkeys(map(ord, _SPACES), _SPACE), **dict.fromkeys(_CONTROLS, None)}
"""What is left of SentencePiece's rule `nmt_nfkc` for a text that is normalised already
(https://github.com/google/sentencepiece/blob/master/doc/normalization.md)."""
_SPARSE = 10
"""How much less likely than the rarest piece a character is that is in none, in log probability."""


class Vocabulary:
    """The pieces, found by their checksum: a dictionary of a quarter of a million takes ten times the
    memory."""

    def __init__(self, packed: Packed) -> None:
        self._packed = packed
        self._offsets, self._scores = packed.offsets, packed.scores
        self._longest = max(end - start for start, end in pairwise(self._offsets))
        # One by one: a list of them all would leave a hole of ten megabytes.
        found = (crc32(packed.pieces[start:end]) for start, end in pairwise(self._offsets))
        sums = np.fromiter(found, dtype=np.uint32, count=len(self._scores))
        order = np.argsort(sums, kind="stable").astype(np.uint32)
        self._sums = array("I", sums[order].tobytes())
        self._order = array("I", order.tobytes())
        self._unseen = min(self._scores) - _SPARSE

    def tokens(self, text: str) -> list[int]:
        """The numbers of the pieces of a text in NFKC."""
        text = re.sub(f"{_SPACE}+", _SPACE, text.translate(_AS_TRAINED))
        if not text.startswith(_SPACE):
            text = _SPACE + text
        return self._likeliest(text)

    def _likeliest(self, text: str) -> list[int]:
        """Viterbi: the best way to each place, from the best ways to those before it."""
        ends = range(1, len(text) + 1)
        best = [0.0, *(-np.inf for _ in ends)]
        steps = [(0, 0), *((end - 1, self._packed.unknown) for end in ends)]
        for start in range(len(text)):
            best[start + 1] = max(best[start + 1], best[start] + self._unseen)
            for end, piece in self._beginning(text, start):
                if (score := best[start] + self._scores[piece]) > best[end]:
                    best[end], steps[end] = score, (start, piece)
        found, place = [], len(text)
        while place:
            place, piece = steps[place]
            found.append(piece)
        return found[::-1]

    def _beginning(self, text: str, start: int) -> list[tuple[int, int]]:
        """The pieces that begin at a place: where each ends, and its number."""
        found = []
        piece = b""
        for end in range(start, len(text)):
            piece += text[end].encode()
            if len(piece) > self._longest:
                break
            if (number := self._number(piece)) is not None:
                found.append((end + 1, number))
        return found

    def _number(self, piece: bytes) -> int | None:
        wanted = crc32(piece)
        place = bisect_left(self._sums, wanted)
        while place < len(self._sums) and self._sums[place] == wanted:
            number = self._order[place]
            start, end = self._offsets[number], self._offsets[number + 1]
            if self._packed.pieces[start:end] == piece and number != self._packed.unknown:
                return number
            place += 1
        return None
