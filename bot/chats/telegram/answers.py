"""Answers what comes in from Telegram, whatever it is and whatever fails."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from telegram import Bot, Update
from telegram.error import BadRequest, RetryAfter

from bot.chats.telegram.draw import Drawing
from bot.chats.telegram.read import asks_to_erase, is_admin, needs_admin, read
from bot.chats.telegram.send import Place, answer, erase
from bot.chats.telegram.trouble import wait
from bot.chats.turns import Turns
from bot.chats.words import apology
from bot.core.messages import Inbound, Left, Message, Moved
from bot.core.translation import Languages
from bot.service.errors import described
from bot.service.ports import Receive

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Answers:
    """Takes an update to `receive`, and what comes back to where the update came from."""

    bot: Bot
    receive: Receive
    draw: Callable[[Message], Drawing]
    languages: Languages
    clock: Callable[[], datetime]
    turns: Turns
    given_up: Callable[[timedelta], None]
    """Hears that somebody gets no answer, as Telegram asks to wait so long before it."""

    async def handle(self, update: Update) -> None:
        """Answer one update. Nothing that anybody can do makes this raise."""
        try:
            inbound = read(update, self.bot.username, self.clock())
            if inbound is not None:
                await self._take(update, inbound)
        except Exception as error:
            log.error("An update has no answer: %s", described(error))

    async def _take(self, update: Update, inbound: Inbound) -> None:
        """Answer it when its turn comes in its chat, unless too much waits there already."""
        lasting = isinstance(inbound.event, Left | Moved)
        with self.turns.line_up(inbound.room or inbound.person, always=lasting) as turn:
            if turn is None:
                return
            try:
                await turn.wait()
            except asyncio.CancelledError:
                if lasting:
                    await self._ask(update, inbound)
                raise
            await self._answer(update, inbound)

    async def _answer(self, update: Update, inbound: Inbound) -> None:
        messages = await self._ask(update, inbound)
        place = Place.of(update)
        if place is None:
            return
        try:
            for message in messages:
                await self._say(place, message)
        except RetryAfter as error:
            self.given_up(wait(error))
        except BadRequest as error:
            # Other errors mean blocked, flooded or cut off: an apology would fare no better.
            log.error("An answer was refused: %s", described(error))
            await self._say(place, apology(inbound, self.languages))

    async def _ask(self, update: Update, inbound: Inbound) -> Sequence[Message]:
        try:
            if needs_admin(inbound) and (message := update.effective_message):
                inbound = replace(inbound, admin=await is_admin(self.bot, message))
            if asks_to_erase(inbound) and (query := update.callback_query):
                inbound = replace(inbound, erased=await erase(self.bot, query))
            return await self.receive(inbound)
        except Exception as error:
            log.error("No answer could be found: %s", described(error))
            if isinstance(inbound.event, Left | Moved):
                return ()
            return (apology(inbound, self.languages),)

    async def _say(self, place: Place, message: Message) -> None:
        await answer(self.bot, place, self.draw(message))
