"""Rounds of a courier, one after the other, and what is awaited of them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from bot.service.courier import Courier
from tests.letters import Clock
from tests.stores import ANNAS_LIFE, promise

MINUTE = timedelta(minutes=1)
ANNAS_TALK = replace(ANNAS_LIFE, promises=(promise(),))


async def keep_on(made: Courier, clock: Clock, rounds: int, step: timedelta = 10 * MINUTE) -> None:
    """So many rounds, with time going by in between."""
    for _ in range(rounds):
        await made.round()
        clock.on(step)


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.01)
