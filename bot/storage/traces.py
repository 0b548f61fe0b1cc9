"""Clears the traces of what was erased: on SQLite from all of its files, on PostgreSQL as far as a
client can.

SQLite overwrites erased rows in the pages (`secure_delete`), but they live on in the write-ahead log
until that is emptied (https://www.sqlite.org/pragma.html#pragma_wal_checkpoint). And where pages were
split or balanced copies of a row stay behind in the gaps: only a file written anew is free of them.
"""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage.tables import metadata

log = logging.getLogger(__name__)

REST = timedelta(minutes=1)
"""At least so long lies between two times that the tables are written anew."""

_SHARE = 500
"""And so many times as long as it took: nobody can write meanwhile."""


class Traces:
    """Those in one database, by this process or by one that died before it had cleared them."""

    def __init__(self, engine: AsyncEngine, rest: timedelta = REST) -> None:
        self._engine = engine
        self._sqlite = engine.dialect.name == "sqlite"
        self._rest = rest.total_seconds()
        self._next = time.monotonic() + self._rest
        self._in_log = self._in_pages = True

    async def clear(self, *, erased: bool) -> None:
        """To be called between transactions; `erased` says whether the last one erased anything.

        What cannot be cleared now is tried again at a later call, and never raises.
        """
        self._in_log |= erased
        self._in_pages |= erased
        if self._in_log:
            await self._empty_log()
        if (self._in_log or self._in_pages) and time.monotonic() >= self._next:
            await self._write_anew()

    async def _empty_log(self) -> None:
        """Not while another process reads from it: that is not waited for, as nobody could write
        meanwhile. PostgreSQL's own log is out of reach."""
        if not self._sqlite:
            self._in_log = False
            return
        try:
            no_waiting, checkpoint = "PRAGMA busy_timeout = 0", "PRAGMA wal_checkpoint(TRUNCATE)"
            [(busy, *_)] = await self._on_sqlite(no_waiting, checkpoint)
        except (SQLAlchemyError, sqlite3.Error):
            return
        self._in_log = bool(busy)

    async def _write_anew(self) -> None:
        began = time.monotonic()
        self._next = began + self._rest
        if self._in_log:
            # To write all of it into this log as well would only make it grow.
            log.warning("what was erased stays in the log of the database while others read it")
            return
        try:
            if self._sqlite:
                await self._on_sqlite("VACUUM")
            else:
                await self._on_postgresql(f"VACUUM (SKIP_LOCKED) {', '.join(metadata.tables)}")
        except (SQLAlchemyError, sqlite3.Error) as error:
            log.warning("traces of what was erased have to stay: %s", type(error).__name__)
            return
        self._in_pages = False
        self._next += _SHARE * (time.monotonic() - began)
        self._in_log = True
        await self._empty_log()

    async def _on_sqlite(self, *statements: str) -> Sequence[Any]:
        """Outside of any transaction; what the last one says."""
        rows: Sequence[Any] = ()
        async with self._engine.connect() as connection:
            driver: Any = (await connection.get_raw_connection()).driver_connection
            for each in statements:
                rows = await driver.execute_fetchall(each)
        return rows

    async def _on_postgresql(self, statement: str) -> None:
        async with self._engine.connect() as connection:
            await connection.execution_options(isolation_level="AUTOCOMMIT")
            await connection.execute(text(statement))
