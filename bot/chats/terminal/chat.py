"""`TerminalChat`: reads what is typed, and writes what is answered or comes unasked."""

from __future__ import annotations

import asyncio
import io
import os
import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import TextIO

from bot.chats.terminal.input import Lines, columns
from bot.chats.terminal.layout import Layout, moment_here
from bot.core.messages import Address, Asked, Event, File, Inbound, Message, Said
from bot.core.text import say
from bot.core.translation import Languages, nearest
from bot.core.understanding import Trace
from bot.service.ports import Clock, Delivered, Delivery, Receive

HERE = Address("terminal", "here")
"""Who sits at the terminal: there is only one."""

LONGEST = 1_000
"""How many characters of a line are read."""

NARROWEST, WIDEST = 40, 80
"""Between how many columns lines are laid out, whatever the terminal has."""

_ESCAPES = re.compile(r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b.?")


class TerminalChat:
    """Reads lines and writes messages; the numbers it shows can be typed in place of a button."""

    name = "terminal"
    per_second = 30

    def __init__(
        self,
        source: TextIO,
        out: TextIO,
        languages: Languages,
        *,
        environ: Mapping[str, str],
        language: str | None = None,
        clock: Clock,
        columns: int | None = None,
        folder: Path = Path(),
        linger: timedelta = timedelta(0),
    ) -> None:
        """Lines can be edited when `source` and `out` are the process's own and both a terminal.

        `language` is the hint with which everything is sent. `columns` stands in for the terminal's
        own width. Files are written into `folder`. `linger` is how long, in real time, to wait for
        follow-ups after the end of what was piped in.
        """
        for stream in (source, out):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="replace")
        self._out = out
        self._languages = languages
        self._language = language
        self._clock = clock
        self._columns = columns
        self._folder = folder
        self._linger = linger
        styled = out.isatty() and environ.get("TERM", "dumb") != "dumb"
        self._bold = styled and not environ.get("NO_COLOR")
        self._lines = Lines(source, out, styled=styled)
        self._silent = True

    async def run(self, receive: Receive) -> None:
        """Greet, then answer line after line until the input ends, Ctrl-D or Ctrl-C."""
        try:
            with self._lines.attended():
                await self._answer(receive, Asked("start"))
                self._explain()
                while (line := await self._lines.next()) is not None:
                    if event := read(line):
                        await self._answer(receive, event)
                if not self._lines.interactive:
                    await asyncio.sleep(self._linger.total_seconds())
        except BrokenPipeError:
            # Whoever read us has left, as `| head` does. Python would complain once more at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), self._out.fileno())

    def _explain(self) -> None:
        """How one presses a button here, for whoever has never been in a terminal."""
        if self._lines.interactive:
            text = self._languages[nearest(self._language, self._languages)].text
            hint = say("Type a number and press Enter, or ask in your own words.")
            self._write(self._layout().note(text(hint)))

    async def deliver(self, to: Address, message: Message, *, key: str) -> Delivery:
        """Write a follow-up, dated, above whatever is being typed."""
        with self._lines.set_aside():
            at = moment_here(self._clock(), message.language)
            self._write(f"{self._layout().note(f'— {at} —')}\n\n{self._drawn([message])}")
        return Delivered()

    async def is_well(self) -> bool:
        """It is here."""
        return True

    async def _answer(self, receive: Receive, event: Event) -> None:
        at = self._clock()
        messages = await receive(Inbound(HERE, event, at, self._language, trace=Trace.NONE))
        if messages:
            self._write(self._drawn(messages), answer=True)

    def _layout(self) -> Layout:
        room = self._columns or min(max(columns(self._out), NARROWEST), WIDEST)
        return Layout(room, self._bold)

    def _drawn(self, messages: Sequence[Message]) -> str:
        layout = self._layout()
        saved = [self._save(each.file, each.language) for each in messages if each.file]
        return "\n\n".join([layout.messages(messages), *map(layout.note, saved)])

    def _write(self, text: str, *, answer: bool = False) -> None:
        """Write a block, with a blank line to what stands before and, if one types, to the next."""
        if self._lines.interactive:
            block = f"\n{text}\n\n" if answer else f"{text}\n\n"
        else:
            block = f"{text}\n" if self._silent else f"\n{text}\n"
        self._silent = False
        self._out.write(block)
        self._out.flush()

    def _save(self, file: File, language: str) -> str:
        """Keep a file, never in the place of another one; says where, or that it was not possible."""
        name, text = Path(Path(file.name).name), self._languages[language].text
        for number in range(1, 100):
            suffix = f"-{number}" if number > 1 else ""
            path = self._folder / f"{name.stem}{suffix}{name.suffix}"
            try:
                with path.open("xb") as new:
                    new.write(file.content)
            except FileExistsError:
                continue
            except OSError:
                break
            return text(say("Saved as {path}", path=str(path)))
        return text(say("I could not save the file here."))


def read(line: str) -> Event | None:
    """A command, or words; a number is read by whoever knows what was shown. Nothing is no event."""
    text = clean(line)
    if text.startswith("/") and text[1:2].isalpha():
        command, _, argument = text[1:].partition(" ")
        return Asked(command.lower(), argument.strip())
    return Said(text) if text else None


def clean(line: str) -> str:
    """What a line says: no escape sequences or control characters, and not without end."""
    text = _ESCAPES.sub("", line[: 2 * LONGEST]).replace("\t", " ").replace("\n", " ")
    kept = (each for each in text if unicodedata.category(each) != "Cc" and each != "\ufeff")
    return "".join(kept).strip()[:LONGEST]
