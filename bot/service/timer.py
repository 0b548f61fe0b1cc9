"""Time as it passes by itself. A clock says what time it is, and can be set; this cannot."""

from __future__ import annotations

import asyncio
import time


class Timer:
    """How long things take, and waiting. A test may let it pass as it likes."""

    def seconds(self) -> float:
        """Counted from any beginning, and never backwards."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait for so long; not at all if that is nothing or less."""
        await asyncio.sleep(seconds)

    async def wait(self, event: asyncio.Event, seconds: float) -> None:
        """Wait until it is set, but no longer than so many seconds."""
        waiting = {asyncio.ensure_future(self.sleep(seconds)), asyncio.ensure_future(event.wait())}
        try:
            await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in waiting:
                each.cancel()
