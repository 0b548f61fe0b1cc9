"""Somebody new asks, over and over, while other things go on."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Collection, Sequence
from contextlib import asynccontextmanager

from benchmarks.outages.figures import Figure
from tests.stand_ins.discord.server import DiscordServer
from tests.stand_ins.telegram.server import TelegramServer

EVERY = 0.4
"""Seconds from one to the next."""
PATIENCE = 30.0
"""Seconds after which somebody has been left without an answer."""


class Askers:
    """Who asked so far."""

    def __init__(
        self, telegram: TelegramServer, discord: DiscordServer, chats: Collection[str]
    ) -> None:
        """`chats` are the platforms they ask on."""
        self._telegram, self._discord = telegram, discord
        ways = {"telegram": self._on_telegram, "discord": self._on_discord}
        self._ways = {each: ways[each] for each in chats}
        self._asking: set[asyncio.Task[None]] = set()
        self.waits: list[float] = []
        self.unanswered: Counter[str] = Counter()
        self._answers: list[Sequence[object]] = []

    async def keep_on(self) -> None:
        """One after the other, whether or not they are answered, until cancelled."""
        while True:
            for chat, ask in self._ways.items():
                task = asyncio.create_task(self._measured(chat, ask()))
                self._asking.add(task)
                task.add_done_callback(self._asking.discard)
            await asyncio.sleep(EVERY)

    async def answered(self) -> None:
        """Wait for the answers that are still to come."""
        await asyncio.gather(*self._asking)

    @property
    def slowest(self) -> float:
        """Of a hundred answers 99 came within so many seconds."""
        return statistics.quantiles(self.waits, n=100)[-1] if len(self.waits) > 1 else 0.0

    @property
    def twice(self) -> int:
        """How many got more than the one answer."""
        return sum(len(each) > 1 for each in self._answers)

    def figures(self, unheard: int = 0) -> list[Figure]:
        """What has to hold for them whatever else happens. `unheard`: so many may have asked on Discord
        in the moment of a kill. Its gateway repeats to no other session what it has sent to one."""
        return [
            Figure("asked", len(self.waits) + self.unanswered.total()),
            *(
                Figure(
                    f"without an answer on {chat}",
                    self.unanswered[chat],
                    at_most=unheard if chat == "discord" else 0,
                )
                for chat in self._ways
            ),
            Figure("answered twice", self.twice, at_most=0),
            Figure("p99", self.slowest, "s"),
        ]

    async def _measured(self, chat: str, ask: Awaitable[None]) -> None:
        started = time.monotonic()
        try:
            await ask
        except AssertionError:
            self.unanswered[chat] += 1
        else:
            self.waits.append(time.monotonic() - started)

    async def _on_telegram(self) -> None:
        person = self._telegram.user()
        await person.says("/optout")
        self._answers.append(person.chat.outbox)
        await person.answer(within=PATIENCE)

    async def _on_discord(self) -> None:
        person = self._discord.user()
        await person.says("/optout")
        world = self._discord.world
        await person.dm()
        posts = world.dm_channel(person.account).posts
        self._answers.append([post for post in posts if post.author is world.bot])


@asynccontextmanager
async def asking(
    telegram: TelegramServer, discord: DiscordServer, chats: Collection[str]
) -> AsyncIterator[Askers]:
    """People ask as long as the block lasts; who has to wait then still does."""
    found = Askers(telegram, discord, chats)
    task = asyncio.create_task(found.keep_on())
    try:
        yield found
    finally:
        task.cancel()
        await asyncio.wait([task])
        await found.answered()
