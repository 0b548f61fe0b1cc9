"""The clock is wrong for a while, and then right again."""

from __future__ import annotations

import asyncio
import itertools
import time
from datetime import timedelta

from benchmarks.outages.figures import Figure, Row
from benchmarks.outages.stage import Stage, stage
from benchmarks.outages.waits import LONGEST, choose_language, longest_wait, remembered
from bot.host.clock import now
from tests.stand_ins.discord import faults as on_discord
from tests.stand_ins.discord import weather as discord_weather
from tests.stand_ins.telegram import faults as on_telegram
from tests.stand_ins.telegram import weather as telegram_weather

WRONG = 6
"""Seconds for which the clock is wrong in the midst of the work."""
RIGHT = 15
"""Seconds for which everything is well before it is looked who still waits."""
JUMPS = (timedelta(hours=24), timedelta(hours=-24), timedelta(hours=23))
NO_BATTERY = timedelta(days=400)
"""A board without one may start so far ahead."""
WITHOUT_NETWORK = 20
"""Seconds until it finds a network, and the time in it."""


async def clock(here: Stage, people: int) -> list[Row]:
    """All of it at the same time, each on a stage of its own."""
    jumps = [_jump(here, people, by) for by in JUMPS]
    return [*await asyncio.gather(*jumps, _no_battery(here, people // 5))]


async def _jump(like: Stage, people: int, by: timedelta) -> Row:
    """Meanwhile every fifth letter is told to wait for a second."""
    async with stage(like.database) as here:
        crowd = here.crowd
        await crowd.gather(people, now())
        async with here.bot(clocked=True):
            await crowd.another(time.monotonic())
            letters = itertools.count()
            here.telegram.weather = lambda call: (
                on_telegram.RateLimited(1)
                if call.method == "sendMessage" and next(letters) % 5 == 0
                else None
            )
            here.discord.weather = lambda call: (
                on_discord.RateLimited(1.0)
                if call.route == "POST /channels/{}/messages" and next(letters) % 5 == 0
                else None
            )
            here.clock.set(by)
            await asyncio.sleep(WRONG)
            here.clock.set(timedelta(0))
            here.telegram.weather, here.discord.weather = (
                telegram_weather.fair,
                discord_weather.fair,
            )
            await crowd.served(within=RIGHT)
        figures = [
            Figure(f"still waiting {RIGHT} s after", await crowd.left()),
            Figure("longest of them", await longest_wait(crowd), "min", at_most=LONGEST),
        ]
        return await here.row(f"clock {by / timedelta(hours=1):+.0f} h for {WRONG} s", figures)


async def _no_battery(like: Stage, people: int) -> Row:
    """Nothing is due for a month, and the platforms cannot be reached, until the clock is right."""
    async with stage(like.database) as here:
        crowd = here.crowd
        await crowd.gather(people, now() + timedelta(days=30))
        await choose_language(here, people)
        before = await remembered(here)
        here.telegram.weather = telegram_weather.always(on_telegram.ConnectionReset())
        here.discord.weather = discord_weather.always(on_discord.ConnectionReset())
        here.clock.set(NO_BATTERY)
        async with here.bot(clocked=True):
            await asyncio.sleep(WITHOUT_NETWORK)
            here.clock.set(timedelta(0))
            here.telegram.weather, here.discord.weather = (
                telegram_weather.fair,
                discord_weather.fair,
            )
            await asyncio.sleep(RIGHT)
        figures = [
            Figure("people", before),
            Figure("erased", before - await remembered(here), at_most=0),
        ]
        return await here.row(f"clock {NO_BATTERY.days} days ahead at the start", figures)
