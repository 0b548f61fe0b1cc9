"""Platforms that keep their limits, and are slow at first: letters that were held up together must
not go out together."""

from __future__ import annotations

import time

from benchmarks.outages.figures import Figure, Row
from benchmarks.outages.stage import Stage
from bot.host.clock import now
from tests.stand_ins.discord import faults as on_discord
from tests.stand_ins.discord import weather as discord_weather
from tests.stand_ins.telegram import faults as on_telegram
from tests.stand_ins.telegram import weather as telegram_weather

SLOW_FOR = 4
"""Seconds of the start in which each answer takes a second and a half."""
SLOW = 1.5


async def pace(stage: Stage, people: int) -> list[Row]:
    """What is asked of a platform in its fullest second, and how often it refuses."""
    crowd = stage.crowd
    await crowd.gather(people, now())
    limits = telegram_weather.Limit(), discord_weather.Limit()
    async with stage.bot():
        begun = time.monotonic()

        def early() -> bool:
            return time.monotonic() - begun < SLOW_FOR

        stage.telegram.weather = lambda call: (
            limits[0](call)
            or (on_telegram.Slow(SLOW) if early() and call.method == "sendMessage" else None)
        )
        stage.discord.weather = lambda call: (
            limits[1](call) or (on_discord.Slow(SLOW) if early() else None)
        )
        async with stage.asking() as asked:
            await crowd.served(within=30 + 4 * crowd.least)
        over = crowd.waited(begun) - crowd.least
        figures = [
            Figure("still waiting", await crowd.left(), at_most=0),
            Figure(f"beyond {crowd.least:.0f} s of pace", over, "s", at_most=2 * crowd.least),
            *stage.fullest(),
            Figure("refused", sum(each.refused for each in limits), at_most=0),
            *asked.figures(),
        ]
    return [await stage.row("pace", figures)]
