"""A bot that says what it is told to, on Telegram."""

import asyncio
import gettext
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from babel.core import Locale

from bot.chats.telegram import TelegramChat
from bot.chats.telegram.poll import Limits
from bot.core.messages import (
    PLAIN,
    Address,
    AnyButton,
    Button,
    Event,
    File,
    Inbound,
    Manner,
    Message,
    Paragraph,
)
from bot.core.press import Press
from bot.core.translation import Language, Languages
from tests.stand_ins.telegram.chats import Chat
from tests.stand_ins.telegram.faults import AnswerLost, Slow
from tests.stand_ins.telegram.server import TOKEN, TelegramServer
from tests.stand_ins.telegram.users import User

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
SHORT = timedelta(seconds=0.3)
"""How long a bot waits for a slow server here, and half as long as that server takes."""
SLOW, LOST = Slow(0.6), AnswerLost(0.6)
BOT = "optout_test_bot"


class German(gettext.NullTranslations):
    """As much German as these tests need."""

    def gettext(self, message: str) -> str:
        return f"auf Deutsch: {message}"[:100]

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)


ENGLISH = Language("en", Locale("en"), gettext.NullTranslations())
LANGUAGES: Languages = {"en": ENGLISH, "de": Language("de", Locale("de"), German())}


def message(
    text: str = "Hello",
    *buttons: AnyButton[str],
    file: File | None = None,
    manner: Manner = PLAIN,
) -> Message:
    """What the bot has to say."""
    paragraphs = tuple(Paragraph((each,)) for each in text.split("\n\n"))
    return Message("en", paragraphs, buttons, file, manner)


NEXT = Button("Next", Press("step", "2"))


@dataclass
class Script:
    """A bot that hears and says what it is told to."""

    answers: Sequence[Message] = (message(),)
    error: Exception | None = None
    heard: asyncio.Queue[Inbound] = field(default_factory=asyncio.Queue)
    thinks: Callable[[], Awaitable[object]] | None = None

    async def __call__(self, inbound: Inbound) -> Sequence[Message]:
        self.heard.put_nowait(inbound)
        if self.thinks:
            await self.thinks()
        if self.error:
            raise self.error
        return self.answers

    async def next(self) -> Inbound:
        """What is heard next."""
        return await asyncio.wait_for(self.heard.get(), 5)

    async def event(self) -> Event:
        """What of it somebody did."""
        return (await self.next()).event


def telegram(
    server: TelegramServer,
    token: str = TOKEN,
    timeout: timedelta = timedelta(seconds=10),
    folder: Path | None = None,
    limits: Limits | None = None,
) -> TelegramChat:
    """The side of the bot under test."""
    return TelegramChat(
        token,
        server.url,
        LANGUAGES,
        clock=lambda: NOW,
        timeout=timeout,
        folder=folder,
        limits=limits,
    )


@asynccontextmanager
async def running(chat: TelegramChat, script: Script) -> AsyncIterator[None]:
    """The same, listening."""
    task = asyncio.create_task(chat.run(script))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def at(chat: User | Chat) -> Address:
    """The address of a person or a group."""
    return Address("telegram", str(chat.id))


async def shown(user: User, script: Script, *replies: Message) -> None:
    """Show a message with a button; what it does when pressed are these replies."""
    script.answers = (message("Step 1", NEXT),)
    await user.says("/start")
    await script.next()
    await user.answer()
    script.answers = replies


STEP_2 = message("Step 2", Button("Back", Press("step", "1")), manner=Manner.REPLACES)
