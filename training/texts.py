"""What people say, as it stands in text files: phrases to learn from, and questions to measure with.

A file is a list of texts, one a line, below the heading of what they are about: `[countries]` for a
topic, `[how_to_opt_out/pasted_post]` for a facet within it, which has an answer of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

PHRASES = Path(__file__).with_name("phrases")
QUESTIONS = Path(__file__).with_name("questions")

PURPOSES = ("plain", "harder", "heard", "beside", "rumours")
"""What the files of phrases are for; CONTRIBUTING.md says what stands in which."""

_HEADING = re.compile(r"\[([a-z]+(?:_[a-z]+)*)(?:/([a-z]+(?:_[a-z]+)*))?\]")


@dataclass(frozen=True, slots=True, order=True)
class Example:
    """A text in a language, and what it is about. `facet` is empty for the topic as a whole."""

    language: str
    topic: str
    facet: str
    text: str

    @property
    def label(self) -> str:
        """What the head learns: `topic` or `topic/facet`."""
        return f"{self.topic}/{self.facet}" if self.facet else self.topic


def phrases(folder: Path = PHRASES) -> Iterator[Example]:
    """Every text to learn from: a folder a language, a file a purpose.

    Raises:
        ValueError: A file serves no known purpose, or a line is none.
    """
    for path in sorted(folder.glob("*/*")):
        if path.name not in {f"{each}.txt" for each in PURPOSES}:
            raise ValueError(f"{path}: not one of {', '.join(PURPOSES)}")
        yield from _examples(path, path.parent.name)


def questions(folder: Path = QUESTIONS) -> Iterator[Example]:
    """Every text to measure with, written by others than the phrases and never learned from.

    Raises:
        ValueError: A line is none.
    """
    for path in sorted(folder.glob("*.txt")):
        yield from _examples(path, path.stem)


def _examples(path: Path, language: str) -> Iterator[Example]:
    topic = facet = ""
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        text = line.strip()
        if heading := _HEADING.fullmatch(text):
            topic, facet = heading[1], heading[2] or ""
        elif text.startswith("[") or (text and not topic):
            raise ValueError(f"{path}:{number}: neither a heading nor below one: {text}")
        elif text:
            yield Example(language, topic, facet, text)


def fingerprint(examples: Iterable[Example]) -> str:
    """Tells these texts from any others, wherever they stand."""
    lines = sorted(f"{each.language}\t{each.label}\t{each.text}\n" for each in examples)
    return sha256("".join(lines).encode()).hexdigest()
