"""The tables. In the clear stand only the platform, the kinds of promises and times.

Whatever names a person hangs from `people` by a cascading key, so that forgetting is one delete.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    TypeDecorator,
    UniqueConstraint,
    literal_column,
)


class Instant(TypeDecorator[datetime]):
    """A point in time: aware, in UTC, on both databases. SQLite itself knows of no zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuses a naive time with a `ValueError`: it could mean any of forty."""
        if value is None:
            return None
        if value.utcoffset() is None:
            raise ValueError("a point in time needs its zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The same instant, in UTC."""
        if value is None or value.tzinfo is not None:
            return value and value.astimezone(UTC)
        return value.replace(tzinfo=UTC)


metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _index(name: str, *columns: Column[Any], where: ColumnElement[bool]) -> None:
    """An index of some rows only: those of which the condition is true."""
    Index(name, *columns, sqlite_where=where, postgresql_where=where)


# `until` is the day on which what is sealed ceases to hold the question of the last follow-up.
#
# Each statement that runs by itself goes along an index from its first row, and costs the same however
# many rows there are: who is silent, whose question is over, who was dated by a wrong clock, who is
# next in line and whose lease ends. `chat` stands in `follow_ups` as well for the lines' sake; it is
# empty in rows that an older version beside this one has written.
#
# An id is never given twice (SQLite would, without AUTOINCREMENT): a worker that woke too late must
# not take a stranger's row for its own.

people = Table(
    "people",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("chat", String(32), nullable=False),
    Column("mark", LargeBinary, nullable=False, unique=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("touched", Date, nullable=False),
    Column("until", Date),
    Index(None, "touched", "id"),
    sqlite_autoincrement=True,
)

_index("ix_people_until", people.c.until, people.c.id, where=people.c.until.is_not(None))

groups = Table(
    "groups",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("chat", String(32), nullable=False),
    Column("mark", LargeBinary, nullable=False, unique=True),
    Column("sealed", LargeBinary, nullable=False),
    Column("touched", Date, nullable=False),
)

follow_ups = Table(
    "follow_ups",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
    Column("chat", String(32), nullable=False, server_default=""),
    Column("site", String(32), nullable=False, server_default=""),
    Column("kind", String(32), nullable=False),
    Column("due", Instant, nullable=False),
    Column("asked", Date, nullable=False),
    Column("round", Integer, nullable=False),
    Column("leased_until", Instant),
    Column("attempts", Integer, nullable=False),
    Column("unsure", Boolean, nullable=False),
    UniqueConstraint("person_id", "site", "kind"),
    Index(None, "asked"),
    sqlite_autoincrement=True,
)

FREE = follow_ups.c.leased_until.is_(None)
LEASED = follow_ups.c.leased_until.is_not(None)
NO_CHAT = follow_ups.c.chat == literal_column("''")

_index("ix_follow_ups_free", follow_ups.c.chat, follow_ups.c.due, follow_ups.c.id, where=FREE)
_index(
    "ix_follow_ups_leased",
    *(follow_ups.c.chat, follow_ups.c.leased_until, follow_ups.c.id),
    where=LEASED,
)
_index("ix_follow_ups_no_chat", follow_ups.c.id, where=NO_CHAT)

keys = Table(
    "keys",
    metadata,
    Column("fingerprint", LargeBinary, primary_key=True),
    Column("resealed", Integer, nullable=False),
    Column("over", Boolean, nullable=False),
)
"""The keys this database was used with. Up to the id `resealed` in `people` nothing is under one any
more, and when it is `over` nothing at all is."""
