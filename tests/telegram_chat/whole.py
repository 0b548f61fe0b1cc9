"""The whole bot on the stand-in for Telegram: its own client, reception, reader and store."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime

from bot.chats.telegram import TelegramChat
from bot.core.commands import aliases
from bot.core.conversation import Conversation
from bot.knowledge import knowledge, plain_words
from bot.service.ports import Reader
from bot.service.reception import Reception
from bot.service.shown import Shown
from bot.storage.store import SqlStore
from tests.telegram.chats import Chat, Message
from tests.telegram.server import TOKEN, TelegramServer
from tests.telegram.users import User
from tests.walks import spoken


@asynccontextmanager
async def serving(
    server: TelegramServer, store: SqlStore, reader: Reader | None
) -> AsyncIterator[None]:
    """The bot answers there as long as the block lasts."""
    names = {code: each.name for code, each in spoken().items()}
    conversation = Conversation(knowledge(), names, aliases(spoken()), plain_words().days)
    chat = TelegramChat(TOKEN, server.url, spoken(), clock=lambda: datetime.now(UTC))
    chats = {chat.name: chat}
    reception = Reception(
        store, conversation, spoken(), plain_words(), chats, Shown(), reader=reader
    )
    task = asyncio.create_task(chat.run(reception.receive))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def asks(user: User, text: str, chat: Chat | None = None) -> Message:
    """Somebody writes; what they are answered."""
    await user.says(text, chat=chat)
    return await user.answer(chat=chat)


async def presses(user: User, label: str) -> Message:
    """Somebody presses a button of the newest message that has it; what they are answered."""
    await user.presses(label)
    return await user.answer()
