"""The process is told to stop (SIGTERM) in the midst of its work, as at every deploy."""

from __future__ import annotations

import asyncio
import signal
import time

from benchmarks.outages.figures import Figure, Row
from benchmarks.outages.patience import since
from benchmarks.outages.stage import Stage
from bot.host.clock import now

WORK = 2.0
"""Seconds from the first letter to the stop."""
PATIENCE = 45


async def stopped(stage: Stage, people: int) -> list[Row]:
    """Once, and started again at once, in real time."""
    crowd = stage.crowd
    await crowd.gather(people, now())
    async with stage.bot() as bot:
        await crowd.another(time.monotonic())
        await asyncio.sleep(WORK)
        told = time.monotonic()
        status = await bot.ends(signal.SIGTERM)
        took = since(told)
    async with stage.bot():
        again = time.monotonic()
        await crowd.served(within=PATIENCE)
        figures = [
            Figure("exit status", status, at_most=0, at_least=0),
            Figure("after", took, "s", at_most=10),
            Figure(f"still waiting {since(again):.0f} s after", await crowd.left(), at_most=0),
            Figure("longest wait after the restart", crowd.waited(again), "s", at_most=30),
        ]
    return [await stage.row("told to stop", figures)]
