"""What the tests share. Whatever touches the database runs on SQLite and on PostgreSQL."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

import pytest

from bot.reader.meaning import shipped
from bot.reader.reader import HeadReader
from bot.storage.database import migrate
from bot.storage.store import SqlStore
from bot.storage.tables import metadata
from tests.stores import Server, postgresql_server, store_at
from tests.talk import Talk


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A server, with the tables in the database `bot`."""
    with postgresql_server() as server:
        server.run("CREATE DATABASE bot")
        migrate(server.url("bot"))
        yield server


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same as a file of SQLite."""
    path = tmp_path_factory.mktemp("migrated") / "bot.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture
def server(request: pytest.FixtureRequest) -> Callable[[], Server]:
    """The server, started only if it is asked for."""
    return lambda: request.getfixturevalue("postgresql")


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request: pytest.FixtureRequest) -> str:
    """Which of the two."""
    return str(request.param)


@pytest.fixture
def empty_url(backend: str, server: Callable[[], Server], tmp_path: Path) -> Iterator[str]:
    """A database without any table."""
    if backend == "sqlite":
        yield f"sqlite:///{tmp_path}/bot.db"
    else:
        with server().database() as url:
            yield url


@pytest.fixture
def url(backend: str, server: Callable[[], Server], migrated_file: Path, tmp_path: Path) -> str:
    """A database with the tables, and nobody in it."""
    if backend == "sqlite":
        shutil.copy(migrated_file, tmp_path / "bot.db")
        return f"sqlite:///{tmp_path}/bot.db"
    names = ", ".join(metadata.tables)
    server().run(f"TRUNCATE {names} RESTART IDENTITY", database="bot")
    return server().url("bot")


@pytest.fixture
async def store(url: str) -> AsyncIterator[SqlStore]:
    """A store that remembers nobody yet, at noon on a day in November."""
    async with store_at(url) as store:
        yield store


@pytest.fixture
def talk(store: SqlStore) -> Talk:
    """Somebody at a chat who speaks English."""
    return Talk(store, "en")


@pytest.fixture(scope="session")
def read() -> HeadReader:
    """The reader as it ships: it takes a moment to load."""
    return HeadReader.with_head(shipped())
