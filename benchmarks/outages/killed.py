"""The process is killed (SIGKILL) in the midst of its work."""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta

from benchmarks.outages.figures import Figure, Row
from benchmarks.outages.patience import since
from benchmarks.outages.stage import Stage
from bot.host.clock import now

WORK = 1.0
"""Seconds from the first letter of a process to its end."""
KILLS = 40
LEASE = timedelta(minutes=6)
"""Longer than a claim lasts: by so much the clock goes on after each kill."""
PATIENCE = 90


async def killed(stage: Stage, people: int) -> list[Row]:
    """Again and again, about a second after its first letter. In between the clock goes on until
    what was claimed is free again."""
    crowd = stage.crowd
    await crowd.gather(people, now())
    in_flight = kills = most = 0
    while kills < KILLS and await crowd.left():
        async with stage.bot(clocked=True) as bot:
            started = time.monotonic()
            if not await crowd.another(started) or await crowd.served(within=WORK):
                break
            await bot.killed()
        kills += 1
        found = await crowd.in_flight(started)
        in_flight, most = in_flight + found, max(most, found)
        stage.clock.on(LEASE)
    figures = [
        Figure("still waiting", await crowd.left(), at_most=0),
        Figure("kills", kills, at_least=3),
        Figure("in flight at one", most),
    ]
    return [await stage.row("killed about each second", figures, in_flight)]


async def killed_once(stage: Stage, people: int) -> list[Row]:
    """Once, and started again at once, in real time."""
    crowd = stage.crowd
    await crowd.gather(people, now())
    async with stage.bot() as bot:
        started = time.monotonic()
        await crowd.another(started)
        await asyncio.sleep(2 * WORK)
        await bot.killed()
    end = time.monotonic()
    in_flight = await crowd.in_flight(started)
    async with stage.bot():
        await crowd.served(within=PATIENCE)
        figures = [
            Figure("in flight", in_flight),
            Figure(f"still waiting {since(end):.0f} s after", await crowd.left(), at_most=0),
            Figure("longest wait after the kill", crowd.waited(end), "s", at_most=60),
        ]
    return [await stage.row("killed once, in real time", figures, in_flight)]
