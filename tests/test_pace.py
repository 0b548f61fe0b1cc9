"""No second has more than its share, whoever waits for it and however long nothing went."""

from __future__ import annotations

import asyncio

from bot.service.pace import Pace
from bot.service.timer import Timer


class Counted(Timer):
    """Time that passes only when all wait for it."""

    def __init__(self) -> None:
        self.now = 0.0

    def seconds(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        until = self.now + max(0.0, seconds)
        while self.now < until:  # noqa: ASYNC110
            await asyncio.sleep(0)


async def begun(pace: Pace, timer: Counted, how_many: int) -> list[float]:
    """When each of so many that ask at once may begin."""
    moments: list[float] = []

    async def one() -> None:
        await pace.turn()
        moments.append(timer.now)

    tasks = [asyncio.ensure_future(one()) for _ in range(how_many)]
    while not all(each.done() for each in tasks):
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        timer.now = round(timer.now + 0.01, 2)
    return moments


async def test_all_that_wait_together_begin_one_after_the_other() -> None:
    timer = Counted()
    moments = await begun(Pace(10, timer), timer, 25)
    for start in moments:
        assert len([each for each in moments if start <= each < start + 1]) <= 11


async def test_what_was_held_up_does_not_catch_up() -> None:
    timer = Counted()
    pace = Pace(10, timer)
    await begun(pace, timer, 3)
    timer.now += 60
    moments = await begun(pace, timer, 25)
    assert max(moments) - min(moments) >= 2.3
