"""Plays the scenarios on both databases and writes the table into `benchmarks/OUTAGES.md`:

    python -m benchmarks.outages [--only NAME] [--database sqlite|postgresql] [--people N]

The exit status is 1 if a figure is not met. With `--only` nothing is written.
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from benchmarks.outages.databases import Database, Sqlite, postgresql
from benchmarks.outages.figures import Row, table
from benchmarks.outages.scenarios import SCENARIOS, Scenario
from benchmarks.outages.stage import stage

PAGE = Path(__file__).parents[1] / "OUTAGES.md"
TABLE = "<!-- table -->\n"


@contextmanager
def databases(only: str | None) -> Iterator[Sequence[Database]]:
    """Both, or the one that is named."""
    if only == "sqlite":
        yield [Sqlite()]
        return
    with postgresql() as server:
        yield [server] if only else [Sqlite(), server]


async def played(each: Scenario, on: Database, people: int | None) -> list[Row]:
    """One scenario on one database; each row is printed when it is there."""
    started = time.monotonic()
    async with stage(on) as here:
        rows = await each.play(here, people or each.people)
    for row in rows:
        sys.stdout.write(f"{row}\n")
    sys.stdout.write(f"{each.name} on {on.name}: {time.monotonic() - started:.0f} s\n")
    sys.stdout.flush()
    return rows


async def all_of(
    scenarios: Sequence[Scenario], on: Sequence[Database], people: int | None
) -> list[Row]:
    """One after the other; on both databases at once where most of it is waiting."""
    rows: list[Row] = []
    for each in scenarios:
        at_once = [on] if each.waits else [[database] for database in on]
        for some in at_once:
            found = await asyncio.gather(*(played(each, database, people) for database in some))
            rows += (row for part in found for row in part)
    return rows


def main() -> int:
    """Play, print, write down; the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.outages")
    parser.add_argument("--only", choices=[each.name for each in SCENARIOS], metavar="NAME")
    parser.add_argument("--database", choices=["sqlite", "postgresql"])
    parser.add_argument("--people", type=int, metavar="N", help="how many wait in each scenario")
    options = parser.parse_args()
    logging.basicConfig(level=logging.ERROR)  # that a database is new is no news here
    wanted = [each for each in SCENARIOS if options.only in (None, each.name)]
    with databases(options.database) as on:
        rows = asyncio.run(all_of(wanted, on, options.people))
    if options.only is None and options.database is None:
        before = PAGE.read_text("utf-8").partition(TABLE)[0]
        PAGE.write_text(f"{before}{TABLE}{table(rows)}\n", "utf-8")
    return 0 if all(row.met for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
