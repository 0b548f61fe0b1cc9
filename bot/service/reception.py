"""Answers what comes in: one event, one transaction, and the answer once it is remembered."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from bot.core.conversation import Conversation
from bot.core.group import NOTHING_SET, Group
from bot.core.messages import (
    Address,
    Asked,
    Event,
    Inbound,
    Left,
    Message,
    Moved,
    Pressed,
    Said,
    Understood,
    Unread,
)
from bot.core.person import FollowUp, Person
from bot.core.press import Press
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
                await self._forget(inbound)
                return ()
            case Moved(to=new):
                await self._move(inbound, new)
                return ()
        if isinstance(inbound.event, Said):
            # Whoever cannot be looked up is answered without it, as far as that goes.
            with suppress(Exception):
                await self._resume(inbound)
        inbound = replace(inbound, event=await self._read(inbound))
        messages = await self._answer(inbound)
        if inbound.asker:
            self._shown.note(inbound.asker, messages)
        return messages

    async def _forget(self, inbound: Inbound) -> None:
        """A room that was left forgets what was set there; who removed the bot is nobody's business."""
        async with self._store.open() as desk:
            if inbound.room:
                await desk.groups.forget(inbound.room)
            elif inbound.person:
                await desk.forget(inbound.person)
        if inbound.asker:
            self._shown.forget(inbound.asker)

    async def _move(self, inbound: Inbound, new: Address) -> None:
        if inbound.room:
            async with self._store.open() as desk:
                await desk.groups.move(inbound.room, new)

    async def _read(self, inbound: Inbound) -> Event:
        """What is meant by free words; an event of another kind is what it is."""
        if press := self._typed(inbound):
            return Pressed(press)
        text, whose = _question(inbound.event), inbound.person or inbound.room
        if not (self._reader and text):
            return inbound.event
        reading = await self._reader.read(text, whose)
        chosen = self._shown.at(inbound.asker).carried
        if reading is None:
            return Unread(chosen)
        # Without a letter it asks for nothing, but a card number should not have been sent.
        asks = reading.secret or any(char.isalpha() for char in text)
        return Understood(reading, chosen) if asks else inbound.event

    def _typed(self, inbound: Inbound) -> Press | None:
        """The button that words stand for. In a group nobody's words press any."""
        if not (inbound.asker and isinstance(inbound.event, Said)):
            return None
        shown = self._shown.at(inbound.asker)
        return self._words.read(
            inbound.event.text,
            shown.last,
            presses(shown.place),
            today=inbound.at.date(),
            language=shown.language or nearest(inbound.language, self._languages),
        )

    async def _resume(self, inbound: Inbound) -> None:
        """Bring back what was asked last: by another process, perhaps, or before a restart."""
        if inbound.asker is None:
            return
        async with self._store.open() as desk:
            person = await desk.find(inbound.asker)
        question = person.waiting_on(inbound.at.date()) if person else None
        if not (person and question):
            return
        [message] = self._translated(self._conversation.asked(person, question, inbound.at))
        # Whatever they say counts as a sign of life.
        left = not person.unanswered
        self._shown.resume(inbound.asker, question, message, left=left)

    async def _answer(self, inbound: Inbound) -> Sequence[Message]:
        """One transaction, and the answer after it. What is promised to somebody elsewhere is not
        stored in this one: it has yet to be proven that they are reached there."""
        known: _Known | None = None
        try:
            async with self._store.open() as desk:
                known = await _looked_up(desk, inbound)
                turn = self._respond(known, inbound)
                promised = set(turn.person.promises) - set(known.promises)
                unproven = inbound.asker if promised and inbound.elsewhere else None
                if not unproven:
                    turn = await self._remember(desk, inbound, known, turn)
        except Exception as error:
            unremembered = self._conversation.without_memory(inbound)
            if known or not unremembered:
                raise
            log.error("answered without the database: %s", described(error))
            return self._drawn(inbound, unremembered)
        if unproven:
            return await self._prove(unproven, inbound, known, turn)
        if promised:
            self._promised()
        return self._drawn(inbound, turn)

    def _respond(self, known: _Known, inbound: Inbound) -> Turn:
        person, group = known.person or Person(), known.group or NOTHING_SET
        return self._conversation.respond(person, inbound, group)

    async def _remember(self, desk: Desk, inbound: Inbound, known: _Known, turn: Turn) -> Turn:
        """Writes no row without a reason. Who was stored meanwhile is answered as who they are."""
        if inbound.room and turn.group:
            await desk.groups.save(inbound.room, turn.group)
        asker = inbound.asker
        if asker is None:
            return turn
        if turn.forget:
            await desk.forget(asker)
            return turn
        if known.person is None:
            if not turn.person.memorable:
                return turn
            turn = self._respond(replace(known, person=await desk.meet(asker)), inbound)
        await desk.save(asker, turn.person.worth_keeping())
        return turn

    async def _prove(
        self, asker: Address, inbound: Inbound, known: _Known, turn: Turn
    ) -> Sequence[Message]:
        """A promise to write elsewhere is made there, and stored only once it has arrived."""
        letter = self._translated(turn)
        key = f"{inbound.at:%y%m%d%H%M%S%f}"
        outcome = await self._chats[asker.chat].deliver(asker, letter[0], key=key)
        person = known.person or Person()
        if not isinstance(outcome, Delivered | Unsure):
            told = self._conversation.unreachable(person, inbound)
            return in_place(self._translated(told))
        async with self._store.open() as desk:
            now = await _looked_up(desk, inbound)
            await self._remember(desk, inbound, now, self._respond(now, inbound))
        self._promised()
        return in_place(self._translated(self._conversation.written(person, inbound)))

    def _drawn(self, inbound: Inbound, turn: Turn) -> Sequence[Message]:
        before = self._shown.at(inbound.asker)
        messages = [before.followed(each) for each in self._translated(turn)]
        return in_place(messages) if isinstance(inbound.event, Pressed) else messages

    def _translated(self, turn: Turn) -> Sequence[Message]:
        language = self._languages[turn.language]
        return [language.message(each) for each in turn.replies]


@dataclass(frozen=True, slots=True)
class _Known:
    """What is stored of the asker and of the room, as far as the answer depends on it."""

    person: Person | None
    group: Group | None

    @property
    def promises(self) -> tuple[FollowUp, ...]:
        return self.person.promises if self.person else ()


async def _looked_up(desk: Desk, inbound: Inbound) -> _Known:
    """An answer that one person reads asks nothing of the room, but for who sets something there."""
    asks_room = inbound.asker is None or inbound.sets_room
    return _Known(
        await desk.find(inbound.asker) if inbound.asker else None,
        await desk.groups.find(inbound.room) if inbound.room and asks_room else None,
    )


def _question(event: Event) -> str:
    """The words in it that are read, if any."""
    match event:
        case Said(text=text) | Asked(command="ask", argument=text):
            return text
        case _:
            return ""
