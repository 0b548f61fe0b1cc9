"""What comes in from Discord."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.core.messages import Address, Asked, Inbound, Left, Pressed, Said, Setting
from bot.core.press import Press
from bot.core.understanding import Trace
from bot.service.ports import Chat
from tests.discord_chat.script import HELLO, NOW, Script, discord_chat, running
from tests.stand_ins.discord import DiscordServer


def test_it_is_a_chat(server: DiscordServer) -> None:
    it: Chat = discord_chat(server)
    assert it.name == "discord"


async def test_a_command_in_a_server_is_answered_to_this_person_alone(
    server: DiscordServer,
) -> None:
    script = Script([HELLO])
    async with running(server, script):
        anna = server.user("pt-BR")
        guild = server.guild()
        seen = await anna.command("optout", {"language": "de", "device": "iPhone app"}, guild=guild)
    assert seen.ephemeral
    assert (seen.content, seen.labels) == ("Hello", ["Next"])
    assert script.heard == [
        Inbound(
            person=Address("discord", str(anna.id)),
            event=Asked("optout", "iphone de"),
            at=NOW,
            language="pt-BR",
            room=Address("discord", str(guild.id)),
            setting=Setting.PRIVATE,
            admin=False,
            elsewhere=True,
            trace=Trace.NONE,
        )
    ]
    server.check()


async def test_a_command_in_the_direct_messages_is_answered_there(server: DiscordServer) -> None:
    script = Script([HELLO])
    async with running(server, script):
        seen = await server.user("sv-SE").command("help")
    assert not seen.ephemeral
    assert (script.heard[0].language, script.heard[0].elsewhere) == ("sv-SE", False)
    server.check()


async def test_between_two_people_only_the_one_who_asked_sees_the_answer(
    server: DiscordServer,
) -> None:
    script = Script([HELLO])
    async with running(server, script):
        seen = await server.user(installed=True).command("optout", private_channel=True)
    assert seen.ephemeral
    assert script.heard[0].elsewhere
    server.check()


async def test_in_a_server_without_the_bot_it_works_for_who_has_installed_it(
    server: DiscordServer,
) -> None:
    script = Script([HELLO, HELLO])
    async with running(server, script):
        anna = server.user(installed=True)
        seen = await anna.command("optout", guild=server.guild(bot=False))
        seen = await anna.sees(seen, until=lambda seen: len(seen.followups) == 1)
    assert seen.ephemeral
    assert script.heard[0].room is None
    server.check()


async def test_a_command_is_found_by_its_name_in_the_persons_language(
    server: DiscordServer,
) -> None:
    script = Script([HELLO])
    async with running(server, script):
        await server.user("de").command("nein-danke")
    assert script.events == [Asked("optout")]
    server.check()


async def test_a_command_that_this_version_does_not_know_is_heard_all_the_same(
    server: DiscordServer,
) -> None:
    script = Script([HELLO])
    async with running(server, script):
        old = {**server.commands[0], "name": "bygone", "options": []}
        server.world.commands.append(old)
        assert (await server.user().command("bygone")).content == "Hello"
    assert script.events == [Asked("bygone")]
    server.check()


async def test_languages_are_suggested_while_somebody_types(server: DiscordServer) -> None:
    async with running(server, Script([HELLO])):
        anna = server.user()
        assert await anna.suggestions("optout", "language", "mal") == {"Malti": "mt"}
        assert await anna.suggestions("language", "language", "germ") == {"Deutsch": "de"}
        assert len(await anna.suggestions("language", "language", "")) == 25
    server.check()


async def test_words_in_the_direct_messages(server: DiscordServer) -> None:
    script = Script([HELLO])
    async with running(server, script):
        anna = server.user("de")
        await anna.says("How do I\0 stop this?")
        assert (await anna.dm()).content == "Hello"
    assert script.heard == [
        Inbound(Address("discord", str(anna.id)), Said("How do I stop this?"), NOW)
    ]
    server.check()


@pytest.mark.parametrize(
    ("said", "event"),
    [
        ({"text": "x" * 1500}, Said("x" * 1000)),
        ({"stickers": ("wave",)}, Said("")),
        ({"files": ("voice.ogg",)}, Said("")),
        ({"text": "/optout iphone  de"}, Asked("optout", "iphone  de")),
        ({"text": "/Help"}, Asked("help")),
        ({"text": "/ what?"}, Said("/ what?")),
    ],
)
async def test_what_a_direct_message_says(
    server: DiscordServer, said: dict[str, Any], event: Said | Asked
) -> None:
    script = Script([HELLO])
    async with running(server, script):
        anna = server.user()
        await anna.says(**said)
        await anna.dm()
    assert script.events == [event]
    server.check()


async def test_of_what_is_said_in_a_server_only_mentions_are_heard(server: DiscordServer) -> None:
    script = Script([HELLO])
    async with running(server, script):
        anna, guild = server.user(), server.guild()
        await anna.says("hello everybody", guild=guild)
        await anna.says(f"{server.mention} hello", guild=guild)
        await guild.posted()
        guild.outage()
        await anna.command("help")
    assert script.events == [Said("hello"), Asked("help")]
    assert [each.setting for each in script.heard] == [Setting.GROUP, Setting.PRIVATE]
    server.check()


@pytest.mark.parametrize("before", [True, False], ids=["joined before", "joined since"])
async def test_a_removal_is_heard_whenever_the_bot_came_to_the_server(
    server: DiscordServer, before: bool
) -> None:
    script = Script([])
    guild = server.guild() if before else None
    async with running(server, script):
        guild = guild or server.guild()
        guild.outage()
        guild.remove_bot()
        await server.user().command("help")
    here = Address("discord", str(guild.id))
    assert script.heard[0] == Inbound(None, Left(), NOW, room=here, setting=Setting.GROUP)
    assert script.events == [Left(), Asked("help")]
    server.check()


async def test_rapid_presses_come_in_order_and_no_more_than_can_wait(
    server: DiscordServer,
) -> None:
    script = Script([HELLO])
    async with running(server, script):
        anna = server.user()
        seen = await anna.command("optout", guild=server.guild())
        script.seconds = 0.3
        presses = [asyncio.create_task(anna.presses(seen, "Next")) for _ in range(21)]
        await asyncio.sleep(0.2)
        assert len(script.heard) == 2
        script.seconds = 0.0
        await anna.says("stop")
        while len(script.heard) < 10:  # noqa: ASYNC110 - they are heard within a moment
            await asyncio.sleep(0.02)
        await asyncio.sleep(0.2)
        for press in presses:
            press.cancel()
    assert script.events == [Asked("optout"), *[Pressed(Press("step", "2"))] * 9]
    server.check()
