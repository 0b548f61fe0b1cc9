"""The stand-in for Telegram, a bot of the real library on it, and who is there."""

from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from tests.stand_ins.telegram.server import TOKEN, TelegramServer
from tests.stand_ins.telegram.users import User


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as running:
        yield running


@pytest.fixture
async def bot(server: TelegramServer) -> AsyncIterator[Bot]:
    async with Bot(TOKEN, server.url) as running:
        yield running


@pytest.fixture
def user(server: TelegramServer) -> User:
    return server.user(language="de", started=True)
