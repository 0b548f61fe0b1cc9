"""The stand-in as a whole: one port with the REST API and the gateway."""

from __future__ import annotations

import re
import secrets
from types import TracebackType
from typing import Literal, Self

from aiohttp import web

from . import message_payloads
from .calls import Request
from .channel_api import ChannelApi
from .command_rules import LOCALES
from .faults import Fault
from .gateway import Gateway
from .interaction_api import InteractionApi
from .limits import Limits
from .mistakes import JSON
from .people import Guild, User
from .rest import Rest
from .weather import Weather
from .world import ORDINARY, Account, Attachment, Channel, GuildRecord, Interaction, Post, World

_BODY_LIMIT = 32 * 1024 * 1024
_MENTION = re.compile(r"<@!?(\d+)>")


class DiscordServer:
    """Discord on a port of this machine.

    `answer_within` and `token_for` are Discord's 3 seconds and 15 minutes, `patience` is how long
    a person of the test waits; the rate limit is `requests_per_window` for each route and channel.
    """

    def __init__(
        self,
        *,
        answer_within: float = 3.0,
        token_for: float = 900.0,
        patience: float = 5.0,
        requests_per_window: int = 50,
        window: float = 1.0,
    ) -> None:
        self.token = f"{secrets.token_hex(12)}.{secrets.token_hex(3)}.{secrets.token_hex(19)}"
        self.answer_within = answer_within
        self.patience = patience
        self.world = World(lambda: self.gateway)
        self.gateway = Gateway(self.world, self.token, lambda: self.gateway_url)
        handlers = {
            **ChannelApi(self.world, lambda: self.gateway_url).handlers(),
            **InteractionApi(self.world, answer_within, token_for).handlers(),
        }
        self._rest = Rest(self.world, self.token, Limits(requests_per_window, window), handlers)
        self._address = ""

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=_BODY_LIMIT)
        app.router.add_get("/", self.gateway.serve)
        app.router.add_route("*", "/api/v10/{path:.*}", self._rest.serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self._address = f"{host}:{port}"
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.gateway.drop(code=1001)
        await self._runner.cleanup()

    @property
    def url(self) -> str:
        """The address of the API: what DISCORD_API_URL is set to."""
        return f"http://{self._address}/api/v10"

    @property
    def gateway_url(self) -> str:
        return f"ws://{self._address}"

    @property
    def mention(self) -> str:
        """What somebody writes to address the bot in a channel."""
        return f"<@{self.world.bot.id}>"

    @property
    def commands(self) -> list[JSON]:
        """The global commands as the bot registered them."""
        return self.world.commands

    @property
    def requests(self) -> list[Request]:
        return self._rest.requests

    @property
    def complaints(self) -> list[str]:
        """Every request off the specification, with what is wrong about it."""
        return self.world.complaints

    @property
    def unanswered(self) -> list[Interaction]:
        """The interactions whose person still waits, or has read that the interaction failed."""
        return [one for one in self.world.interactions.values() if one.unanswered]

    def user(
        self,
        language: str = "en-US",
        dms: Literal["open", "closed"] = "open",
        *,
        name: str = "Anna",
        installed: bool = False,
    ) -> User:
        """A new person; `installed`: has the bot as a user app (where it is not in, all have)."""
        return User(self, self.world.add_account(name, _known(language), dms, installed))

    def guild(
        self,
        language: str = "en-US",
        bot: bool = True,
        *,
        name: str = "The guild",
        permissions: int = ORDINARY,
    ) -> Guild:
        """A new server with one channel; `permissions` are those of the bot."""
        guild = Guild(self, self.world.add_guild(name, _known(language), bot, permissions))
        if bot:
            guild.add_bot()
        return guild

    def fault(self, route: str, fault: Fault, times: int = 1) -> None:
        """Let something go wrong at the next requests, such as `POST /channels/{}/messages`."""
        self._rest.faults.add(route, fault, times)

    def calls(self, route: str) -> list[Request]:
        """The requests of one route."""
        return [request for request in self.requests if request.route == route]

    async def called(self, route: str, *, times: int = 1, within: float | None = None) -> Request:
        """Wait until so many requests of a route have been answered."""

        def found() -> Request | None:
            answered = [call for call in self.calls(route) if call.status]
            return answered[times - 1] if len(answered) >= times else None

        seconds = self.patience if within is None else within
        return await self.world.bell.until(found, seconds, f"call {times} of {route}")

    @property
    def weather(self) -> Weather:
        """What every request is met with, as long as it lasts."""
        return self._rest.weather

    @weather.setter
    def weather(self, weather: Weather) -> None:
        self._rest.weather = weather

    def check(self, *, unanswered: int = 0) -> None:
        """Raise for every request off the specification and every unanswered interaction.

        A test that kept the bot from answering says how many it expects.
        """
        found = list(self.complaints)
        if len(self.unanswered) != unanswered:
            found += [f"no answer to {one.what}" for one in self.unanswered]
            found.append(f"{len(self.unanswered)} interactions unanswered, not {unanswered}")
        if found:
            raise AssertionError("\n".join(["Discord would object:", *found]))

    def say(
        self,
        author: Account,
        text: str,
        guild: GuildRecord | None,
        files: tuple[str, ...] = (),
        stickers: tuple[str, ...] = (),
        *,
        reply_to: Post | None = None,
        pings: bool = True,
        webhook_id: int | None = None,
    ) -> None:
        """Put a message into a channel and tell the bot what it may know of it.

        `pings`: a reply mentions who wrote what it replies to, unless that is turned off.
        """
        channel = guild.channel if guild else self.world.dm_channel(author)
        attachments = [
            Attachment(self.world.new_id(), name, "application/octet-stream", b"-")
            for name in files
        ]
        mentioned = [self.world.accounts.get(int(number)) for number in _MENTION.findall(text)]
        if reply_to and pings:
            mentioned.append(reply_to.author)
        post = self.world.new_post(
            channel,
            author,
            content=text,
            attachments=attachments,
            stickers=stickers,
            mentions=tuple(dict.fromkeys(filter(None, mentioned))),
            reply_to={"message_id": reply_to.id} if reply_to else None,
            webhook_id=webhook_id,
        )
        shown = message_payloads.message_created(self.world, post)
        if guild is None or guild.bot:
            self.world.dispatch("MESSAGE_CREATE", shown, guild_id=guild.id if guild else None)

    async def next_post(self, channel: Channel, read: int) -> tuple[Post, int]:
        """The first message of the bot from index `read` on, and the index after it."""

        def unread() -> tuple[Post, int] | None:
            for index, post in enumerate(channel.posts[read:], start=read + 1):
                if post.author is self.world.bot and post.interaction is None:
                    return post, index
            return None

        return await self.world.bell.until(unread, self.patience, "a message from the bot")


def _known(locale: str) -> str:
    if locale not in LOCALES:
        raise ValueError(f"{locale!r} is none of Discord's locales: {sorted(LOCALES)}")
    return locale
