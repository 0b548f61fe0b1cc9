"""What is set in groups and servers: a row each, sealed as those of people are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Table, delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.group import Group
from bot.core.messages import Address
from bot.storage.age import BEGINNING, Run
from bot.storage.rows import AnyRow, opened
from bot.storage.seal import Seal, WrongKey
from bot.storage.tables import groups, people


@dataclass(frozen=True, slots=True)
class _Record:
    id: str
    group: Group


_RECORD = TypeAdapter(_Record)


class SqlGroups:
    """The rows of rooms, within a transaction.

    A group's language was once stored as a person's. Only the key tells such a row from a person's, and
    a migration has no key: it moves when the group is first heard of again, or goes with the silent.
    """

    def __init__(self, run: Run, dialect: str, seal: Seal, today: date) -> None:
        """`run` executes a statement, on a database of this `dialect`."""
        self._run = run
        self._dialect = dialect
        self._seal = seal
        self._today = today

    async def find(self, room: Address) -> Group | None:
        """What is set there, held until the transaction ends; None if nothing is.

        Raises `WrongKey` if something is, but under a key that we do not have.
        """
        if row := await self._row(groups, room):
            if row.touched != self._today:
                this = update(groups).where(groups.c.id == row.id)
                await self._run(this.values(touched=self._today))
            return _opened(row, self._seal)[1]
        if before := await self._row(people, room):
            _, person = opened(before, self._seal)
            group = Group(person.language)
            await self.save(room, group)
            return group
        return None

    async def save(self, room: Address, group: Group) -> None:
        """Remember what is set there now; where nothing is, no row is left."""
        await self.forget(room)
        if not group.memorable:
            return
        row = {**_sealed(room, group, self._seal), "touched": self._today}
        make = {"sqlite": sqlite, "postgresql": postgresql}[self._dialect].insert(groups)
        # Of two that set something first, both find nothing to be erased.
        await self._run(make.values(row).on_conflict_do_update(index_elements=["mark"], set_=row))

    async def forget(self, room: Address) -> None:
        """Erase whatever names this room."""
        for table in (groups, people):
            await self._run(delete(table).where(table.c.mark.in_(self._seal.marks(room))))

    async def move(self, old: Address, new: Address) -> None:
        """The room has a new address. What is set at that one already stays."""
        group = await self.find(old)
        if group is None:
            return
        await self.forget(old)
        if await self.find(new) is None:
            await self.save(new, group)

    async def _row(self, table: Table, room: Address) -> AnyRow | None:
        marks = self._seal.marks(room)
        found = await self._run(select(table).where(table.c.mark.in_(marks)).with_for_update())
        return min(found.all(), key=lambda row: marks.index(row.mark), default=None)


async def erase_silent(run: Run, before: date) -> int:
    """Erases the rooms that have been silent since then; how many they were."""
    silent = groups.c.touched.between(BEGINNING, before - timedelta(days=1))
    return (await run(delete(groups).where(silent))).rowcount


async def mend(run: Run, now: datetime) -> int:
    """Dates what was written while the clock was wrong; how many rooms. A day to come, or one before
    there was a bot, was today: unless the clock is evidently wrong itself."""
    today = now.astimezone(UTC).date()
    if today < BEGINNING:
        return 0
    misdated = or_(groups.c.touched < BEGINNING, groups.c.touched > today)
    return (await run(update(groups).where(misdated).values(touched=today))).rowcount


async def reseal(connection: AsyncConnection, seal: Seal) -> int:
    """Seals anew, with the present key, what is under an older one; how many rooms. What cannot be read
    stays, and what is set under the present key already counts for more."""
    rows = (await connection.execute(select(groups).with_for_update())).all()
    present, resealed = {row.mark for row in rows}, 0
    for row in rows:
        try:
            room, group = _opened(row, seal)
        except (WrongKey, ValueError):
            continue
        mark = seal.mark(room)
        if row.mark == mark:
            continue
        this = groups.c.id == row.id
        if mark in present:
            await connection.execute(delete(groups).where(this))
        else:
            await connection.execute(update(groups).where(this).values(_sealed(room, group, seal)))
        resealed += 1
    return resealed


def _sealed(room: Address, group: Group, seal: Seal) -> dict[str, Any]:
    """The columns of `groups` that say which room it is, and what is set there."""
    record = _RECORD.dump_json(_Record(room.id, group), exclude_defaults=True)
    return {"chat": room.chat, "mark": seal.mark(room), "sealed": seal.seal(room, record)}


def _opened(row: AnyRow, seal: Seal) -> tuple[Address, Group]:
    """Which room a row is about. What an earlier version did not write keeps its default, what a later
    one added is passed over. Raises `WrongKey`, or `ValueError` if it makes no sense."""
    record = _RECORD.validate_json(seal.open(row.chat, row.mark, row.sealed))
    return Address(row.chat, record.id), record.group
