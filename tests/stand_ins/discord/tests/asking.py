"""How the stand-in's own tests ask it without a library between: bodies, routes, sockets."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from tests.stand_ins.discord import DiscordServer
from tests.stand_ins.discord.mistakes import JSON

Call = Callable[..., Awaitable[tuple[int, Any]]]
GUILD_MESSAGES, DIRECT_MESSAGES = 1 << 9, 1 << 12


async def dm_route(server: DiscordServer, call: Call, **person: Any) -> str:
    """Open the direct messages with a new person: the route for writing to them."""
    _, channel = await call("POST /users/@me/channels", {"recipient_id": server.user(**person).id})
    return f"POST /channels/{channel['id']}/messages"


def row(*components: JSON) -> JSON:
    return {"type": 1, "components": list(components)}


def button(number: int = 1, **more: Any) -> JSON:
    return {"type": 2, "style": 1, "label": "x", "custom_id": str(number)} | more


def select(*options: JSON, **more: Any) -> JSON:
    return {"type": 3, "custom_id": "select", "options": list(options)} | more


def option(number: int = 1, **more: Any) -> JSON:
    return {"label": "x", "value": str(number)} | more


LINK = {"type": 2, "style": 5, "label": "x", "url": "https://example.org"}


def command(**more: Any) -> JSON:
    return {"name": "optout", "description": "x", "type": 1} | more


def text_option(name: str = "a", **more: Any) -> JSON:
    return {"type": 3, "name": name, "description": "x"} | more


@asynccontextmanager
async def websocket(
    server: DiscordServer, query: str = "v=10&encoding=json"
) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{server.gateway_url}/?{query}") as socket,
    ):
        yield socket


def identify(server: DiscordServer, **more: Any) -> JSON:
    return {"op": 2, "d": {"token": server.token, "properties": {}, "intents": 1} | more}


@asynccontextmanager
async def listening(
    server: DiscordServer, intents: int = GUILD_MESSAGES | DIRECT_MESSAGES
) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    """A connection that has identified itself, asked for this, and is ready."""
    async with websocket(server) as socket:
        await socket.receive_json()
        await socket.send_json(identify(server, intents=intents))
        ready = await socket.receive_json()
        assert ready["t"] == "READY"
        yield socket
