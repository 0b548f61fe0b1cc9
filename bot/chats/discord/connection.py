"""The connection to Discord: discord.py's client, with what this bot asks of it and its address."""

from __future__ import annotations

import logging
import sys
from datetime import timedelta

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.service.errors import described

log = logging.getLogger(__name__)

RATE_LIMIT = timedelta(seconds=30)
"""How long a request may wait inside the library because of a rate limit: its own minimum."""

# There is no voice here, and no need to be told what it would take.
discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False


class Connection(discord.Client):
    """A client without privileged intents, without caches, that can never mention anybody.

    Interactions come without any intent. Direct messages to the bot and what mentions it in servers
    carry their content; of anything else written there the bot learns only that it was written
    (https://docs.discord.com/developers/events/gateway#message-content-intent).
    """

    def __init__(self, url: str) -> None:
        super().__init__(
            intents=discord.Intents(dm_messages=True, guild_messages=True),
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            max_ratelimit_timeout=RATE_LIMIT.total_seconds(),
        )
        # The library keeps the API's address in this one place, for its own requests as for those
        # that answer interactions; it holds for the whole process.
        Route.BASE = url.rstrip("/")

    @property
    def install_page(self) -> str:
        """Where anybody adds the bot to their account, which opens its direct messages to them
        (https://docs.discord.com/developers/resources/application#install-links)."""
        return f"https://discord.com/oauth2/authorize?client_id={self.application_id}"

    async def connect(self, *, reconnect: bool = True) -> None:
        """Connect to the gateway that the API names, and stay connected.

        Raises `discord.GatewayNotFound` if the first connection fails. Later ones are tried again
        and again by the library, which resumes the session where it can.
        """
        _, address, _ = await self.http.get_bot_gateway()
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(address)
        try:
            await super().connect(reconnect=reconnect)
        except AttributeError as error:
            # discord.py 2.7 stumbles over a first connection that fails: it has no `ws` to resume.
            if self.ws is None:
                raise discord.GatewayNotFound from error
            raise

    async def on_error(self, event_method: str, /, *args: object, **kwargs: object) -> None:
        """Instead of the library's traceback, which would show what somebody wrote."""
        if error := sys.exception():
            log.error("%s failed: %s", event_method, described(error))
