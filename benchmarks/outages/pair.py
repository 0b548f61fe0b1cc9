"""Two processes on one database and one token: one works, the other stands by."""

from __future__ import annotations

import asyncio
import time

from benchmarks.outages.figures import Figure, Row
from benchmarks.outages.patience import since, until
from benchmarks.outages.stage import Stage
from bot.host.clock import now
from tests.stand_ins.discord import weather as discord_weather
from tests.stand_ins.telegram import weather as telegram_weather

WORK = 5
"""Seconds until the first one is killed."""
PATIENCE = 75
TAKEN_OVER = 10
"""Seconds within which the second one has to answer."""


async def pair(stage: Stage, people: int) -> list[Row]:
    """The one that came first is killed in the midst of its work. The platforms keep their limits."""
    crowd = stage.crowd
    limits = telegram_weather.Limit(), discord_weather.Limit()
    stage.telegram.weather, stage.discord.weather = limits
    async with stage.bot() as first:
        await stage.telegram.called("getUpdates", within=30)
        await stage.discord.gateway.ready(30)
        async with stage.bot() as second, stage.asking() as asked:
            await crowd.gather(people, now())
            begun = time.monotonic()
            await crowd.another(begun, within=35)
            await asyncio.sleep(WORK)
            await first.killed()
            end = time.monotonic()
            in_flight = await crowd.in_flight(begun)
            waits = len(asked.waits)
            await until(lambda: len(asked.waits) >= waits + 4, PATIENCE)
            taken_over = since(end)
            await crowd.served(within=PATIENCE - since(end))
            figures = [
                Figure("taken over within", taken_over, "s", at_most=TAKEN_OVER),
                Figure(f"still waiting {since(end):.0f} s after", await crowd.left(), at_most=0),
                Figure("longest wait after the kill", crowd.waited(end), "s", at_most=60),
                Figure("conflicts", stage.conflicts, at_most=0),
                Figure("refused", sum(each.refused for each in limits), at_most=0),
                Figure("the second is alive", second.alive, at_least=1),
            ]
    return [await stage.row("pair", [*figures, *asked.figures(unheard=2)], in_flight)]
