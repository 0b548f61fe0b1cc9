"""`optout-bot run` on a clock that is wrong by as many seconds as a file says:

TELEGRAM_TOKEN=… python -m benchmarks.outages.clocked FILE
"""

from __future__ import annotations

import asyncio
import os
import sys
from datetime import datetime, timedelta
from pathlib import Path

from bot import app
from bot.host import logs
from bot.host.clock import now
from bot.host.settings import Settings


class WrongClock:
    """A clock that others can set while it is read."""

    def __init__(self, file: Path) -> None:
        """The file says by how many seconds it is ahead; without a file it is right."""
        self._file = file

    def __call__(self) -> datetime:
        """The time by this clock."""
        return now() + self.ahead

    @property
    def ahead(self) -> timedelta:
        """By how much it is wrong."""
        if not self._file.exists():
            return timedelta(0)
        return timedelta(seconds=float(self._file.read_text("ascii")))

    def set(self, ahead: timedelta) -> None:
        """Set it in one step: nobody reads half of it."""
        new = self._file.with_suffix(".new")
        new.write_text(str(ahead.total_seconds()), "ascii")
        new.replace(self._file)

    def on(self, step: timedelta) -> None:
        """As if time had passed."""
        self.set(self.ahead + step)


def main() -> None:
    """As the command line does it."""
    settings = Settings.read(os.environ, chat_required=True)
    logs.set_up(settings.log_level)
    asyncio.run(app.run(settings, WrongClock(Path(sys.argv[1]))))


if __name__ == "__main__":
    main()
