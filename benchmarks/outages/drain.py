"""Nothing fails: what it takes beyond the platforms' pace, and whether others are answered."""

from __future__ import annotations

import time

from benchmarks.outages.figures import Figure, Row
from benchmarks.outages.stage import Stage
from bot.host.clock import now


async def drain(stage: Stage, people: int) -> list[Row]:
    """All that is due goes out while people ask."""
    crowd = stage.crowd
    await crowd.gather(people, now())
    async with stage.bot() as bot:
        begun = time.monotonic()
        async with stage.asking() as asked:
            await crowd.served(within=30 + 4 * crowd.least)
        over = crowd.waited(begun) - crowd.least
        figures = [
            Figure("still waiting", await crowd.left(), at_most=0),
            Figure(f"beyond {crowd.least:.0f} s of pace", over, "s", at_most=2 * crowd.least),
            *asked.figures(),
            Figure("lines of ERROR", bot.lines("ERROR"), at_most=0),
        ]
    return [await stage.row("drain", figures)]
