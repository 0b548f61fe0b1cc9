"""The gateway, with the real library: mishaps, resumes, starts anew."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import discord
import pytest
import yarl
from discord.gateway import DiscordWebSocket

from tests.stand_ins.discord import DiscordServer
from tests.stand_ins.discord.tests.client import Bot, running


async def test_the_library_refuses_to_go_on_with_a_wrong_token(server: DiscordServer) -> None:
    bot = Bot()
    with pytest.raises(discord.LoginFailure):
        await bot.start("wrong")
    await bot.close()
    assert "401" in server.complaints[0]


async def test_the_library_may_not_ask_for_privileged_intents(server: DiscordServer) -> None:
    bot = Bot(intents=discord.Intents(message_content=True))
    with pytest.raises(discord.PrivilegedIntentsRequired):
        await bot.start(server.token)
    await bot.close()


@pytest.mark.parametrize(
    "mishap",
    [
        lambda gateway: gateway.drop(),
        lambda gateway: gateway.drop(code=4000),
        lambda gateway: gateway.reconnect(),
        lambda gateway: gateway.invalidate(resumable=True),
    ],
    ids=["broken", "closed", "op 7", "op 9 resumable"],
)
async def test_the_library_resumes_and_misses_nothing(
    server: DiscordServer, bot: Bot, mishap: Callable[[Any], Any]
) -> None:
    anna = server.user()
    done = mishap(server.gateway)
    if done is not None:
        await done
    server.say(anna.account, "meanwhile", None, (), ())
    assert (await anna.dm()).content == "Echo: meanwhile"
    assert (server.gateway.identified, server.gateway.resumed) == (1, 1)
    server.check()


async def test_the_library_starts_anew_after_an_invalid_session(
    server: DiscordServer, bot: Bot
) -> None:
    server.gateway.invalidate()
    answer = await server.user().command("optout")
    assert answer.labels == ["Weiter"]
    assert (server.gateway.identified, server.gateway.resumed) == (2, 0)
    server.check()


async def test_the_library_leaves_a_zombie(server: DiscordServer) -> None:
    server.gateway.heartbeat_interval = 0.05
    async with running(server, heartbeat_timeout=0.2):
        await server.gateway.until(lambda: server.gateway.heartbeats > 1, 2, "heartbeats")
        server.gateway.stop_acks()
        await server.gateway.until(lambda: server.gateway.resumed == 1, 3, "the resume")


async def test_the_plain_client_does_not_ask_for_the_gateway(
    server: DiscordServer, bot: Bot
) -> None:
    assert not [request for request in server.requests if "gateway" in request.route]


async def test_the_sharded_client_asks_for_the_gateway(server: DiscordServer) -> None:
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL("ws://127.0.0.1:9")
    client = discord.AutoShardedClient(intents=discord.Intents(guilds=True))
    running = asyncio.create_task(client.start(server.token))
    await server.gateway.ready()
    await client.close()
    await asyncio.wait([running])
    assert "GET /gateway/bot" in {request.route for request in server.requests}
    server.check()


async def test_the_bot_comes_and_goes(server: DiscordServer, bot: Bot) -> None:
    guild = server.guild(bot=False)
    await server.user().command("optout")
    assert bot.get_guild(guild.id) is None
    guild.add_bot()
    await server.user().command("optout")
    assert bot.get_guild(guild.id) is not None
    guild.outage()
    await server.user().command("optout")
    kept = bot.get_guild(guild.id)
    assert kept is not None
    assert kept.unavailable
    guild.remove_bot()
    await server.user().command("optout")
    assert bot.get_guild(guild.id) is None
    server.check()
