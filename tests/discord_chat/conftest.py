"""Discord, with the whole bot on it."""

from __future__ import annotations

import warnings
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from shutil import copy

import pytest

from bot.reader import HeadReader, reader
from bot.storage.store import SqlStore
from tests.discord_server import DiscordServer
from tests.stores import store_at
from tests.walks import spoken
from tests.whole import serving

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # discord.py 2.7 imports audioop
    from bot.chats.discord import DiscordChat


@pytest.fixture(scope="session")
def read() -> HeadReader:
    found = reader()
    assert found
    return found


@pytest.fixture
async def store(migrated_file: Path, tmp_path: Path) -> AsyncIterator[SqlStore]:
    copy(migrated_file, tmp_path / "bot.db")
    async with store_at(f"sqlite:///{tmp_path}/bot.db") as store:
        yield store


@pytest.fixture
async def server(read: HeadReader, store: SqlStore) -> AsyncIterator[DiscordServer]:
    """At the end no request was off Discord's specification, nobody was pinged, and every
    interaction has its answer."""
    async with DiscordServer() as standing_in:
        chat = DiscordChat(
            standing_in.token, standing_in.url, spoken(), clock=lambda: datetime.now(UTC)
        )
        await chat.publish()
        async with serving(chat, store, read):
            await standing_in.gateway.ready()
            yield standing_in
        standing_in.check()
