"""Seals anew, with the present key, what is stored under an older one."""

from __future__ import annotations

from dataclasses import fields

from sqlalchemy import delete, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.messages import Address
from bot.core.person import Person
from bot.storage.rows import AnyRow, opened, sealed
from bot.storage.seal import Seal, WrongKey
from bot.storage.tables import follow_ups, people


async def reseal(connection: AsyncConnection, seal: Seal) -> int:
    """How many people it was. Who cannot be read stays as they are."""
    rows = (await connection.execute(select(people).with_for_update())).all()
    by_mark = {row.mark: row for row in rows}
    resealed = 0
    for row in rows:
        try:
            address, person = opened(row, seal)
        except (WrongKey, ValueError):
            continue
        mark = seal.mark(address)
        if row.mark == mark:
            continue
        if mark in by_mark:
            await _merge(connection, row, by_mark[mark], seal)
        else:
            await _write(connection, row.id, address, person, seal)
        resealed += 1
    return resealed


async def _merge(connection: AsyncConnection, old: AnyRow, present: AnyRow, seal: Seal) -> None:
    """Somebody is there twice, as when a process did not know the older key for a while: the promises
    of both are kept, and of the rest what says more."""
    kept = follow_ups.c.person_id == present.id
    about = tuple_(follow_ups.c.site, follow_ups.c.kind)
    new = about.not_in(select(follow_ups.c.site, follow_ups.c.kind).where(kept))
    moved = update(follow_ups).where(follow_ups.c.person_id == old.id, new)
    await connection.execute(moved.values(person_id=present.id))
    await connection.execute(delete(people).where(people.c.id == old.id))
    address, person = opened(old, seal)
    if _known(person) > _known(opened(present, seal)[1]):
        await _write(connection, present.id, address, person, seal)


async def _write(
    connection: AsyncConnection, person_id: int, address: Address, person: Person, seal: Seal
) -> None:
    this = update(people).where(people.c.id == person_id)
    await connection.execute(this.values(sealed(address, person, seal)))


def _known(person: Person) -> int:
    return sum(getattr(person, each.name) != each.default for each in fields(person))
