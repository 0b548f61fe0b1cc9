"""The reader's process: it dies, hangs and fails, and the bot goes on."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import time
import unicodedata
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from bot.reader.meaning import LONGEST as TOKENS
from bot.reader.meaning import shipped
from bot.reader.normal import LONGEST, OPENING, normal
from bot.reader.process import ReaderProcess
from bot.reader.reader import HeadReader
from tests.processes import reaching, running
from tests.stand_ins.discord.server import DiscordServer
from tests.stand_ins.telegram.server import TelegramServer
from training.texts import questions

ASKED = "hmm, so what about it then"
"""So half a question that a glance is not enough."""
SOON = (timedelta(0),)


@asynccontextmanager
async def alive(embedder: str = "Still", limit: float = 20) -> AsyncIterator[ReaderProcess]:
    process = ReaderProcess(
        f"tests.embedders:{embedder}", limit=timedelta(seconds=limit), pauses=SOON
    )
    async with process.alive(), asyncio.timeout(60):
        yield process


async def test_it_is_killed_in_the_midst_of_a_text_and_reads_the_next() -> None:
    async with alive("Stuck") as reader:
        assert await reader.read(ASKED)
        first = reader.pid
        assert first
        reading = asyncio.ensure_future(reader.read(f"{ASKED} without end"))
        await asyncio.sleep(0.1)
        os.kill(first, signal.SIGKILL)
        assert await reading is None
        assert await reader.read(ASKED)
        assert reader.pid not in (None, first)


async def test_a_text_that_takes_too_long_is_given_up(caplog: pytest.LogCaptureFixture) -> None:
    async with alive("Stuck", limit=1) as reader:
        assert await reader.read(f"{ASKED} without end") is None
        assert await reader.read(ASKED)
    assert "without end" not in caplog.text


async def test_what_goes_wrong_inside_costs_one_text(caplog: pytest.LogCaptureFixture) -> None:
    async with alive("Failing") as reader:
        assert await reader.read(ASKED) is None
        first = reader.pid
        assert (await reader.read("?!")) is not None
        assert reader.pid == first
    assert "RecursionError" in caplog.text
    assert ASKED not in caplog.text


async def test_one_that_dies_in_the_midst_is_started_again_and_how_it_ended_is_said(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with alive("Struck") as reader:
        assert await reader.read(ASKED) is None
        assert await reader.read("?!")
    assert "the reader's process ended (status -9)" in caplog.text


@pytest.mark.parametrize("stopped", [False, True])
async def test_one_that_hangs_ends_itself_and_is_killed_if_it_cannot(
    stopped: bool, caplog: pytest.LogCaptureFixture
) -> None:
    async with alive("Stuck", limit=0.5) as reader:
        assert await reader.read("?!")
        assert reader.pid
        if stopped:
            os.kill(reader.pid, signal.SIGSTOP)
        assert await reader.read(f"{ASKED} without end") is None
        assert await reader.read("?!")
    ended_by = signal.SIGKILL if stopped else signal.SIGALRM
    assert f"the reader's process ended (status -{ended_by})" in caplog.text


async def test_signals_to_all_of_the_bot_do_not_end_it() -> None:
    async with alive() as reader:
        assert await reader.read(ASKED)
        first = reader.pid
        assert first
        for each in (signal.SIGINT, signal.SIGTERM):
            os.kill(first, each)
        assert await reader.read(ASKED)
        assert reader.pid == first


async def test_more_memory_than_its_own_is_not_had(caplog: pytest.LogCaptureFixture) -> None:
    async with alive("Greedy") as reader:
        assert await reader.read(ASKED) is None
        first = reader.pid
        assert await reader.read("?!")
        assert reader.pid == first
    assert "MemoryError" in caplog.text


async def test_what_is_no_reading_is_not_believed(caplog: pytest.LogCaptureFixture) -> None:
    async with alive("Forging") as reader:
        assert await reader.read(ASKED) is None
        assert await reader.read("?!")
    assert "etc" not in caplog.text


async def test_one_that_cannot_start_is_tried_again_and_said(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async with alive("Missing") as reader:
        reading = asyncio.ensure_future(reader.read(ASKED))
        await asyncio.to_thread(said_again, caplog)
        assert not reading.done()
        reading.cancel()


def said_again(caplog: pytest.LogCaptureFixture) -> None:
    for _ in range(600):
        if caplog.text.count("could not be loaded") > 1:
            return
        time.sleep(0.05)
    raise AssertionError(caplog.text)


async def test_who_no_longer_waits_leaves_the_next_its_own_answer() -> None:
    async with alive("Stuck") as reader:
        assert await reader.read(ASKED)
        reading = asyncio.ensure_future(reader.read(f"{ASKED} without end"))
        await asyncio.sleep(0.1)
        reading.cancel()
        assert await reader.read("my password is hunter2x") == await reader.read(
            "my password is hunter2x"
        )


async def test_it_knows_no_secret_and_holds_no_door(tmp_path: Path) -> None:
    async with TelegramServer() as telegram, DiscordServer() as discord:
        settings = {
            **reaching(telegram, discord),
            "DATA_KEY": "a key that nobody else may see " * 2,
        }
        async with running(tmp_path, settings) as bot:
            ada = telegram.user(started=True, language="en")
            await ada.says("do they read my private messages")
            await ada.answer()
            [child] = children(bot.process.pid)
            environment, doors = held(child)
            for name, secret in settings.items():
                assert name not in environment
                assert secret not in environment
            assert not [each for each in doors if "socket" in each or ".db" in each]
            assert await bot.stops() == 0
        assert not runs(child)


def held(process: int) -> tuple[str, list[str]]:
    """Its environment, and what it has open."""
    place = Path(f"/proc/{process}")
    doors = [str(each.readlink()) for each in (place / "fd").iterdir()]
    return (place / "environ").read_bytes().decode(), doors


def children(parent: int) -> list[int]:
    """The processes that it started."""
    found = Path(f"/proc/{parent}/task/{parent}/children").read_text("ascii")
    return [int(each) for each in found.split()]


async def test_it_ends_with_the_bot_even_if_that_is_killed(tmp_path: Path) -> None:
    script = (
        "import asyncio\n"
        "from bot.reader.process import ReaderProcess\n"
        "async def main():\n"
        "    async with ReaderProcess('tests.embedders:Still').alive() as reader:\n"
        "        await reader.read('hello there')\n"
        "        print(reader.pid, flush=True)\n"
        "        await asyncio.sleep(600)\n"
        "asyncio.run(main())\n"
    )
    parent = await asyncio.create_subprocess_exec(
        sys.executable, "-c", script, stdout=asyncio.subprocess.PIPE
    )
    assert parent.stdout
    child = int(await parent.stdout.readline())
    parent.kill()
    await parent.wait()
    await asyncio.to_thread(ended, child)


def ended(process: int) -> None:
    for _ in range(400):
        if not runs(process):
            return
        time.sleep(0.05)
    raise AssertionError("it goes on alone")


def runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{process}/status")
    return not status.exists() or "State:\tZ" not in status.read_text()


# --- what reaches the model -------------------------------------------------------------------------


class Recording:
    """Keeps what reaches the model."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def query(self, text: str) -> NDArray[np.float32]:
        self.texts.append(text)
        return np.zeros(384, dtype=np.float32)


@pytest.mark.parametrize(
    "text",
    [
        "e\u0301te\u0301 " * 900,
        "\ufb01ne \u2167 \u2460 " * 90,
        "\u1100\u1161 " * 4000,
        "hm " * 9000,
    ],
)
def test_what_reaches_the_model_is_normalised_first_and_cut_afterwards(text: str) -> None:
    seen = Recording()
    HeadReader.with_head(seen).read(text)
    for each in seen.texts:
        assert unicodedata.is_normalized("NFKC", each)
        assert len(each) <= OPENING
    assert len(normal(text)) <= LONGEST


def test_the_model_looks_at_no_more_tokens_than_a_question_has() -> None:
    model = shipped()
    assert len(model.tokens("a b c d e f g h " * 200)) <= TOKENS + 2
    assert len(model.tokens("")) >= 2


def test_composed_and_decomposed_letters_are_the_same(read: HeadReader) -> None:
    asked = [each.text for each in questions()][::60]
    decomposed = [text for text in asked if unicodedata.normalize("NFD", text) != text]
    assert len(decomposed) > 10
    for text in decomposed:
        composed = unicodedata.normalize("NFC", text)
        assert read.read(unicodedata.normalize("NFD", text)) == read.read(composed)
