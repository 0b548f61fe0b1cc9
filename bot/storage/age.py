"""What time does to what is stored, and what a wrong clock must not do to it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeAlias

from sqlalchemy import CursorResult, Executable, delete, or_, select, update

from bot.storage.tables import follow_ups, people

BEGINNING = date(2026, 1, 1)
"""There was no bot before: an earlier day was told by a clock that had lost the time."""

_AT_ONCE = 500
"""People, of whom no statement names more: a database has its limit."""

Run: TypeAlias = Callable[[Executable], Awaitable[CursorResult[Any]]]


async def erase_silent(run: Run, before: datetime) -> int:
    """Erases who has been silent since then and waits for nothing; how many they were.

    A promise is never swept, however long it is overdue: it may be the clock that is wrong.
    """
    silent = people.c.touched.between(BEGINNING, before.date() - timedelta(days=1))
    waiting = select(follow_ups.c.id).where(follow_ups.c.person_id == people.c.id).exists()
    return (await run(delete(people).where(silent, ~waiting))).rowcount


async def mend(run: Run, now: datetime) -> int:
    """Sets right what was written while the clock was wrong; for how many people.

    Nothing can have happened on a day to come, nor before there was a bot: it was today, and what
    was promised then is due by so much earlier or later. Nothing is done while the clock itself is
    evidently wrong. Whom others have locked is left for another time.
    """
    today = now.astimezone(UTC).date()
    if today < BEGINNING:
        return 0
    misdated, misasked = (
        or_(day < BEGINNING, day > today) for day in (people.c.touched, follow_ups.c.asked)
    )
    theirs = select(follow_ups.c.id).where(follow_ups.c.person_id == people.c.id, misasked)
    found = select(people.c.id).where(or_(misdated, theirs.exists())).order_by(people.c.id)
    locked = found.limit(_AT_ONCE).with_for_update(skip_locked=True)
    mended = 0
    while ids := (await run(locked)).scalars().all():
        await run(update(people).where(people.c.id.in_(ids), misdated).values(touched=today))
        rows = await run(select(follow_ups).where(follow_ups.c.person_id.in_(ids), misasked))
        for row in rows.all():
            dates = {"asked": today, "due": row.due + (today - row.asked)}
            await run(update(follow_ups).where(follow_ups.c.id == row.id).values(dates))
        mended += len(ids)
    return mended
