"""Measures the bot beside its peers and writes the table into `benchmarks/README.md`:

    python -m benchmarks

It takes about two minutes. Every figure stands beside a peer's of the same run: the machine does
not matter then.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.processes import Bot, reaching, running
from tests.stand_ins.discord.server import DiscordServer
from tests.stand_ins.telegram.server import TelegramServer
from tests.stand_ins.telegram.users import User
from training.texts import questions

README = Path(__file__).with_name("README.md")
TABLE = "<!-- table -->\n"

TAPS = 200
"""Messages one person sends, one after the other."""

Row = tuple[str, float, float, str]
"""What is measured, ours, the peer's, and the unit."""


def reading() -> list[Row]:
    """What it takes to understand a message, beside working out its meaning alone."""
    printed = subprocess.run(
        [sys.executable, "-m", "benchmarks.reading"], check=True, stdout=subprocess.PIPE
    )
    found = json.loads(printed.stdout)
    ours, peer = ([1000 * each for each in found[who]] for who in ("ours", "peer"))
    return [
        ("a question understood, median", statistics.median(ours), statistics.median(peer), "ms"),
        ("a question understood, slowest of 20", _slow(ours), _slow(peer), "ms"),
        ("the reader loaded, once", *found["loaded"], "s"),
    ]


def _slow(values: Sequence[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


async def answering() -> list[Row]:
    """What a person waits for an answer, and what memory the whole process has come to then."""
    every = [each.text for each in questions()]
    asked = every[:: len(every) // TAPS][:TAPS]
    words = ["/about", "/help", "/privacy", "/data"] * (TAPS // 4)
    ours = await _measured(("bot", "run"), words, asked)
    peer = await _measured(("benchmarks.echo",), words, asked)
    return [
        ("a command answered on Telegram, median", ours[0], peer[0], "ms"),
        ("a question answered on Telegram, median", ours[1], peer[1], "ms"),
        ("all its processes after that, resident", ours[2], peer[2], "MB"),
        ("from the start until it is running", ours[3], peer[3], "s"),
    ]


async def _measured(
    module: Sequence[str], commands: Sequence[str], texts: Sequence[str]
) -> tuple[float, float, float, float]:
    with tempfile.TemporaryDirectory() as folder:
        async with TelegramServer() as telegram, DiscordServer() as discord:
            settings = {
                **reaching(telegram, discord),
                "LOG_LEVEL": "ERROR" if module[0] != "bot" else "INFO",
            }
            started = time.perf_counter()
            async with running(Path(folder), settings, module) as process:
                start = time.perf_counter() - started
                await discord.gateway.ready()
                person = telegram.user(language="en", started=True)
                waits = [await _waited(person, text) for text in commands]
                asked = [await _waited(person, text) for text in texts]
                memory = _resident(process)
    return 1000 * statistics.median(waits), 1000 * statistics.median(asked), memory, start


async def _waited(person: User, text: str) -> float:
    """The seconds until the answer to this is there."""
    started = time.perf_counter()
    await person.says(text)
    await person.answer()
    took = time.perf_counter() - started
    while person.unseen():
        await person.answer()
    return took


def _resident(process: Bot) -> float:
    """Megabytes of memory, with the processes that it started; Linux tells it."""
    number = process.process.pid
    children = Path(f"/proc/{number}/task/{number}/children").read_text("ascii").split()
    return sum(map(_megabytes, (number, *map(int, children))))


def _megabytes(process: int) -> float:
    status = Path(f"/proc/{process}/status").read_text("ascii")
    line = next(each for each in status.splitlines() if each.startswith("VmRSS:"))
    return int(line.split()[1]) * 1024 / 1e6


def table(rows: Sequence[Row]) -> str:
    """The rows in Markdown."""
    lines = ["| | the bot | its peer | ratio |", "|---|---|---|---|"]
    for what, ours, peer, unit in rows:
        lines.append(f"| {what} | {ours:.3g} {unit} | {peer:.3g} {unit} | {ours / peer:.2f} |")
    return "\n".join(lines)


def main() -> None:
    """Measure, print, write down."""
    found = table([*reading(), *asyncio.run(answering())])
    before = README.read_text("utf-8").partition(TABLE)[0]
    README.write_text(f"{before}{TABLE}{found}\n", "utf-8")
    sys.stdout.write(f"{found}\n")


if __name__ == "__main__":
    main()
