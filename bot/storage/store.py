"""Opens transactions, and sees to the keys."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.service.ports import Clock
from bot.storage.desk import SqlDesk
from bot.storage.rows import opened, sealed
from bot.storage.seal import Seal, WrongKey
from bot.storage.tables import people

log = logging.getLogger(__name__)


class SqlStore:
    """What is remembered, in SQLite or PostgreSQL."""

    def __init__(self, engine: AsyncEngine, seal: Seal, clock: Clock) -> None:
        self._engine = engine
        self._seal = seal
        self._clock = clock
        # SQLite has one transaction at a time. Queueing here is fairer than in its busy handler,
        # and needs no thread to wait; other processes still meet there.
        self._turn = asyncio.Semaphore(1 if engine.dialect.name == "sqlite" else 1_000)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[SqlDesk]:
        """A transaction: committed at the end, undone by an exception."""
        async with self._transaction() as connection:
            yield SqlDesk(connection, self._seal, self._clock().astimezone(UTC).date())

    async def check(self) -> None:
        """Raises `WrongKey` if there are people and not one can be read; logs how many cannot."""
        found = unreadable = 0
        async with self._transaction() as connection:
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
        resealed = 0
        async with self._transaction() as connection:
            rows = (await connection.execute(select(people).with_for_update())).all()
            marks = {row.mark for row in rows}
            for row in rows:
                try:
                    address, person = opened(row, self._seal)
                except (WrongKey, ValueError):
                    continue
                mark = self._seal.mark(address)
                if row.mark == mark:
                    continue
                this = people.c.id == row.id
                if mark in marks:
                    await connection.execute(delete(people).where(this))
                else:
                    values = sealed(address, person, self._seal)
                    await connection.execute(update(people).where(this).values(values))
                resealed += 1
        return resealed

    @asynccontextmanager
    async def _transaction(self) -> AsyncIterator[AsyncConnection]:
        async with self._turn, self._engine.begin() as connection:
            yield connection
