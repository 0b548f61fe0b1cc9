"""What time does to what is stored, and what a wrong clock must not do to it.

Each call sees to `AT_ONCE` people at most, so that nobody has to wait for it; whoever calls begins
again until nothing is left. Whom others have locked is left for another time.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeAlias

from sqlalchemy import (
    CursorResult,
    Executable,
    and_,
    delete,
    or_,
    select,
    tuple_,
    union_all,
    update,
)

from bot.core.person import Person
from bot.storage.rows import AnyRow, opened, sealed
from bot.storage.seal import Seal, WrongKey
from bot.storage.tables import follow_ups, people

BEGINNING = date(2026, 1, 1)
"""There was no bot before: an earlier day was told by a clock that had lost the time."""

AT_ONCE = 500
"""People. Of whom a statement names more, a database may have too many."""

Run: TypeAlias = Callable[[Executable], Awaitable[CursorResult[Any]]]


async def erase_silent(run: Run, before: datetime) -> int:
    """Erases who has been silent since then and waits for nothing; how many they were.

    A promise is never swept, however long it is overdue: it may be the clock that is wrong. Whether
    there is one is a question about each in turn: `NOT EXISTS` may be answered for all at once.
    """
    theirs = select(follow_ups.c.id).where(follow_ups.c.person_id == people.c.id).limit(1)
    silent = and_(
        people.c.touched.between(BEGINNING, before.date() - timedelta(days=1)),
        theirs.scalar_subquery().is_(None),
    )
    found = select(people.c.id).where(silent).order_by(people.c.touched, people.c.id)
    locked = found.limit(AT_ONCE).with_for_update(skip_locked=True)
    ids = (await run(locked)).scalars().all()
    if not ids:
        return 0
    return (await run(delete(people).where(people.c.id.in_(ids), silent))).rowcount


async def drop_questions(
    run: Run, seal: Seal, today: date, whole: Callable[[AnyRow], Awaitable[Person]]
) -> int:
    """Drops the questions that nobody answered in time, and with each whoever had nothing else; how
    many they were. `whole` is who is in a row, with their promises.

    Who cannot be read is passed over, and so are others behind them reached.
    """
    dropped, after = 0, (BEGINNING, 0)
    while not dropped and (rows := await _over(run, today, after)):
        for row in rows:
            try:
                address, _ = opened(row, seal)
                person = replace(await whole(row), question=None).worth_keeping()
            except (WrongKey, ValueError):
                continue
            this = people.c.id == row.id
            if person.memorable:
                await run(update(people).where(this).values(sealed(address, person, seal)))
            else:
                await run(delete(people).where(this))
            dropped += 1
        after = (rows[-1].until, rows[-1].id)
    return dropped


async def _over(run: Run, today: date, after: tuple[date, int]) -> Sequence[AnyRow]:
    order = (people.c.until, people.c.id)
    found = select(people).where(people.c.until <= today, tuple_(*order) > after)
    locked = found.order_by(*order).limit(AT_ONCE).with_for_update(skip_locked=True)
    return (await run(locked)).all()


async def mend(run: Run, now: datetime) -> int:
    """Sets right what was written while the clock was wrong; for how many people.

    Nothing can have happened on a day to come, nor before there was a bot: it was today, and what
    was promised then is due by so much earlier or later. Nothing is done while the clock itself is
    evidently wrong.
    """
    today = now.astimezone(UTC).date()
    if today < BEGINNING:
        return 0
    touched, asked = people.c.touched, follow_ups.c.asked
    first = [
        select(who).where(wrong).limit(AT_ONCE).subquery()
        for day, who in ((touched, people.c.id), (asked, follow_ups.c.person_id))
        for wrong in (day < BEGINNING, day > today)
    ]
    found = set((await run(union_all(*(select(each) for each in first)))).scalars())
    if not found:
        return 0
    theirs = select(people.c.id).where(people.c.id.in_(sorted(found)[:AT_ONCE]))
    locked = theirs.order_by(people.c.id).with_for_update(skip_locked=True)
    ids = (await run(locked)).scalars().all()
    misdated, misasked = (or_(day < BEGINNING, day > today) for day in (touched, asked))
    await run(update(people).where(people.c.id.in_(ids), misdated).values(touched=today))
    rows = await run(select(follow_ups).where(follow_ups.c.person_id.in_(ids), misasked))
    for row in rows.all():
        dates = {"asked": today, "due": row.due + (today - row.asked)}
        await run(update(follow_ups).where(follow_ups.c.id == row.id).values(dates))
    return len(ids)
