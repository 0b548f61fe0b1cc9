"""Who is next: the statements that look along the line of a chat.

What waits is in one of two indexes, by whether it was ever claimed: what is free by when it is due, and
what is leased by when the lease ends. The first rows of both are all that is looked at. The statements
are put together once: that takes longer than to run them.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, TypeAlias

from sqlalchemy import (
    ColumnElement,
    Integer,
    String,
    Subquery,
    and_,
    bindparam,
    case,
    func,
    or_,
    select,
    true,
    union_all,
)

from bot.core.person import Kind
from bot.service.courier.patience import LONGEST_BACKOFF
from bot.storage.tables import FREE, NO_CHAT, Instant, follow_ups, people

KINDS = [kind.value for kind in Kind]
"""Rows of other kinds are a later version's, and left alone."""

LONGEST_LEASE = LONGEST_BACKOFF + timedelta(minutes=5)
"""A lease that lasts longer was given by a clock that ran ahead, and counts for nothing: none of ours
is longer than the longest pause between two tries, or some minutes to send a letter."""

IN_HANDS = 500
"""So many rows at the head of the line may be of people who are being talked to, or claimed by others:
still somebody is found behind them. On SQLite there are no others within a transaction."""

Condition: TypeAlias = ColumnElement[bool]

_due, _until = follow_ups.c.due, follow_ups.c.leased_until
_chat, _limit = bindparam("chat", type_=String), bindparam("limit", type_=Integer)
_now, _horizon = bindparam("now", type_=Instant), bindparam("horizon", type_=Instant)


def due(now: datetime) -> Condition:
    """What can be claimed now."""
    free = or_(FREE, _until <= now, _until > now + LONGEST_LEASE)
    return and_(_due <= now, follow_ups.c.kind.in_(KINDS), free)


def at(chat: str, now: datetime, limit: int = 1, in_hands: int = 0) -> dict[str, Any]:
    """What the statements below are to be told."""
    bounds = {"limit": limit, "rows": limit + in_hands}
    return {"chat": chat, "now": now, "horizon": now + LONGEST_LEASE, **bounds}


def _line(limit: Any, which: Condition, leased: Condition) -> Subquery:
    """The first rows `which` wait in a chat, and since when: of those that are free, of those that are
    `leased`, and of those whose lease counts for nothing. Each index is left after so many rows,
    whatever is joined to them."""
    ours = and_(follow_ups.c.chat == _chat, follow_ups.c.kind.in_(KINDS), which)
    ready = case((_due > _until, _due), else_=_until)
    kinds = ((FREE, _due, _due), (leased, _until, ready), (_until > _horizon, _until, _due))
    rows = (
        select(follow_ups.c.id, follow_ups.c.person_id, since.label("since"))
        .where(ours, condition)
        .order_by(order, follow_ups.c.id)
        .limit(limit)
        .subquery()
        for condition, order, since in kinds
    )
    return union_all(*(select(each) for each in rows)).subquery("line")


_first = _line(bindparam("rows", type_=Integer), _due <= _now, _until <= _now)

WAITING = (
    select(people)
    .join(_first, _first.c.person_id == people.c.id)
    .order_by(_first.c.since, _first.c.id)
    .limit(_limit)
    .with_for_update(of=people, skip_locked=True)
)
"""People of whom something can be claimed, once for each such row; who waits longest comes first, and
whom others have locked is left out.

Who was tried before waits since the lease ended: nobody is held up by letters that always fail.
"""

NEXT_DUE = select(func.min(_line(_limit, true(), _until <= _horizon).c.since))
"""When something can be claimed next."""

ORPHANS = select(follow_ups.c.id).where(NO_CHAT).limit(IN_HANDS).with_for_update(skip_locked=True)
"""What an older version has written, without the chat: it stands in no line yet."""
