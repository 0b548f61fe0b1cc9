"""Who is next: the statements that look along the line of a chat.

What waits is in one of two indexes, by whether it was ever claimed: what is free by when it is due, and
what is leased by when the lease ends. The first rows of both are all that is looked at.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, TypeAlias

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    and_,
    case,
    func,
    or_,
    select,
    true,
    union_all,
)

from bot.core.person import Kind
from bot.service.courier.patience import LONGEST_BACKOFF
from bot.storage.tables import FREE, follow_ups, people

KINDS = [kind.value for kind in Kind]
"""Rows of other kinds are a later version's, and left alone."""

LONGEST_LEASE = LONGEST_BACKOFF + timedelta(minutes=5)
"""A lease that lasts longer was given by a clock that ran ahead, and counts for nothing: none of ours
is longer than the longest pause between two tries, or some minutes to send a letter."""

IN_HANDS = 500
"""So many rows at the head of the line may be of people who are being talked to, or claimed by others:
still somebody is found behind them."""

Condition: TypeAlias = ColumnElement[bool]

_due, _until = follow_ups.c.due, follow_ups.c.leased_until


def due(now: datetime) -> Condition:
    """What can be claimed now."""
    free = or_(FREE, _until <= now, _mistaken(now))
    return and_(_due <= now, follow_ups.c.kind.in_(KINDS), free)


def waiting(chat: str, now: datetime, limit: int) -> Select[*tuple[Any, ...]]:
    """People of whom something can be claimed, once for each such row; who waits longest comes first,
    and whom others have locked is left out.

    Who was tried before waits since the lease ended: nobody is held up by letters that always fail.
    """
    line = _line(chat, now, limit + IN_HANDS, _due <= now, _until <= now)
    return (
        select(people)
        .join(line, line.c.person_id == people.c.id)
        .order_by(line.c.since, line.c.id)
        .limit(limit)
        .with_for_update(of=people, skip_locked=True)
    )


def next_due(chat: str, now: datetime) -> Select[datetime]:
    """When something can be claimed next."""
    return select(func.min(_line(chat, now, 1, true(), ~_mistaken(now)).c.since))


def _line(chat: str, now: datetime, limit: int, which: Condition, leased: Condition) -> Subquery:
    """The first rows `which` wait in a chat, and since when: of those that are free, of those that are
    `leased`, and of those whose lease counts for nothing. Each index is left after so many rows,
    whatever is joined to them."""
    ours = and_(follow_ups.c.chat == chat, follow_ups.c.kind.in_(KINDS), which)
    ready = case((_due > _until, _due), else_=_until)
    kinds = ((FREE, _due, _due), (leased, _until, ready), (_mistaken(now), _until, _due))
    rows = (
        select(follow_ups.c.id, follow_ups.c.person_id, since.label("since"))
        .where(ours, condition)
        .order_by(order, follow_ups.c.id)
        .limit(limit)
        .subquery()
        for condition, order, since in kinds
    )
    return union_all(*(select(each) for each in rows)).subquery("line")


def _mistaken(now: datetime) -> Condition:
    return _until > now + LONGEST_LEASE
