"""Which keys a database was used with, by their fingerprints: a wrong one is found out at once, however
many people there are."""

from __future__ import annotations

import logging

from sqlalchemy import case, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.storage.rows import opened
from bot.storage.seal import Seal, WrongKey
from bot.storage.tables import keys, people

log = logging.getLogger(__name__)

_SAMPLE = 100
"""Of the people who came first, and of those who came last."""


async def check(connection: AsyncConnection, seal: Seal) -> None:
    """Raises `WrongKey` if none of our keys belongs to this database; says if others do as well.

    Where no fingerprint is ours, as after an older version, some people are tried instead. Anything may
    be sealed with our keys from here on.
    """
    used = {row.fingerprint for row in await connection.execute(select(keys).where(~keys.c.over))}
    ours = seal.fingerprints()
    if used.isdisjoint(ours):
        found, unreadable = await _sample(connection, seal)
        if found and unreadable == found:
            raise WrongKey("the key does not belong to this database")
        if unreadable:
            log.error("%d of %d people cannot be read: is a key missing?", unreadable, found)
        if not found:
            await connection.execute(delete(keys))
    elif not used.issubset(ours):
        log.error("not everybody may be readable: a key is missing that was used before")
    await use(connection, seal)


async def use(connection: AsyncConnection, seal: Seal) -> None:
    """Notes our keys. How far one has come in being replaced is kept, but for the present one."""
    ours = seal.fingerprints()
    dialect = {"sqlite": sqlite, "postgresql": postgresql}[connection.dialect.name]
    rows = [{"fingerprint": each, "resealed": 0, "over": False} for each in dict.fromkeys(ours)]
    present = keys.c.fingerprint == ours[0]
    again = {"resealed": case((present, 0), else_=keys.c.resealed), "over": False}
    new = dialect.insert(keys).values(rows)
    await connection.execute(new.on_conflict_do_update(index_elements=["fingerprint"], set_=again))


async def _sample(connection: AsyncConnection, seal: Seal) -> tuple[int, int]:
    """How many were tried, and how many of them cannot be read."""
    tried = {}
    for order in (people.c.id, people.c.id.desc()):
        some = await connection.execute(select(people).order_by(order).limit(_SAMPLE))
        tried.update({row.id: row for row in some})
    unreadable = 0
    for row in tried.values():
        try:
            opened(row, seal)
        except (WrongKey, ValueError):
            unreadable += 1
    return len(tried), unreadable
