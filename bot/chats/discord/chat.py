"""`DiscordChat`: Discord as the service knows it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta

import aiohttp
import discord

from bot.chats.discord.answer import Answering, InHand
from bot.chats.discord.connection import Connection
from bot.chats.discord.deliver import deliver
from bot.chats.discord.draw import draw
from bot.chats.discord.publish import commands
from bot.core.messages import Address, Message
from bot.core.translation import Languages
from bot.service.errors import described
from bot.service.ports import Delivery, Receive, TokenRefused, TryAgain, Unreachable

log = logging.getLogger(__name__)

LOGIN = timedelta(seconds=5)
"""How long a delivery waits for the login."""

DRAIN = timedelta(seconds=5)
"""How long the connection is kept at the end for what is in hand."""

FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=1), timedelta(minutes=5)
"""Between attempts to reach Discord at all."""

_AUTHENTICATION_FAILED = 4004
"""With this the gateway ends a session whose token was revoked
(https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway)."""


class DiscordChat:
    """Discord: interactions wherever the bot is installed, direct messages, and mentions in servers."""

    name = "discord"
    per_second = 20
    """Discord takes 50 requests a second; a letter to somebody new needs two, and answers some."""
    repeats_are_one = True
    """For the few minutes in which Discord remembers a nonce."""

    def __init__(
        self, token: str, url: str, languages: Languages, *, clock: Callable[[], datetime]
    ) -> None:
        """`url` is the address of the API, such as `https://discord.com/api/v10`; the gateway's
        comes from there. `clock` tells the time in UTC."""
        self._token = token
        self._url = url
        self._languages = languages
        self._clock = clock
        self._in_hand = InHand()
        self._connection: Connection | None = None
        self._logged_in = asyncio.Event()

    async def run(self, receive: Receive) -> None:
        """Take what comes in and answer it, until cancelled; then what is in hand is finished.

        While Discord is out of reach it is tried again and again, and so after an event that the
        library cannot read: it would end all the other chats too. Raises `TokenRefused`, and
        `discord.ConnectionClosed` or `discord.PrivilegedIntentsRequired` if Discord ends the
        session for good.
        """
        loop = asyncio.get_running_loop()
        pause = FIRST_PAUSE
        while True:
            begun = loop.time()
            try:
                await self._stay_connected(receive)
            except Unreachable as error:
                log.warning("%s", error)
            except (TokenRefused, discord.ConnectionClosed, discord.PrivilegedIntentsRequired):
                raise
            except Exception as error:
                log.error("The connection to Discord failed: %s", described(error))
            if loop.time() - begun > LONGEST_PAUSE.total_seconds():
                pause = FIRST_PAUSE  # it went well for long
            await asyncio.sleep(pause.total_seconds())
            pause = min(2 * pause, LONGEST_PAUSE)

    async def deliver(self, to: Address, message: Message, *, key: str) -> Delivery:
        """Write to somebody's direct messages. It needs the login, but no gateway."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._logged_in.wait(), LOGIN.total_seconds())
        if self._connection is None:
            return TryAgain()
        with self._in_hand:
            drawings = draw(message, door=self._connection.install_page)
            return await deliver(self._connection, to, drawings, key)

    async def publish(self) -> None:
        """Put the commands with all their translations in the place of those there are.

        Raises `TokenRefused` or `Unreachable`.
        """
        async with self._connected() as connection:
            application = await connection.application_info()
            await connection.http.bulk_upsert_global_commands(
                application.id, commands(self._languages)
            )

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[Connection]:
        """A connection that has logged in. Raises what Discord says to it in our own words."""
        try:
            async with Connection(self._url) as connection:
                await connection.login(self._token)
                yield connection
        except Exception as error:
            if _refused(error):
                raise TokenRefused(self.name) from None
            if _out_of_reach(error):
                raise Unreachable(self.name, described(error)) from None
            raise

    async def _stay_connected(self, receive: Receive) -> None:
        async with self._connected() as connection:
            answering = Answering(connection, receive, self._languages, self._clock, self._in_hand)
            connection.event(answering.on_interaction)
            connection.event(answering.on_message)
            self._connection = connection
            self._logged_in.set()
            try:
                await connection.connect()
            finally:
                self._logged_in.clear()
                self._connection = None
                await self._in_hand.done(within=DRAIN)


def _refused(error: Exception) -> bool:
    """Whether it is the token, or the address is not that of the API."""
    if isinstance(error, discord.HTTPException):
        return error.status in (401, 404)
    if isinstance(error, discord.ConnectionClosed):
        return error.code == _AUTHENTICATION_FAILED
    return isinstance(error, discord.LoginFailure)


def _out_of_reach(error: Exception) -> bool:
    """Whether it is the line, an outage or a rate limit, and will pass."""
    if isinstance(error, discord.HTTPException):
        return error.status == 429 or error.status >= 500
    passing = (aiohttp.ClientError, OSError, discord.GatewayNotFound, discord.RateLimited)
    return isinstance(error, passing)
