"""What a text means, as 384 numbers: the forward pass of multilingual-e5-small, in NumPy.

The model (MIT, https://huggingface.co/intfloat/multilingual-e5-small) is a BERT
(https://arxiv.org/abs/1810.04805) whose output is averaged over a text's tokens.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.reader.head import Floats
from bot.reader.packed import Packed
from bot.reader.tokens import Vocabulary
from bot.reader.wheel import model

LONGEST = 64
"""Tokens of a text that are looked at: they are a question, and time and memory grow with them."""
_QUERY = "query: "
"""What the model was trained to see before a question."""
_TOGETHER = 64
"""Texts of one length that are worked out at once."""


@cache
def _room(size: int) -> Floats:
    """Where the weights of one layer after the other become numbers: to ask the system for as much
    memory each time would take longer than that. One thread at a time can work."""
    return np.empty(size, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Linear:
    """A linear layer. Its weights stay in eight bits and become what they are when they are needed,
    which costs a fifth of the time and saves three quarters of the memory."""

    weights: NDArray[np.int8]
    scale: Floats
    bias: Floats

    @classmethod
    def of(cls, packed: Packed, inputs: int, *names: str) -> Linear:
        """Those of these names, side by side."""
        tables = [packed.table(f"{name}.w", inputs) for name in names]
        return cls(
            np.concatenate([weights for weights, _ in tables], axis=2),
            np.concatenate([scale for _, scale in tables], axis=2),
            np.concatenate([packed.numbers(f"{name}.b") for name in names]),
        )

    def __call__(self, given: Floats) -> Floats:
        """The outputs for these inputs."""
        weights = _room(self.weights.size).reshape(self.weights.shape)
        np.copyto(weights, self.weights)
        weights *= self.scale
        outputs: Floats = given @ weights.reshape(-1, len(self.bias)) + self.bias
        return outputs


@dataclass(frozen=True, slots=True)
class Norm:
    """A layer normalisation."""

    weights: Floats
    bias: Floats
    epsilon: float

    @classmethod
    def of(cls, packed: Packed, name: str) -> Norm:
        """The one of this name."""
        weights, bias = (packed.numbers(f"{name}.{each}") for each in "wb")
        return cls(weights, bias, packed.epsilon)

    def __call__(self, given: Floats) -> Floats:
        """The same, with mean 0 and variance 1 before weights and bias."""
        centred = given - given.mean(axis=-1, keepdims=True)
        spread = np.sqrt((centred * centred).mean(axis=-1, keepdims=True) + self.epsilon)
        return np.asarray(centred / spread * self.weights + self.bias, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Block:
    """One layer of the model: every token looks at all others, then each is worked on alone."""

    heads: int
    looked: Linear
    seen: Linear
    after_looking: Norm
    inner: Linear
    outer: Linear
    after_all: Norm

    @classmethod
    def of(cls, packed: Packed, number: int) -> Block:
        """The layer of this number."""
        name, width = f"l{number}", packed.width
        looked = Linear.of(packed, width, f"{name}.q", f"{name}.k", f"{name}.v")
        seen = Linear.of(packed, width, f"{name}.ao")
        inner = Linear.of(packed, width, f"{name}.fi")
        outer = Linear.of(packed, len(inner.bias), f"{name}.fo")
        norms = Norm.of(packed, f"{name}.aln"), Norm.of(packed, f"{name}.oln")
        return cls(packed.heads, looked, seen, norms[0], inner, outer, norms[1])

    def __call__(self, states: Floats) -> Floats:
        """What becomes of the states (texts, tokens, width)."""
        states = self.after_looking(states + self.seen(self._looked_up(states)))
        return self.after_all(states + self.outer(_gelu(self.inner(states))))

    def _looked_up(self, states: Floats) -> Floats:
        texts, tokens, width = states.shape
        parts = self.looked(states).reshape(texts, tokens, 3, self.heads, -1)
        asked, offered, told = parts.transpose(2, 0, 3, 1, 4)
        scores = asked @ offered.swapaxes(-1, -2) / np.float32(np.sqrt(width // self.heads))
        weights = np.exp(scores - scores.max(axis=-1, keepdims=True))
        weights /= weights.sum(axis=-1, keepdims=True)
        found: Floats = weights @ told
        return found.transpose(0, 2, 1, 3).reshape(texts, tokens, width)


def _gelu(given: Floats) -> Floats:
    """GELU, with the error function of Abramowitz and Stegun, 7.1.26: right to 0.0000002."""
    size = np.abs(given) * np.float32(np.sqrt(0.5))
    part = 1 / (1 + np.float32(0.3275911) * size)
    grown = np.zeros_like(part)
    for each in (1.061405429, -1.453152027, 1.421413741, -0.284496736, 0.254829592):
        grown = (grown + np.float32(each)) * part
    error = np.copysign(1 - grown * np.exp(-size * size), given)
    return np.asarray(0.5 * given * (1 + error), dtype=np.float32)


class Meaning:
    """The model. Whatever stands in a text, only numbers of rows come out of it before the sums."""

    def __init__(self, path: Path) -> None:
        self._packed = Packed(path)
        self._vocabulary = Vocabulary(self._packed)
        self._places = self._packed.numbers("emb.pos").reshape(-1, self._packed.width)
        self._kind = self._packed.numbers("emb.type")[: self._packed.width]
        self._first = Norm.of(self._packed, "emb.ln")
        self._blocks = [Block.of(self._packed, each) for each in range(self._packed.layers)]

    def tokens(self, text: str) -> list[int]:
        """What is looked at of a question in NFKC."""
        inside = self._vocabulary.tokens(_QUERY + text)[:LONGEST]
        return [self._packed.begin, *inside, self._packed.end]

    def query(self, text: str) -> Floats:
        """The meaning of a question in NFKC, as a vector of length 1."""
        meaning: Floats = self._worked_out([self.tokens(text)])[0]
        return meaning

    def queries(self, texts: Sequence[str]) -> Floats:
        """The meaning of many, a row each; those of one length together, which is faster."""
        tokens = [self.tokens(text) for text in texts]
        found = np.zeros((len(texts), self._packed.width), dtype=np.float32)
        for rows in _alike(tokens):
            found[rows] = self._worked_out([tokens[row] for row in rows])
        return found

    def _worked_out(self, tokens: Sequence[Sequence[int]]) -> Floats:
        """The meaning of texts of the same number of tokens."""
        numbers = np.array(tokens, dtype=np.int64)
        words = self._packed.rows("emb.word", numbers.ravel()).reshape(*numbers.shape, -1)
        states = self._first(words + self._places[: numbers.shape[1]] + self._kind)
        for block in self._blocks:
            states = block(states)
        mean = states.mean(axis=1)
        return np.asarray(mean / np.linalg.norm(mean, axis=1, keepdims=True), dtype=np.float32)


def shipped() -> Meaning:
    """The model that was installed with the bot."""
    path = model()
    if path is None:
        raise FileNotFoundError("no model for this machine")
    return Meaning(path)


def _alike(tokens: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """The numbers of texts of one length, so many at once."""
    by_length: dict[int, list[int]] = {}
    for row, each in enumerate(tokens):
        by_length.setdefault(len(each), []).append(row)
    for rows in by_length.values():
        yield from (rows[start : start + _TOGETHER] for start in range(0, len(rows), _TOGETHER))
