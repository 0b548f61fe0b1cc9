"""The bot as a process of its own, as its host starts it, ends it and reads its log."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from uuid import uuid4

from benchmarks.outages.patience import until
from tests.processes import environment

START = 60
"""Seconds until it is running, on a machine that has other things to do."""
END = 60
"""Seconds until it has ended, once it was told to."""


class Process:
    """One `optout-bot run`. Its log is a file: a pipe that nobody empties would hold it up."""

    def __init__(self, process: asyncio.subprocess.Process, log: Path) -> None:
        self._process = process
        self._log = log

    @classmethod
    async def started(
        cls, folder: Path, settings: Mapping[str, str], module: Sequence[str]
    ) -> Process:
        """Start it there, and wait until it says that it runs."""
        path = folder / f"{uuid4().hex}.log"
        with path.open("wb") as log:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                *module,
                cwd=folder,
                env=environment(folder, settings),
                stderr=log,
            )
        made = cls(process, path)
        await until(lambda: "running:" in made.log or not made.alive, START)
        assert "running:" in made.log, f"it does not run:\n{made.log}"
        return made

    @property
    def log(self) -> str:
        """What it has logged so far."""
        return self._log.read_text("utf-8", "replace")

    @property
    def number(self) -> int:
        """The id of the process."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it has not ended."""
        return self._process.returncode is None

    def lines(self, *levels: str, of: str = "") -> int:
        """How many lines of these levels stand in the log, by all or by one part of the bot."""
        starts = [f" {level} {of}" for level in levels]
        return sum(any(each in line for each in starts) for line in self.log.splitlines())

    async def ends(self, how: signal.Signals) -> int:
        """Send it this signal; the exit status."""
        if self.alive:
            self._process.send_signal(how)
        async with asyncio.timeout(END):
            return await self._process.wait()

    async def killed(self) -> None:
        """End it at once, and let the stand-ins see to what it had already sent."""
        await self.ends(signal.SIGKILL)
        await asyncio.sleep(0.2)
