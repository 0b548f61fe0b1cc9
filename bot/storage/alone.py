"""One process at a time does the work of a chat; the others stand by, to take over within seconds.

Two that poll the same token take messages from each other and together are faster than the platform
allows. The lock is one that goes with the process that holds it: however that ends, nobody has to
wait for anything to run out.
"""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import Awaitable, Callable
from hashlib import blake2b
from pathlib import Path
from typing import Any, Protocol

import psycopg
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage.database import file_of

if sys.platform != "win32":
    import fcntl

log = logging.getLogger(__name__)

STAND_BY, WATCH, AGAIN = 1.5, 3.0, 0.2
"""Seconds between two looks: of who stands by, of who has the lock, and of who had it when the
database went away. The last one is first to be back: nothing has to change hands."""

PATIENCE = 10
"""Seconds for the database to say whose the lock is."""

_UNKNOWN = (OSError, psycopg.Error)
"""Whose it is cannot be known now. A time-out is an `OSError`."""


class Lock(Protocol):
    """Held by one process at most."""

    async def ours(self) -> bool:
        """Whether it is ours, taken now if nobody had it. Raises one of `_UNKNOWN`."""

    async def rest(self, seconds: float) -> None:
        """Let so long pass, or less if there is a reason to look again at once."""

    async def close(self) -> None:
        """It is free for others."""


def lock_of(engine: AsyncEngine, chat: str) -> Lock:
    """The lock of a chat for all who work with this database."""
    file = file_of(engine.url)
    if file is None:
        return AdvisoryLock(engine, chat)
    return FileLock(file.with_name(f"{file.name}-{chat}.lock"))


async def alone(lock: Lock, chat: str, work: Callable[[], Awaitable[None]]) -> None:
    """Does the work as long as no other process does that of this chat; stands by until then.

    While the database is away the work goes on. Should another process be first when it is back, the
    work is cancelled, and stood by for again. Returns when it ended by itself, raises what it raised.
    """
    try:
        while True:
            await _taken(lock, chat)
            if await _ended(lock, work):
                return
            log.warning("%s: another process has taken over", chat)
    finally:
        await lock.close()


async def _taken(lock: Lock, chat: str) -> None:
    said = ""
    while True:
        try:
            if await lock.ours():
                break
            news = "another process does its work, this one stands by"
        except _UNKNOWN as error:
            news = f"whose work it is cannot be known yet ({type(error).__name__})"
        if news != said:
            log.info("%s: %s", chat, news)
            said = news
        await asyncio.sleep(STAND_BY)
    if said:
        log.info("%s: this process takes over", chat)


async def _ended(lock: Lock, work: Callable[[], Awaitable[None]]) -> bool:
    """Whether the work ended before the lock was lost."""
    tasks = working, watching = asyncio.ensure_future(work()), asyncio.create_task(_lost(lock))
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        (working if working.done() else watching).result()
        return working.done()
    finally:
        for each in tasks:
            each.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _lost(lock: Lock) -> None:
    pause = WATCH
    while True:
        await lock.rest(pause)
        try:
            if not await lock.ours():
                return
            pause = WATCH
        except _UNKNOWN:
            pause = AGAIN


class FileLock:
    """A file beside that of SQLite, locked until the process ends. The file itself stays.

    Where files cannot be locked there is no such lock, and whoever asks has it.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    async def ours(self) -> bool:
        """Raises `OSError` if the file cannot be made."""
        if self._descriptor is None:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
            if not _locked(descriptor):
                os.close(descriptor)
                return False
            self._descriptor = descriptor
        return True

    async def rest(self, seconds: float) -> None:
        """It is never lost."""
        await asyncio.sleep(seconds)

    async def close(self) -> None:
        """Closing unlocks."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def _locked(descriptor: int) -> bool:
    if sys.platform == "win32":
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError as error:
        log.warning("files cannot be locked here: %s", error.strerror)
    return True


class AdvisoryLock:
    """A lock of PostgreSQL that belongs to a connection of its own
    (https://www.postgresql.org/docs/current/explicit-locking.html#ADVISORY-LOCKS).

    The server is told to look often whether this end is still there, or the lock of a machine that
    lost its power would be held for hours.
    """

    _ALIVE = (
        "SELECT set_config('tcp_keepalives_idle', '10', false),"
        " set_config('tcp_keepalives_interval', '5', false),"
        " set_config('tcp_keepalives_count', '3', false)"
    )

    def __init__(self, engine: AsyncEngine, chat: str) -> None:
        _, self._arguments = engine.dialect.create_connect_args(engine.url)
        digest = blake2b(f"optout-bot {chat}".encode(), digest_size=8).digest()
        self._key = int.from_bytes(digest, signed=True)
        self._connection: psycopg.AsyncConnection[Any] | None = None

    async def ours(self) -> bool:
        """Who has it and asks for it is given it once more. Raises `psycopg.Error`."""
        try:
            async with asyncio.timeout(PATIENCE):
                if self._connection is None:
                    self._connection = await self._connected()
                asked = "SELECT pg_try_advisory_lock(%s)"
                row = await (await self._connection.execute(asked, [self._key])).fetchone()
        except BaseException:
            await self.close()
            raise
        return bool(row and row[0])

    async def rest(self, seconds: float) -> None:
        """Nobody notifies us: it is a way to notice at once that the connection is gone."""
        if self._connection is None:
            await asyncio.sleep(seconds)
            return
        try:
            async for _ in self._connection.notifies(timeout=seconds):
                pass
        except psycopg.Error:
            await self.close()

    async def close(self) -> None:
        """With the connection goes the lock."""
        if self._connection is not None:
            await self._connection.close()
            self._connection = None

    async def _connected(self) -> psycopg.AsyncConnection[Any]:
        connect = psycopg.AsyncConnection.connect
        connection = await connect(**self._arguments, autocommit=True, prepare_threshold=None)
        await connection.execute(self._ALIVE)
        return connection
