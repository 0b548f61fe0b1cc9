"""Telegram, a bot on it, and who is there."""

from collections.abc import AsyncIterator
from pathlib import Path
from shutil import copy

import pytest

from bot.chats.telegram import TelegramChat
from bot.reader.reader import HeadReader
from bot.storage.store import SqlStore
from tests.reading import AtOnce
from tests.stand_ins.telegram.chats import Chat
from tests.stand_ins.telegram.server import TelegramServer
from tests.stand_ins.telegram.users import User
from tests.stores import store_at
from tests.telegram_chat.script import Script, running, telegram
from tests.telegram_chat.whole import serving


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as standing_in:
        yield standing_in
        standing_in.check()


@pytest.fixture
def script() -> Script:
    return Script()


@pytest.fixture
def chat(server: TelegramServer) -> TelegramChat:
    return telegram(server)


@pytest.fixture
async def live(chat: TelegramChat, script: Script) -> AsyncIterator[TelegramChat]:
    async with running(chat, script):
        yield chat


@pytest.fixture
def user(server: TelegramServer) -> User:
    return server.user(language="de", started=True)


@pytest.fixture
def group(server: TelegramServer) -> Chat:
    """A group that the bot hears everything in, so that its silence is its own."""
    return server.group(bot="administrator")


# --- the whole bot --------------------------------------------------------------------------------


@pytest.fixture
async def store(migrated_file: Path, tmp_path: Path) -> AsyncIterator[SqlStore]:
    copy(migrated_file, tmp_path / "bot.db")
    async with store_at(f"sqlite:///{tmp_path}/bot.db") as store:
        yield store


@pytest.fixture
async def whole(read: HeadReader, store: SqlStore) -> AsyncIterator[TelegramServer]:
    """Telegram, with the whole bot on it."""
    async with TelegramServer() as standing_in:
        async with serving(standing_in, store, AtOnce(read)):
            yield standing_in
        standing_in.check()
