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
from bot.chats.discord.times import UNHURRIED, Times
from bot.chats.discord.wire import asked_for, watched
from bot.core.messages import Address, Message
from bot.core.site import Profile
from bot.core.translation import Languages
from bot.service.errors import described
from bot.service.pace import Pace
from bot.service.ports import Delivery, Receive, TokenRefused, TryAgain, Unreachable
from bot.service.timer import Timer

log = logging.getLogger(__name__)

_AUTHENTICATION_FAILED = 4004
"""With this the gateway ends a session whose token was revoked; with others for good, too, when it
does not like how the bot introduces itself
(https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway)."""


class DiscordChat:
    """Discord: interactions wherever the bot is installed, direct messages, and mentions in servers."""

    name = "discord"
    per_second = 16
    """Each letter takes two requests, and answers take some."""
    requests = 32
    """So many a second for letters, of 50 that Discord takes for everything
    (https://docs.discord.com/developers/topics/rate-limits#global-rate-limit). Letters begun evenly
    are not enough: when Discord was slow for a while, all their second requests come at once."""

    def __init__(
        self,
        token: str,
        url: str,
        languages: Languages,
        *,
        clock: Callable[[], datetime],
        times: Times = UNHURRIED,
    ) -> None:
        """`url` is the address of the API, such as `https://discord.com/api/v10`; the gateway's
        comes from there. `clock` tells the time in UTC."""
        self._token = token
        self._url = url
        self._languages = languages
        self._clock = clock
        self._times = times
        self._in_hand = InHand()
        self._pace = Pace(self.requests, Timer())
        self._connection: Connection | None = None
        self._logged_in = asyncio.Event()

    async def run(self, receive: Receive) -> None:
        """Take what comes in and answer it, until cancelled; then what is in hand is finished.

        While Discord is out of reach it is tried again and again. Raises `TokenRefused`, also if
        Discord ends every session for good, and may then be called again.
        """
        loop = asyncio.get_running_loop()
        pause = self._times.first_pause
        while True:
            begun, asked = loop.time(), timedelta(0)
            try:
                await self._stay_connected(receive)
            except TokenRefused:
                raise
            except Unreachable as error:
                log.warning("%s", error)
                asked = asked_for(error.__context__)
            except Exception as error:
                log.error("The connection to Discord failed: %s", described(error))
            if loop.time() - begun > self._times.longest_pause.total_seconds():
                pause = self._times.first_pause  # it went well for long
            await asyncio.sleep(max(pause, asked).total_seconds())
            pause = min(2 * pause, self._times.longest_pause)

    async def deliver(self, to: Address, message: Message, *, key: str) -> Delivery:
        """Write to somebody's direct messages. It needs the login, but no gateway."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._logged_in.wait(), self._times.login.total_seconds())
        connection = self._connection
        if connection is None:
            return TryAgain()
        with self._in_hand:
            drawings = draw(message, door=connection.install_page)
            return await deliver(connection, to, drawings, key, self._times.send, self._pace)

    async def is_well(self) -> bool:
        """Whether Discord takes what we ask just now. Never raises."""
        connection = self._connection
        if connection is None:
            return False
        with self._in_hand, watched():
            try:
                async with asyncio.timeout(self._times.login.total_seconds()):
                    await connection.application_info()
            except Exception:
                return False
        return True

    async def publish(self, profile: Profile) -> None:
        """Put the commands with all their translations in the place of those there are.

        Raises `TokenRefused` or `Unreachable`.
        """
        async with self._connected() as connection:
            application = await connection.application_info()
            await connection.http.bulk_upsert_global_commands(
                application.id, commands(self._languages, profile)
            )

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[Connection]:
        """A connection that has logged in. Raises what Discord says to it in our own words."""
        try:
            async with Connection(self._url, self._times) as connection:
                await connection.login(self._token)
                yield connection
        except Exception as error:
            if refused := _refused(error):
                raise TokenRefused(self.name, refused) from None
            if _out_of_reach(error):
                raise Unreachable(self.name, described(error)) from None
            raise

    async def _stay_connected(self, receive: Receive) -> None:
        async with self._connected() as connection:
            answering = Answering(
                connection, receive, self._languages, self._clock, self._in_hand, self._times.answer
            )
            connection.event(answering.on_interaction)
            connection.event(answering.on_message)
            connection.event(answering.on_removal)
            self._connection = connection
            self._logged_in.set()
            try:
                await connection.connect()
            finally:
                self._logged_in.clear()
                self._connection = None
                await self._in_hand.done(within=self._times.drain)


def _refused(error: Exception) -> str:
    """What it is that Discord refuses for good; nothing if it is something else."""
    if isinstance(error, discord.ConnectionClosed) and error.code != _AUTHENTICATION_FAILED:
        return f"the session for good ({error.code})"
    # 404: the address is not that of the API.
    of_http = isinstance(error, discord.HTTPException) and error.status in (401, 404)
    final = of_http or isinstance(error, discord.LoginFailure | discord.ConnectionClosed)
    return "the token" if final else ""


def _out_of_reach(error: Exception) -> bool:
    """Whether it is the line, an outage or a rate limit, and will pass."""
    if isinstance(error, discord.HTTPException):
        return error.status == 429 or error.status >= 500
    passing = (aiohttp.ClientError, OSError, discord.GatewayNotFound, discord.RateLimited)
    return isinstance(error, passing)
