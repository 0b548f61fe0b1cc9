"""What the database still has, and for how long."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

from sqlalchemy import func, select

from benchmarks.outages.crowd import CHATS, Crowd
from benchmarks.outages.stage import Stage
from bot.core.messages import Address
from bot.core.person import Person
from bot.host.clock import now
from bot.storage.tables import people

MINUTES = (0, 1, 2, 5, 15, 60, 180, 360, 720, 1440)
LONGEST = 720
"""Minutes: nothing of ours rests for longer."""


class _OnlyAsked(Exception):
    """Undoes the transaction."""


async def longest_wait(crowd: Crowd) -> int:
    """After so many minutes all who still wait could be claimed, to the next in `MINUTES`. The
    bot's own storage is asked, and what it then does is undone."""
    left = await crowd.left()
    found: set[Address] = set()
    for minutes in MINUTES:
        with suppress(_OnlyAsked):
            async with crowd.store.open() as desk:
                then = now() + timedelta(minutes=minutes)
                for chat in CHATS:
                    claims = await desk.claim(chat, then, timedelta(minutes=1), left + 1)
                    found |= {each.address for each in claims}
                raise _OnlyAsked
        if len(found) >= left:
            return minutes
    return 2 * MINUTES[-1]


async def choose_language(stage: Stage, size: int) -> None:
    """So many more are remembered for nothing but the language they chose."""
    async with stage.crowd.store.open() as desk:
        for number in range(size):
            await desk.save(Address("telegram", str(number)), Person(language="mt", chosen=True))


async def remembered(stage: Stage) -> int:
    """How many are remembered at all."""
    async with stage.crowd.engine.connect() as connection:
        return int(
            (await connection.execute(select(func.count()).select_from(people))).scalar_one()
        )
