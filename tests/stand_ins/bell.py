"""Lets somebody wait until something has become true, without looking every few moments."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

Found = TypeVar("Found")


class Bell:
    """Rings when something has changed, for all who wait for it."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Wake everyone; whoever finds nothing goes on waiting."""
        self._rung.set()
        self._rung = asyncio.Event()

    async def until(
        self, find: Callable[[], Found | None], seconds: float, waiting_for: str
    ) -> Found:
        """The first thing `find` finds; a TimeoutError that names it when that takes too long."""
        try:
            async with asyncio.timeout(seconds):
                while (found := find()) is None:
                    await self._rung.wait()
                return found
        except TimeoutError:
            raise TimeoutError(f"waited {seconds:g} s in vain for {waiting_for}") from None
