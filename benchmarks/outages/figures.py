"""What a scenario comes to: figures with what they have to be, and the table of them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """Something measured or counted, and its bounds, if it has any."""

    what: str
    value: float
    unit: str = ""
    at_most: float | None = None
    at_least: float | None = None

    @property
    def met(self) -> bool:
        """Whether it is within its bounds."""
        high = self.at_most is None or self.value <= self.at_most
        return high and (self.at_least is None or self.value >= self.at_least)

    def __str__(self) -> str:
        bounds = [
            f"{sign} {each:g}"
            for sign, each in (("≤", self.at_most), ("≥", self.at_least))
            if each is not None
        ]
        unit = f" {self.unit}" if self.unit else ""
        asked = f" ({', '.join(bounds)})" if bounds else ""
        value = "longer than watched" if math.isinf(self.value) else f"{self.value:.3g}{unit}"
        words = f"{self.what} {value}{asked}"
        return words if self.met else f"**{words}**"


@dataclass(frozen=True, slots=True)
class Row:
    """One run of a scenario: what was lost and repeated, and what else was to be seen."""

    scenario: str
    database: str
    lost: Figure
    repeated: Figure
    figures: Sequence[Figure]

    @property
    def met(self) -> bool:
        """Whether all of it is as it has to be."""
        return all(each.met for each in (self.lost, self.repeated, *self.figures))

    def __str__(self) -> str:
        cells = (
            self.scenario,
            self.database,
            f"{self.lost.value:g}" if self.lost.met else f"**{self.lost.value:g}**",
            f"{self.repeated.value:g} ({self.repeated.at_most:g})",
            "; ".join(map(str, self.figures)),
            "yes" if self.met else "**no**",
        )
        return f"| {' | '.join(cells)} |"


def table(rows: Iterable[Row]) -> str:
    """The rows in Markdown."""
    head = "| scenario | database | lost | repeated (in flight) | figures | met |"
    return "\n".join([head, "|---|---|---|---|---|---|", *map(str, rows)])
