"""What whoever hosts the bot has to mend."""

from __future__ import annotations

from collections.abc import Iterable


class Misconfigured(ValueError):
    """Something is wrong with the settings. `lines` say what and how to mend it, one fault each."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines = tuple(lines)
        super().__init__("\n".join(self.lines))
