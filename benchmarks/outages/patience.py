"""Waiting for what cannot tell us: another process, a file, a database."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

GLANCE = 0.2
"""Seconds between two looks."""


async def until(holds: Callable[[], bool], within: float) -> bool:
    """Wait until it holds; whether it did within so many seconds."""
    end = time.monotonic() + within
    while not holds():
        if time.monotonic() > end:
            return False
        await asyncio.sleep(GLANCE)
    return True


def since(moment: float) -> float:
    """The seconds that have passed since then."""
    return time.monotonic() - moment
