"""The trained head: from a text's features to its topics and its language. NumPy is enough."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float32]

PIECES_WEIGH, MEANING_WEIGHS = np.float32(4.0), np.float32(0.3)
"""How the two kinds of features are scaled against each other, in training and after it."""


@dataclass(frozen=True, slots=True)
class Head:
    """A linear layer over the meaning (an embedding) and the pieces of a text, for the topics, and
    one over the pieces alone, for the languages.

    `rarity` weighs a bucket of pieces by how few phrases have it; `mean` and `spread` are those of
    the embeddings in training; `temperature` makes the confidences true.
    """

    topics: tuple[str, ...]
    languages: tuple[str, ...]
    mean: Floats
    spread: Floats
    rarity: Floats
    by_meaning: Floats
    by_pieces: Floats
    bias: Floats
    language_by_pieces: Floats
    temperature: float

    def read(self, embedding: Floats, buckets: Iterable[int]) -> tuple[Floats, Floats]:
        """The probability of each topic and of each language."""
        found = np.fromiter(buckets, dtype=np.int64)
        weights = self.rarity[found]
        weights = PIECES_WEIGH * weights / max(float(np.linalg.norm(weights)), 1e-9)
        meaning = MEANING_WEIGHS * (embedding - self.mean) / self.spread
        topics = meaning @ self.by_meaning + weights @ self.by_pieces[found] + self.bias
        languages = weights @ self.language_by_pieces[found]
        return _softmax(topics / self.temperature), _softmax(languages)

    def save(self, path: Path) -> None:
        """Write it, its large tables in eight bits a number."""
        pieces, pieces_scale = _packed(self.by_pieces)
        language, language_scale = _packed(self.language_by_pieces)
        with path.open("wb") as file:
            np.savez_compressed(
                file,
                topics=np.array(self.topics),
                languages=np.array(self.languages),
                mean=self.mean,
                spread=self.spread,
                rarity=self.rarity.astype(np.float16),
                by_meaning=self.by_meaning.astype(np.float16),
                bias=self.bias,
                temperature=np.float32(self.temperature),
                by_pieces=pieces,
                by_pieces_scale=pieces_scale,
                language_by_pieces=language,
                language_by_pieces_scale=language_scale,
            )

    @classmethod
    def load(cls, path: Path) -> Head:
        """Read what `save` has written."""
        with np.load(path, allow_pickle=False) as stored:
            return cls(
                topics=tuple(map(str, stored["topics"])),
                languages=tuple(map(str, stored["languages"])),
                mean=stored["mean"],
                spread=stored["spread"],
                rarity=stored["rarity"].astype(np.float32),
                by_meaning=stored["by_meaning"].astype(np.float32),
                by_pieces=_unpacked("by_pieces", stored),
                bias=stored["bias"],
                language_by_pieces=_unpacked("language_by_pieces", stored),
                temperature=float(stored["temperature"]),
            )


def _softmax(scores: Floats) -> Floats:
    grown = np.exp(scores - scores.max())
    return np.asarray(grown / grown.sum(), dtype=np.float32)


def _packed(table: Floats) -> tuple[NDArray[np.int8], Floats]:
    scale = np.asarray(np.abs(table).max(axis=0) / 127 + 1e-12, dtype=np.float32)
    return np.rint(table / scale).astype(np.int8), scale


def _unpacked(name: str, stored: np.lib.npyio.NpzFile) -> Floats:
    return np.asarray(stored[name] * stored[f"{name}_scale"], dtype=np.float32)
