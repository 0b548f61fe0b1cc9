"""So many a second, and quiet when the platform wants it."""

from __future__ import annotations

import math

from bot.service.timer import Timer


class Pace:
    """Spaces what is begun evenly. What was held up does not catch up: no second has more than others,
    which a limit on the average would allow."""

    def __init__(self, per_second: float, timer: Timer) -> None:
        self._gap = 1 / per_second
        self._timer = timer
        self._next = self._quiet = -math.inf

    async def turn(self) -> None:
        """Wait until the next one may begin, and count it as begun; of many that wait each has its own
        moment."""
        now = self._timer.seconds()
        begins = max(now, self._next)
        self._next = begins + self._gap
        await self._timer.sleep(begins - now)

    def hold(self, seconds: float) -> None:
        """The platform wants nothing for so long."""
        self._quiet = max(self._quiet, self._timer.seconds() + seconds)

    @property
    def held(self) -> bool:
        """Whether the platform wants nothing at this moment."""
        return self._quiet > self._timer.seconds()

    async def quiet(self) -> None:
        """Wait for as long as the platform wants nothing."""
        while self.held:
            await self._timer.sleep(self._quiet - self._timer.seconds())
