"""How well free words are understood: a table per language, from questions never trained on.

    python -m training.quality

reads `training/questions/`, written by others than the phrases the head was trained on, and writes
`training/QUALITY.md`. It takes some two minutes on one core.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.core.understanding import OFFERED, OUT_OF_SCOPE, Decision, Reading
from bot.reader.meaning import shipped
from bot.reader.reader import HeadReader
from training.texts import Example, questions

QUALITY = Path(__file__).with_name("QUALITY.md")
EVERY = 20
"""Of the questions, so many apart: a sample with figures of its own, for the tests to find again."""
SAMPLE = f"*every {EVERY}th*"
"""What its row is called in the table."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A question, and what was made of it."""

    asked: Example
    reading: Reading

    @property
    def first(self) -> bool:
        """Its topic was the likeliest."""
        return self.reading.guesses[0].topic == self.asked.topic

    @property
    def among_three(self) -> bool:
        """Its topic would be offered."""
        return self.asked.topic in [guess.topic for guess in self.reading.guesses[:OFFERED]]

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


def answers(reader: HeadReader, asked: Iterable[Example]) -> list[Answer]:
    """What this reader makes of these questions."""
    return [Answer(each, reader.read(each.text)) for each in asked]


def figures(found: Sequence[Answer]) -> tuple[float, ...]:
    """Right first, right among three, wrong outright, out of scope caught, the rest served: each the
    share of those it is about, from 0 to 1."""
    beside = [each for each in found if each.asked.topic == OUT_OF_SCOPE]
    rest = [each for each in found if each.asked.topic != OUT_OF_SCOPE]
    return (
        statistics.fmean(each.first for each in found),
        statistics.fmean(each.among_three for each in found),
        statistics.fmean(each.wrong for each in found),
        statistics.fmean(each.caught for each in beside),
        statistics.fmean(each.served for each in rest),
    )


def table(found: Sequence[Answer]) -> str:
    """The figures of each language, their mean, those of the sample, and the worst language."""
    rows = {
        language: figures([each for each in found if each.asked.language == language])
        for language in sorted({each.asked.language for each in found})
    }
    worst = min(rows, key=lambda language: rows[language][0])
    mean = tuple(statistics.fmean(column) for column in zip(*rows.values(), strict=True))
    lines = [
        "| language | right first | among three | wrong outright | beside caught | rest served |",
        "|---|---|---|---|---|---|",
    ]
    for name, row in [*rows.items(), ("**mean**", mean), (SAMPLE, figures(found[::EVERY]))]:
        lines.append(f"| {name} | " + " | ".join(f"{100 * each:.1f} %" for each in row) + " |")
    lines += ["", f"Worst language: `{worst}`, right first in {100 * rows[worst][0]:.1f} %."]
    return "\n".join(lines)


def published(name: str) -> tuple[float, ...]:
    """The figures in a row of the published table, as `figures` gives them."""
    rows = [line.strip("| ").split(" | ") for line in QUALITY.read_text("utf-8").splitlines()]
    row = next(row for row in rows if row[0] == name)
    return tuple(float(each.removesuffix(" %")) / 100 for each in row[1:])


if __name__ == "__main__":
    found = answers(HeadReader.with_head(shipped()), questions())
    QUALITY.write_text(
        "# How well free words are understood\n\n"
        f"Made by `python -m training.quality` from {len(found)} questions in `training/questions/`,\n"
        "which were written by others than the phrases in `training/phrases/` and are never trained\n"
        "on. *Beside* are questions about something else; they are caught when they are not answered\n"
        "as if they were ours. *Served* is who gets an answer or the right button. A test finds the\n"
        f"figures of {SAMPLE} question again.\n\n"
        f"{table(found)}\n",
        "utf-8",
    )
    sys.stdout.write(f"{table(found)}\n")
