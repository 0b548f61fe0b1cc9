"""The two tables. In the clear stand only the platform, the kinds of promises and times.

Whatever names a person hangs from `people` by a cascading key, so that forgetting is one delete.
"""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    Boolean,
    Column,
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

# `until` is the day on which what is sealed ceases to hold the question of the last follow-up.
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
    sqlite_autoincrement=True,
)

follow_ups = Table(
    "follow_ups",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("person_id", ForeignKey("people.id", ondelete="CASCADE"), nullable=False),
    Column("site", String(32), nullable=False, server_default=""),
    Column("kind", String(32), nullable=False),
    Column("due", Instant, nullable=False),
    Column("asked", Date, nullable=False),
    Column("round", Integer, nullable=False),
    Column("leased_until", Instant),
    Column("attempts", Integer, nullable=False),
    Column("unsure", Boolean, nullable=False),
    UniqueConstraint("person_id", "site", "kind"),
    Index(None, "due"),
    sqlite_autoincrement=True,
)
