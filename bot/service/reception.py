"""Answers what comes in: one event, one transaction, and the answer once it is remembered."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from bot.core.conversation import Conversation
from bot.core.messages import (
    Asked,
    Event,
    Inbound,
    Left,
    Message,
    Moved,
    Pressed,
    Said,
    Setting,
    Understood,
    Unread,
)
from bot.core.person import Person
from bot.core.translation import Languages, nearest
from bot.core.turn import Turn
from bot.core.words import PlainWords
from bot.service.errors import described
from bot.service.ports import Chat, Delivered, Desk, Reader, Store, Unsure
from bot.service.shown import Shown, in_place, presses

log = logging.getLogger(__name__)


class Reception:
    """Answers what comes in."""

    def __init__(
        self,
        store: Store,
        conversation: Conversation,
        languages: Languages,
        words: PlainWords,
        chats: Mapping[str, Chat],
        shown: Shown,
        promised: Callable[[], None] = lambda: None,
        reader: Reader | None = None,
    ) -> None:
        """`promised` is called after a promise was stored: the courier may have to rise earlier."""
        self._store = store
        self._conversation = conversation
        self._languages = languages
        self._words = words
        self._chats = chats
        self._promised = promised
        self._shown = shown
        self._reader = reader

    async def receive(self, inbound: Inbound) -> Sequence[Message]:
        """What is said to this event; whatever it leaves to remember is stored by then."""
        match inbound.event:
            case Left():
                async with self._store.open() as desk:
                    await desk.forget(inbound.sender)
                self._shown.forget(inbound.sender)
                return ()
            case Moved(to=new):
                async with self._store.open() as desk:
                    await desk.move(inbound.sender, new)
                return ()
        if inbound.setting is Setting.PRIVATE and isinstance(inbound.event, Said):
            # Whoever cannot be looked up is answered without it, as far as that goes.
            with suppress(Exception):
                await self._resume(inbound)
        inbound = replace(inbound, event=await self._read(inbound))
        messages = await self._answer(inbound)
        if inbound.setting is Setting.PRIVATE:
            self._shown.note(inbound.sender, messages)
        return messages

    async def _read(self, inbound: Inbound) -> Event:
        """What is meant by free words; an event of another kind is what it is."""
        match inbound.event:
            case Said(text=text) if inbound.setting is Setting.GROUP:
                pass
            case Said(text=text):
                shown = self._shown.at(inbound.sender)
                if press := self._words.read(
                    text,
                    shown.last,
                    presses(shown.place),
                    today=inbound.at.date(),
                    language=shown.language or nearest(inbound.language, self._languages),
                ):
                    return Pressed(press)
            case Asked(command="ask", argument=text):
                pass
            case _:
                return inbound.event
        if not (self._reader and text):
            return inbound.event
        reading = await self._reader.read(text, inbound.sender)
        chosen = self._shown.at(inbound.sender).carried
        if reading is None:
            return Unread(chosen)
        # Without a letter it asks for nothing, but a card number should not have been sent.
        asks = reading.secret or any(char.isalpha() for char in text)
        return Understood(reading, chosen) if asks else inbound.event

    async def _resume(self, inbound: Inbound) -> None:
        """Bring back what was asked last: by another process, perhaps, or before a restart."""
        async with self._store.open() as desk:
            person = await desk.find(inbound.sender)
        question = person.waiting_on(inbound.at.date()) if person else None
        if not (person and question):
            return
        [message] = self._translated(self._conversation.asked(person, question, inbound.at))
        # Whatever they say counts as a sign of life.
        left = not person.unanswered
        self._shown.resume(inbound.sender, question, message, left=left)

    async def _answer(self, inbound: Inbound) -> Sequence[Message]:
        looked_up = False
        try:
            async with self._store.open() as desk:
                known = await desk.find(inbound.sender)
                looked_up = True
                turn = self._conversation.respond(known or Person(), inbound)
                promises = set(turn.person.promises) - set(known.promises if known else ())
                if not (promises and inbound.elsewhere):
                    turn = await self._remember(desk, inbound, known, turn)
        except Exception as error:
            unremembered = self._conversation.without_memory(inbound)
            if looked_up or not unremembered:
                raise
            log.error("answered without the database: %s", described(error))
            return self._drawn(inbound, unremembered)
        if promises and inbound.elsewhere:
            return await self._prove(inbound, known or Person(), turn)
        if promises:
            self._promised()
        return self._drawn(inbound, turn)

    async def _remember(
        self, desk: Desk, inbound: Inbound, known: Person | None, turn: Turn
    ) -> Turn:
        """Writes no row without a reason. Who was stored meanwhile is answered as who they are."""
        if turn.forget:
            await desk.forget(inbound.sender)
            return turn
        if known is None:
            if not turn.person.memorable:
                return turn
            turn = self._conversation.respond(await desk.meet(inbound.sender), inbound)
        await desk.save(inbound.sender, turn.person.worth_keeping())
        return turn

    async def _prove(self, inbound: Inbound, person: Person, turn: Turn) -> Sequence[Message]:
        """A promise to write elsewhere is made there, and stored only once it has arrived."""
        letter = self._translated(turn)
        key = f"{inbound.at:%y%m%d%H%M%S%f}"
        outcome = await self._chats[inbound.sender.chat].deliver(inbound.sender, letter[0], key=key)
        if not isinstance(outcome, Delivered | Unsure):
            told = self._conversation.unreachable(person, inbound)
            return in_place(self._translated(told))
        async with self._store.open() as desk:
            known = await desk.find(inbound.sender)
            again = self._conversation.respond(known or Person(), inbound)
            await self._remember(desk, inbound, known, again)
        self._promised()
        return in_place(self._translated(self._conversation.written(person, inbound)))

    def _drawn(self, inbound: Inbound, turn: Turn) -> Sequence[Message]:
        before = self._shown.at(inbound.sender)
        messages = [before.followed(each) for each in self._translated(turn)]
        return in_place(messages) if isinstance(inbound.event, Pressed) else messages

    def _translated(self, turn: Turn) -> Sequence[Message]:
        language = self._languages[turn.language]
        return [language.message(each) for each in turn.replies]
