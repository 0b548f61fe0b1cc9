"""Trains the head on the phrases in `training/phrases/`:

    python -m training.train

Linear layers, softmax, Adam. The same phrases give the same head on any machine, in whichever files
they stand, but for how it rounds sums. With sixty thousand phrases the embeddings take some 45 minutes
of one core, the layers a quarter of an hour, and all of it less than a gigabyte of memory.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from bot.reader.features import BUCKETS, pieces
from bot.reader.head import MEANING_WEIGHS, PIECES_WEIGH, Floats, Head, Layer
from bot.reader.meaning import shipped
from bot.reader.normal import opening
from bot.reader.reader import HEAD
from training.texts import Example, fingerprint, phrases

EPOCHS, BATCH, FASTEST, SMOOTHING, DROPPED = 8, 256, 4e-3, 0.1, 0.15
SEED = 20251103
Chance: TypeAlias = np.random.RandomState
"""NumPy has frozen what it draws (https://numpy.org/neps/nep-0019-rng-policy.html); a `Generator` may
draw otherwise with the next release."""


def embeddings(texts: Sequence[str]) -> Floats:
    """The meaning of each text, a row each."""
    return shipped().queries([opening(text) for text in texts])


def weighed(texts: Sequence[str]) -> tuple[csr_matrix, Floats]:
    """The pieces of each text as a row of unit length, and how rare each bucket is."""
    found = [np.fromiter(pieces(text), dtype=np.int64) for text in texts]
    columns = np.concatenate(found)
    counts = np.bincount(columns, minlength=BUCKETS)
    rarity = (np.log((1 + len(texts)) / (1 + counts)) + 1).astype(np.float32)
    rows = np.repeat(np.arange(len(found)), [len(each) for each in found])
    matrix = csr_matrix((rarity[columns], (rows, columns)), shape=(len(found), BUCKETS))
    lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    return csr_matrix(matrix.multiply(1 / lengths[:, None])) * PIECES_WEIGH, rarity


class Learner:
    """A linear softmax layer over dense and sparse features, and Adam's memory of it."""

    def __init__(self, dense: int, classes: int) -> None:
        shapes = ((dense, classes), (BUCKETS, classes), (classes,))
        self.weights = [np.zeros(shape, dtype=np.float32) for shape in shapes]
        self._mean = [np.zeros_like(each) for each in self.weights]
        self._square = [np.zeros_like(each) for each in self.weights]
        self._steps = 0

    def scores(self, dense: Floats, sparse: csr_matrix) -> Floats:
        """Before the softmax."""
        by_dense, by_sparse, bias = self.weights
        return np.asarray(dense @ by_dense + sparse @ by_sparse + bias, dtype=np.float32)

    def learn(self, dense: Floats, sparse: csr_matrix, wanted: Floats, rate: float) -> None:
        """One step of Adam against the cross entropy."""
        scores = self.scores(dense, sparse)
        grown = np.exp(scores - scores.max(axis=1, keepdims=True))
        error = (grown / grown.sum(axis=1, keepdims=True) - wanted) / len(wanted)
        self._steps += 1
        gradients = (dense.T @ error, sparse.T @ error, error.sum(axis=0))
        for place, gradient in enumerate(gradients):
            self._mean[place] = 0.9 * self._mean[place] + 0.1 * gradient
            self._square[place] = 0.999 * self._square[place] + 0.001 * gradient**2
            mean = self._mean[place] / (1 - 0.9**self._steps)
            square = self._square[place] / (1 - 0.999**self._steps)
            self.weights[place] -= (rate * mean / (np.sqrt(square) + 1e-8)).astype(np.float32)


def fit(dense: Floats, sparse: csr_matrix, labels: NDArray[np.int64], classes: int) -> Learner:
    """A layer trained on all rows, in random order, with a rate that rises and falls."""
    chance = Chance(SEED)
    learner = Learner(dense.shape[1], classes)
    wanted = np.eye(classes, dtype=np.float32)[labels] * (1 - SMOOTHING) + SMOOTHING / classes
    steps = EPOCHS * -(-len(labels) // BATCH)
    for step, rows in enumerate(_batches(len(labels), chance)):
        kept = chance.random_sample((len(rows), dense.shape[1])) >= DROPPED
        seen = np.asarray(dense[rows] * kept / (1 - DROPPED), dtype=np.float32)
        learner.learn(seen, sparse[rows], wanted[rows], FASTEST * _pace(step / steps))
    return learner


def _batches(size: int, chance: Chance) -> Iterator[NDArray[np.int64]]:
    for _ in range(EPOCHS):
        order = chance.permutation(size)
        yield from (order[start : start + BATCH] for start in range(0, size, BATCH))


def _pace(done: float) -> float:
    return done / 0.3 if done < 0.3 else max(0.0, (1 + np.cos(np.pi * (done - 0.3) / 0.7)) / 2)


def temperature(scores: Floats, labels: NDArray[np.int64]) -> float:
    """What to divide scores by so that, of all said with a confidence of x, a share x is right."""

    def surprise(by: float) -> float:
        scaled = scores / by
        top = scaled.max(axis=1, keepdims=True)
        sums = np.log(np.exp(scaled - top).sum(axis=1)) + top[:, 0]
        return float((sums - scaled[np.arange(len(labels)), labels]).mean())

    return float(min(np.arange(0.3, 2.01, 0.05), key=surprise))


def trained(dense: Floats, sparse: csr_matrix, labels: NDArray[np.int64], classes: int) -> Layer:
    """The layer for these rows; its temperature is measured on every tenth, left out at first."""
    out = np.arange(len(labels)) % 10 == 0
    part = fit(dense[~out], sparse[~out], labels[~out], classes)
    warmth = temperature(part.scores(dense[out], sparse[out]), labels[out])
    by_meaning, by_pieces, bias = fit(dense, sparse, labels, classes).weights
    return Layer.packed(by_pieces, by_meaning, bias, warmth)


def train(examples: Iterable[Example]) -> Head:
    """The head for these phrases, in whatever order they come."""
    lines = sorted(examples)
    texts = [each.text for each in lines]
    topic_names, topic = _numbered([each.label for each in lines])
    language_names, language = _numbered([each.language for each in lines])
    meaning = embeddings(texts)
    mean, spread = meaning.mean(axis=0), meaning.std(axis=0)
    dense = np.asarray(MEANING_WEIGHS * (meaning - mean) / spread, dtype=np.float32)
    nothing = np.zeros((len(texts), 0), dtype=np.float32)
    sparse, rarity = weighed(texts)
    return Head(
        topic_names,
        language_names,
        mean,
        spread,
        rarity,
        fingerprint(lines),
        at_a_glance=trained(nothing, sparse, topic, len(topic_names)),
        in_full=trained(dense, sparse, topic, len(topic_names)),
        language=trained(nothing, sparse, language, len(language_names)),
    )


def _numbered(names: Sequence[str]) -> tuple[tuple[str, ...], NDArray[np.int64]]:
    """The names there are, and the number of each given one among them."""
    known, numbers = np.unique(names, return_inverse=True)
    return tuple(map(str, known)), numbers.astype(np.int64)


if __name__ == "__main__":
    head = train(phrases())
    head.save(HEAD)
    sys.stdout.write(
        f"{HEAD.name}: {len(head.topics)} topics, {len(head.languages)} languages, "
        f"{HEAD.stat().st_size / 1e6:.1f} MB, temperature {head.in_full.temperature:.2f}\n"
    )
