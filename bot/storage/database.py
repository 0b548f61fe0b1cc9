"""Reaches the database that `DATABASE_URL` names, and brings it up to date.

SQLAlchemy's errors are let through. A database that was away is there again at the next
transaction.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

from alembic import command
from alembic.config import Config
from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, make_url, text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import NullPool

from bot.resources import folder

log = logging.getLogger(__name__)

_SQLITE: dict[str, Any] = {
    # Each transaction opens the file anew, and so notices if it was replaced.
    "poolclass": NullPool,
    "connect_args": {"isolation_level": None},
}
_POSTGRESQL: dict[str, Any] = {
    "pool_pre_ping": True,
    "isolation_level": "READ COMMITTED",
    # A pooler in between may give each transaction another connection, where what was prepared on
    # the last one is unknown (https://www.pgbouncer.org/faq.html).
    "connect_args": {"prepare_threshold": None},
}
_MIGRATING = 0x6F70746F7574
"""PostgreSQL's advisory lock for those who migrate; any number that nobody else uses."""


def connect(url: str) -> AsyncEngine:
    """The engine for the bot. The database has to be there, with its tables.

    Raises `ValueError` for what is neither SQLite in a file nor PostgreSQL.
    """
    location = _located(url, "aiosqlite")
    if location.get_backend_name() == "postgresql":
        return create_async_engine(location, hide_parameters=True, **_POSTGRESQL)
    engine = create_async_engine(location, hide_parameters=True, **_SQLITE)
    _tame(engine.sync_engine, foreign_keys=True)
    return engine


def migrate(url: str) -> None:
    """Brings the tables to where this version of the bot wants them, made first if need be.

    Of two processes that start at once the second waits, and then finds nothing left to do. A
    database made anew is said loudly: where one was before, all that it held is missing.
    """
    with migrations(url) as alembic:
        connection: Connection = alembic.attributes["connection"]
        new = not inspect(connection).has_table("people")
        command.upgrade(alembic, "head")
        where = file_of(connection.engine.url) or connection.engine.url.database
    if new:
        log.warning("a new database was made at %s: nobody is remembered in it yet", where)


def file_of(location: URL) -> Path | None:
    """The file of an engine's database. PostgreSQL has none of ours."""
    if location.get_backend_name() != "sqlite":
        return None
    return Path(unquote((location.database or "").removeprefix("file:")))


@contextmanager
def migrations(url: str) -> Iterator[Config]:
    """Alembic at work on this database, in one transaction, alone."""
    location = _located(url, "pysqlite")
    file = file_of(location)
    if file is None:
        engine = create_engine(location, hide_parameters=True, **_POSTGRESQL)
    else:
        # To alter a table SQLite copies and drops it. With the foreign keys on, dropping `people`
        # would take every promise along.
        location = location.update_query_dict({"mode": "rwc"})
        # A new file is its owner's alone, and so are those that SQLite lays beside it.
        with suppress(OSError):
            file.touch(mode=0o600)
        engine = create_engine(location, hide_parameters=True, **_SQLITE)
        _tame(engine, foreign_keys=False)
    try:
        with engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATING})
            yield _alembic(connection)
    finally:
        engine.dispose()


def _alembic(connection: Connection) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(folder("migrations")).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def _located(url: str, sqlite_driver: str) -> URL:
    """The address as SQLAlchemy wants it, with defaults which it may itself overrule."""
    plain = make_url(url.replace("postgres://", "postgresql://", 1))
    match plain.get_backend_name():
        case "sqlite" if plain.database and plain.database != ":memory:":
            # A file that has gone missing is an error (`rw`), not an occasion to begin a new one.
            defaults = {"uri": "true", "mode": "rw", "timeout": "5"}
            path = quote(str(Path(plain.database).absolute()))
            named = plain.set(drivername=f"sqlite+{sqlite_driver}", database=f"file:{path}")
        case "postgresql":
            # After these (in seconds, and milliseconds) a server that has gone silent is given up.
            defaults = {
                "connect_timeout": "10",
                "keepalives_idle": "30",
                "tcp_user_timeout": "30000",
            }
            named = plain.set(drivername="postgresql+psycopg")
        case _:
            raise ValueError("a database is sqlite:///some-file.db or postgresql://…")
    return named.set(query={**defaults, **plain.query})


def _tame(engine: Engine, *, foreign_keys: bool) -> None:
    """Makes SQLite what the statements need.

    Every transaction takes the one write lock as it begins: two that read first and write then
    would overwrite each other, without an error.
    """
    pragmas = (
        "PRAGMA journal_mode = WAL",
        "PRAGMA secure_delete = ON",
        f"PRAGMA foreign_keys = {'ON' if foreign_keys else 'OFF'}",
    )

    @event.listens_for(engine, "connect")
    def connected(connection: Any, _: object) -> None:
        cursor = connection.cursor()
        for pragma in pragmas:
            cursor.execute(pragma)
        cursor.close()

    @event.listens_for(engine, "begin")
    def begun(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
