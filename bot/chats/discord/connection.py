"""The connection to Discord: discord.py's client, with what this bot asks of it and its address.

Three things of discord.py 2.7 are mended here: an event that it cannot read ends the connection and
the session with it, a first connection to the gateway that fails is an `AttributeError`, and who
stops waiting while Discord's global rate limit lasts leaves every other request waiting for ever.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from contextlib import suppress
from datetime import timedelta
from typing import Any

import aiohttp
import discord
import yarl
from discord.gateway import DiscordWebSocket, ReconnectWebSocket
from discord.http import Route

from bot.chats.discord.times import UNHURRIED, Times
from bot.chats.discord.wire import trace, watching
from bot.service.errors import described

log = logging.getLogger(__name__)

RATE_LIMIT = timedelta(seconds=30)
"""How long a request may wait inside the library because of a rate limit: its own minimum."""

LONG = timedelta(minutes=1)
"""A connection that lasted so long was no failure."""

LONGEST_PAUSE = timedelta(minutes=1)
"""Between connections to the gateway that fail in a row; the second follows the first at once."""

CLOSING = timedelta(seconds=5)
"""How long a broken connection is told that it is over."""

RESUMES = 3
"""So often in a row a session is resumed in vain before a new one is begun: what is sent anew at each
may be what ends it."""

HEARD = ("READY", "RESUMED", "INTERACTION_CREATE", "MESSAGE_CREATE")
"""The events that the library reads here. With the intent that tells of removals come many more."""

# There is no voice here, and no need to be told what it would take.
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False


class Gateway(DiscordWebSocket):
    """A connection to the gateway on which an event that cannot be read costs that event alone."""

    async def received_message(self, msg: Any, /) -> None:
        """Take one frame. Raises whatever makes the next ones unreadable too."""
        if isinstance(msg, bytes):
            # What is compressed is one stream: if it breaks here, nothing after it makes sense.
            msg = self._decompressor.decompress(msg)
            if msg is None:
                return
        try:
            await super().received_message(msg)
        except (ReconnectWebSocket, discord.ConnectionClosed, aiohttp.ClientError, OSError):
            raise
        except Exception as error:
            if self.session_id is None or self._keep_alive is None:
                raise  # It was about the session itself, which has not begun.
            log.error("an event of Discord's cannot be read: %s", described(error))


class _Pause(asyncio.Event):
    """Set, unless Discord's global rate limit lasts.

    The library leaves it to the request that met with the limit to set it again, and a request that
    is cancelled meanwhile never does. Those that may be cancelled are watched.
    """

    def __init__(self) -> None:
        super().__init__()
        self.set()

    def clear(self) -> None:
        super().clear()
        if wire := watching():
            asyncio.get_running_loop().call_later(wire.rest().total_seconds(), self.set)


class Connection(discord.Client):
    """A client without privileged intents, without caches, that can never mention anybody.

    Of servers it hears only that it was removed from one: what is told of their names, channels and
    roles is dropped unread, where the library would keep it all.

    Interactions come without any intent. Direct messages to the bot and what mentions it in servers
    carry their content; of anything else written there the bot learns only that it was written
    (https://docs.discord.com/developers/events/gateway#message-content-intent).
    """

    def __init__(self, url: str, times: Times = UNHURRIED) -> None:
        super().__init__(
            intents=discord.Intents(guilds=True, dm_messages=True, guild_messages=True),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            max_ratelimit_timeout=RATE_LIMIT.total_seconds(),
            http_trace=trace(),
        )
        # The library keeps the API's address in this one place, for its own requests as for those
        # that answer interactions; it holds for the whole process.
        Route.BASE = url.rstrip("/")
        parsers = self._connection.parsers
        for event in [each for each in parsers if each not in HEARD]:
            del parsers[event]
        parsers["GUILD_DELETE"] = self._left
        self._times = times
        self._in_vain = 0
        self._beginning: asyncio.Timeout

    @property
    def install_page(self) -> str:
        """Where anybody adds the bot to their account, which opens its direct messages to them
        (https://docs.discord.com/developers/resources/application#install-links)."""
        return f"https://discord.com/oauth2/authorize?client_id={self.application_id}"

    async def setup_hook(self) -> None:
        """The library calls this at the end of the login."""
        self.http._global_over = _Pause()

    async def connect(self, *, reconnect: bool = True) -> None:
        """Connect to the gateway that the API names, and stay connected, until cancelled.

        A session is resumed where that can be. Raises `discord.ConnectionClosed` if Discord ends it
        for good, and `discord.GatewayNotFound` if the first connection fails.
        """
        _, address, _ = await self.http.get_bot_gateway()
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(address)
        loop = asyncio.get_running_loop()
        pause = timedelta(0)
        while True:
            begun = loop.time()
            resumable = await self._listen()
            if self.ws is None:
                raise discord.GatewayNotFound
            self._in_vain += 1
            if not resumable or self._in_vain > RESUMES:
                self.ws.session_id = None
            if loop.time() - begun > LONG.total_seconds():
                pause = timedelta(0)
            await asyncio.sleep(pause.total_seconds())
            pause = min(2 * pause or self._times.first_pause, LONGEST_PAUSE)

    async def _listen(self) -> bool:
        """One connection, from its beginning to its end; whether the session outlives it."""
        try:
            async with asyncio.timeout(self._times.beginning.total_seconds()) as self._beginning:
                first = self.ws is None
                self.ws = await Gateway.from_client(self, initial=first, **self._session())
                while True:
                    await self.ws.poll_event()
        except discord.ConnectionClosed:
            raise
        except ReconnectWebSocket as asked:
            return asked.resume
        except Exception as error:
            log.warning("the connection to Discord's gateway broke: %s", described(error))
            if self.ws is not None:
                # With a code that keeps the session.
                with suppress(Exception):
                    await asyncio.wait_for(self.ws.close(4000), CLOSING.total_seconds())
            return True

    def _session(self) -> dict[str, Any]:
        """What is needed to resume it; nothing if there is none."""
        if self.ws is None or self.ws.session_id is None:
            return {}
        return {
            "resume": True,
            "session": self.ws.session_id,
            "sequence": self.ws.sequence,
            "gateway": self.ws.gateway,
        }

    async def on_connect(self) -> None:
        """The library tells that a session has begun."""
        self._has_begun()

    async def on_resumed(self) -> None:
        """The library tells that a session goes on, and that what was missed has been told."""
        self._has_begun()

    def _left(self, data: Any) -> None:
        """A server is gone: only for a while if it is said to be unavailable
        (https://docs.discord.com/developers/events/gateway-events#guild-delete)."""
        if not data.get("unavailable"):
            self.dispatch("removal", int(data["id"]))

    def _has_begun(self) -> None:
        self._in_vain = 0
        with suppress(RuntimeError):  # It may have ended since.
            self._beginning.reschedule(None)

    async def on_error(self, event_method: str, /, *args: object, **kwargs: object) -> None:
        """Instead of the library's traceback, which would show what somebody wrote."""
        if error := sys.exception():
            log.error("%s failed: %s", event_method, described(error))
