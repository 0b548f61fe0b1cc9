"""Erased is erased: also in the files of the database, and while another process has them open."""

from __future__ import annotations

import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from bot.core.messages import Address
from bot.storage.database import migrate
from bot.storage.desk import SqlDesk
from bot.storage.store import SqlStore
from tests.stores import ANNA, ANNAS_LIFE, Server, address, crowd, dump, store_at, tables

WHO_WAITS = "SELECT count(*) FROM people"

READER = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
for statement in sys.stdin:
    connection.execute(statement).fetchall()
    print("done", flush=True)
"""


class Reader:
    """Another process, with a connection that stays open."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def runs(self, *statements: str) -> None:
        assert self._process.stdin
        assert self._process.stdout
        for each in statements:
            self._process.stdin.write(f"{each}\n")
            self._process.stdin.flush()
            assert self._process.stdout.readline() == "done\n"

    def dies(self) -> None:
        self._process.kill()
        self._process.wait()


@contextmanager
def reader(path: Path) -> Iterator[Reader]:
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", READER, str(path)]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        found = Reader(process)
        found.runs(WHO_WAITS)
        yield found


@pytest.fixture
def file(migrated_file: Path, tmp_path: Path) -> Path:
    """A database of SQLite with the tables."""
    path = tmp_path / "bot.db"
    shutil.copy(migrated_file, path)
    return path


async def together(
    store: SqlStore, who: Sequence[Address], do: Callable[[SqlDesk, Address], Awaitable[None]]
) -> None:
    """To 25 of them in a transaction."""
    for start in range(0, len(who), 25):
        async with store.open() as desk:
            for each in who[start : start + 25]:
                await do(desk, each)


async def save(desk: SqlDesk, who: Address) -> None:
    await desk.save(who, ANNAS_LIFE)


async def forget(desk: SqlDesk, who: Address) -> None:
    await desk.forget(who)


async def look_in(store: SqlStore) -> None:
    """As the courier does, at least twice a minute."""
    async with store.open():
        pass


def left_of(rows: Iterable[dict[str, Any]], file: Path) -> int:
    """Of how many of these people anything is found in a file of the database."""
    found = dump(f"sqlite:///{file}")
    return sum(row["mark"] in found or row["sealed"] in found for row in rows)


# --- SQLite ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("reading", [False, True])
async def test_while_another_process_has_the_file_open(file: Path, reading: bool) -> None:
    url = f"sqlite:///{file}"
    everybody = [address(number) for number in random.Random(7).sample(range(1_000), 300)]
    with reader(file) as other:
        async with store_at(url) as store:
            await together(store, everybody, save)
        rows = tables(url)["people"]
        async with store_at(url) as store:
            if reading:
                other.runs("BEGIN", WHO_WAITS)
            await together(store, everybody[::2], forget)
            if reading:
                assert left_of(rows[::2], file)
                other.runs("COMMIT")
                await look_in(store)
        assert file.with_name("bot.db-wal").exists()
        assert left_of(rows[::2], file) == 0
        assert left_of(rows[1::2], file) == 150


async def test_what_was_sealed_before_is_gone_as_well(file: Path) -> None:
    url = f"sqlite:///{file}"
    with reader(file):
        async with store_at(url) as store:
            await together(store, [ANNA], save)
            [before] = tables(url)["people"]
            await together(store, [ANNA], save)
            [after] = tables(url)["people"]
        found = dump(url)
        assert before["sealed"] not in found
        assert after["sealed"] in found


async def test_what_a_process_left_that_was_killed(file: Path) -> None:
    """Its last transaction was committed, and it had no time for anything else."""
    url = f"sqlite:///{file}"
    async with store_at(url) as store:
        await together(store, [ANNA], save)
    rows = tables(url)["people"]
    with reader(file) as killed:
        killed.runs("PRAGMA foreign_keys = ON", "PRAGMA secure_delete = ON", "DELETE FROM people")
        killed.dies()
    assert left_of(rows, file)
    with reader(file):
        async with store_at(url) as store:
            await look_in(store)
        assert left_of(rows, file) == 0


async def test_where_pages_were_split_and_balanced(file: Path) -> None:
    """People come and go in an order by which SQLite leaves copies in the gaps between rows."""
    erased = come_and_go(file, random.Random(12))
    async with store_at(f"sqlite:///{file}", rest=timedelta(0)) as store:
        await look_in(store)
    assert left_of(erased, file) == 0


def come_and_go(file: Path, chance: random.Random) -> list[dict[str, Any]]:
    """Who was erased. As the desk does it, which would take long."""
    known: list[dict[str, Any]] = []
    erased = []
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA secure_delete = ON")
        connection.execute("BEGIN")
        for _ in range(3_000):
            if not known or chance.random() < 0.6:
                row = {"mark": chance.randbytes(32), "sealed": chance.randbytes(284)}
                connection.execute(
                    "INSERT INTO people (chat, mark, sealed, touched)"
                    " VALUES ('telegram', :mark, :sealed, '2026-11-23')",
                    row,
                )
                known.append(row)
            else:
                row = known.pop(chance.randrange(len(known)))
                connection.execute("DELETE FROM people WHERE mark = :mark", row)
                erased.append(row)
        connection.execute("COMMIT")
    return erased


async def test_who_hosts_it_is_told_what_keeps_the_log(
    file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with reader(file) as other:
        async with store_at(f"sqlite:///{file}", rest=timedelta(0)) as store:
            other.runs("BEGIN", WHO_WAITS)
            await together(store, [ANNA], save)
            assert "stays in the log of the database" in caplog.text
            other.runs("COMMIT")
            caplog.clear()
            await look_in(store)
            assert not caplog.text


# --- PostgreSQL -----------------------------------------------------------------------------------


async def test_rows_that_were_erased_leave_the_tables(server: Callable[[], Server]) -> None:
    with server().database() as url:
        migrate(url)
        async with store_at(url) as store:
            await together(store, await crowd(store, 50), forget)
        assert size(url)
        async with store_at(url, rest=timedelta(0)) as store:
            await look_in(store)
        assert size(url) == 0


def size(url: str) -> int:
    """Bytes of the table, with those rows which nobody can see any more."""
    with psycopg.connect(url) as connection:
        row = connection.execute("SELECT pg_relation_size('people')").fetchone()
    assert row
    return int(row[0])
