"""Seals anew, with the present key, what is stored under an older one.

It goes along the ids, some people at a time, and how far it has come is noted with the older key: who
was stopped goes on there. People are locked in the order of their ids, like everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

from sqlalchemy import bindparam, delete, func, or_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.messages import Address
from bot.core.person import Person
from bot.storage.age import AT_ONCE
from bot.storage.rows import AnyRow, opened, sealed
from bot.storage.seal import Seal, WrongKey
from bot.storage.tables import follow_ups, keys, people


async def reseal(connection: AsyncConnection, seal: Seal, limit: int = AT_ONCE) -> tuple[int, bool]:
    """The next `limit` people: how many were sealed anew, and whether there are more to look at.

    Who cannot be read stays as they are. The keys have to be noted.
    """
    older_keys = seal.fingerprints()[1:]
    if not older_keys:
        return 0, False
    older = keys.c.fingerprint.in_(older_keys)
    passed = (await connection.execute(select(func.min(keys.c.resealed)).where(older))).scalar()
    found = select(people).where(people.c.id > (passed or 0)).order_by(people.c.id).limit(limit)
    rows = (await connection.execute(found)).all()
    resealed = await _anew(connection, seal, _under_older(rows, seal))
    more = len(rows) == limit
    noted = {"resealed": rows[-1].id if more else 0, "over": not more}
    await connection.execute(update(keys).where(older).values(noted))
    return resealed, more


def _under_older(rows: Sequence[AnyRow], seal: Seal) -> dict[int, bytes]:
    """Whose mark is not what it has to be under the present key: their ids, and what it has to be."""
    known = {row.id: _opened(row, seal) for row in rows}
    marks = {row_id: seal.mark(who[0]) for row_id, who in known.items() if who}
    return {row.id: marks[row.id] for row in rows if marks.get(row.id, row.mark) != row.mark}


async def _anew(connection: AsyncConnection, seal: Seal, marks: dict[int, bytes]) -> int:
    """How many it was: who was sealed anew by others meanwhile, or forgotten, is none of them."""
    if not marks:
        return 0
    both = select(people.c.id).where(or_(people.c.id.in_(marks), people.c.mark.in_(marks.values())))
    ids = (await connection.execute(both)).scalars().all()
    locking = select(people).where(people.c.id.in_(ids)).order_by(people.c.id).with_for_update()
    rows = (await connection.execute(locking)).all()
    present = {row.mark: row.id for row in rows}
    who = {row.id: _opened(row, seal) for row in rows}
    written, resealed = set[int](), 0
    for row_id, mark in _under_older(rows, seal).items():
        resealed += 1
        kept = present.setdefault(mark, row_id)
        if kept != row_id:
            await _merge(connection, row_id, kept)
        if kept == row_id or _said(who[row_id]) > _said(who[kept]):
            who[kept] = who[row_id]
            written.add(kept)
    await _write(connection, {each: found for each in written if (found := who[each])}, seal)
    return resealed


async def _merge(connection: AsyncConnection, old: int, kept: int) -> None:
    """Somebody is there twice, as when a process did not know the older key for a while: the promises
    of both are kept, and of the rest what says more."""
    theirs = follow_ups.c.person_id == kept
    about = tuple_(follow_ups.c.site, follow_ups.c.kind)
    new = about.not_in(select(follow_ups.c.site, follow_ups.c.kind).where(theirs))
    moved = update(follow_ups).where(follow_ups.c.person_id == old, new)
    await connection.execute(moved.values(person_id=kept))
    await connection.execute(delete(people).where(people.c.id == old))


async def _write(
    connection: AsyncConnection, who: dict[int, tuple[Address, Person]], seal: Seal
) -> None:
    if who:
        this = update(people).where(people.c.id == bindparam("this"))
        rows = [{"this": each, **sealed(*who[each], seal)} for each in sorted(who)]
        await connection.execute(this, rows)


def _opened(row: AnyRow, seal: Seal) -> tuple[Address, Person] | None:
    try:
        return opened(row, seal)
    except (WrongKey, ValueError):
        return None


def _said(who: tuple[Address, Person] | None) -> int:
    if who is None:
        return -1
    return sum(getattr(who[1], each.name) != each.default for each in fields(who[1]))
