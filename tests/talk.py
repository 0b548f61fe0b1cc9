"""A conversation with the whole bot behind the platforms: real store, real courier, our clock."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from bot.core.messages import (
    Address,
    Asked,
    Button,
    DoorButton,
    Event,
    Inbound,
    LinkButton,
    Message,
    Pressed,
    Said,
    Span,
)
from bot.core.person import Person
from bot.core.text import Label
from bot.core.translation import plain
from bot.service.courier import Courier
from bot.service.ports import Delivered, Delivery, Reader, Receive
from bot.service.reception import Reception
from bot.service.shown import Shown
from bot.storage.store import SqlStore
from tests.letters import Hurried
from tests.walks import NOW, SOMEBODY, conversation, spoken, typed


class Mailbox:
    """A chat that only keeps what is delivered to it."""

    name = "telegram"
    per_second = 30

    def __init__(self) -> None:
        self.letters: list[Message] = []
        self.outcome: Delivery = Delivered()

    async def run(self, receive: Receive) -> None:
        """Nobody writes here by themselves."""

    async def deliver(self, to: Address, message: Message, *, key: str) -> Delivery:
        if isinstance(self.outcome, Delivered):
            self.letters.append(message)
        return self.outcome

    async def is_well(self) -> bool:
        return True


class Talk:
    """One person at a chat in which time passes when we say so."""

    def __init__(
        self,
        store: SqlStore,
        language: str | None,
        start: datetime = NOW,
        reader: Reader | None = None,
    ) -> None:
        self.now = start
        self.store = store
        self.language = language
        self.mailbox = Mailbox()
        self.answer: Sequence[Message] = ()
        chats, shown = {self.mailbox.name: self.mailbox}, Shown()
        self.courier = Courier(
            store,
            self.mailbox,
            conversation(),
            spoken(),
            lambda: self.now,
            shown,
            timer=Hurried(),
        )
        self.reception = Reception(
            store,
            conversation(),
            spoken(),
            typed(),
            chats,
            shown,
            self.courier.wake,
            reader,
        )

    async def does(self, event: Event, **how: Any) -> Sequence[Message]:
        """Something happens; what is answered. `how` are the other fields of an `Inbound`."""
        inbound = Inbound(SOMEBODY, event, self.now, self.language, **how)
        self.answer = await self.reception.receive(inbound)
        return self.answer

    async def says(self, text: str) -> Sequence[Message]:
        """A command, `[a button]` by its label, or words."""
        if text.startswith("/"):
            command, _, argument = text[1:].partition(" ")
            return await self.does(Asked(command, argument))
        if label := re.fullmatch(r"\[(.+)\]", text):
            return await self.does(Pressed(self.button(label[1]).press))
        return await self.does(Said(text))

    def button(self, label: str) -> Button[str]:
        """The button with this label, among those shown last."""
        buttons = [each for message in self.answer for each in message.buttons]
        found = [each for each in buttons if isinstance(each, Button) and each.label == label]
        assert found, f"no button {label!r} among {[each.label for each in buttons]}"
        return found[0]

    async def later(self, time: timedelta) -> Sequence[Message]:
        """So much time passes; what arrives."""
        self.now += time
        self.mailbox.letters.clear()
        await self.courier.round()
        self.answer = tuple(self.mailbox.letters)
        return self.answer


def drawn(messages: Iterable[Message]) -> str:
    """Messages as a transcript shows them."""
    return "\n".join(line for message in messages for line in _lines(message))


def _lines(message: Message) -> Iterable[str]:
    for paragraph in message.paragraphs:
        text = "".join(_span(span) for span in paragraph.spans)
        yield f"| {text}" if paragraph.paste else f"< {text}"
    if message.file:
        yield f"< ({message.file.name})"
    if message.buttons:
        yield "  " + " ".join(_button(each) for each in message.buttons)


def _span(span: Span) -> str:
    return f"“{span.words}”" if isinstance(span, Label) else plain(span)


def _button(button: Button[str] | LinkButton[str] | DoorButton[str]) -> str:
    match button:
        case LinkButton(label=label, url=url):
            return f"[{label} -> {url}]"
        case DoorButton(label=label):
            return f"[{label} -> private chat]"
        case Button(label=label):
            return f"[{label}]"


async def play(script: str, store: SqlStore) -> str:
    """A transcript played anew: what the person does is kept, what the bot says is its own."""
    language = re.search(r"^# language: (\w+)", script, re.MULTILINE)
    talk = Talk(store, language[1] if language else "en")
    played = []
    for line in script.splitlines():
        if line.startswith("> "):
            played += ["", line, drawn(await talk.says(line[2:]))]
        elif passed := re.fullmatch(r"\.\.\. (\d+) (hour|day)s?", line):
            time = timedelta(**{f"{passed[2]}s": int(passed[1])})
            played += ["", line, drawn(await talk.later(time))]
        elif line.startswith("#"):
            played.append(line)
    return "\n".join(line for line in played if line is not None).strip() + "\n"


async def remembered(talk: Talk, address: Address = SOMEBODY) -> Person | None:
    """What the store holds of somebody, if it holds anything."""
    async with talk.store.open() as desk:
        return await desk.find(address)
