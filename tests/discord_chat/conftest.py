"""Discord, and the whole bot on it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from shutil import copy

import pytest

from bot.reader.reader import HeadReader
from bot.storage.store import SqlStore
from tests.discord_chat.whole import serving
from tests.reading import AtOnce
from tests.stand_ins.discord import DiscordServer
from tests.stores import store_at


@pytest.fixture
async def server() -> AsyncIterator[DiscordServer]:
    async with DiscordServer() as standing_in:
        yield standing_in


# --- the whole bot --------------------------------------------------------------------------------


@pytest.fixture
async def store(migrated_file: Path, tmp_path: Path) -> AsyncIterator[SqlStore]:
    copy(migrated_file, tmp_path / "bot.db")
    async with store_at(f"sqlite:///{tmp_path}/bot.db") as store:
        yield store


@pytest.fixture
async def whole(read: HeadReader, store: SqlStore) -> AsyncIterator[DiscordServer]:
    """Discord, with the whole bot on it.

    At the end no request was off Discord's specification, nobody was pinged, and every interaction
    has its answer.
    """
    async with DiscordServer() as standing_in:
        async with serving(standing_in, store, AtOnce(read)):
            yield standing_in
        standing_in.check()
