"""Reads lines in a terminal or from a pipe, while the event loop goes on with other things."""

from __future__ import annotations

import asyncio
import io
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType, ModuleType
from typing import TextIO

from bot.chats.terminal.layout import width

PROMPT = "> "

LIMIT = 8_000
"""How many bytes of a piped line are kept; the rest of it is passed over."""


class Lines:
    """The lines that somebody types or pipes in.

    Neither `input()` nor a pipe can be told to stop waiting. So each line is waited for in a thread
    of its own, which does not keep the process alive.
    """

    def __init__(self, source: TextIO, out: TextIO, *, styled: bool) -> None:
        self._source = source
        self._out = out
        self._styled = styled
        own = source is sys.stdin and out is sys.stdout
        self.interactive = own and source.isatty() and out.isatty()
        self._editor = _line_editor() if self.interactive else None
        # A reader of our own: Python aborts when it ends while a thread holds the lock of sys.stdin.
        self._bytes = io.BufferedReader(io.FileIO(source.fileno(), closefd=False))
        self._waiting: asyncio.Future[str | None] | None = None
        self._left = False

    async def next(self) -> str | None:
        """The next line, or None when there is none to come."""
        if self._left:
            return None
        loop = asyncio.get_running_loop()
        waiting: asyncio.Future[str | None] = loop.create_future()
        self._waiting = waiting

        def wait() -> None:
            try:
                line = self._typed() if self.interactive else self._piped()
            except (EOFError, OSError):
                line = None
            with suppress(RuntimeError):  # the loop is closed: nobody waits any more
                loop.call_soon_threadsafe(_settle, waiting, line)

        threading.Thread(target=wait, name="terminal", daemon=True).start()
        try:
            return await waiting
        finally:
            self._waiting = None

    def _typed(self) -> str:
        return input(PROMPT)

    def _piped(self) -> str | None:
        line: bytes = self._bytes.readline(LIMIT)
        rest = line
        while len(rest) == LIMIT and not rest.endswith(b"\n"):
            rest = self._bytes.readline(LIMIT)
        return line.decode(self._source.encoding or "utf-8", "replace") if line else None

    @contextmanager
    def set_aside(self) -> Iterator[None]:
        """Room for something that comes while a line is being typed; the line stands below it.

        readline does not say where in the line its cursor is: it is taken to be at the end. Where it
        was not, the line looks wrong until it is sent, and is sent right.
        """
        if not self.interactive or self._waiting is None:
            yield
            return
        typed = PROMPT + (self._editor.get_line_buffer() if self._editor else "")
        up = width(typed) // columns(self._out)
        if self._styled:
            self._out.write((f"\x1b[{up}A" if up else "") + "\r\x1b[J")
        else:
            self._out.write("\n")
        yield
        self._out.write(typed)
        self._out.flush()

    @contextmanager
    def attended(self) -> Iterator[None]:
        """While somebody types, Ctrl-C is a way to leave; the terminal is left as it was found."""
        if not self.interactive:
            yield
            return
        loop = asyncio.get_running_loop()

        def leave(number: int, frame: FrameType | None) -> None:
            signal.signal(signal.SIGINT, interrupt)  # should an answer hang, the next one cancels
            loop.call_soon_threadsafe(self._leave)

        interrupt = signal.signal(signal.SIGINT, leave)
        try:
            with _restored(self._source):
                yield
        finally:
            signal.signal(signal.SIGINT, interrupt)
            self._out.write("\n")
            self._out.flush()

    def _leave(self) -> None:
        self._left = True
        if self._waiting is not None:
            _settle(self._waiting, None)


def columns(out: TextIO) -> int:
    """How wide the terminal is just now; 80 where there is none."""
    with suppress(OSError, ValueError):
        return os.get_terminal_size(out.fileno()).columns or 80
    return 80


def _settle(waiting: asyncio.Future[str | None], line: str | None) -> None:
    if not waiting.done():
        waiting.set_result(line)


def _line_editor() -> ModuleType | None:
    """GNU readline or what stands in for it. To import it is enough for `input()` to use it."""
    try:
        import readline
    except ImportError:  # Windows, and some builds of Python
        return None
    readline.parse_and_bind("set disable-completion on")
    # Ctrl-C leaves in the middle of a line, and must not leave the terminal in this mode.
    readline.parse_and_bind("set enable-bracketed-paste off")
    return readline


@contextmanager
def _restored(terminal: TextIO) -> Iterator[None]:
    """The terminal's modes as they were, however it ends: readline changes them for each line."""
    if sys.platform == "win32":
        yield
        return
    import termios

    modes = termios.tcgetattr(terminal.fileno())
    try:
        yield
    finally:
        termios.tcsetattr(terminal.fileno(), termios.TCSADRAIN, modes)
