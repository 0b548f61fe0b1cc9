"""What is begun is brought to an end, also when told to stop."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")


async def finished(work: Coroutine[Any, Any, Result], within: float) -> Result:
    """The result of the work. If this is cancelled meanwhile, it has still so many seconds to end."""
    task = asyncio.create_task(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait((task,), timeout=within)
        task.cancel()
        await asyncio.wait((task,))
        if not task.cancelled():
            task.exception()  # as good as seen
        raise
