"""Measures whether what runs by itself costs the same however many people there are, and writes the
table into `benchmarks/STATEMENTS.md`:

    python -m benchmarks.statements [--rows FEW MANY] [--database sqlite|postgresql]

It takes about six minutes and 5 GB of disk. With either option the table is printed and nothing is
written. The exit status is 1 if something costs more than `AT_MOST` times as much with many.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import delete, insert, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.core.messages import Address
from bot.core.person import FollowUp, Kind, Person
from bot.storage.database import connect, migrate, migrations
from bot.storage.desk import SqlDesk
from bot.storage.fingerprints import check
from bot.storage.reseal import reseal
from bot.storage.rows import promised, sealed
from bot.storage.seal import Seal
from bot.storage.tables import follow_ups, keys, people
from tests.stores import KEY, postgresql_server

RESULT = Path(__file__).with_name("STATEMENTS.md")
TABLE = "<!-- table -->\n"

ROWS = (1_000, 2_000_000)
"""How many people have a promise."""

AT_MOST = 1.2
TIMES = 200
"""So often each is measured, in turn with few and with many."""

DUE, READABLE, SILENT, ROUND = 20, 500, 500, 240
"""Of the people, so many are due at noon, so many are really sealed (half of them came first, half of
them last, and they are the first in line), so many more have been silent for a year, and so many are
claimed in a round."""

SEAL, NEW_SEAL = Seal(KEY), Seal(Seal.new_key(), KEY)
NOON = datetime(2027, 11, 23, 12, tzinfo=UTC)
YEAR = timedelta(days=365)
LEASE = timedelta(minutes=1)
BEFORE = NOON - timedelta(hours=2)
"""When nobody is due yet, and all leases are such as are given."""

Statement = Callable[[AsyncConnection], Awaitable[object]]


def at_desk(work: Callable[[SqlDesk], Awaitable[object]]) -> Statement:
    """What is done at the desk that day."""
    return lambda connection: work(SqlDesk(connection, SEAL, NOON.date()))


STATEMENTS: dict[str, Statement] = {
    "next due": at_desk(lambda desk: desk.next_due("telegram", NOON)),
    "claim, nobody due": at_desk(lambda desk: desk.claim("telegram", BEFORE, LEASE, ROUND)),
    f"claim, {DUE} due": at_desk(lambda desk: desk.claim("telegram", NOON, LEASE, ROUND)),
    f"claim of {ROUND}, everybody overdue": at_desk(
        lambda desk: desk.claim("telegram", NOON + YEAR, LEASE, ROUND)
    ),
    "sweep, nobody silent": at_desk(lambda desk: desk.erase_silent(NOON - 2 * YEAR)),
    f"sweep, {SILENT} silent": at_desk(lambda desk: desk.erase_silent(NOON - YEAR)),
    "sweep, no question over": at_desk(lambda desk: desk.drop_questions()),
    "sweep, nobody misdated": at_desk(lambda desk: desk.mend(NOON)),
    "start, the key is known": lambda connection: check(connection, SEAL),
    "start, as after an older version": lambda connection: check(connection, SEAL),
    f"{READABLE // 2} sealed anew": lambda connection: reseal(connection, NEW_SEAL, READABLE // 2),
}
FIRST = {"start, as after an older version": delete(keys)}
"""What is done before, and not measured."""


# --- people ---------------------------------------------------------------------------------------

_NUMBERS = {
    "postgresql": "FROM generate_series(1, {rows}) AS s(n)",
    "sqlite": (
        "FROM (WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {rows})"
        " SELECT n FROM s)"
    ),
}
_MARK = {"postgresql": "sha256(('{name}' || n)::bytea)", "sqlite": "randomblob(32)"}
_SEALED = {"postgresql": "decode(repeat('00', 540), 'hex')", "sqlite": "zeroblob(540)"}
_DAY = {
    "postgresql": "DATE '2027-11-23' - CAST({days} AS integer)",
    "sqlite": "date('2027-11-23', '-' || ({days}) || ' days')",
}
_MINUTE = {
    "postgresql": "TIMESTAMPTZ '2027-11-23 12:00:00+00' + ({minutes}) * INTERVAL '1 minute'",
    "sqlite": (
        "strftime('%Y-%m-%d %H:%M:%S.000000', '2027-11-23 12:00:00', ({minutes}) || ' minutes')"
    ),
}


def fill(url: str, rows: int) -> None:
    """So many people with a promise within ten months. One in 200 is claimed at the moment, and one
    in 50 was asked a question of late."""
    with migrations(url) as alembic:
        connection = alembic.attributes["connection"]
        dialect = connection.dialect.name
        numbers = _NUMBERS[dialect]

        def people_are(name: str, many: int, chat: str, days: str, until: str) -> None:
            mark, content = _MARK[dialect].format(name=name), _SEALED[dialect]
            columns = f"{chat}, {mark}, {content}, {_DAY[dialect].format(days=days)}, {until}"
            connection.execute(
                text(
                    "INSERT INTO people (chat, mark, sealed, touched, until)"
                    f" SELECT {columns} {numbers.format(rows=many)}"
                )
            )

        readable = READABLE // 2
        _readable(connection, range(readable))
        question = f"CASE WHEN n % 50 = 0 THEN {_DAY[dialect].format(days='-1 - n % 13')} END"
        chat = "CASE WHEN n % 3 = 0 THEN 'discord' ELSE 'telegram' END"
        people_are("busy", rows, chat, "n % 300", question)
        due, until = (
            _MINUTE[dialect].format(minutes=each)
            for each in ("1000 + n % 1000000 * 911 % 432000", "1 + n % 600")
        )
        day = _DAY[dialect].format(days="n % 300")
        connection.execute(
            text(
                "INSERT INTO follow_ups (person_id, chat, kind, due, asked, round, leased_until,"
                f" attempts, unsure) SELECT n, chat, 'later', {due}, {day}, 1,"
                f" CASE WHEN n % 200 = 0 THEN {until} END, 0, false"
                f" FROM (SELECT id AS n, chat FROM people WHERE id > {readable}) AS theirs"
            )
        )
        people_are("silent", SILENT, "'telegram'", "400", "NULL")
        _readable(connection, range(readable, READABLE))


def _readable(connection: Any, numbers: Sequence[int]) -> None:
    for number in numbers:
        address = Address("telegram", str(number))
        row = {**sealed(address, Person("mt", chosen=True), SEAL), "touched": NOON.date()}
        inserted = connection.execute(insert(people).values(row))
        minutes = -60 if number < DUE else number
        theirs = FollowUp(Kind.LATER, NOON + timedelta(minutes=minutes), NOON.date())
        connection.execute(
            insert(follow_ups).values(
                promised(inserted.inserted_primary_key[0], address.chat, theirs)
            )
        )


# --- measuring ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Measured:
    """Milliseconds, medians."""

    database: str
    what: str
    few: float
    many: float

    @property
    def times(self) -> float:
        """What it costs with many people of what it costs with few."""
        return self.many / self.few

    def __str__(self) -> str:
        times = f"{self.times:.2f}" if self.times <= AT_MOST else f"**{self.times:.2f}**"
        return f"| {self.database} | {self.what} | {self.few:.2f} | {self.many:.2f} | {times} |"


async def _once(engine: AsyncEngine, name: str) -> float:
    async with engine.connect() as connection, connection.begin() as transaction:
        if name in FIRST:
            await connection.execute(FIRST[name])
        began = time.perf_counter()
        await STATEMENTS[name](connection)
        took = 1_000 * (time.perf_counter() - began)
        await transaction.rollback()
    return took


async def measured(database: str, urls: Sequence[str]) -> list[Measured]:
    """Each in turn on both, and undone."""
    engines = [connect(url) for url in urls]
    for engine in engines:
        async with engine.begin() as connection:
            await check(connection, SEAL)
    rows = []
    for name in STATEMENTS:
        took: list[list[float]] = [[], []]
        for turn in range(TIMES):
            for which in (0, 1) if turn % 2 else (1, 0):
                took[which].append(await _once(engines[which], name))
        # What is read for the first time is not what it costs.
        few, many = (statistics.median(each[TIMES // 10 :]) for each in took)
        rows.append(Measured(database, name, few, many))
    for engine in engines:
        await engine.dispose()
    return rows


@contextmanager
def databases(which: str, rows: Sequence[int]) -> Iterator[list[str]]:
    """One with few people in it and one with many."""
    with tempfile.TemporaryDirectory(prefix="optout-") as folder:
        if which == "sqlite":
            urls = [f"sqlite:///{folder}/{number}.db" for number in rows]
            _made(urls, rows)
            yield urls
            return
        with postgresql_server() as server:
            names = [f"people_{number}" for number in rows]
            server.run(*(f"CREATE DATABASE {each}" for each in names))
            urls = [server.url(each) for each in names]
            _made(urls, rows)
            for each in names:
                server.run("VACUUM ANALYZE", "CHECKPOINT", database=each)
            yield urls


def _made(urls: Sequence[str], rows: Sequence[int]) -> None:
    for url, number in zip(urls, rows, strict=True):
        began = time.monotonic()
        migrate(url)
        fill(url, number)
        print(f"{number:,} people in {time.monotonic() - began:.0f} s", file=sys.stderr)


def main() -> int:
    """Measures, prints the table and writes it."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.statements")
    parser.add_argument("--rows", nargs=2, type=int, metavar=("FEW", "MANY"))
    parser.add_argument("--database", choices=("sqlite", "postgresql"))
    options = parser.parse_args()
    rows = options.rows or ROWS
    few, many = (f"{each:,}" for each in rows)
    lines = [f"| database | what | {few}, ms | {many}, ms | ratio |", "|---|---|---|---|---|"]
    met = True
    for which in (options.database,) if options.database else ("sqlite", "postgresql"):
        with databases(which, rows) as urls:
            found = asyncio.run(measured(which, urls))
        met &= all(each.times <= AT_MOST for each in found)
        lines += map(str, found)
        print(*found, sep="\n", file=sys.stderr)
    table = "\n".join(lines) + "\n"
    print(table)
    if not (options.rows or options.database):
        text_before, _, _ = RESULT.read_text().partition(TABLE)
        RESULT.write_text(text_before + TABLE + table)
    return 0 if met else 1


if __name__ == "__main__":
    sys.exit(main())
