"""The stand-in for Discord, a bot of the real library on it, and bare requests."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from typing import Any

import aiohttp
import pytest

from tests.stand_ins.discord import DiscordServer
from tests.stand_ins.discord.tests.asking import Call, command, listening
from tests.stand_ins.discord.tests.client import Bot, point_library_at, running


@pytest.fixture
async def server(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[DiscordServer]:
    async with DiscordServer(answer_within=0.5, patience=3.0) as server:
        point_library_at(server, monkeypatch)
        yield server


@pytest.fixture
async def bot(server: DiscordServer) -> AsyncIterator[Bot]:
    async with running(server) as bot:
        yield bot


@pytest.fixture
async def call(server: DiscordServer) -> AsyncIterator[Call]:
    """Send one request: `status, body = await call("POST /path", {...})`."""
    async with aiohttp.ClientSession() as session:

        async def call(
            route: str, body: Any = None, *, token: str = server.token, **more: Any
        ) -> tuple[int, Any]:
            method, path = route.split(" ")
            headers = {"Authorization": f"Bot {token}"}
            if body is not None:
                more["json"] = body
            async with session.request(
                method, server.url + path, headers=headers, **more
            ) as answer:
                text = await answer.text()
                return answer.status, json.loads(text) if text else None

        yield call


@pytest.fixture
async def interaction(server: DiscordServer, call: Call) -> AsyncIterator[Callable[..., Any]]:
    """Make somebody use a command, and return the interaction for the test to answer."""
    await call(f"PUT /applications/{server.world.bot.id}/commands", [command()])
    tasks: list[asyncio.Task[Any]] = []
    async with listening(server):

        async def use(**place: Any) -> Any:
            before = len(server.world.interactions)
            tasks.append(asyncio.create_task(server.user().command("optout", **place)))
            await server.world.bell.until(
                lambda: len(server.world.interactions) > before or None, 1, "the interaction"
            )
            return list(server.world.interactions.values())[-1]

        yield use
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
