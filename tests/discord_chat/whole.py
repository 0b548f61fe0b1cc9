"""The whole bot on the stand-in for Discord."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from bot.chats.discord import DiscordChat
from bot.service.ports import Reader
from bot.sites import profile
from bot.storage.store import SqlStore
from tests import whole
from tests.stand_ins.discord import DiscordServer
from tests.walks import spoken


@asynccontextmanager
async def serving(
    server: DiscordServer, store: SqlStore, reader: Reader | None
) -> AsyncIterator[None]:
    """The bot, its commands published, answers there as long as the block lasts."""
    chat = DiscordChat(server.token, server.url, spoken(), clock=lambda: datetime.now(UTC))
    await chat.publish(profile())
    async with whole.serving(chat, store, reader):
        await server.gateway.ready()
        yield
