"""What the bot says in a server when somebody mentions it, and that it says nothing else there."""

from __future__ import annotations

import pytest

from bot.core.press import Press
from bot.reader.reader import HeadReader
from bot.storage.store import SqlStore
from tests.logged import logging_at
from tests.stand_ins.discord import DiscordServer
from tests.stand_ins.discord.people import Guild, User
from tests.stand_ins.discord.world import ORDINARY, READ_MESSAGE_HISTORY, SEND_MESSAGES
from tests.whole import half_understood, remembered

SURE = "do they read my dms??"


@pytest.fixture
def server(whole: DiscordServer) -> DiscordServer:
    return whole


@pytest.fixture
def anna(server: DiscordServer) -> User:
    return server.user()


@pytest.fixture
def guild(server: DiscordServer) -> Guild:
    return server.guild()


async def test_a_sure_question_is_answered_there_and_pings_nobody(
    server: DiscordServer, anna: User, guild: Guild
) -> None:
    await anna.says(f"{server.mention} {SURE}", guild=guild)
    said = await guild.posted()
    assert "private messages and InMail" in said.content
    assert not said.ephemeral
    assert said.post
    assert said.post.reply_to
    assert int(said.post.reply_to["message_id"]) == said.post.channel.posts[0].id


async def test_what_is_pressed_below_it_is_seen_by_who_pressed_alone(
    server: DiscordServer, anna: User, guild: Guild, store: SqlStore
) -> None:
    await anna.says(f"{server.mention} {SURE}", guild=guild)
    said = await guild.posted()
    other = server.user("de")
    source = await other.presses(said, "How do you know?")
    assert source.ephemeral
    assert "gelesen am" in source.content
    mine = await anna.presses(said, "Show me how")
    assert mine.ephemeral
    assert (await anna.sees(said)).content == said.content
    assert await remembered(store, "discord", anna.id) is None


@pytest.mark.parametrize(
    "text",
    [
        "lesen die auf dem iphone private nachrichten",
        "mein Passwort auf dem iPhone ist hunter2x",
    ],
)
async def test_its_buttons_carry_nothing_of_who_asked(
    server: DiscordServer, anna: User, guild: Guild, text: str
) -> None:
    await anna.says(f"{server.mention} {text}", guild=guild)
    said = await guild.posted()
    assert "InMail" in said.content or "Passwort" in said.content
    presses = [
        Press.read(each.custom_id.partition("#")[0]) for each in said.buttons if each.custom_id
    ]
    assert presses
    assert {(each.device, each.interface, each.language) for each in presses} == {("", "", "")}


async def test_nobody_else_learns_where_somebody_is_on_their_way(
    server: DiscordServer, anna: User, guild: Guild, store: SqlStore
) -> None:
    await anna.command("language", {"language": "mt"})
    mine = await anna.command("optout", {"device": "iphone"})
    assert "B’liema lingwa" in mine.content
    before = await remembered(store, "discord", anna.id)
    assert before
    await anna.says(f"{server.mention} InMail", guild=guild)
    assert "private messages and InMail" in (await guild.posted()).content
    await anna.says(f"{server.mention} hunter2x is my password", guild=guild)
    said = await guild.posted()
    assert said.content.startswith("That looks like a password")
    assert said.labels == ["Show me how", "What data is used?", "Help"]
    assert await remembered(store, "discord", anna.id) == before


@pytest.mark.parametrize(
    "text",
    [
        SURE,
        "@everyone do they read my dms??",
        "<@&1234567890> do they read my dms??",
        "{mention}",
        "{mention} hello there",
        "{mention} will it rain tomorrow in the mountains",
        "{mention} ​",
    ],
)
async def test_it_is_silent_when_it_is_not_meant_or_not_sure(
    server: DiscordServer, anna: User, guild: Guild, text: str
) -> None:
    await anna.says(text.format(mention=server.mention), guild=guild)
    await anna.says(f"{server.mention} since when do they do this?", guild=guild)
    assert "November 3, 2025" in (await guild.posted()).content


async def test_it_is_silent_when_it_only_half_understands(
    server: DiscordServer, anna: User, guild: Guild, read: HeadReader
) -> None:
    await anna.says(f"{server.mention} {half_understood(read)}", guild=guild)
    await anna.says(f"{server.mention} since when do they do this?", guild=guild)
    assert "November 3, 2025" in (await guild.posted()).content


async def test_a_reply_to_it_is_meant_for_it_unless_it_pings_nobody(
    server: DiscordServer, anna: User, guild: Guild
) -> None:
    await anna.says(f"{server.mention} {SURE}", guild=guild)
    said = await guild.posted()
    for text, pings in (("haha, nice one", True), (SURE, False)):
        await anna.says(text, guild=guild, reply_to=said, pings=pings)
    await anna.says("since when do they do this?", guild=guild, reply_to=said)
    assert "November 3, 2025" in (await guild.posted()).content


async def test_what_else_stands_in_the_message_does_not_disturb(
    server: DiscordServer, anna: User, guild: Guild
) -> None:
    clutter = "<:thumbsup:123> <@42> <#77> <t:1700000000:R> </optout:99>"
    await anna.says(f"{clutter} {server.mention} since when do they do this?", guild=guild)
    assert "November 3, 2025" in (await guild.posted()).content


async def test_what_is_personal_goes_on_in_private(
    server: DiscordServer, anna: User, guild: Guild, store: SqlStore
) -> None:
    await anna.says(f"{server.mention} please remind me tomorrow", guild=guild)
    said = await guild.posted()
    assert "I show you how, in private" in said.content
    assert said.labels == ["Show me how"]
    assert await remembered(store, "discord", anna.id) is None


async def test_a_question_is_answered_in_its_language(
    server: DiscordServer, anna: User, guild: Guild
) -> None:
    await anna.says(f"{server.mention} seit wann machen die das denn eigentlich", guild=guild)
    assert "3. November 2025" in (await guild.posted()).content


async def test_a_secret_gets_a_warning_that_does_not_repeat_it(
    server: DiscordServer, anna: User, guild: Guild
) -> None:
    await anna.says(f"{server.mention} my password is hunter2x", guild=guild)
    said = await guild.posted()
    assert "looks like a password" in said.content
    assert "delete your message" in said.content
    assert "hunter2x" not in said.content


async def test_where_it_may_not_read_the_history_it_answers_without_a_reply(
    server: DiscordServer, anna: User
) -> None:
    forgetful = server.guild(permissions=ORDINARY & ~READ_MESSAGE_HISTORY)
    await anna.says(f"{server.mention} {SURE}", guild=forgetful)
    said = await forgetful.posted()
    assert "InMail" in said.content
    assert said.post
    assert said.post.reply_to is None


async def test_where_it_may_not_write_it_stays_calm(server: DiscordServer, anna: User) -> None:
    closed = server.guild(permissions=ORDINARY & ~SEND_MESSAGES, name="Quiet place")
    with logging_at("DEBUG") as (_, bare):
        await anna.says(f"{server.mention} {SURE}", guild=closed)
        await anna.says("do they read my dms??")
        assert "InMail" in (await anna.dm()).content
    log = bare.getvalue()
    assert "may not answer there" in log
    assert all(word not in log for word in (str(anna.id), "Quiet place", "dms??"))
