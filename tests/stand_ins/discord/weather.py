"""What goes wrong for as long as it lasts, on every route: `server.weather = always(ServerError())`.

A fault ordered with `server.fault` comes first.
"""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable
from random import Random

from tests.stand_ins.line import AnswerLost, ConnectionReset

from .calls import Request
from .faults import Fault, RateLimited, ServerError

Weather = Callable[[Request], Fault | None]
"""Asked at each request: what it is met with, if anything."""

_OF_INTERACTIONS = ("POST /interactions", "/webhooks/")


def fair(_: Request) -> None:
    """Nothing is amiss."""


def always(fault: Fault) -> Weather:
    """Every request meets it."""
    return lambda _: fault


def is_limited(call: Request) -> bool:
    """Whether it counts for the limit of all requests: answers to interactions do not
    (https://docs.discord.com/developers/topics/rate-limits#global-rate-limit)."""
    return not any(part in call.route for part in _OF_INTERACTIONS)


class Dice:
    """Each request has its luck: 429, 500, a reset, or the work done and its answer lost.

    `dealt` counts the faults by name.
    """

    def __init__(self, seed: int = 1) -> None:
        self._random = Random(seed)
        self.dealt: Counter[str] = Counter()

    def __call__(self, _: Request) -> Fault | None:
        faults = (RateLimited(1.0), ServerError(), ConnectionReset(), AnswerLost(), None)
        (fault,) = self._random.choices(faults, weights=(30, 20, 10, 5, 35))
        self.dealt[type(fault).__name__] += 1
        return fault


class Limit:
    """So many requests are taken in any second, whatever their route; one more is told how long to
    wait. `refused` counts."""

    def __init__(self, per_second: int = 50, clock: Callable[[], float] = time.monotonic) -> None:
        self._taken: deque[float] = deque(maxlen=per_second)
        self._clock = clock
        self.refused = 0

    def __call__(self, call: Request) -> Fault | None:
        if not is_limited(call):
            return None
        now, taken = self._clock(), self._taken
        if len(taken) == taken.maxlen and now - taken[0] < 1:
            self.refused += 1
            return RateLimited(round(1 - (now - taken[0]), 3), everywhere=True)
        taken.append(now)
        return None
