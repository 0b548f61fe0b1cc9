"""The connection to Discord, from its start to its end."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import timedelta

import discord
import pytest

from bot.chats.discord import DiscordChat
from bot.chats.discord.connection import Connection
from bot.chats.discord.times import Times
from bot.core.messages import Asked, Said
from bot.service.ports import Delivered, Publisher, TokenRefused, TryAgain, Unreachable
from bot.sites import profile
from tests.discord_chat.script import (
    HELLO,
    HURRIED,
    LANGUAGES,
    NOW,
    SOON,
    STEP,
    Script,
    address,
    discord_chat,
    running,
)
from tests.stand_ins.discord import (
    ConnectionReset,
    DiscordServer,
    Mangled,
    Page,
    RateLimited,
    Refused,
    ServerError,
)


@pytest.mark.parametrize("code", [None, 4000, 1001])
async def test_after_a_dropped_connection_the_session_is_resumed_and_nothing_missed(
    server: DiscordServer, code: int | None
) -> None:
    script = Script([HELLO])
    async with running(server, script) as started:
        anna = server.user()
        await anna.command("help")
        await server.gateway.drop(code)
        server.say(anna.account, "said meanwhile", None, (), ())
        assert await started.deliver(address(anna), STEP, key="1") == Delivered()
        assert {(await anna.dm()).content for _ in range(2)} == {"Hello", "Step 2"}
        assert (await anna.command("help")).content == "Hello"
    assert script.events == [Asked("help"), Said("said meanwhile"), Asked("help")]
    server.check()


async def _at_once(*_: object, **__: object) -> None:
    """In the place of the five seconds that Discord wants between two sessions."""


@pytest.mark.parametrize("resumable", [True, False])
async def test_an_invalid_session_is_begun_anew(
    server: DiscordServer, resumable: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(discord.Client, "before_identify_hook", _at_once)
    async with running(server, Script([HELLO])):
        gateway = server.gateway
        gateway.invalidate(resumable=resumable)
        await gateway.until(
            lambda: (gateway.identified, gateway.resumed) == ((1, 1) if resumable else (2, 0)),
            10,
            "the session to go on",
        )
        assert (await server.user().command("help")).content == "Hello"
    server.check()


async def test_the_gateway_may_ask_for_another_connection(server: DiscordServer) -> None:
    async with running(server, Script([HELLO])):
        server.gateway.reconnect()
        await server.gateway.until(lambda: server.gateway.resumed == 1, 5, "RESUME")
        assert (await server.user().command("help")).content == "Hello"
    server.check()


async def test_no_privileged_intent_is_asked_for(server: DiscordServer) -> None:
    async with running(server, Script([HELLO])):
        (session,) = server.gateway.sessions.values()
    intents = discord.Intents(guilds=True, dm_messages=True, guild_messages=True)
    assert session.intents == intents.value
    server.check()


async def test_of_a_server_nothing_is_kept(server: DiscordServer) -> None:
    async with Connection(server.url) as connection:
        await connection.login(server.token)
        connected = asyncio.create_task(connection.connect())
        await server.gateway.ready()
        guild = server.guild(name="Quiet place")
        server.world.dispatch("GUILD_UPDATE", {"id": str(guild.id), "name": "Quieter"})
        heard = asyncio.create_task(connection.wait_for("message", timeout=5))
        await asyncio.sleep(0)  # it listens
        await server.user().says(f"{server.mention} hello", guild=guild)
        await heard
        assert list(connection.guilds) == []
        connected.cancel()
        with suppress(asyncio.CancelledError):
            await connected


async def test_a_wrong_token_ends_it_and_is_not_shown(server: DiscordServer) -> None:
    started = discord_chat(server, token="wrong.token.indeed")
    with pytest.raises(TokenRefused, match="DISCORD_TOKEN and DISCORD_API_URL") as raised:
        await started.run(Script([HELLO]))
    assert "wrong.token" not in repr(raised.value)
    assert raised.value.__suppress_context__
    with pytest.raises(TokenRefused):
        await started.publish(profile())


async def test_a_token_revoked_while_running_ends_it(server: DiscordServer) -> None:
    await discord_chat(server).publish(profile())
    task = asyncio.create_task(discord_chat(server).run(Script([HELLO])))
    await server.gateway.ready()
    await server.gateway.drop(4004)
    with pytest.raises(TokenRefused):
        await task


@pytest.mark.parametrize("fault", [ServerError(503), RateLimited(90)])
async def test_publishing_while_discord_is_out_of_reach(
    server: DiscordServer, fault: ServerError | RateLimited
) -> None:
    publisher: Publisher = discord_chat(server)
    server.fault("GET /users/@me", fault)
    with pytest.raises(Unreachable, match=r"Discord.*DISCORD_API_URL"):
        await publisher.publish(profile())


async def test_publishing_what_discord_refuses_is_our_fault(server: DiscordServer) -> None:
    server.fault("PUT /applications/{}/commands", Refused(400, 50035))
    with pytest.raises(discord.HTTPException):
        await discord_chat(server).publish(profile())


@pytest.mark.parametrize("route", ["GET /users/@me", "GET /gateway/bot"])
async def test_while_discord_is_out_of_reach_it_is_tried_again(
    server: DiscordServer, route: str, caplog: pytest.LogCaptureFixture
) -> None:
    await discord_chat(server).publish(profile())
    for fault in (ServerError(503), ConnectionReset(), Page(), Page(403), Mangled()):
        server.fault(route, fault)
    async with running(server, Script([HELLO]), HURRIED):
        assert (await server.user().command("help")).content == "Hello"
    assert "Discord cannot be reached" in caplog.text
    server.check()


@pytest.mark.parametrize("code", [4010, 4011, 4012, 4013, 4014])
async def test_a_session_that_is_ended_for_good_is_said_and_can_be_tried_again(
    server: DiscordServer, code: int
) -> None:
    started = discord_chat(server)
    await started.publish(profile())
    for _ in range(2):
        task = asyncio.create_task(started.run(Script([HELLO])))
        await server.gateway.ready()
        assert (await server.user().command("help")).content == "Hello"
        await server.gateway.drop(code)
        with pytest.raises(TokenRefused, match=rf"refuses the session for good \({code}\)"):
            await task
        assert not await started.is_well()


async def test_after_a_refused_token_it_can_be_run_again(server: DiscordServer) -> None:
    started, anna = discord_chat(server, times=Times(login=SOON)), server.user()
    await started.publish(profile())
    server.fault("GET /users/@me", Refused(401, 0))
    with pytest.raises(TokenRefused):
        await started.run(Script([HELLO]))
    assert await started.deliver(address(anna), HELLO, key="1") == TryAgain()
    task = asyncio.create_task(started.run(Script([HELLO])))
    await server.gateway.ready()
    assert (await anna.command("help")).content == "Hello"
    assert await started.deliver(address(anna), HELLO, key="1") == Delivered()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    server.check()


async def test_a_session_that_does_not_begin_is_tried_again(
    server: DiscordServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(discord.Client, "before_identify_hook", _at_once)
    server.gateway.leaves_waiting = 1
    async with running(server, Script([HELLO]), Times(beginning=timedelta(seconds=1))):
        await server.gateway.until(lambda: server.gateway.identified == 2, 10, "IDENTIFY")
        await asyncio.sleep(1.2)
        assert (await server.user().command("help")).content == "Hello"
    assert server.gateway.identified == 2


async def test_a_session_that_is_resumed_in_vain_is_begun_anew(
    server: DiscordServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(discord.Client, "before_identify_hook", _at_once)
    async with running(server, Script([HELLO]), HURRIED):
        (session,) = server.gateway.sessions.values()
        # It stands among what is sent anew after each RESUME, and ends each connection.
        session.events.append(b"nothing compressed\x00\x00\xff\xff")
        await server.gateway.drop()
        await server.gateway.until(lambda: server.gateway.identified == 2, 30, "IDENTIFY")
        assert (await server.user().command("help")).content == "Hello"
    server.check()


async def test_an_address_that_is_not_the_apis_ends_it(server: DiscordServer) -> None:
    started = DiscordChat(server.token, f"{server.url}/nowhere", LANGUAGES, clock=lambda: NOW)
    with pytest.raises(TokenRefused):
        await started.run(Script([HELLO]))


async def test_a_rate_limit_at_the_login_is_waited_for_as_asked(server: DiscordServer) -> None:
    await discord_chat(server).publish(profile())
    before = len(server.requests)
    server.fault("GET /users/@me", RateLimited(90))
    task = asyncio.create_task(discord_chat(server, times=HURRIED).run(Script([HELLO])))
    await server.world.bell.until(lambda: len(server.requests) > before or None, 10, "the login")
    await asyncio.sleep(0.5)
    assert len(server.requests) == before + 1
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


class _LateGateway(DiscordServer):
    """Names an address at first where no gateway is."""

    asked = 0

    @property
    def gateway_url(self) -> str:
        self.asked += 1
        return super().gateway_url if self.asked > 1 else "ws://127.0.0.1:9"


async def test_a_first_connection_that_fails_is_tried_again() -> None:
    async with _LateGateway() as server:
        async with running(server, Script([HELLO]), HURRIED):
            assert (await server.user().command("help")).content == "Hello"
        server.check()


async def test_what_is_in_hand_is_finished_at_the_end(server: DiscordServer) -> None:
    script = Script([HELLO])
    async with running(server, script):
        anna = server.user()
        script.seconds = 0.2
        asked = asyncio.create_task(anna.command("help"))
        while not script.heard:  # noqa: ASYNC110 - it is heard within a moment
            await asyncio.sleep(0.01)
    assert script.finished == 1
    assert (await asked).content == "Hello"
    server.check()


async def test_the_end_is_told_to_the_gateway(server: DiscordServer) -> None:
    async with running(server, Script([HELLO])):
        pass
    await server.gateway.until(lambda: not server.gateway.sessions, 5, "the session to end")
    server.check()


async def test_publishing_needs_no_gateway_and_does_nothing_else(server: DiscordServer) -> None:
    await discord_chat(server).publish(profile())
    assert server.gateway.identified == 0
    changes = [str(each) for each in server.requests if each.method != "GET"]
    assert changes == [f"PUT /applications/{server.world.bot.id}/commands"]
    assert "panel" in {command["name"] for command in server.commands}
    server.check()
