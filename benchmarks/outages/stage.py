"""The stage of a scenario: two stand-ins, a new database, the people, and the bot in between."""

from __future__ import annotations

import signal
import tempfile
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from benchmarks.outages.askers import PATIENCE, Askers, asking
from benchmarks.outages.clocked import WrongClock
from benchmarks.outages.crowd import KEY, Crowd
from benchmarks.outages.databases import Database
from benchmarks.outages.figures import Figure, Row
from benchmarks.outages.process import Process
from bot.core.messages import Address
from tests.processes import reaching
from tests.stand_ins.discord.server import DiscordServer
from tests.stand_ins.discord.weather import is_limited
from tests.stand_ins.telegram.server import TelegramServer
from tests.stand_ins.telegram.weather import POLL
from tests.stand_ins.telegram.weather import is_limited as is_limited_on_telegram


@dataclass(frozen=True)
class Stage:
    """What a scenario plays on."""

    telegram: TelegramServer
    discord: DiscordServer
    crowd: Crowd
    database: Database
    url: str
    folder: Path

    @property
    def clock(self) -> WrongClock:
        """The clock of the processes that are started `clocked`."""
        return WrongClock(self.folder / "clock")

    @asynccontextmanager
    async def bot(self, *, clocked: bool = False) -> AsyncIterator[Process]:
        """A process that runs, and is connected, as long as the block lasts."""
        settings = {
            **reaching(self.telegram, self.discord),
            "DATABASE_URL": self.url,
            "DATA_KEY": KEY,
        }
        module = ["benchmarks.outages.clocked", str(self.folder / "clock")]
        made = await Process.started(self.folder, settings, module if clocked else ["bot", "run"])
        try:
            yield made
        finally:
            await made.ends(signal.SIGKILL)

    def asking(self, *chats: str) -> AbstractAsyncContextManager[Askers]:
        """People ask meanwhile, on these platforms or on both."""
        return asking(self.telegram, self.discord, chats or ("telegram", "discord"))

    async def row(
        self,
        scenario: str,
        figures: Sequence[Figure],
        in_flight: int = 0,
        gone: Collection[Address] = (),
    ) -> Row:
        """What it came to. No more may be repeated than was in flight; who is `gone` gets nothing."""
        return Row(
            scenario,
            self.database.name,
            Figure("lost", await self.crowd.lost(gone), at_most=0),
            Figure("repeated", self.crowd.repeated(), at_most=in_flight),
            figures,
        )

    @property
    def conflicts(self) -> int:
        """How often two processes got into each other's way at Telegram's updates."""
        errors = [call.error for call in self.telegram.calls(POLL) if call.verdict == "refused"]
        return sum(error is not None and error.status == HTTPStatus.CONFLICT for error in errors)

    def fullest(self) -> list[Figure]:
        """The most that was asked of each platform within any second."""
        theirs = [each.at for each in self.telegram.requests if is_limited_on_telegram(each)]
        others = [each.at for each in self.discord.requests if is_limited(each)]
        return [
            Figure("fullest second on Telegram", _fullest(theirs), at_most=30),
            Figure("on Discord", _fullest(others), at_most=50),
        ]


def _fullest(times: Sequence[float]) -> int:
    first = most = 0
    for last, each in enumerate(times):
        while times[first] <= each - 1:
            first += 1
        most = max(most, last - first + 1)
    return most


@asynccontextmanager
async def stage(database: Database) -> AsyncIterator[Stage]:
    """A stage for one run of a scenario."""
    with database.fresh() as url, tempfile.TemporaryDirectory(prefix="optout-") as folder:
        async with TelegramServer() as telegram, DiscordServer(patience=PATIENCE) as discord:
            crowd = Crowd(url, telegram, discord)
            try:
                yield Stage(telegram, discord, crowd, database, url, Path(folder))
            finally:
                await crowd.dispose()
