"""The reader as a process of its own, which `bot.reader.process` starts:

    python -m bot.reader SECONDS MODULE:EMBEDDER

A text a line comes in as JSON, and its `Reading` goes out, or the name of what went wrong. It ends
with its input, and when one text takes longer than so many seconds.
"""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Iterator
from dataclasses import asdict
from importlib import import_module

from bot.reader.reader import HeadReader
from bot.reader.wire import LONGEST_LINE, READY

MEMORY = 512 << 20
"""Bytes of address space; it needs some 180 million."""


def main(seconds: float, embedder: str) -> None:
    """Read until the input ends."""
    # Whoever stops the bot signals all of it, and the bot has yet to answer what came before that.
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.SIG_IGN)
    _bounded()
    module, _, name = embedder.partition(":")
    reader = HeadReader.with_head(getattr(import_module(module), name)())
    _write(READY)
    for text in _texts():
        # No handler: the process ends, whatever it is at, and even if nobody is there to end it.
        signal.setitimer(signal.ITIMER_REAL, seconds)
        answer = _answer(reader, text)
        signal.setitimer(signal.ITIMER_REAL, 0)
        _write(answer)


def _bounded() -> None:
    """No more memory than that, and no core file with somebody's words; where the system can."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    except (ImportError, ValueError, OSError):
        return


def _texts() -> Iterator[str]:
    while line := sys.stdin.buffer.readline(LONGEST_LINE):
        yield json.loads(line)


def _answer(reader: HeadReader, text: str) -> object:
    try:
        return asdict(reader.read(text))
    except Exception as error:
        return {"failed": type(error).__name__}


def _write(answer: object) -> None:
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n")
    sys.stdout.buffer.flush()


if __name__ == "__main__":
    main(float(sys.argv[1]), sys.argv[2])
