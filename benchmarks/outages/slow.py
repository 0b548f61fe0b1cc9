"""Telegram is slow. Discord is well, and must not notice."""

from __future__ import annotations

import time
from functools import partial

from benchmarks.outages.figures import Figure, Row
from benchmarks.outages.patience import since
from benchmarks.outages.stage import Stage
from bot.chats.discord import DiscordChat
from bot.host.clock import now
from tests.stand_ins.telegram.faults import Slow
from tests.stand_ins.telegram.weather import unless_polled

PATIENCE = 40


async def slow(stage: Stage, people: int, *, seconds: float) -> list[Row]:
    """Telegram needs so many seconds for each answer; how long Discord's letters take."""
    crowd = stage.crowd
    await crowd.gather(people, now())
    alone = len(crowd.on("discord")) / DiscordChat.per_second
    stage.telegram.weather = unless_polled(Slow(seconds))
    async with stage.bot():
        begun = time.monotonic()
        async with stage.asking("discord") as asked:
            await crowd.served(within=PATIENCE, chat="discord")
            took = since(begun)
        figures = [
            Figure("still waiting on Discord", await crowd.left("discord"), at_most=0),
            Figure(f"{alone:.0f} s of Discord's pace took", took, "s", at_most=2 * alone),
            *asked.figures(),
        ]
    return [await stage.row(f"Telegram needs {seconds:g} s an answer", figures)]


slow_6, slow_10 = partial(slow, seconds=6.0), partial(slow, seconds=10.0)
