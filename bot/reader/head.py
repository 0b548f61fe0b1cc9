"""The trained head: from a text's features to its topics and its language. NumPy is enough."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float32]

PIECES_WEIGH, MEANING_WEIGHS = np.float32(4.0), np.float32(0.3)
"""How the two kinds of features are scaled against each other, in training and after it."""
STEP = 0.5
"""How finely a table is kept, in standard deviations of its weights: half of one makes the head two
megabytes smaller than eight bits do, and understands as well."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A linear layer with a softmax: over the pieces of a text and, if it has weights for it, over
    its meaning.

    The table of the pieces is kept in whole steps; `step` makes them what they were. `temperature`
    makes the probabilities true.
    """

    table: NDArray[np.int8]
    step: float
    by_meaning: Floats
    bias: Floats
    temperature: float

    @classmethod
    def packed(cls, by_pieces: Floats, by_meaning: Floats, bias: Floats, warmth: float) -> Layer:
        """A layer with its table rounded to steps."""
        step = STEP * float(by_pieces.std()) + 1e-12
        table = np.rint(by_pieces / step).clip(-127, 127).astype(np.int8)
        return cls(table, step, by_meaning, bias, warmth)

    def probabilities(self, buckets: NDArray[np.int64], weights: Floats, meaning: Floats) -> Floats:
        """Of each class. `meaning` is as long as this layer has weights for it: maybe empty."""
        by_pieces = weights @ self.table[buckets] * np.float32(self.step)
        scores = by_pieces + meaning @ self.by_meaning + self.bias
        grown = np.exp((scores - scores.max()) / self.temperature)
        return np.asarray(grown / grown.sum(), dtype=np.float32)


_NOTHING = np.zeros(0, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Head:
    """Three layers: the topics by the pieces alone, which costs next to nothing; the topics by the
    pieces and the meaning (an embedding), which knows more; and the languages.

    `rarity` weighs a bucket of pieces by how few phrases have it; `mean` and `spread` are those of
    the embeddings in training. `learned_from` is the fingerprint of the phrases.
    """

    topics: tuple[str, ...]
    languages: tuple[str, ...]
    mean: Floats
    spread: Floats
    rarity: Floats
    learned_from: str
    at_a_glance: Layer
    in_full: Layer
    language: Layer

    def glance(self, buckets: Iterable[int]) -> Floats:
        """The probability of each topic, judged by the pieces alone."""
        return self.at_a_glance.probabilities(*self._weighed(buckets), _NOTHING)

    def read(self, buckets: Iterable[int], embedding: Floats) -> Floats:
        """The probability of each topic."""
        meaning = MEANING_WEIGHS * (embedding - self.mean) / self.spread
        return self.in_full.probabilities(*self._weighed(buckets), meaning)

    def tell_language(self, buckets: Iterable[int]) -> Floats:
        """The probability of each language."""
        return self.language.probabilities(*self._weighed(buckets), _NOTHING)

    def _weighed(self, buckets: Iterable[int]) -> tuple[NDArray[np.int64], Floats]:
        found = np.fromiter(buckets, dtype=np.int64)
        weights = self.rarity[found]
        length = max(float(np.linalg.norm(weights)), 1e-9)
        return found, np.asarray(PIECES_WEIGH * weights / length, dtype=np.float32)

    def save(self, path: Path) -> None:
        """Write it, small."""
        parts: dict[str, NDArray[np.generic]] = {
            "topics": np.array(self.topics),
            "languages": np.array(self.languages),
            "mean": self.mean,
            "spread": self.spread,
            "rarity": self.rarity.astype(np.float16),
            "learned_from": np.array(self.learned_from),
        }
        for name in _LAYERS:
            layer: Layer = getattr(self, name)
            parts[f"{name}.table"] = layer.table
            parts[f"{name}.step"] = np.array(layer.step)
            parts[f"{name}.by_meaning"] = layer.by_meaning.astype(np.float16)
            parts[f"{name}.bias"] = layer.bias
            parts[f"{name}.temperature"] = np.array(layer.temperature)
        with path.open("wb") as file:
            np.savez_compressed(file, allow_pickle=False, **parts)

    @classmethod
    def load(cls, path: Path) -> Head:
        """Read what `save` has written."""
        with np.load(path, allow_pickle=False) as stored:
            parts = dict(stored)
        return cls(
            tuple(map(str, parts["topics"])),
            tuple(map(str, parts["languages"])),
            parts["mean"],
            parts["spread"],
            parts["rarity"].astype(np.float32),
            str(parts["learned_from"]),
            **{name: _layer(name, parts) for name in _LAYERS},
        )


_LAYERS = ("at_a_glance", "in_full", "language")


def _layer(name: str, parts: Mapping[str, NDArray[np.float32]]) -> Layer:
    return Layer(
        np.asarray(parts[f"{name}.table"], dtype=np.int8),
        float(parts[f"{name}.step"]),
        parts[f"{name}.by_meaning"].astype(np.float32),
        parts[f"{name}.bias"],
        float(parts[f"{name}.temperature"]),
    )
