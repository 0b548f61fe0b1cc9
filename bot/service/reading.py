"""Who is read next: everybody in turn, and nobody waits for long."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable, Hashable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta

from bot.core.understanding import Reading

log = logging.getLogger(__name__)

PATIENCE = timedelta(seconds=1.5)
"""So long somebody waits to be understood before they are asked to press a button."""
EACH, ALL = 3, 200
"""So many texts of one person's wait at the most, and so many of everybody's."""


@dataclass(frozen=True, slots=True, eq=False)
class _Waiting:
    text: str = field(repr=False)
    answer: asyncio.Future[Reading | None]


class FairReader:
    """A reader for everybody, of one that reads a text at a time: a person's next text comes after one
    of each other's. What nobody waits for any more is not read."""

    def __init__(
        self,
        read: Callable[[str], Awaitable[Reading | None]],
        *,
        patience: timedelta = PATIENCE,
        each: int = EACH,
        of_all: int = ALL,
    ) -> None:
        self._read = read
        self._patience = patience.total_seconds()
        self._each = each
        self._of_all = of_all
        self._lines: OrderedDict[Hashable, deque[_Waiting]] = OrderedDict()
        self._work: asyncio.Task[None] | None = None

    async def __aenter__(self) -> FairReader:
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._work:
            self._work.cancel()
            with suppress(asyncio.CancelledError):
                await self._work

    async def read(self, text: str, whose: Hashable) -> Reading | None:
        """What the words ask for; None when too much waits already or patience has run out."""
        line = self._lines.get(whose, ())
        if len(line) >= self._each or sum(map(len, self._lines.values())) >= self._of_all:
            return None
        waiting = _Waiting(text, asyncio.get_running_loop().create_future())
        self._lines.setdefault(whose, deque()).append(waiting)
        if self._work is None or self._work.done():
            self._work = asyncio.create_task(self._read_all())
        try:
            async with asyncio.timeout(self._patience):
                return await waiting.answer
        except TimeoutError:
            return None
        finally:
            self._leave(waiting, whose)

    def _leave(self, waiting: _Waiting, whose: Hashable) -> None:
        line = self._lines.get(whose)
        if line and waiting in line:
            line.remove(waiting)
            if not line:
                del self._lines[whose]

    async def _read_all(self) -> None:
        """As long as somebody waits."""
        while self._lines:
            whose, line = self._lines.popitem(last=False)
            waiting = line.popleft()
            if line:
                self._lines[whose] = line
            reading = await self._understood(waiting.text)
            if not waiting.answer.done():
                waiting.answer.set_result(reading)

    async def _understood(self, text: str) -> Reading | None:
        try:
            return await self._read(text)
        except Exception as error:
            log.error("a text was not read (%s)", type(error).__name__)
            return None
