"""Erased is erased: also in the files of the database, and while another process has them open."""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from bot.core.messages import Address
from bot.storage.seal import Seal
from bot.storage.store import SqlStore
from tests.stores import (
    ANNA,
    ANNAS_LIFE,
    KEY,
    address,
    dump,
    path_of,
    save,
    store_at,
    tables,
)

NO_REST = timedelta(0)
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


@contextmanager
def reader(path: Path) -> Iterator[Reader]:
    pipe = subprocess.PIPE
    command = [sys.executable, "-c", READER, str(path)]
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as process:
        found = Reader(process)
        found.runs(WHO_WAITS)
        yield found
        assert process.stdin
        process.stdin.close()


@pytest.fixture
def file(migrated_file: Path, tmp_path: Path) -> Path:
    """A database of SQLite with the tables."""
    path = tmp_path / "bot.db"
    path.write_bytes(migrated_file.read_bytes())
    return path


async def forget(store: SqlStore, who: Sequence[Address]) -> None:
    for start in range(0, len(who), 25):
        async with store.open() as desk:
            for each in who[start : start + 25]:
                await desk.forget(each)


async def look_in(store: SqlStore) -> None:
    """As the courier does, at least twice a minute."""
    async with store.open():
        pass


def traces(url: str, rows: Sequence[dict[str, Any]]) -> int:
    left = dump(url)
    return sum(row["mark"] in left or row["sealed"] in left for row in rows)


@pytest.mark.parametrize("reading", [False, True])
async def test_while_another_process_has_the_file_open(file: Path, reading: bool) -> None:
    url = f"sqlite:///{file}"
    everybody = [address(number) for number in random.Random(7).sample(range(1_000), 300)]
    with reader(file) as other:
        async with store_at(url) as store:
            for each in everybody:
                await save(store, ANNAS_LIFE, each)
        rows = tables(url)["people"]
        async with store_at(url, rest=NO_REST) as store:
            if reading:
                other.runs("BEGIN", WHO_WAITS)
            await forget(store, everybody[::2])
            if reading:
                other.runs("COMMIT")
            await look_in(store)
        assert path_of(f"{url}-wal").exists()
        assert traces(url, rows[::2]) == 0
        assert traces(url, rows[1::2]) == 150


async def test_where_pages_were_split_and_balanced(file: Path) -> None:
    """In such an order SQLite leaves copies in the gaps, until all of it is written anew."""
    url = f"sqlite:///{file}"
    chance, known, gone = random.Random(1), [ANNA], []
    async with store_at(url) as store:
        await save(store, ANNAS_LIFE)
        for _ in range(12):
            async with store.open() as desk:
                for _ in range(100):
                    if not known or chance.random() < 0.6:
                        known.append(address(chance.randrange(10**6)))
                        await desk.save(known[-1], ANNAS_LIFE)
                    else:
                        gone.append(known.pop(chance.randrange(len(known))))
                        await desk.forget(gone[-1])
    seal = Seal(KEY)
    left = [seal.mark(each) for each in set(gone) - set(known)]
    async with store_at(url, rest=NO_REST) as store:
        await look_in(store)
    files = dump(url)
    assert len(left) > 300
    assert not [mark for mark in left if mark in files]
    assert all(seal.mark(each) in files for each in known)


async def test_what_was_sealed_before_goes_as_well(file: Path) -> None:
    url = f"sqlite:///{file}"
    async with store_at(url, rest=NO_REST) as store:
        await save(store, ANNAS_LIFE)
        [before] = tables(url)["people"]
        await save(store, replace(ANNAS_LIFE, language="fr"))
        await look_in(store)
    assert before["sealed"] not in dump(url)
    assert before["mark"] in dump(url)


async def test_on_postgresql_the_tables_are_cleared_of_dead_rows(url: str, backend: str) -> None:
    if backend == "sqlite":
        return
    async with store_at(url) as store:
        await save(store, ANNAS_LIFE)
    before = cleared(url)
    async with store_at(url, rest=NO_REST) as store:
        await forget(store, [ANNA])
    assert cleared(url) > before


def cleared(url: str) -> int:
    """How often the table of people was."""
    with psycopg.connect(url, autocommit=True) as connection:
        counted = "SELECT vacuum_count FROM pg_stat_user_tables WHERE relname = 'people'"
        row = connection.execute(counted).fetchone()
    assert row
    return int(row[0])
