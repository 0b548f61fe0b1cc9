"""The Telegram side of the bot: one connection, for answers and for what is written unasked."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, InvalidToken, TelegramError

from bot.chats.telegram.answers import Answers
from bot.chats.telegram.draw import Drawing, draw
from bot.chats.telegram.hand import InHand
from bot.chats.telegram.poll import Limits, Polling
from bot.chats.telegram.publish import publish
from bot.chats.telegram.read import NAME, address
from bot.chats.telegram.request import PollRequest, Request
from bot.chats.telegram.send import Place, calls
from bot.chats.telegram.trouble import outcome, persist, wait
from bot.chats.turns import Turns
from bot.core.messages import Address, Inbound, Message, Moved
from bot.core.site import Profile
from bot.core.text import csay
from bot.core.translation import Languages
from bot.service.errors import described
from bot.service.ports import (
    Delivered,
    Delivery,
    Receive,
    TokenRefused,
    TryAgain,
    Unreachable,
    Unsure,
)

log = logging.getLogger(__name__)

TIMEOUT = timedelta(seconds=10)
"""So long connecting may take, and the server's answer to anything but a poll."""
HEARTBEAT = timedelta(seconds=5)
"""A server that takes longer to tell the bot its name is not well."""
COPY = csay("button", "Copy")


class TelegramChat:
    """Telegram, as a `Chat`.

    For whoever watches over the bot: `polled` is when Telegram last answered a poll, `trouble` the
    kind of error met since then, such as "Conflict" while a second process polls too, and
    `unanswered` how often somebody got no answer as Telegram asked to wait for too long.
    """

    name = NAME
    per_second = 21
    """A quarter of what Telegram takes is for answers."""
    repeats_are_one = False

    def __init__(
        self,
        token: str,
        url: str,
        languages: Languages,
        *,
        clock: Callable[[], datetime],
        timeout: timedelta = TIMEOUT,
        folder: Path | None = None,
        limits: Limits | None = None,
    ) -> None:
        """`url` is what stands before the token: `https://api.telegram.org/bot`. In the `folder`
        it is noted what is in hand, for the case that the process dies.
        """
        names = ("read_timeout", "write_timeout", "connect_timeout", "pool_timeout")
        timeouts: dict[str, Any] = dict.fromkeys(names, timeout.total_seconds())
        request, polling = Request(**timeouts), PollRequest(1, **timeouts)
        self._bot = Bot(token, url, request=request, get_updates_request=polling)
        self._languages = languages
        self._clock = clock
        self._receive: Receive | None = None
        self._opening = asyncio.Lock()
        self._users = 0
        self._turns = Turns()
        # What stands before the colon is the bot's own id, which is no secret.
        hand = InHand(folder / f"{NAME}-{token.partition(':')[0]}.in-hand" if folder else None)
        self._polling = Polling(
            self._bot, self._turns, hand, self._answered, self._failed, limits or Limits()
        )
        self.polled: datetime | None = None
        self.trouble: str | None = None
        self.unanswered = 0

    async def run(self, receive: Receive) -> None:
        """Take what comes in and answer it, until cancelled; the answers in hand are then finished.

        Waits for a network that is not there. Raises TokenRefused, and can then be run again.
        """
        self._receive = receive
        try:
            async with AsyncExitStack() as stack:
                bot = await persist(lambda: stack.enter_async_context(self._open()), self._failed)
                answers = Answers(
                    bot,
                    receive,
                    self._draw,
                    self._languages,
                    self._clock,
                    self._turns,
                    self._given_up,
                )
                await self._polling.run(answers.handle)
        except TokenRefused as refused:
            self.trouble = type(refused).__name__
            raise

    async def deliver(self, to: Address, message: Message, *, key: str) -> Delivery:
        """Write to somebody unasked. Telegram takes no `key`: what is sent twice arrives twice.

        Raises TelegramError if Telegram will not have the message at all.
        """
        async with AsyncExitStack() as stack:
            try:
                bot = await stack.enter_async_context(self._open())
            except TokenRefused:
                return TryAgain()
            except TelegramError as error:
                return TryAgain(wait(error))
            return await self._deliver(bot, to, self._draw(message))

    async def is_well(self) -> bool:
        """Whether Telegram knows the bot and answers it just now. Never raises."""
        try:
            async with asyncio.timeout(HEARTBEAT.total_seconds()), self._open() as bot:
                await bot.get_me()
        except Exception as error:
            log.debug("Telegram is not well: %s", described(error))
            return False
        return True

    async def publish(self, profile: Profile) -> None:
        """Set commands and profile texts in all languages. Raises TokenRefused, Unreachable."""
        try:
            async with self._open() as bot:
                await publish(bot, self._languages, profile)
        except InvalidToken:
            raise TokenRefused(NAME) from None
        except BadRequest:
            raise  # our own fault
        except TelegramError as error:
            raise Unreachable(NAME, described(error)) from None

    async def _deliver(self, bot: Bot, to: Address, drawing: Drawing) -> Delivery:
        begun = False
        try:
            for call in calls(bot, Place(int(to.id)), drawing):
                await call()
                begun = True
        except ChatMigrated as error:
            await self._move(to, address(error.new_chat_id))
            return TryAgain()
        except TelegramError as error:
            found = outcome(error)
            # The beginning is there, and another try would repeat it.
            return Unsure() if begun and isinstance(found, TryAgain) else found
        return Delivered()

    async def _move(self, old: Address, new: Address) -> None:
        if self._receive is not None:
            await self._receive(Inbound(None, Moved(new), self._clock(), room=old))

    def _draw(self, message: Message) -> Drawing:
        """Draw a message; the bot must be open, for its links carry its name."""
        copy = self._languages[message.language].text(COPY)
        return draw(message, self._bot.username, copy)

    def _answered(self) -> None:
        self.polled, self.trouble = self._clock(), None

    def _given_up(self, asked: timedelta) -> None:
        self.unanswered += 1
        log.info("An answer is not given: Telegram asks to wait for %s", asked)

    def _failed(self, error: Exception) -> None:
        self.trouble = type(error).__name__
        log.warning("Telegram is not reached: %s", described(error))

    @asynccontextmanager
    async def _open(self) -> AsyncIterator[Bot]:
        """The bot, connected and knowing its own name; whoever leaves last closes the connections.

        Raises TelegramError, TokenRefused.
        """
        self._users += 1
        try:
            async with self._opening:
                await self._introduce()
            yield self._bot
        finally:
            self._users -= 1
            async with self._opening:
                if not self._users:
                    await self._bot.shutdown()

    async def _introduce(self) -> None:
        try:
            await self._bot.initialize()
        except InvalidToken:
            raise TokenRefused(NAME) from None  # the library's own error prints the token
