"""When it is time to erase the silent: never by a clock that nothing else speaks for."""

from __future__ import annotations

from datetime import date, timedelta

from bot.service.ports import Clock
from bot.service.timer import Timer

EVERY = timedelta(hours=20)
"""Less than a day: a bot that is started anew each night sweeps, too."""

DRIFT = timedelta(minutes=5)
"""By so much a clock may part from the time that has passed, and still be believed."""


class Sweep:
    """Due once the process has run for so long, and its clock with it.

    A board without a battery starts in any year. Whoever sweeps first thing, or after the clock has
    jumped, erases people because of that.
    """

    def __init__(
        self,
        clock: Clock,
        timer: Timer,
        every: timedelta = EVERY,
        drift: timedelta = DRIFT,
        since: date = date.min,
    ) -> None:
        """A day before `since` is none that the clock can rightly tell: the program is newer."""
        self._clock = clock
        self._timer = timer
        self._every = every
        self._drift = drift
        self._since = since
        self.begin()

    def begin(self) -> None:
        """It has been done, or the clock was set: the time runs anew."""
        self._began, self._seconds = self._clock(), self._timer.seconds()

    def is_due(self) -> bool:
        """To be asked now and then: a clock that jumps there and back in between is not noticed."""
        passed = timedelta(seconds=self._timer.seconds() - self._seconds)
        now = self._clock()
        if abs(now - self._began - passed) > self._drift or now.date() < self._since:
            self.begin()
            return False
        return passed >= self._every
