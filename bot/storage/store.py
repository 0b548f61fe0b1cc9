"""Opens transactions, and sees to the keys."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, timedelta

from sqlalchemy.ext.asyncio import AsyncEngine

from bot.service.ports import Clock
from bot.storage import groups
from bot.storage.age import AT_ONCE
from bot.storage.alone import alone, lock_of
from bot.storage.desk import SqlDesk
from bot.storage.fingerprints import check, use
from bot.storage.reseal import reseal
from bot.storage.seal import Seal
from bot.storage.traces import REST, Traces


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
        """Raises `WrongKey` if the keys belong to another database, and knows the present one from here
        on. Of a key that is missing among several it is said so."""
        async with self._turn, self._engine.begin() as connection:
            await check(connection, self._seal)

    async def reseal(self, at_once: int = AT_ONCE) -> int:
        """Seals with the present key whatever is under an older one, which then may be dropped.

        Every process has to know the present key by then. They may be at work meanwhile: it is a
        transaction for so many people `at_once`, and who is stopped in between goes on there the next
        time. Returns how many rows it was.
        """
        async with self._turn, self._engine.begin() as connection:
            await use(connection, self._seal)
        resealed, more = 0, True
        while more:
            async with self._turn:
                async with self._engine.begin() as connection:
                    some, more = await reseal(connection, self._seal, at_once)
                    if not more:
                        some += await groups.reseal(connection, self._seal)
                await self._traces.clear(erased=some > 0)
            resealed += some
        return resealed
