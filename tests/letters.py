"""A chat that takes what it is given, a conversation that says little, and a clock set by hand."""

from __future__ import annotations

import asyncio
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
from bot.service.timer import Timer
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


class Hurried(Timer):
    """Passes only while somebody waits, and then a thousand times as fast. `slept` tells for how long
    they meant to."""

    def __init__(self) -> None:
        self.slept: list[float] = []
        self._now = 0.0

    def seconds(self) -> float:
        return self._now

    def on(self, time: timedelta) -> None:
        self._now += time.total_seconds()

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        until = self._now + seconds
        await asyncio.sleep(min(seconds / 1_000, 0.01))
        self._now = max(self._now, until)


class Letterbox:
    """A chat that keeps what it is sent and answers as it was told to, in the end `Delivered`."""

    def __init__(
        self,
        answers: Iterable[Delivery | Exception] = (),
        *,
        name: str = "telegram",
        per_second: int = 25,
        meanwhile: Callable[[Address], Awaitable[None]] | None = None,
        well: Iterable[bool] = (),
    ) -> None:
        """`meanwhile` happens after a message was sent and before that is known. Asked whether it is
        well it says what it was told to, in the end yes."""
        self.name = name
        self.per_second = per_second
        self.sent: list[tuple[Address, str]] = []
        self.words: list[str] = []
        self._answers = iter(answers)
        self.meanwhile = meanwhile
        self._well = iter(well)

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
        if self.meanwhile:
            await self.meanwhile(to)
        answer = next(self._answers, Delivered())
        if isinstance(answer, Exception):
            raise answer
        return answer

    async def is_well(self) -> bool:
        return next(self._well, True)


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


def courier(store: Store, chat: Chat, **settings: Any) -> Courier:
    """One in a hurry."""
    usual = {"clock": Clock(), "conversation": Script(), "languages": LANGUAGES, "shown": Shown()}
    return Courier(store, chat, **{**usual, "timer": Hurried(), **settings})
