"""A tiny bot at the terminal, run as a program of its own: `python -m tests.terminal_session`.

It repeats what it is sent. `/soon` lets a follow-up come a moment later, `/file` sends a file.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from gettext import NullTranslations

from babel.core import Locale

from bot.chats.terminal import HERE, TerminalChat
from bot.core.messages import Asked, Button, File, Inbound, Message, Paragraph, Said
from bot.core.press import Press
from bot.core.translation import Language
from bot.service.ports import Chat

LANGUAGES = {"en": Language("en", Locale("en"), NullTranslations())}


def message(text: str, *labels: str, file: File | None = None) -> Message:
    """One paragraph, and buttons that lead to places named like their labels."""
    buttons = tuple(Button(label, Press(label.lower())) for label in labels)
    return Message("en", (Paragraph((text,)),), buttons, file)


class Echo:
    """Says what came in."""

    def __init__(self, chat: Chat) -> None:
        self._chat = chat
        self._promised: set[asyncio.Task[None]] = set()

    async def receive(self, inbound: Inbound) -> Sequence[Message]:
        """The port `Receive`."""
        match inbound.event:
            case Asked("start"):
                return [message("Hello.", "Guide", "Later")]
            case Asked("soon"):
                self._promised.add(asyncio.create_task(self._follow_up()))
                return [message("Soon.", "Wrong")]
            case Asked("file"):
                return [message("Here.", file=File("a.ics", "text/calendar", b"BEGIN"))]
            case Asked(command, argument):
                return [message(f"Asked {command} {argument!r}.")]
            case Said(text):
                return [message(f"Said {text!a}, {len(text)} long.")]
        return []

    async def _follow_up(self) -> None:
        await asyncio.sleep(0.2)
        await self._chat.deliver(HERE, message("You asked me.", "Done"), key="1")


async def main() -> None:
    """Talk until the input ends; the argument is how many seconds to wait for follow-ups then."""
    chat = TerminalChat(
        sys.stdin,
        sys.stdout,
        LANGUAGES,
        environ=os.environ,
        clock=lambda: datetime(2026, 11, 24, 9, 0, tzinfo=UTC),
        linger=timedelta(seconds=float(sys.argv[1]) if sys.argv[1:] else 0),
    )
    await chat.run(Echo(chat).receive)


if __name__ == "__main__":
    asyncio.run(main())
