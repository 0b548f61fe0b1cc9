"""One process at a time does the work of a chat, and another takes over when it ends."""

from __future__ import annotations

import asyncio
import signal
import sys
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import psycopg
import pytest

from bot.storage.store import SqlStore
from tests.stores import store_at

WORKER = """
import asyncio, sys
from tests.stores import store_at

async def work():
    print("at work", flush=True)
    await asyncio.sleep(600)

async def main():
    async with store_at(sys.argv[1]) as store:
        await store.alone("telegram", work)

asyncio.run(main())
"""


class Work:
    """Goes on until it is cancelled."""

    def __init__(self) -> None:
        self.begun = asyncio.Event()
        self.cancelled = asyncio.Event()
        self.times = 0

    async def __call__(self) -> None:
        self.times += 1
        self.cancelled.clear()
        self.begun.set()
        try:
            await asyncio.sleep(600)
        finally:
            self.begun.clear()
            self.cancelled.set()


@asynccontextmanager
async def working(store: SqlStore, work: Work, chat: str = "telegram") -> AsyncIterator[None]:
    task = asyncio.create_task(store.alone(chat, work))
    try:
        async with asyncio.timeout(60):
            yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@asynccontextmanager
async def elsewhere(url: str) -> AsyncIterator[asyncio.subprocess.Process]:
    """Another process that is at work."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", WORKER, url, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout
    try:
        assert await process.stdout.readline() == b"at work\n"
        yield process
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.wait()


async def test_a_second_one_stands_by_and_takes_over_from_one_that_was_killed(
    url: str, store: SqlStore, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    async with elsewhere(url) as other:
        work = Work()
        async with working(store, work):
            await asyncio.to_thread(_until_said, caplog, "stands by")
            assert not work.begun.is_set()
            other.send_signal(signal.SIGKILL)
            await work.begun.wait()
    assert "takes over" in caplog.text


def _until_said(caplog: pytest.LogCaptureFixture, words: str) -> None:
    for _ in range(400):
        if words in caplog.text:
            return
        time.sleep(0.05)
    raise AssertionError(caplog.text)


async def test_one_works_each_chat(store: SqlStore) -> None:
    telegram, discord = Work(), Work()
    async with working(store, telegram), working(store, discord, "discord"):
        await telegram.begun.wait()
        await discord.begun.wait()


async def test_it_returns_when_the_work_has_ended_and_raises_what_that_raised(
    store: SqlStore,
) -> None:
    async def done() -> None: ...

    async def failed() -> None:
        raise ZeroDivisionError

    await store.alone("telegram", done)
    with pytest.raises(ZeroDivisionError):
        await store.alone("telegram", failed)
    await store.alone("telegram", done)


def _cut_off(url: str) -> None:
    """As a restart of the database would."""
    ending = (
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(ending)


async def test_one_that_is_cut_off_goes_on_if_nobody_else_was_first(
    url: str, backend: str, caplog: pytest.LogCaptureFixture
) -> None:
    if backend == "sqlite":
        return
    caplog.set_level("INFO")
    async with store_at(url) as store:
        work = Work()
        async with working(store, work):
            await work.begun.wait()
            async with store_at(url) as second:
                other = Work()
                async with working(second, other):
                    await asyncio.to_thread(_until_said, caplog, "stands by")
                    await asyncio.to_thread(_cut_off, url)
                    await asyncio.sleep(4)
                    assert not other.begun.is_set()
            assert work.times == 1
            assert work.begun.is_set()


async def test_one_that_is_cut_off_stops_if_another_was_first(url: str, backend: str) -> None:
    if backend == "sqlite":
        return
    async with store_at(url) as store:
        work = Work()
        async with working(store, work):
            await work.begun.wait()
            taken = await asyncio.to_thread(_cut_off_and_take, url)
            try:
                await work.cancelled.wait()
                assert work.times == 1
            finally:
                await asyncio.to_thread(taken.close)
            await work.begun.wait()
            assert work.times == 2


def _cut_off_and_take(url: str) -> psycopg.Connection[tuple[object, ...]]:
    """Another one waits in line for the lock, and so has it in the very moment it is free."""
    with psycopg.connect(url, autocommit=True) as connection:
        found = connection.execute(
            "SELECT pid, (classid::bigint << 32) | objid::bigint FROM pg_locks"
            " WHERE locktype = 'advisory' AND granted"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        ).fetchone()
        assert found
        pid, key = found
        waiting = psycopg.connect(url, autocommit=True)
        line = threading.Thread(target=waiting.execute, args=("SELECT pg_advisory_lock(%s)", [key]))
        line.start()
        while not connection.execute(
            "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
        ).fetchone():
            pass
        connection.execute("SELECT pg_terminate_backend(%s)", [pid])
        line.join()
    return waiting
