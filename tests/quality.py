"""How well free words are understood: a table per language, from questions never trained on.

    python -m tests.quality

reads `tests/questions/`, written by others than the phrases the head was trained on, and writes
`bot/reader/QUALITY.md`. It takes about a minute on one core.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.core.understanding import OFFERED, OUT_OF_SCOPE, Decision, Reading
from bot.reader.meaning import shipped
from bot.reader.reader import HeadReader
from bot.reader.train import phrases

QUESTIONS = Path(__file__).parent / "questions"
QUALITY = Path(__file__).parents[1] / "bot" / "reader" / "QUALITY.md"


@dataclass(frozen=True, slots=True)
class Answer:
    """A question's language and topic, and what was made of it."""

    language: str
    topic: str
    reading: Reading

    @property
    def first(self) -> bool:
        return self.reading.guesses[0].topic == self.topic

    @property
    def among_three(self) -> bool:
        return self.topic in [guess.topic for guess in self.reading.guesses[:OFFERED]]

    @property
    def wrong(self) -> bool:
        """Something else was answered outright."""
        return self.reading.decision is Decision.ANSWER and not self.first

    @property
    def caught(self) -> bool:
        """It is about something else, and was not answered as if it were not."""
        return self.reading.decision is not Decision.ANSWER

    @property
    def served(self) -> bool:
        """It got an answer, or the right button."""
        match self.reading.decision:
            case Decision.ANSWER:
                return True
            case Decision.ASK:
                return self.among_three
        return False


def answers() -> tuple[list[Answer], list[float]]:
    """Every question read, and the seconds each took."""
    read = HeadReader.with_head(shipped())
    found, seconds = [], []
    for language, topic, text in phrases(QUESTIONS):
        started = time.perf_counter()
        reading = read.read(text)
        seconds.append(time.perf_counter() - started)
        found.append(Answer(language, topic, reading))
    return found, seconds


def share(of: Iterable[bool]) -> float:
    return statistics.fmean(of)


def figures(found: Sequence[Answer]) -> tuple[float, ...]:
    """Right first, right among three, wrong outright, out of scope caught, the rest served."""
    beside = [each for each in found if each.topic == OUT_OF_SCOPE]
    rest = [each for each in found if each.topic != OUT_OF_SCOPE]
    return (
        share(each.first for each in found),
        share(each.among_three for each in found),
        share(each.wrong for each in found),
        share(each.caught for each in beside),
        share(each.served for each in rest),
    )


def table(found: Sequence[Answer]) -> str:
    head = "| language | right first | among three | wrong outright | beside caught | rest served |"
    rows = {
        language: figures([each for each in found if each.language == language])
        for language in sorted({each.language for each in found})
    }
    mean = tuple(statistics.fmean(column) for column in zip(*rows.values(), strict=True))
    lines = [head, "|---|---|---|---|---|---|"]
    for name, row in [*rows.items(), ("**mean**", mean)]:
        lines.append(f"| {name} | " + " | ".join(f"{100 * each:.1f} %" for each in row) + " |")
    worst = min(rows, key=lambda language: rows[language][0])
    lines += ["", f"Worst language: `{worst}`, right first in {100 * rows[worst][0]:.1f} %."]
    return "\n".join(lines)


if __name__ == "__main__":
    found, seconds = answers()
    QUALITY.write_text(
        "# How well free words are understood\n\n"
        f"Made by `python -m tests.quality` from {len(found)} questions in `tests/questions/`,\n"
        "which were written by others than the phrases in `bot/knowledge/phrases/` and are never\n"
        "trained on. *Beside* are questions about something else; they are caught when they are not\n"
        "answered as if they were ours. *Served* is who gets an answer or the right button.\n\n"
        f"{table(found)}\n",
        "utf-8",
    )
    sys.stdout.write(f"{table(found)}\n\nmedian {1000 * statistics.median(seconds):.1f} ms\n")
