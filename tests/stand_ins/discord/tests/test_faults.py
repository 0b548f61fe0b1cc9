"""What fails on order or for haste, and what the real library makes of it."""

from __future__ import annotations

import asyncio
from typing import Any

import aiohttp
import discord
import pytest

from tests.stand_ins.discord import (
    AnswerLost,
    ConnectionReset,
    DiscordServer,
    InteractionFailed,
    RateLimited,
    Refused,
    ServerError,
    Slow,
)
from tests.stand_ins.discord.tests.client import Bot

CREATE = "POST /channels/{}/messages"
CALLBACK = "POST /interactions/{}/{}/callback"


async def test_answers_carry_rate_limits_and_the_plain_content_type(server: DiscordServer) -> None:
    async with aiohttp.ClientSession() as session, session.get(f"{server.url}/gateway") as answer:
        assert answer.headers["Content-Type"] == "application/json"
        assert answer.headers["X-RateLimit-Remaining"] == "49"
        names = ("Limit", "Reset", "Reset-After", "Bucket")
        assert all(f"X-RateLimit-{name}" in answer.headers for name in names)
        assert (await answer.json())["url"] == server.gateway_url


async def test_the_rate_limit_is_kept() -> None:
    async with (
        DiscordServer(requests_per_window=1, window=0.1) as server,
        aiohttp.ClientSession() as session,
    ):
        statuses = []
        for pause in (0.0, 0.15, 0.0):
            async with session.get(f"{server.url}/gateway") as answer:
                statuses.append(answer.status)
            await asyncio.sleep(pause)
        assert statuses == [200, 429, 200]


async def test_the_library_waits_out_a_rate_limit(server: DiscordServer, bot: Bot) -> None:
    anna = server.user()
    server.fault(CREATE, RateLimited(0.05), times=2)
    await anna.says("hallo")
    assert (await anna.dm()).content == "Echo: hallo"
    statuses = [request.status for request in server.requests if request.route == CREATE]
    assert statuses == [429, 429, 200]
    server.check()


async def test_the_library_tries_again_after_500(server: DiscordServer, bot: Bot) -> None:
    anna = server.user()
    server.fault(CREATE, ServerError(500))
    await anna.says("hallo")
    assert (await anna.dm()).content == "Echo: hallo"
    server.check()


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (ServerError(503), discord.DiscordServerError),
        (Refused(403, 50278), discord.Forbidden),
        (ConnectionReset(), aiohttp.ClientError),
        (AnswerLost(), aiohttp.ClientError),
    ],
)
async def test_what_the_library_gives_up_on(
    server: DiscordServer, bot: Bot, fault: Any, error: type[Exception]
) -> None:
    anna = server.user()
    person = await bot.fetch_user(anna.id)
    channel = await person.create_dm()
    server.fault(CREATE, fault)
    with pytest.raises(error):
        await channel.send("x", nonce="7")
    done = isinstance(fault, AnswerLost)
    assert len(server.world.dm_channel(anna.account).posts) == (1 if done else 0)
    await channel.send("x", nonce="7")
    assert len(server.world.dm_channel(anna.account).posts) == 1
    server.check()


async def test_closed_direct_messages(server: DiscordServer, bot: Bot) -> None:
    anna = server.user(dms="closed")
    person = await bot.fetch_user(anna.id)
    with pytest.raises(discord.Forbidden) as refused:
        await person.send("x")
    assert refused.value.code == 50007
    anna.dms = "open"
    await person.send("y")
    assert (await anna.dm()).content == "y"
    server.check()


async def test_an_answer_that_comes_too_late_is_nobodys_mistake_when_ordered(
    server: DiscordServer, bot: Bot
) -> None:
    server.fault(CALLBACK, Slow(0.6))
    with pytest.raises(InteractionFailed):
        await server.user().command("optout")
    server.check(unanswered=1)


async def test_a_fault_needs_a_route_that_exists(server: DiscordServer) -> None:
    with pytest.raises(ValueError, match="none of the routes"):
        server.fault("POST /channels/{}/message", Slow(1))
