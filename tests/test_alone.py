"""One process at a time does the work of a chat: on SQLite, and on PostgreSQL."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from bot.storage.store import SqlStore
from tests.courier.rounds import until
from tests.stores import Server, gone, store_at

PATIENCE = 30
"""Seconds for another process to say that it works."""

WORKER = """
import asyncio, sys
from tests.stores import store_at

async def work():
    print("works", flush=True)
    await asyncio.Event().wait()

async def main():
    async with store_at(sys.argv[1]) as store:
        await store.alone("telegram", work)

asyncio.run(main())
"""


class Worker:
    """Another process that wants to do the work of a chat."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def works(self) -> None:
        assert self._process.stdout
        async with asyncio.timeout(PATIENCE):
            assert await self._process.stdout.readline() == b"works\n"

    async def dies(self) -> None:
        self._process.kill()
        await self._process.wait()


@asynccontextmanager
async def worker(url: str) -> AsyncIterator[Worker]:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        WORKER,
        url,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        yield Worker(process)
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


class Work:
    """Goes on until it is cancelled; how often it began, and how often it was cancelled."""

    def __init__(self) -> None:
        self.begun = self.cancelled = 0

    async def __call__(self) -> None:
        self.begun += 1
        try:
            await asyncio.Event().wait()
        finally:
            self.cancelled += 1


@asynccontextmanager
async def doing(store: SqlStore, work: Work, chat: str = "telegram") -> AsyncIterator[None]:
    task = asyncio.create_task(store.alone(chat, work))
    try:
        yield
        assert not task.done()
    finally:
        task.cancel()
        await asyncio.wait([task])


async def test_who_stands_by_takes_over_when_the_other_is_killed(
    store: SqlStore, url: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    work = Work()
    async with worker(url) as other:
        await other.works()
        async with doing(store, work):
            await until(lambda: "stands by" in caplog.text)
            assert work.begun == 0
            await other.dies()
            await until(lambda: work.begun == 1)
    assert [each.getMessage() for each in caplog.records if "telegram" in each.message] == [
        "telegram: another process does its work, this one stands by",
        "telegram: this process takes over",
    ]
    assert work.cancelled == 1


async def test_another_process_takes_over_from_this_one(store: SqlStore, url: str) -> None:
    work = Work()
    async with worker(url) as other:
        async with doing(store, work):
            await until(lambda: work.begun == 1)
            works = asyncio.create_task(other.works())
            async with doing(store, Work(), "discord"):
                done, _ = await asyncio.wait([works], timeout=3)
            assert not done
        await works


async def test_another_chat_is_another_matter(store: SqlStore) -> None:
    telegram, discord = Work(), Work()
    async with doing(store, telegram), doing(store, discord, "discord"):
        await until(lambda: telegram.begun == discord.begun == 1)


async def test_the_work_ends_as_it_ends(store: SqlStore) -> None:
    async def work() -> None:
        return None

    async def fail() -> None:
        raise ZeroDivisionError

    await store.alone("telegram", work)
    with pytest.raises(ZeroDivisionError):
        await store.alone("telegram", fail)
    await store.alone("telegram", work)


async def test_a_database_that_is_away_for_a_while_interrupts_nothing(
    store: SqlStore, url: str, server: Callable[[], Server], backend: str
) -> None:
    work = Work()
    async with doing(store, work):
        await until(lambda: work.begun == 1)
        with gone(url, server):
            await asyncio.sleep(0.5)
        if backend == "postgresql":
            await until(lambda: len(holders(url)) == 1)
        async with store_at(url) as other:
            second = Work()
            async with doing(other, second):
                await asyncio.sleep(0.2)
        assert (work.begun, work.cancelled, second.begun) == (1, 0, 0)


async def test_a_connection_that_was_cut_is_made_again_at_once(
    server: Callable[[], Server],
) -> None:
    with server().database() as url:
        async with store_at(url) as store:
            work = Work()
            async with doing(store, work):
                await until(lambda: work.begun == 1)
                [first] = holders(url)
                cut(url, first)
                await until(lambda: bool({*holders(url)} - {first}))
                assert (work.begun, work.cancelled) == (1, 0)


async def test_whom_another_was_faster_than_stops_and_stands_by(
    server: Callable[[], Server], caplog: pytest.LogCaptureFixture
) -> None:
    with server().database() as url:
        name = make_url(url).database
        async with store_at(url) as store:
            work = Work()
            async with doing(store, work):
                await until(lambda: work.begun == 1)
                with psycopg.connect(url, autocommit=True) as faster:
                    [first], [key] = holders(url), keys(url)
                    server().run(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
                    faster.execute("SELECT pg_terminate_backend(%s, 5000)", [first])
                    faster.execute("SELECT pg_advisory_lock(%s)", [key])
                    server().run(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
                    await until(lambda: work.cancelled == 1)
                    assert "telegram: another process has taken over" in caplog.text
                    assert work.begun == 1
                await until(lambda: work.begun == 2)


def holders(url: str) -> list[int]:
    """The processes of the server that hold such a lock in this database."""
    return [pid for pid, _ in _locks(url)]


def keys(url: str) -> list[int]:
    return [key for _, key in _locks(url)]


def _locks(url: str) -> list[tuple[int, int]]:
    asked = (
        "SELECT pid, (classid::bigint << 32) | objid::bigint FROM pg_locks"
        " WHERE locktype = 'advisory' AND granted AND database ="
        " (SELECT oid FROM pg_database WHERE datname = current_database())"
    )
    with psycopg.connect(url) as connection:
        return [(pid, key) for pid, key in connection.execute(asked)]


def cut(url: str, pid: int) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("SELECT pg_terminate_backend(%s)", [pid])


async def test_a_lock_that_cannot_be_asked_for_is_waited_for(
    tmp_path: Path, migrated_file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    folder = tmp_path / "not there yet"
    work = Work()
    async with store_at(f"sqlite:///{folder}/bot.db") as store, doing(store, work):
        await until(lambda: "cannot be known yet (FileNotFoundError)" in caplog.text)
        folder.mkdir()
        await until(lambda: work.begun == 1)
