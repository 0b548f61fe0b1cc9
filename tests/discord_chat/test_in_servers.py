"""What comes in from servers, with a bot that says what it is told to."""

from __future__ import annotations

import asyncio

import pytest

from bot.chats.discord.times import UNHURRIED
from bot.core.messages import Address, Inbound, Pressed, Said, Setting
from bot.core.press import Press
from tests.discord_chat.script import (
    HELLO,
    IMPATIENT,
    NOW,
    SEND,
    SORRY,
    STEP,
    Script,
    address,
    message,
    running,
)
from tests.logged import logging_at
from tests.stand_ins.discord import (
    AnswerLost,
    ConnectionReset,
    DiscordServer,
    Guild,
    Refused,
    ServerError,
)


def posts(guild: Guild, server: DiscordServer) -> list[str]:
    """What the bot has posted in the channel."""
    written = guild.record.channel.posts
    return [each.content for each in written if each.author is server.world.bot]


@pytest.mark.parametrize("before", [True, False], ids=["joined before", "joined since"])
async def test_a_mention_is_heard_whenever_the_bot_came_to_the_server(
    server: DiscordServer, before: bool
) -> None:
    script = Script([HELLO])
    guild = server.guild("de") if before else None
    async with running(server, script):
        anna, guild = server.user("fr"), guild or server.guild("de")
        await anna.says(f"Since when, {server.mention}?\0", guild=guild)
        said = await guild.posted()
    assert (said.content, said.labels, said.ephemeral) == ("Hello", ["Next"], False)
    assert said.post
    assert said.post.reply_to
    here = Address("discord", str(guild.id))
    words = Said("Since when,  ?")
    heard = Inbound(address(anna), words, NOW, room=here, setting=Setting.GROUP)
    assert script.heard == [heard]
    server.check()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{} since when?", "since when?"),
        ("since when? {}", "since when?"),
        ("<@!{id}> since when?", "since when?"),
        ("{} <@7> <@!7> <@&7> <#7> since when?", "since when?"),
        ("{} <:hm:7> <a:wave:7> <t:1700000000> <t:1700000000:R> since when?", "since when?"),
        ("{} </optout:7> </campaign start:7> <t:-5:f> since when?", "since when?"),
        ("{} x < 3 and <b> or <3", "x < 3 and <b> or <3"),
        ("{}", ""),
        ("{} /optout iphone", "/optout iphone"),
    ],
)
async def test_the_words_come_without_what_only_discord_shows(
    server: DiscordServer, text: str, words: str
) -> None:
    script = Script([])
    async with running(server, script):
        said = text.format(server.mention, id=server.world.bot.id)
        await server.user().says(said, guild=server.guild())
        await server.user().command("help")
    assert script.events[0] == Said(words)
    server.check()


async def test_much_is_cut(server: DiscordServer) -> None:
    script = Script([HELLO])
    async with running(server, script):
        guild = server.guild()
        await server.user().says(f"{server.mention}{'x' * 1500}", guild=guild)
        await guild.posted()
    assert script.events == [Said("x" * (1000 - len(server.mention)))]
    server.check()


async def test_only_what_really_mentions_the_bot_is_heard(server: DiscordServer) -> None:
    script = Script([HELLO])
    async with running(server, script):
        anna, guild = server.user(), server.guild()
        for text in ("hello", "@everyone hello", "<@&7> hello", f"<@{anna.id}> hello"):
            await anna.says(text, guild=guild)
        await guild.webhook_says(f"{server.mention} hello")
        other = server.user(name="Another bot")
        other.account.bot = True
        await other.says(f"{server.mention} hello", guild=guild)
        assert script.heard == []
        await anna.says(f"{server.mention} hello", guild=guild)
        said = await guild.posted()
        await anna.says("between us", guild=guild, reply_to=said, pings=False)
        await anna.says("and my posts?", guild=guild, reply_to=said)
        await guild.posted()
    assert script.events == [Said("hello"), Said("and my posts?")]
    assert posts(guild, server) == ["Hello", "Hello"]
    server.check()


@pytest.mark.parametrize("seconds", [0.0, 0.1])
async def test_what_is_pressed_under_it_is_answered_to_one_person(
    server: DiscordServer, seconds: float
) -> None:
    script = Script([HELLO], [STEP])
    async with running(server, script, IMPATIENT if seconds else UNHURRIED):
        anna, ben, guild = server.user(), server.user("de", name="Ben"), server.guild()
        await anna.says(f"{server.mention} hello", guild=guild)
        said = await guild.posted()
        script.seconds = seconds
        for each in (ben, anna):
            seen = await each.presses(said, "Next")
            assert (seen.content, seen.ephemeral) == ("Step 2", True)
            assert seen.deferred is bool(seconds)
        assert not (await anna.sees(said)).edited
    pressed = script.heard[1]
    assert pressed.event == Pressed(Press("step", "2"))
    assert (pressed.person, pressed.setting) == (address(ben), Setting.PRIVATE)
    assert pressed.room == Address("discord", str(guild.id))
    assert (pressed.elsewhere, pressed.language) == (True, "de")
    server.check()


async def test_nothing_it_says_there_can_ping_anybody(server: DiscordServer) -> None:
    text = message("for @everyone, <@123456789012345678> and <@&123456789012345678>")
    async with running(server, Script([text, text])):
        guild = server.guild()
        await server.user().says(f"{server.mention} hello", guild=guild)
        await guild.posted()
        await guild.posted()
    sent = [each.body for each in server.calls(SEND)]
    assert [each["allowed_mentions"] for each in sent] == [
        {"parse": [], "replied_user": False},
    ] * 2
    server.check()


@pytest.mark.parametrize("fault", [ConnectionReset(), AnswerLost(), ServerError(500)])
async def test_the_answer_comes_once_whatever_the_line_does(
    server: DiscordServer, fault: ConnectionReset | AnswerLost | ServerError
) -> None:
    async with running(server, Script([HELLO])):
        guild = server.guild()
        server.fault(SEND, fault)
        await server.user().says(f"{server.mention} hello", guild=guild)
        await guild.posted()
        await server.user().command("help")
    assert posts(guild, server) == ["Hello"]
    server.check()


async def test_a_question_that_is_gone_meanwhile_is_answered(server: DiscordServer) -> None:
    script = Script([HELLO])
    script.seconds = 0.1
    async with running(server, script):
        guild = server.guild()
        await server.user().says(f"{server.mention} hello", guild=guild)
        guild.record.channel.posts[0].deleted = True
        said = await guild.posted()
    assert said.post
    assert said.post.reply_to is None
    server.check()


@pytest.mark.parametrize("code", [50001, 50013])
async def test_where_it_may_not_write_it_says_nothing_and_names_nobody(
    server: DiscordServer, code: int
) -> None:
    with logging_at("DEBUG") as (_, bare):
        async with running(server, Script([HELLO])):
            anna, guild = server.user(name="Annabella"), server.guild(name="Quiet place")
            server.fault(SEND, Refused(403, code))
            await anna.says(f"{server.mention} a secret", guild=guild)
            await anna.says("hello")
            await anna.dm()
    assert posts(guild, server) == []
    assert len(server.calls(SEND)) == 2
    log = bare.getvalue()
    assert "A message: the bot may not answer there" in log
    assert "ERROR" not in log
    private = (anna.id, guild.id, guild.record.channel.id, "secret", "nnabella", "Quiet", "Hello")
    assert [each for each in private if str(each) in log] == []
    server.check()


async def test_an_error_is_told_there(server: DiscordServer) -> None:
    async with running(server, Script(RuntimeError("no database"))):
        guild = server.guild()
        await server.user().says(f"{server.mention} hello", guild=guild)
        assert (await guild.posted()).content == SORRY
    server.check()


async def test_who_floods_a_channel_is_answered_so_often_and_hinders_nobody(
    server: DiscordServer,
) -> None:
    script = Script([HELLO])
    async with running(server, script):
        anna, ben, guild = server.user(), server.user(name="Ben"), server.guild()
        script.seconds = 0.3
        for number in range(30):
            await anna.says(f"{server.mention} {number}", guild=guild)
        await ben.says(f"{server.mention} and me?", guild=guild)
        await asyncio.sleep(0.15)
        assert script.events == [Said("0"), Said("and me?")]
        script.seconds = 0.0
        for _ in range(10):
            await guild.posted()
        await anna.command("help")
    assert script.events[2:-1] == [Said(str(number)) for number in range(1, 9)]
    server.check()
