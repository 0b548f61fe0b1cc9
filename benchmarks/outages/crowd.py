"""People with a promise that falls due, on both platforms, and what has become of it."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select

from benchmarks.outages.patience import GLANCE, until
from bot.chats.discord import DiscordChat
from bot.chats.telegram import TelegramChat
from bot.core.messages import Address
from bot.core.person import FollowUp, Kind, Person
from bot.host.clock import now
from bot.storage.database import connect
from bot.storage.rows import opened
from bot.storage.seal import Seal
from bot.storage.store import SqlStore
from bot.storage.tables import follow_ups, people
from tests.stand_ins.discord.people import User as DiscordUser
from tests.stand_ins.discord.server import DiscordServer
from tests.stand_ins.telegram.server import TelegramServer
from tests.stand_ins.telegram.users import User as TelegramUser

KEY = "the key to whom these scenarios are about"
CHATS = ("telegram", "discord")
KINDS = (Kind.LATER, Kind.NOT_YET)
"""The first ends with its message, the second is followed by the next."""


class Crowd:
    """Half of them on each platform."""

    def __init__(self, url: str, telegram: TelegramServer, discord: DiscordServer) -> None:
        self.engine = connect(url)
        self._seal = Seal(KEY)
        self.store = SqlStore(self.engine, self._seal, now)
        self._telegram, self._discord = telegram, discord
        self._bot_said: dict[Address, TelegramUser | DiscordUser] = {}
        self._due = now()

    async def gather(self, size: int, due: datetime, kinds: Sequence[Kind] = KINDS) -> None:
        """So many people with a promise that is due then, of these kinds in turn."""
        self._due = due
        half = size // 2
        for _ in range(half):
            there = self._telegram.user(started=True)
            self._bot_said[Address("telegram", str(there.id))] = there
        for _ in range(size - half):
            here = self._discord.user()
            self._bot_said[Address("discord", str(here.id))] = here
        asked = (due - timedelta(days=1)).date()
        async with self.store.open() as desk:
            for number, address in enumerate(self._bot_said):
                kind = kinds[number % len(kinds)]
                person = Person(language="en", promises=(FollowUp(kind, due, asked),))
                await desk.save(address, person)

    def __len__(self) -> int:
        """How many they are."""
        return len(self._bot_said)

    @property
    def least(self) -> float:
        """The seconds it takes at the platforms' pace."""
        half = len(self) / 2
        return max(half / TelegramChat.per_second, half / DiscordChat.per_second)

    def on(self, chat: str) -> Mapping[Address, TelegramUser | DiscordUser]:
        """Those on one platform."""
        return {to: who for to, who in self._bot_said.items() if to.chat == chat}

    def letters(self, chat: str = "") -> Mapping[Address, Sequence[float]]:
        """When each got what was written to them, by `time.monotonic`; of one platform or both."""
        found: dict[Address, list[float]] = {
            to: [] for to in self._bot_said if chat in ("", to.chat)
        }
        for call in self._telegram.calls("sendMessage"):
            to = Address("telegram", str(call.parameters.get("chat_id")))
            if call.verdict == "done" and to in found:
                found[to].append(call.at)
        offset = time.time() - time.monotonic()
        world = self._discord.world
        for to in [each for each in found if each.chat == "discord"]:
            channel = world.dm_channel(world.accounts[int(to.id)])
            mine = [post for post in channel.posts if post.author is world.bot]
            found[to] += [post.created.timestamp() - offset for post in mine]
        return found

    def last(self, chat: str = "") -> float:
        """When the last letter came."""
        return max((each for times in self.letters(chat).values() for each in times), default=0.0)

    def waited(self, moment: float, chat: str = "") -> float:
        """The seconds from then on until all had something; infinite while somebody has nothing."""
        letters = self.letters(chat).values()
        return self.last(chat) - moment if all(letters) else math.inf

    async def waiting(self) -> set[Address]:
        """Whose promise is not noted as kept."""
        theirs = select(people).join(follow_ups).where(follow_ups.c.due <= self._due)
        async with self.engine.connect() as connection:
            rows = (await connection.execute(theirs)).all()
        return {opened(row, self._seal)[0] for row in rows}

    async def left(self, chat: str = "") -> int:
        """How many they are, of one platform or both."""
        theirs = select(func.count()).select_from(people.join(follow_ups))
        theirs = theirs.where(follow_ups.c.due <= self._due)
        if chat:
            theirs = theirs.where(people.c.chat == chat)
        async with self.engine.connect() as connection:
            return int((await connection.execute(theirs)).scalar_one())

    async def next_try(self, at: datetime) -> datetime:
        """When the first of them is to be tried again, seen from that time on."""
        async with self.store.open() as desk:
            tries = [await desk.next_due(chat, at) for chat in CHATS]
        return min((each for each in tries if each), default=at)

    async def served(self, within: float, chat: str = "") -> bool:
        """Wait until nobody waits; whether it came to that in so many seconds."""
        end = time.monotonic() + within
        while await self.left(chat):
            if time.monotonic() > end:
                return False
            await asyncio.sleep(GLANCE)
        return True

    async def another(self, since: float, within: float = 40) -> bool:
        """Wait until a letter comes after that moment; whether one did in so many seconds."""
        return await until(lambda: self.last() >= since, within)

    async def in_flight(self, since: float) -> int:
        """How many got something since then that is not noted."""
        letters = self.letters()
        return sum(max(letters[to], default=0.0) >= since for to in await self.waiting())

    async def lost(self, gone: Collection[Address] = ()) -> int:
        """How many got nothing, and nobody knows any more that they should have; but for those who
        are `gone`."""
        known = {*await self.waiting(), *gone}
        return sum(not times and to not in known for to, times in self.letters().items())

    def repeated(self) -> int:
        """How many messages came over one a person."""
        return sum(max(0, len(times) - 1) for times in self.letters().values())

    async def dispose(self) -> None:
        """Leave the database."""
        await self.engine.dispose()
