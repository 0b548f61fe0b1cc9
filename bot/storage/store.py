"""Opens transactions, and sees to the keys."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.service.ports import Clock
from bot.storage.alone import alone, lock_of
from bot.storage.desk import SqlDesk
from bot.storage.reseal import reseal
from bot.storage.rows import opened
from bot.storage.seal import Seal, WrongKey
from bot.storage.tables import people
from bot.storage.traces import REST, Traces

log = logging.getLogger(__name__)


class SqlStore:
    """What is remembered, in SQLite or PostgreSQL."""

    def __init__(
        self, engine: AsyncEngine, seal: Seal, clock: Clock, *, rest: timedelta = REST
    ) -> None:
        """At least `rest` lies between two times that traces of what was erased are looked for."""
        self._engine = engine
        self._seal = seal
        self._clock = clock
        self._traces = Traces(engine, rest)
        # SQLite has one transaction at a time. Queueing here is fairer than in its busy handler,
        # and needs no thread to wait; other processes still meet there.
        self._turn = asyncio.Semaphore(1 if engine.dialect.name == "sqlite" else 1_000)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[SqlDesk]:
        """A transaction: committed at the end, undone by an exception."""
        async with self._turn:
            async with self._engine.begin() as connection:
                desk = SqlDesk(connection, self._seal, self._clock().astimezone(UTC).date())
                yield desk
            await self._traces.clear(erased=desk.erased)

    async def alone(self, chat: str, work: Callable[[], Awaitable[None]]) -> None:
        """Does the work as long as no other process does that of this chat; stands by until then.

        The work is cancelled and stood by for again when the lock was lost to another. Returns when the
        work ended by itself.
        """
        await alone(lock_of(self._engine, chat), chat, work)

    async def check(self) -> None:
        """Raises `WrongKey` if there are people and not one can be read; logs how many cannot."""
        found = unreadable = 0
        async with self._turn, self._engine.begin() as connection:
            async for row in await connection.stream(select(people)):
                found += 1
                try:
                    opened(row, self._seal)
                except (WrongKey, ValueError):
                    unreadable += 1
        if unreadable:
            log.error("%d of %d people cannot be read: is a key missing?", unreadable, found)
        if found and unreadable == found:
            raise WrongKey("the key does not belong to this database")

    async def reseal(self) -> int:
        """Seals with the present key whatever is under an older one, which then may be dropped.

        Every process has to know the present key by then. Returns how many people it was.
        """
        async with self._turn:
            async with self._engine.begin() as connection:
                resealed = await reseal(connection, self._seal)
            await self._traces.clear(erased=resealed > 0)
        return resealed
