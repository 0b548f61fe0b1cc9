"""All messages to Telegram share a pace, letters and answers alike."""

from __future__ import annotations

import asyncio

import httpx

from bot.chats.telegram.chat import TelegramChat
from bot.chats.telegram.request import MESSAGES, Request

SENT = 15
TAKEN = 30
"""So many a second Telegram takes (https://core.telegram.org/bots/faq#broadcasting-to-users)."""


async def test_messages_begun_at_once_are_sent_one_after_the_other() -> None:
    heard: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        heard.append(request.url.path)
        return httpx.Response(200, json={"ok": True, "result": {}})

    request = Request(httpx_kwargs={"transport": httpx.MockTransport(answer)})
    loop = asyncio.get_running_loop()
    async with request:
        begun = loop.time()
        url = "https://telegram.example/bot1:a/sendMessage"
        await asyncio.gather(*(request.do_request(url, "POST") for _ in range(SENT)))
    assert len(heard) == SENT
    # None may come earlier than its turn; how late the last one is depends on the machine.
    assert loop.time() - begun >= (SENT - 1) / MESSAGES * 0.99


def test_letters_leave_room_for_answers() -> None:
    assert TelegramChat.per_second < MESSAGES < TAKEN
