"""A server has a language: set by who manages it, spoken where everybody reads, gone with the bot."""

from __future__ import annotations

import pytest

from bot.core.group import Group
from bot.core.messages import Address
from bot.core.person import Person
from bot.storage.store import SqlStore
from tests.stand_ins.discord import DiscordServer, Guild, User
from tests.whole import remembered

MALTESE, GERMAN = {"language": "mt"}, {"language": "de"}


@pytest.fixture
def server(whole: DiscordServer) -> DiscordServer:
    return whole


@pytest.fixture
def anna(server: DiscordServer) -> User:
    return server.user("de")


@pytest.fixture
def guild(server: DiscordServer) -> Guild:
    return server.guild()


async def is_set(store: SqlStore, guild: Guild) -> Group | None:
    async with store.open() as desk:
        return await desk.groups.find(Address("discord", str(guild.id)))


async def test_who_manages_it_sets_it_and_everybody_is_spoken_to_in_it(
    server: DiscordServer, anna: User, guild: Guild, store: SqlStore
) -> None:
    told = await anna.command("language", MALTESE, guild=guild, admin=True)
    assert told.ephemeral
    assert "Maltesisch" in told.content
    panel = await anna.command("panel", guild=guild, admin=True)
    assert not panel.ephemeral
    assert "LinkedIn tħarreġ" in panel.content
    await anna.says(f"{server.mention} InMail", guild=guild)
    assert "messaġġi privati" in (await guild.posted()).content
    assert await is_set(store, guild) == Group("mt")
    assert await remembered(store, "discord", anna.id) is None


async def test_what_one_person_reads_there_is_in_their_own(
    server: DiscordServer, anna: User, guild: Guild
) -> None:
    await server.user().command("language", MALTESE, guild=guild, admin=True)
    panel = await server.user().command("panel", guild=guild, admin=True)
    begun = await anna.presses(panel, panel.labels[0])
    assert begun.ephemeral
    assert begun.content.startswith("Wo nutzt du LinkedIn?")
    assert (await anna.command("optout", guild=guild)).content.startswith("Wo nutzt du LinkedIn?")


async def test_a_panel_in_another_language_is_one_all_the_same(
    anna: User, guild: Guild, store: SqlStore
) -> None:
    await anna.command("language", MALTESE, guild=guild, admin=True)
    panel = await anna.command("panel", GERMAN, guild=guild, admin=True)
    assert "LinkedIn trainiert" in panel.content
    assert await is_set(store, guild) == Group("mt")


async def test_a_member_sets_nothing_but_their_own(
    anna: User, guild: Guild, store: SqlStore
) -> None:
    told = await anna.command("language", MALTESE, guild=guild)
    assert told.ephemeral
    assert "LinkedIn tħarreġ" in told.content
    assert await is_set(store, guild) is None
    assert await remembered(store, "discord", anna.id) == Person("mt", True)


async def test_where_the_bot_is_not_installed_somebody_sets_their_own(
    server: DiscordServer, store: SqlStore
) -> None:
    carol, elsewhere = server.user("de", installed=True), server.guild(bot=False)
    await carol.command("language", MALTESE, guild=elsewhere, admin=True)
    assert await is_set(store, elsewhere) is None
    assert await remembered(store, "discord", carol.id) == Person("mt", True)


async def test_it_goes_with_the_bot_and_not_with_an_outage(
    anna: User, guild: Guild, store: SqlStore
) -> None:
    await anna.command("language", MALTESE, guild=guild, admin=True)
    guild.outage()
    await anna.command("help")
    assert await is_set(store, guild) == Group("mt")
    guild.remove_bot()
    await anna.command("help")
    assert await is_set(store, guild) is None
