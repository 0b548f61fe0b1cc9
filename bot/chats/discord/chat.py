"""`DiscordChat`: Discord as the service knows it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime

import aiohttp
import discord

from bot.chats.discord.answer import Answering, InHand
from bot.chats.discord.connection import Connection
from bot.chats.discord.deliver import deliver
from bot.chats.discord.draw import draw
from bot.chats.discord.publish import commands
from bot.core.messages import Address, Message
from bot.core.translation import Languages
from bot.service.ports import Delivery, Receive, TryAgain

_log = logging.getLogger(__name__)

LOGIN_SECONDS = 5.0
"""How long a delivery waits for the login."""

DRAIN_SECONDS = 5.0
"""How long the connection is kept at the end for what is in hand."""

_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 300.0
"""Seconds between attempts to reach Discord at all."""


class DiscordChat:
    """Discord: interactions wherever the bot is installed, and direct messages."""

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

        While Discord is out of reach it is tried again and again. Raises `discord.LoginFailure` for
        a token that Discord does not know, `discord.HTTPException` where the address is not that of
        the API, and `discord.ConnectionClosed` if Discord ends the session for good.
        """
        pause = _FIRST_PAUSE
        while True:
            try:
                await self._stay_connected(receive)
            except Exception as error:
                if not _out_of_reach(error):
                    raise
                _log.warning("Discord is out of reach: %s", type(error).__name__)
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    async def deliver(self, to: Address, message: Message, *, key: str) -> Delivery:
        """Write to somebody's direct messages. It needs the login, but no gateway."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._logged_in.wait(), LOGIN_SECONDS)
        if self._connection is None:
            return TryAgain()
        with self._in_hand:
            drawings = draw(message, door=self._connection.install_page)
            return await deliver(self._connection, to, drawings, key)

    async def publish(self) -> None:
        """Put the commands with all their translations in the place of those there are."""
        async with Connection(self._url) as connection:
            await connection.login(self._token)
            application = await connection.application_info()
            await connection.http.bulk_upsert_global_commands(
                application.id, commands(self._languages)
            )

    async def _stay_connected(self, receive: Receive) -> None:
        async with Connection(self._url) as connection:
            answering = Answering(connection, receive, self._languages, self._clock, self._in_hand)
            connection.event(answering.on_interaction)
            connection.event(answering.on_message)
            await connection.login(self._token)
            self._connection = connection
            self._logged_in.set()
            try:
                await connection.connect()
            finally:
                self._logged_in.clear()
                self._connection = None
                await self._in_hand.done(within=DRAIN_SECONDS)


def _out_of_reach(error: Exception) -> bool:
    """Whether it is the line, an outage or a rate limit, and will pass."""
    if isinstance(error, discord.HTTPException):
        return error.status == 429 or error.status >= 500
    passing = (aiohttp.ClientError, OSError, discord.GatewayNotFound, discord.RateLimited)
    return isinstance(error, passing)
