"""The database is away for ten seconds, or takes nothing."""

from __future__ import annotations

import asyncio
import time

from benchmarks.outages.figures import Figure, Row
from benchmarks.outages.patience import since
from benchmarks.outages.stage import Stage, stage
from bot.host.clock import now

AWAY = 10
"""Seconds."""
WORK = 2
"""Seconds from the first letter until it is away."""
PATIENCE = 30


async def away(here: Stage, people: int) -> list[Row]:
    """Whatever can befall this database, one after the other, each with people of its own."""
    return [await _outage(here, people, kind) for kind in here.database.outages]


async def _outage(like: Stage, people: int, kind: str) -> Row:
    async with stage(like.database) as here:
        crowd = here.crowd
        await crowd.gather(people, now())
        async with here.bot() as bot, here.asking() as asked:
            begun = time.monotonic()
            await crowd.another(begun)
            await asyncio.sleep(WORK)
            async with here.database.outages[kind](here.url, bot):
                await asyncio.sleep(AWAY)
            back = time.monotonic()
            errors = bot.lines("ERROR", of="bot.service.courier")
            await crowd.served(within=PATIENCE)
            figures = [
                Figure(f"still waiting {since(back):.0f} s after", await crowd.left(), at_most=0),
                Figure("longest wait after", crowd.waited(back), "s", at_most=30),
                Figure("alive", bot.alive, at_least=1),
                Figure("errors of the courier a second", errors / AWAY, at_most=1),
            ]
        figures += asked.figures()
        return await here.row(f"{kind} for {AWAY} s", figures)
