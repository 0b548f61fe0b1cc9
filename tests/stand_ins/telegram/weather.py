"""What goes wrong for as long as it lasts, on every method: `server.weather = always(Page(502))`.

A fault ordered with `server.fault` comes first.
"""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable
from random import Random
from typing import TYPE_CHECKING

from tests.stand_ins.line import AnswerLost, ConnectionReset

from .faults import Fault, RateLimited, ServerError

if TYPE_CHECKING:
    from .server import Request

Weather = Callable[["Request"], Fault | None]
"""Asked at each call: what it is met with, if anything."""

POLL = "getUpdates"


def fair(_: Request) -> None:
    """Nothing is amiss."""


def is_limited(call: Request) -> bool:
    """Whether it writes to somebody, which is what Telegram limits."""
    return call.method.startswith(("send", "edit"))


def always(fault: Fault) -> Weather:
    """Every call meets it."""
    return lambda _: fault


def unless_polled(fault: Fault) -> Weather:
    """Every call meets it but the one that asks what has happened."""
    return lambda call: None if call.method == POLL else fault


class Dice:
    """Each call but a poll has its luck: 429, 500, a reset, or the work done and its answer lost.

    `dealt` counts the faults by name.
    """

    def __init__(self, seed: int = 1) -> None:
        self._random = Random(seed)
        self.dealt: Counter[str] = Counter()

    def __call__(self, call: Request) -> Fault | None:
        faults = (RateLimited(1), ServerError(), ConnectionReset(), AnswerLost(), None)
        if call.method == POLL:
            return None
        (fault,) = self._random.choices(faults, weights=(30, 20, 10, 5, 35))
        self.dealt[type(fault).__name__] += 1
        return fault


class Limit:
    """So many messages are taken in any second; one more is told to wait for a second.

    It is about 30 (https://core.telegram.org/bots/faq#broadcasting-to-users). `refused` counts.
    """

    def __init__(self, per_second: int = 30, clock: Callable[[], float] = time.monotonic) -> None:
        self._taken: deque[float] = deque(maxlen=per_second)
        self._clock = clock
        self.refused = 0

    def __call__(self, call: Request) -> Fault | None:
        if not is_limited(call):
            return None
        now, taken = self._clock(), self._taken
        if len(taken) == taken.maxlen and now - taken[0] < 1:
            self.refused += 1
            return RateLimited(1)
        taken.append(now)
        return None
