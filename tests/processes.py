"""The bot as a process of its own, as its host starts it."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

from tests.stand_ins.discord.server import DiscordServer
from tests.stand_ins.telegram.server import TelegramServer

PATIENCE = 90
"""Seconds for a process to say what we wait for: only one that never does is waited for so long."""


class Bot:
    """A running `optout-bot`, and what it has logged so far."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.log = ""

    async def says(self, words: str) -> None:
        """Wait until these words stand in the log."""
        async with asyncio.timeout(PATIENCE):
            while words not in self.log:
                line = await self._stderr.readline()
                assert line, f"ended without saying {words!r}:\n{self.log}"
                self.log += line.decode()

    async def stops(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Tell it to stop; the exit status."""
        self.process.send_signal(how)
        async with asyncio.timeout(PATIENCE):
            self.log += (await self._stderr.read()).decode()
            return await self.process.wait()

    @property
    def _stderr(self) -> asyncio.StreamReader:
        assert self.process.stderr
        return self.process.stderr


def reaching(telegram: TelegramServer, discord: DiscordServer) -> dict[str, str]:
    """The settings that lead to these two stand-ins."""
    return {
        "TELEGRAM_TOKEN": telegram.token,
        "TELEGRAM_API_URL": telegram.url,
        "DISCORD_TOKEN": discord.token,
        "DISCORD_API_URL": discord.url,
    }


def environment(folder: Path, settings: Mapping[str, str]) -> dict[str, str]:
    """Nothing of ours but the search path; home and temporary files are in a folder of its own."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "TMPDIR": str(folder),
        "PYTHONUTF8": "1",
        "PYTHONPATH": os.pathsep.join(sys.path),
        **settings,
    }


@asynccontextmanager
async def running(
    folder: Path, settings: Mapping[str, str], module: Sequence[str] = ("bot", "run")
) -> AsyncIterator[Bot]:
    """`optout-bot run` in this folder, or another module; killed at the end if it is still there."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        *module,
        cwd=folder,
        env=environment(folder, settings),
        stderr=asyncio.subprocess.PIPE,
    )
    bot = Bot(process)
    try:
        await bot.says("running:")
        yield bot
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()


async def bot(
    folder: Path, *arguments: str, settings: Mapping[str, str] | None = None, typed: str = ""
) -> tuple[int, str, str]:
    """`optout-bot` with these arguments until it ends; its status, output and errors."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *arguments,
        cwd=folder,
        env=environment(folder, settings or {}),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    try:
        async with asyncio.timeout(PATIENCE):
            out, errors = await process.communicate(typed.encode())
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()
    assert process.returncode is not None
    return process.returncode, out.decode(), errors.decode()
