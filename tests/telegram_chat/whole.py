"""The whole bot on the stand-in for Telegram."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime

from bot.chats.telegram import TelegramChat
from bot.service.ports import Reader
from bot.storage.store import SqlStore
from tests import whole
from tests.stand_ins.telegram.chats import Chat, Message
from tests.stand_ins.telegram.server import TOKEN, TelegramServer
from tests.stand_ins.telegram.users import User
from tests.walks import spoken


def serving(
    server: TelegramServer, store: SqlStore, reader: Reader | None
) -> AbstractAsyncContextManager[None]:
    """The bot answers there as long as the block lasts."""
    chat = TelegramChat(TOKEN, server.url, spoken(), clock=lambda: datetime.now(UTC))
    return whole.serving(chat, store, reader)


async def asks(user: User, text: str, chat: Chat | None = None) -> Message:
    """Somebody writes; what they are answered."""
    await user.says(text, chat=chat)
    return await user.answer(chat=chat)


async def presses(user: User, label: str) -> Message:
    """Somebody presses a button of the newest message that has it; what they are answered."""
    await user.presses(label)
    return await user.answer()
