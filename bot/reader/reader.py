"""Reads a text: the model tells what it means, the head what it asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.core.folding import fold
from bot.core.understanding import OUT_OF_SCOPE, Guess, Reading
from bot.reader.countries import apart_from_countries, country
from bot.reader.details import device, service
from bot.reader.features import pieces
from bot.reader.head import Head
from bot.reader.normal import opening
from bot.reader.secrets import secret

HEAD = Path(__file__).with_name("head.npz")
RANKED = 5
"""How many guesses are given."""
ENOUGH = 0.93
"""From here on a glance at the words is enough; else their meaning is worked out, which takes some
twenty times as long."""
LANGUAGES = 3
"""How many of the languages it may be in are told."""
WORDS_TO_TELL = 4
"""Fewer words in Latin letters may stand in any language."""


class Embedder(Protocol):
    """What turns a text into its meaning."""

    def query(self, text: str) -> NDArray[np.float32]:
        """The embedding of a short text in NFKC, as a unit vector."""


class HeadReader:
    """Ranks the topics of a text, for one thread at a time. Nothing of the text is kept."""

    def __init__(self, embedder: Embedder, head: Head) -> None:
        self._embedder = embedder
        self._head = head

    @classmethod
    def with_head(cls, embedder: Embedder, path: Path = HEAD) -> HeadReader:
        """With the head that is stored there."""
        return cls(embedder, Head.load(path))

    def read(self, text: str) -> Reading:
        """What the words ask for; a text without a letter or a digit asks for nothing."""
        asked = opening(text)
        folded = fold(asked)
        if not folded:
            return Reading((Guess(OUT_OF_SCOPE, 0.0),), secret=secret(text))
        buckets = pieces(asked)
        topics = self._head.glance(buckets)
        if topics.max() < ENOUGH:
            topics = self._head.read(
                buckets, np.asarray(self._embedder.query(asked), dtype=np.float32)
            )
        words = folded.split()
        return Reading(
            guesses=_ranked(zip(self._head.topics, topics.tolist(), strict=True)),
            languages=self._languages(apart_from_countries(asked)),
            brief=len(words) < WORDS_TO_TELL and folded.isascii(),
            country=country(asked),
            device=device(words),
            service=service(words),
            secret=secret(text),
        )

    def _languages(self, text: str) -> Mapping[str, float]:
        likely = self._head.tell_language(pieces(text))
        best = np.argsort(-likely)[:LANGUAGES]
        return {self._head.languages[each]: float(likely[each]) for each in best}


def _ranked(likely: Iterable[tuple[str, float]]) -> tuple[Guess, ...]:
    """The likeliest topics. A facet is learned as `topic/facet` and counts towards its topic, whose
    guess carries it if it is the likelier half."""
    topics: dict[str, dict[str, float]] = {}
    for name, probability in likely:
        topic, _, facet = name.partition("/")
        topics.setdefault(topic, {})[facet] = probability
    guesses = (_guess(topic, facets) for topic, facets in topics.items())
    return tuple(sorted(guesses, key=lambda each: -each.confidence)[:RANKED])


def _guess(topic: str, facets: Mapping[str, float]) -> Guess:
    whole, best = sum(facets.values()), max(facets, key=facets.__getitem__)
    return Guess(topic, whole, best or None if 2 * facets[best] > whole else None)
