"""A courier in a process of its own, to be killed: `python -m tests.courier.process URL LETTERBOX`.

Each letter takes a tenth of a second, and is a line in the file LETTERBOX halfway through.
"""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.core.messages import Address
from bot.service.timer import Timer
from tests.letters import Letterbox, courier
from tests.stores import store_at

PER_SECOND = 20


async def main(url: str, letterbox: Path) -> None:
    async def write(to: Address) -> None:
        await asyncio.sleep(0.05)
        with letterbox.open("a") as file:
            file.write(f"{to.id}\n")
        await asyncio.sleep(0.05)

    async with store_at(url) as store:
        box = Letterbox(per_second=PER_SECOND, meanwhile=write)
        soon = {"lease": timedelta(seconds=1), "timeout": timedelta(seconds=0.5)}
        made = courier(store, box, clock=lambda: datetime.now(UTC), timer=Timer(), **soon)
        await made.run()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], Path(sys.argv[2])))
