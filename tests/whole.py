"""The whole bot on a stand-in: a platform's own client, reception, reader and store."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from bot.core.conversation.asking import captions, place_of
from bot.core.messages import Address
from bot.core.person import Person
from bot.core.understanding import OFFERED, Decision
from bot.reader.reader import HeadReader
from bot.service.ports import Chat, Reader
from bot.service.reception import Reception
from bot.service.shown import Shown
from bot.storage.store import SqlStore
from tests.walks import conversation, known, spoken, typed
from training.texts import questions


@asynccontextmanager
async def serving(chat: Chat, store: SqlStore, reader: Reader | None) -> AsyncIterator[None]:
    """The bot answers there as long as the block lasts."""
    chats = {chat.name: chat}
    reception = Reception(store, conversation(), spoken(), typed(), chats, Shown(), reader=reader)
    task = asyncio.create_task(chat.run(reception.receive))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def remembered(store: SqlStore, chat: str, number: int) -> Person | None:
    """What is stored about somebody there."""
    async with store.open() as desk:
        return await desk.find(Address(chat, str(number)))


def half_understood(read: HeadReader) -> str:
    """An English question of which this reader is unsure, whatever it has been trained on, and
    likeliest about a fact."""
    home = known()[""].guide
    assert home
    topics = captions(home)
    for asked in questions():
        reading = read.read(asked.text) if asked.language == "en" else None
        if reading is None or reading.decision is not Decision.ASK:
            continue
        offered = [each for each in reading.guesses[:OFFERED] if each.topic in topics]
        in_english = reading.tongue("en") == "en"
        if not in_english or len(offered) != OFFERED:
            continue
        if place_of(offered[0], reading, home)[0] == "fact":
            return asked.text
    raise AssertionError("nothing is half understood")
