"""A database that is away, locked, full, read-only or another one says so, and recovers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from sqlalchemy import event, make_url, text
from sqlalchemy.exc import DBAPIError, OperationalError

from bot.storage.database import connect, migrate
from bot.storage.seal import Seal
from bot.storage.store import SqlStore
from tests.stores import ANNA, ANNAS_LIFE, KEY, NOON, Server, crowd, found, gone, save, store_at


def is_there(path: Path) -> bool:
    return path.exists()


def permissions(folder: Path, mask: int) -> dict[str, int]:
    return {each.name: each.stat().st_mode & mask for each in folder.iterdir()}


async def test_a_database_that_was_away_is_simply_back(
    store: SqlStore, url: str, server: Callable[[], Server]
) -> None:
    await save(store, ANNAS_LIFE)
    with gone(url, server):
        pass
    assert await found(store) == ANNAS_LIFE
    with gone(url, server):
        for _ in range(2):
            with pytest.raises(OperationalError):
                await found(store)
    assert await found(store) == ANNAS_LIFE


async def test_a_file_that_is_missing_is_not_made_anew(tmp_path: Path) -> None:
    async with store_at(f"sqlite:///{tmp_path}/bot.db") as store:
        with pytest.raises(OperationalError, match="unable to open"):
            await found(store)
        await asyncio.sleep(0.1)  # aiosqlite's thread still tells this loop that it has ended
    assert not is_there(tmp_path / "bot.db")


async def test_a_new_file_and_its_log_are_their_owners_alone(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/bot.db"
    migrate(url)
    async with store_at(url) as store, store.open():
        open_to_others = permissions(tmp_path, 0o077)
    assert open_to_others.keys() >= {"bot.db", "bot.db-wal"}
    assert not any(open_to_others.values())


async def test_a_file_that_was_replaced_is_noticed(tmp_path: Path) -> None:
    """As when a backup is put in place of the file: the old one must not be written to."""
    url = f"sqlite:///{tmp_path}/bot.db"
    migrate(url)
    async with store_at(url) as store:
        await save(store, ANNAS_LIFE)
        (tmp_path / "bot.db").rename(tmp_path / "old.db")
        migrate(url)
        assert await found(store) is None


async def test_a_database_that_is_locked_says_so_and_recovers(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/bot.db"
    migrate(url)
    async with store_at(f"{url}?timeout=0.1") as store, store_at(url) as other:
        async with other.open():
            with pytest.raises(OperationalError, match="locked"):
                await found(store)
        assert await found(store) is None


async def test_a_database_that_is_full_says_so_and_recovers(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/bot.db"
    migrate(url)
    engine, pages = connect(url), [30]
    store = SqlStore(engine, Seal(KEY), lambda: NOON)

    @event.listens_for(engine.sync_engine, "connect")
    def limited(connection: object, _: object) -> None:
        connection.cursor().execute(f"PRAGMA max_page_count = {pages[0]}")  # type: ignore[attr-defined]

    with pytest.raises(OperationalError, match="full"):
        await crowd(store, 200)
    pages[0] = 10_000
    assert await crowd(store, 200)
    await engine.dispose()


async def test_a_database_that_can_only_be_read_says_so(url: str) -> None:
    option = quote("-c default_transaction_read_only=on")
    url += "?mode=ro" if url.startswith("sqlite") else f"&options={option}"
    async with store_at(url) as store:
        with pytest.raises(DBAPIError, match=r"(?i)read.?only"):
            await save(store, ANNAS_LIFE)


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://somewhere/bot"])
def test_other_databases_are_refused(url: str) -> None:
    with pytest.raises(ValueError, match=r"sqlite:///some-file\.db"):
        connect(url)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
async def test_the_usual_ways_to_write_postgresql_are_understood(scheme: str) -> None:
    engine = connect(f"{scheme}://anna:secret@db.example:5433/bot?sslmode=require")
    assert engine.url.drivername == "postgresql+psycopg"
    assert engine.url.query["sslmode"] == "require"
    assert engine.url.query["connect_timeout"] == "10"
    assert "secret" not in str(engine.url)
    await engine.dispose()


async def test_errors_do_not_show_what_was_written(store: SqlStore, url: str) -> None:
    engine = connect(url)
    with pytest.raises(DBAPIError) as error:
        async with engine.begin() as connection:
            await connection.execute(text("INSERT INTO nowhere VALUES (:id)"), {"id": ANNA.id})
    await engine.dispose()
    assert ANNA.id not in str(error.value)


def test_a_database_made_anew_is_said_each_time(
    empty_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    migrate(empty_url)
    migrate(empty_url)
    [said] = [each for each in caplog.messages if "a new database was made" in each]
    assert str(make_url(empty_url).database) in said
    assert "password" not in said
    if empty_url.startswith("sqlite"):
        Path(str(make_url(empty_url).database)).unlink()
        caplog.clear()
        migrate(empty_url)
        assert "a new database was made" in caplog.text
