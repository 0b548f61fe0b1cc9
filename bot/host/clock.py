"""What time it is, and a clock that runs fast so that one can watch follow-ups come."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from bot.service.ports import Clock as Clock

DAY = timedelta(days=1)
SHORTEST = timedelta(milliseconds=100)
"""Shorter days would carry a clock left running overnight past the year 9999."""

_UNITS = {"ms": "milliseconds", "s": "seconds", "m": "minutes", "h": "hours"}


def now() -> datetime:
    """The time by the computer's own clock."""
    return datetime.now(UTC)


class FastClock:
    """A clock on which a whole day passes within `day`, counted from `start`."""

    def __init__(
        self, start: datetime, day: timedelta, seconds: Callable[[], float] = time.monotonic
    ) -> None:
        """`seconds` counts real seconds from any beginning, and never backwards."""
        self._start = start.astimezone(UTC)
        self._speed = DAY / day
        self._seconds = seconds
        self._began = seconds()

    def __call__(self) -> datetime:
        """The time on this clock."""
        return self._start + timedelta(seconds=(self._seconds() - self._began) * self._speed)

    def real(self, span: timedelta) -> timedelta:
        """How long a span on this clock really takes: what to sleep for it to pass."""
        return span / self._speed


def day_length(text: str) -> timedelta:
    """The length of a day as somebody writes it: `500ms`, `2s`, `1m`, `1h`.

    Raises `ValueError`, whose text can be shown, when it is not of that form or not between 100 ms
    and a real day.
    """
    found = re.fullmatch(r"(\d{1,9}(?:\.\d{1,3})?)\s*(ms|s|m|h)", text.strip().lower(), re.ASCII)
    if not found:
        raise ValueError("write how long a day lasts as a number and a unit: 500ms, 2s, 1m or 1h")
    length = timedelta(**{_UNITS[found[2]]: float(found[1])})
    if not SHORTEST <= length <= DAY:
        raise ValueError("a day lasts between 100ms and 24h")
    return length
