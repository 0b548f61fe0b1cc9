"""Asks Telegram what has happened, and has each update worked on.

The library's `Application` is not used. What it adds to its `Bot` is a queue and a limit, a dozen
lines here; in return it would close the connections while a follow-up is still on its way, stop
polling without a word when the token is revoked, and log what people write.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from functools import partial

from telegram import Bot, Update

from bot.chats.telegram.trouble import persist
from bot.chats.turns import Turns

UPDATES = (Update.MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER, Update.CHANNEL_POST)
LONG_POLL = timedelta(seconds=25)
"""So long the server holds a request for updates when there are none."""
AT_ONCE = 512
"""So many chats are answered at the same time, each one thing after the other; what comes in
meanwhile stays with Telegram."""
LAST_WORDS = timedelta(seconds=20)
"""So long after the stop the updates in hand may still take."""
FAREWELLS = timedelta(seconds=5)
"""So long after that what must not be lost: who has left, and where a group has gone."""


class Polling:
    """Long polling (https://core.telegram.org/bots/api#getupdates).

    An update is confirmed by the `offset` of the next request. What was fetched and not begun when
    the bot stopped is therefore fetched again.
    """

    def __init__(
        self,
        bot: Bot,
        handle: Callable[[Update], Awaitable[None]],
        turns: Turns,
        answered: Callable[[], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """`answered` and `failed` hear how each poll ended; `handle` never raises, and lines up in
        `turns` at once."""
        self._bot = bot
        self._handle = handle
        self._turns = turns
        self._answered = answered
        self._failed = failed
        self._offset: int | None = None
        self._in_hand: set[asyncio.Future[None]] = set()

    async def run(self) -> None:
        """Poll until cancelled; the updates in hand are then finished. Raises TokenRefused."""
        # With a webhook set, the server refuses to be polled.
        await persist(partial(self._bot.delete_webhook, drop_pending_updates=False), self._failed)
        try:
            while True:
                updates = await persist(self._fetch, self._failed)
                self._answered()
                for update in updates:
                    await self._begin(update)
        finally:
            await self._finish()

    async def _fetch(self) -> Sequence[Update]:
        return await self._bot.get_updates(self._offset, timeout=LONG_POLL, allowed_updates=UPDATES)

    async def _begin(self, update: Update) -> None:
        while len(self._turns) >= AT_ONCE:
            await asyncio.wait(self._in_hand, return_when=asyncio.FIRST_COMPLETED)
        task = asyncio.ensure_future(self._handle(update))
        self._in_hand.add(task)
        task.add_done_callback(self._in_hand.discard)
        self._offset = update.update_id + 1
        await asyncio.sleep(0)  # lets it line up

    async def _finish(self) -> None:
        if self._in_hand:
            _, late = await asyncio.wait(self._in_hand, timeout=LAST_WORDS.total_seconds())
            for task in late:
                task.cancel()
            if late:
                await asyncio.wait(late, timeout=FAREWELLS.total_seconds())
        if self._offset is not None:
            with suppress(Exception):  # an answer that cannot be read is no reason to fail here
                await self._bot.get_updates(self._offset, limit=1, timeout=0)
