"""A chat that takes what it is given, a conversation that says little, and a clock set by hand."""

from __future__ import annotations

import gettext
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from babel.core import Locale

from bot.core.messages import Address, Message, Reply
from bot.core.person import FollowUp, Person
from bot.core.text import say
from bot.core.translation import Language
from bot.core.turn import Turn
from bot.service.courier import Courier
from bot.service.ports import Chat, Delivered, Delivery, Receive, Store
from bot.service.shown import Shown
from tests.stores import NOON

LANGUAGES: Mapping[str, Language] = {"en": Language("en", Locale("en"), gettext.NullTranslations())}


class Clock:
    """Stands still unless it is moved."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def on(self, time: timedelta) -> None:
        self.now += time


class Letterbox:
    """A chat that keeps what it is sent and answers as it was told to, in the end `Delivered`."""

    def __init__(
        self,
        answers: Iterable[Delivery | Exception] = (),
        *,
        name: str = "telegram",
        per_second: int = 25,
        repeats_are_one: bool = False,
        meanwhile: Callable[[Address], Awaitable[None]] | None = None,
    ) -> None:
        """`meanwhile` happens after a message was sent and before that is known."""
        self.name = name
        self.per_second = per_second
        self.repeats_are_one = repeats_are_one
        self.sent: list[tuple[Address, str]] = []
        self.words: list[str] = []
        self._answers = iter(answers)
        self._meanwhile = meanwhile

    @property
    def readers(self) -> list[Address]:
        return [to for to, _ in self.sent]

    @property
    def keys(self) -> list[str]:
        return [key for _, key in self.sent]

    async def run(self, receive: Receive) -> None:
        """Nobody writes here by themselves."""

    async def deliver(self, to: Address, message: Message, *, key: str) -> Delivery:
        self.sent.append((to, key))
        self.words += [str(span) for paragraph in message.paragraphs for span in paragraph.spans]
        if self._meanwhile:
            await self._meanwhile(to)
        answer = next(self._answers, Delivered())
        if isinstance(answer, Exception):
            raise answer
        return answer


class Script:
    """Says one sentence, or as many as it is told, and promises the next round, if there is one."""

    def __init__(self, rounds: int = 1, sentences: int = 1) -> None:
        self._rounds = rounds
        self._replies = tuple(Reply((say("Is it off?"),)) for _ in range(sentences))

    def follow_up(self, person: Person, due: Sequence[FollowUp], now: datetime) -> Turn:
        after = person.without(*(each.kind for each in due))
        for each in due:
            if each.round < self._rounds:
                following = FollowUp(each.kind, now + timedelta(days=2), each.asked, each.round + 1)
                after = after.promised(following)
        return Turn(after, "en", self._replies)


def courier(store: Store, *chats: Chat, **settings: Any) -> Courier:
    """One in a hurry: its seconds last a hundredth."""
    usual = {"clock": Clock(), "conversation": Script(), "languages": LANGUAGES, "shown": Shown()}
    hurried = {**usual, "second": timedelta(seconds=0.01), **settings}
    return Courier(store, {each.name: each for each in chats}, **hurried)
