"""The statements: one set for SQLite and PostgreSQL.

On PostgreSQL a transaction first locks the person it is about (`FOR UPDATE`), and only then touches
their follow-ups, so that two wait for each other but never in a circle. SQLAlchemy leaves
`FOR UPDATE` and `SKIP LOCKED` away on SQLite, where the transaction itself is the lock.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    CursorResult,
    Delete,
    Executable,
    Update,
    delete,
    insert,
    select,
    tuple_,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.core.messages import Address
from bot.core.person import FollowUp, Person
from bot.service.ports import Claim
from bot.storage import age, groups, line
from bot.storage.groups import SqlGroups
from bot.storage.line import KINDS
from bot.storage.rows import AnyRow, opened, promised, promises, sealed
from bot.storage.seal import Seal, WrongKey
from bot.storage.tables import follow_ups, people

log = logging.getLogger(__name__)


class SqlDesk:
    """One transaction. `erased` is whether something was erased, or sealed anew, that has to vanish."""

    def __init__(self, connection: AsyncConnection, seal: Seal, today: date) -> None:
        self._connection = connection
        self._seal = seal
        self._today = today
        self.erased = False

    @property
    def groups(self) -> SqlGroups:
        """What is set in groups and servers."""
        return SqlGroups(self._run, self._connection.dialect.name, self._seal, self._today)

    # --- people -----------------------------------------------------------------------------------

    async def find(self, address: Address) -> Person | None:
        """The person at this address, held until the transaction ends.

        Raises `WrongKey` if they are known, but under a key that we do not have.
        """
        row = await self._lock(address)
        return None if row is None else await self._person(row)

    async def meet(self, address: Address) -> Person:
        """The same, made first if need be: two at once are given the same one, in turn."""
        return await self._person(await self._lock_or_make(address))

    async def save(self, address: Address, person: Person) -> None:
        """Remember the person as they now are; who is no longer memorable is forgotten."""
        if not person.memorable:
            await self.forget(address)
            return
        row = await self._lock_or_make(address)
        await self._write(row.id, address, person)
        await self._promise(row.id, address.chat, person.promises)

    async def forget(self, address: Address) -> None:
        """Erase whatever names this address."""
        await self._run(delete(people).where(people.c.mark.in_(self._seal.marks(address))))

    async def drop_questions(self) -> int:
        """Drop some of the questions that nobody answered in time; how many, none when all are gone.

        With it goes who had nothing else.
        """
        return await age.drop_questions(self._run, self._seal, self._today, self._person)

    async def erase_silent(self, before: datetime) -> int:
        """Erase some of who has been silent since then and waits for nothing, and the rooms that have;
        how many they were, none when all are gone."""
        rooms = await groups.erase_silent(self._run, before.date())
        return rooms + await age.erase_silent(self._run, before)

    async def mend(self, now: datetime) -> int:
        """Set right some of what was written while the clock was wrong; for how many people, none when
        all are seen to.

        Only to be called when the clock has been steady for a while.
        """
        return await age.mend(self._run, now) + await groups.mend(self._run, now)

    # --- claims -----------------------------------------------------------------------------------

    async def claim(
        self, chat: str, now: datetime, lease: timedelta, limit: int
    ) -> Sequence[Claim]:
        """Take what is due for up to `limit` people; nobody else gets it until the lease ends.

        The people are locked first, and their rows taken by a second statement: it sees what others
        committed while the first came to its locks, and takes of each person all that is due. Who
        cannot be read is leased as well, or they would head the queue for ever.
        """
        await self._adopt()
        in_hands = 0 if self._connection.dialect.name == "sqlite" else line.IN_HANDS
        at = line.at(chat, now, limit, in_hands)
        found = (await self._run(line.WAITING, at)).all()
        people_waiting = {row.id: row for row in found}
        if not found:
            return []
        theirs = follow_ups.c.person_id.in_(people_waiting)
        leased = {"leased_until": now + lease, "attempts": follow_ups.c.attempts + 1}
        take = update(follow_ups).where(theirs, line.due(now)).values(leased)
        taken = set((await self._run(take.returning(follow_ups.c.id))).scalars())
        rows: dict[int, list[AnyRow]] = {each: [] for each in people_waiting}
        for row in await self._rows(theirs):
            rows[row.person_id].append(row)
        claims = (self._claimed(row, rows[row.id], taken) for row in people_waiting.values())
        return [each for each in claims if each]

    async def held(self, claim: Claim) -> tuple[FollowUp, ...]:
        """What of the claim is still ours: neither withdrawn meanwhile nor claimed by another."""
        return promises(await self._rows(_fenced(claim)))

    async def postpone(self, claim: Claim, until: datetime, *, unsure: bool = False) -> None:
        """Give back what is still ours, to be taken up again at that time.

        It stays due when it was due: whoever sends it is to know how late it is.
        """
        ours = update(follow_ups).where(_fenced(claim))
        await self._run(ours.values(leased_until=until, unsure=unsure))

    async def give_back(self, claims: Collection[Claim]) -> None:
        """Give back what was never begun, as if it had not been claimed: free, and not counted."""
        if not claims:
            return
        ours = _fenced(*claims)
        theirs = select(follow_ups.c.person_id).where(ours)
        locking = select(people.c.id).where(people.c.id.in_(theirs)).order_by(people.c.id)
        await self._run(locking.with_for_update())
        free = {"leased_until": None, "attempts": follow_ups.c.attempts - 1}
        await self._run(update(follow_ups).where(ours).values(free))

    async def next_due(self, chat: str, now: datetime) -> datetime | None:
        """When the next follow-up can be claimed."""
        found: datetime | None = (await self._run(line.NEXT_DUE, line.at(chat, now))).scalar()
        return found

    async def _adopt(self) -> None:
        """Adds the chat to what an older version beside this one has written: it stands in no line."""
        if ids := (await self._run(line.ORPHANS)).scalars().all():
            chat = select(people.c.chat).where(people.c.id == follow_ups.c.person_id)
            adopt = update(follow_ups).where(follow_ups.c.id.in_(ids))
            await self._run(adopt.values(chat=chat.scalar_subquery()))

    # --- what they are made of --------------------------------------------------------------------

    async def _run(
        self, statement: Executable, values: Mapping[str, Any] | None = None
    ) -> CursorResult[Any]:
        rewritten = isinstance(statement, Update) and statement.table is people
        self.erased |= rewritten or isinstance(statement, Delete)
        return await self._connection.execute(statement, values)

    async def _lock(self, address: Address) -> AnyRow | None:
        marks = self._seal.marks(address)
        found = select(people).where(people.c.mark.in_(marks)).order_by(people.c.id)
        rows = (await self._run(found.with_for_update())).all()
        return min(rows, key=lambda row: marks.index(row.mark), default=None)

    async def _lock_or_make(self, address: Address) -> AnyRow:
        dialect = {"sqlite": sqlite, "postgresql": postgresql}[self._connection.dialect.name]
        blank = self._sealed(address, Person())
        make = dialect.insert(people).values(blank).on_conflict_do_nothing()
        # Again, because in the midst of it the row that was in the way can be forgotten.
        while (row := await self._lock(address)) is None:
            await self._run(make)
        return row

    async def _person(self, row: AnyRow) -> Person:
        _, person = opened(row, self._seal)
        rows = await self._rows(follow_ups.c.person_id == row.id)
        return replace(person, promises=promises(rows))

    async def _rows(self, condition: ColumnElement[bool]) -> Sequence[AnyRow]:
        ours = select(follow_ups).where(condition, follow_ups.c.kind.in_(KINDS))
        return (await self._run(ours.order_by(follow_ups.c.due, follow_ups.c.id))).all()

    def _sealed(self, address: Address, person: Person) -> dict[str, Any]:
        return {**sealed(address, person, self._seal), "touched": self._today}

    async def _write(self, person_id: int, address: Address, person: Person) -> None:
        this = update(people).where(people.c.id == person_id)
        await self._run(this.values(self._sealed(address, person)))

    async def _promise(self, person_id: int, chat: str, wanted: Collection[FollowUp]) -> None:
        """Makes the rows match: what has not changed is not touched, and keeps its lease.

        What has changed becomes another row, so that whoever has claimed it no longer holds it.
        """
        rows = await self._rows(follow_ups.c.person_id == person_id)
        stored = dict(zip(promises(rows), (row.id for row in rows), strict=True))
        stale = [row_id for promise, row_id in stored.items() if promise not in wanted]
        if stale:
            await self._run(delete(follow_ups).where(follow_ups.c.id.in_(stale)))
        new = [promised(person_id, chat, promise) for promise in wanted if promise not in stored]
        if new:
            await self._run(insert(follow_ups).values(new))

    def _claimed(self, row: AnyRow, rows: Sequence[AnyRow], taken: set[int]) -> Claim | None:
        mine = [each for each in rows if each.id in taken]
        if not mine:
            return None
        try:
            address, person = opened(row, self._seal)
        except (WrongKey, ValueError) as error:
            log.error("row %d of people cannot be read: %s", row.id, type(error).__name__)
            return None
        return Claim(
            address=address,
            person=replace(person, promises=promises(rows)),
            due=promises(mine),
            attempts=min(each.attempts for each in mine),
            fence=tuple((each.id, each.attempts) for each in mine),
            unsure=all(each.unsure for each in mine),
        )


def _fenced(*claims: Claim) -> ColumnElement[bool]:
    fences = [row for claim in claims for row in claim.fence]
    return tuple_(follow_ups.c.id, follow_ups.c.attempts).in_(fences)
