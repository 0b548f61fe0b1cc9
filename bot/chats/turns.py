"""One after the other: what comes from one chat or person is worked on in the order it came in.

Otherwise an earlier press could overtake the word to stop, and whoever is in a hurry could keep the
whole bot busy. Different chats do not wait for each other.
"""

from __future__ import annotations

import asyncio
from collections.abc import Hashable, Iterator
from contextlib import contextmanager

WAITING = 8
"""So much of one chat or person may wait while something of theirs is worked on."""


class Turns:
    """The lines in which what comes in waits. A line that is empty is no more."""

    def __init__(self) -> None:
        self._lines: dict[Hashable, list[asyncio.Event]] = {}

    def __len__(self) -> int:
        """How many lines there are."""
        return len(self._lines)

    @contextmanager
    def line_up(self, whose: Hashable, *, always: bool = False) -> Iterator[asyncio.Event | None]:
        """A place in the line for as long as the block lasts; its turn is set when it comes.

        None if too much is waiting there, unless it has to be done `always`.
        """
        line = self._lines.setdefault(whose, [])
        if len(line) > WAITING and not always:
            yield None
            return
        turn = asyncio.Event()
        line.append(turn)
        line[0].set()
        try:
            yield turn
        finally:
            line.remove(turn)
            if line:
                line[0].set()
            else:
                del self._lines[whose]
