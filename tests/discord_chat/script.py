"""A bot that says what it is told to, on Discord."""

from __future__ import annotations

import asyncio
import gettext
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import Any

from babel.core import Locale

from bot.chats.discord import DiscordChat
from bot.chats.discord.times import UNHURRIED, Times
from bot.core.messages import Address, AnyButton, Button, Inbound, Manner, Message, Paragraph
from bot.core.press import Press
from bot.core.translation import Language
from bot.service.ports import Receive
from bot.sites import profile
from tests.stand_ins.discord import DiscordServer, User

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
CREATE_DM = "POST /users/@me/channels"
SEND = "POST /channels/{}/messages"
RESPOND = "POST /interactions/{}/{}/callback"
FOLLOW_UP = "POST /webhooks/{}/{}"
SORRY = "Something went wrong on my side. Please try again in a minute."
ENTSCHULDIGUNG = "Bei mir ist etwas schiefgegangen."

Answer = Sequence[Message] | Exception


class _German(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        return {SORRY: ENTSCHULDIGUNG}.get(message, message)

    def pgettext(self, context: str, message: str) -> str:
        return {"optout": "nein-danke"}.get(message, message)


CODES = ["bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "is"]
CODES += ["it", "lt", "lv", "mt", "nb", "nl", "pl", "pt", "ro", "sk", "sl", "sv", "uk"]
_english = gettext.NullTranslations()
_languages = [
    Language(code, Locale.parse(code), _German() if code == "de" else _english) for code in CODES
]
# By their names, as the bot has them: whoever types waits for no names to be looked up.
LANGUAGES = {each.code: each for each in sorted(_languages, key=lambda each: each.name)}


class Script:
    """A conversation that knows its lines; the last one is repeated for ever."""

    def __init__(self, *answers: Answer) -> None:
        self.answers = list(answers)
        self.heard: list[Inbound] = []
        self.seconds = 0.0
        self.finished = 0

    async def __call__(self, inbound: Inbound) -> Sequence[Message]:
        self.heard.append(inbound)
        await asyncio.sleep(self.seconds)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        self.finished += 1
        if isinstance(answer, Exception):
            raise answer
        return answer

    @property
    def events(self) -> list[Any]:
        return [inbound.event for inbound in self.heard]


def message(text: str, *buttons: AnyButton[str], **more: Any) -> Message:
    return Message("en", (Paragraph((text,)),), buttons, **more)


NEXT = Button("Next", Press("step", "2"))
HELLO = message("Hello", NEXT)
STEP = message("Step 2", Button("On", Press("step", "3")), manner=Manner.REPLACES)
PANEL = message("Panel", Button("Show me", Press("optout")), manner=Manner.SHARED)


SOON = timedelta(milliseconds=20)
HURRIED = Times(first_pause=timedelta(milliseconds=10))
IN_A_HURRY = Times(login=timedelta(seconds=0.3), send=timedelta(seconds=0.3))
IMPATIENT = Times(answer=SOON)


def discord_chat(
    server: DiscordServer, token: str | None = None, times: Times = UNHURRIED
) -> DiscordChat:
    return DiscordChat(token or server.token, server.url, LANGUAGES, clock=lambda: NOW, times=times)


@asynccontextmanager
async def running(
    server: DiscordServer, script: Receive, times: Times = UNHURRIED
) -> AsyncIterator[DiscordChat]:
    """The chat, its commands published, connected to the gateway; at the end it is cancelled."""
    started = discord_chat(server, times=times)
    if not server.commands:
        await started.publish(profile())
    task = asyncio.create_task(started.run(script))
    try:
        await server.gateway.ready()
        yield started
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


def letters(server: DiscordServer, user: User) -> list[str]:
    """What the bot has written to somebody unasked."""
    posts = server.world.dm_channel(user.account).posts
    return [
        post.content
        for post in posts
        if post.author is server.world.bot and post.interaction is None
    ]


def address(user: User) -> Address:
    return Address("discord", str(user.id))
