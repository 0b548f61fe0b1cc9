"""Answers what comes in from Telegram, whatever it is and whatever fails."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from telegram import Bot, CallbackQuery, Update
from telegram.error import BadRequest, TelegramError

from bot.chats.telegram.draw import Drawing
from bot.chats.telegram.read import is_admin, needs_admin, read
from bot.chats.telegram.send import Place, answer
from bot.chats.telegram.trouble import insist, kind
from bot.core.messages import Inbound, Left, Message, Moved, Paragraph, say
from bot.core.translation import Languages, nearest
from bot.service.ports import Receive

logger = logging.getLogger(__name__)

SORRY = say("Something went wrong on my side. Please try again in a minute.")


@dataclass(frozen=True, slots=True)
class Answers:
    """Takes an update to `receive`, and what comes back to where the update came from."""

    bot: Bot
    receive: Receive
    draw: Callable[[Message], Drawing]
    languages: Languages
    clock: Callable[[], datetime]

    async def handle(self, update: Update) -> None:
        """Answer one update. Nothing that anybody can do makes this raise."""
        try:
            if update.callback_query:
                await _stop_spinning(update.callback_query)
            inbound = read(update, self.bot.username, self.clock())
            if inbound is not None:
                await self._answer(update, inbound)
        except Exception as error:
            logger.error("An update has no answer: %s", kind(error))

    async def _answer(self, update: Update, inbound: Inbound) -> None:
        messages = await self._ask(update, inbound)
        place = Place.of(update)
        if place is None:
            return
        try:
            for message in messages:
                await self._say(place, message)
        except BadRequest as error:
            # Other errors mean blocked, flooded or cut off: an apology would fare no better.
            logger.error("An answer was refused: %s", kind(error))
            await self._say(place, self._sorry(inbound))

    async def _ask(self, update: Update, inbound: Inbound) -> Sequence[Message]:
        try:
            if needs_admin(inbound) and (message := update.effective_message):
                inbound = replace(inbound, admin=await is_admin(self.bot, message))
            return await self.receive(inbound)
        except Exception as error:
            logger.error("No answer could be found: %s", kind(error))
            return () if isinstance(inbound.event, Left | Moved) else (self._sorry(inbound),)

    async def _say(self, place: Place, message: Message) -> None:
        await answer(self.bot, place, self.draw(message), replaces=message.replaces)

    def _sorry(self, inbound: Inbound) -> Message:
        language = self.languages[nearest(inbound.language, self.languages)]
        return Message(language.code, (Paragraph((language.text(SORRY),)),))


async def _stop_spinning(query: CallbackQuery) -> None:
    """Let the pressed button rest, before anything that could go wrong."""
    try:
        await insist(query.answer, repeatable=True)
    except BadRequest:
        pass  # It is too old, and rests already.
    except TelegramError as error:
        logger.warning("A button was not put to rest: %s", kind(error))
