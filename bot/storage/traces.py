"""Clears the traces of what was erased: on SQLite from all of its files, on PostgreSQL as far as a
client can.

SQLite overwrites erased rows in the pages (`secure_delete`), but they live on in the write-ahead log
until that is emptied (https://www.sqlite.org/pragma.html#pragma_wal_checkpoint). And where pages were
split or balanced, copies of a row stay behind in the gaps: only a file written anew is free of them.
"""

from __future__ import annotations

import logging
import sqlite3
import time
from contextlib import suppress
from datetime import timedelta
from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.storage.database import file_of
from bot.storage.tables import metadata

log = logging.getLogger(__name__)

REST = timedelta(minutes=1)
"""At least so long lies between two times that the tables are written anew."""

_SHARE = 500
"""And so many times as long as it took: nobody can write meanwhile."""


class Traces:
    """Those left in a database by this process, or by one that died before it had cleared them."""

    def __init__(self, engine: AsyncEngine, rest: timedelta = REST) -> None:
        self._engine = engine
        file = file_of(engine.url)
        self._log = file and file.with_name(f"{file.name}-wal")
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
        meanwhile. Who closes the file as the last has emptied it already."""
        if self._is_there():
            no_waiting, checkpoint = "PRAGMA busy_timeout = 0", "PRAGMA wal_checkpoint(TRUNCATE)"
            with suppress(SQLAlchemyError, sqlite3.Error):
                await self._on_sqlite(no_waiting, checkpoint)
        self._in_log = self._is_there()

    def _is_there(self) -> bool:
        """Whether anything stands in the log. That of PostgreSQL is out of reach."""
        try:
            return self._log is not None and self._log.stat().st_size > 0
        except FileNotFoundError:
            return False

    async def _write_anew(self) -> None:
        began = time.monotonic()
        self._next = began + self._rest
        if self._in_log:
            # To write all of it into this log as well would only make it grow.
            log.warning("what was erased stays in the log of the database while others read it")
            return
        try:
            if self._log:
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

    async def _on_sqlite(self, *statements: str) -> None:
        """Outside of any transaction."""
        async with self._engine.connect() as connection:
            driver: Any = (await connection.get_raw_connection()).driver_connection
            for each in statements:
                await driver.execute_fetchall(each)

    async def _on_postgresql(self, statement: str) -> None:
        async with self._engine.connect() as connection:
            await connection.execution_options(isolation_level="AUTOCOMMIT")
            await connection.execute(text(statement))
