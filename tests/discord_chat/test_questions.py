"""Free words on Discord, from the real client to the real reader and back."""

from __future__ import annotations

import pytest

from bot.reader.reader import HeadReader
from tests.stand_ins.discord import DiscordServer
from tests.stand_ins.discord.people import User
from tests.stand_ins.discord.seen import Message
from tests.whole import half_understood


@pytest.fixture
def server(whole: DiscordServer) -> DiscordServer:
    return whole


@pytest.fixture
def anna(server: DiscordServer) -> User:
    return server.user()


async def asks(user: User, text: str) -> Message:
    await user.says(text)
    return await user.dm()


async def test_a_direct_message_gets_its_fact_and_the_fact_its_source(anna: User) -> None:
    said = await asks(anna, "do they read my dms??")
    assert "private messages and InMail" in said.content
    source = await anna.presses(said, "How do you know?")
    assert "read on" in source.content
    assert any("linkedin.com" in url for url in source.links.values())


async def test_what_is_half_understood_is_asked_about(read: HeadReader, anna: User) -> None:
    asked = await asks(anna, half_understood(read))
    assert asked.content == "Did you mean one of these?"
    *offered, other = asked.labels
    assert len(offered) == 3
    assert other == "Something else"
    chosen = await anna.presses(asked, offered[0])
    assert chosen.content != asked.content
    assert "How do you know?" in chosen.labels


@pytest.mark.parametrize("in_server", [True, False])
async def test_ask_is_answered_to_one_person(
    server: DiscordServer, anna: User, in_server: bool
) -> None:
    guild = server.guild() if in_server else None
    said = await anna.command("ask", {"question": "do they read my dms??"}, guild=guild)
    assert "private messages and InMail" in said.content
    assert said.ephemeral is in_server
    unsure = await anna.command("ask", {"question": "will it rain tomorrow"}, guild=guild)
    assert "cannot help with that" in unsure.content
    assert unsure.ephemeral is in_server


async def test_another_language_is_answered_in_it_and_can_be_kept(anna: User) -> None:
    said = await asks(anna, "seit wann machen die das denn eigentlich so")
    assert "3. November 2025" in said.content
    kept = await anna.presses(said, "Bei Deutsch bleiben")
    assert "LinkedIn trainiert KI" in kept.content
    assert "Wo nutzt du LinkedIn?" in (await anna.command("optout")).content


async def test_a_secret_is_met_with_a_warning_and_how_to_delete_it(anna: User) -> None:
    said = await asks(anna, "my password is hunter2x")
    assert "looks like a password" in said.content
    assert "Please delete your message" in said.content


async def test_a_secret_in_a_command_stands_nowhere_else(server: DiscordServer, anna: User) -> None:
    asked = {"question": "my password is hunter2x"}
    said = await anna.command("ask", asked, guild=server.guild())
    assert said.ephemeral
    assert "It is on your screen only." in said.content
    assert "hunter2x" not in said.content


async def test_what_is_half_understood_in_a_server_is_asked_in_private_and_changes_in_place(
    server: DiscordServer, read: HeadReader, anna: User
) -> None:
    asked = {"question": half_understood(read)}
    said = await anna.command("ask", asked, guild=server.guild())
    assert (said.content, said.ephemeral) == ("Did you mean one of these?", True)
    chosen = await anna.presses(said, said.labels[0])
    assert chosen.post is said.post
    assert "How do you know?" in chosen.labels


async def test_the_command_answers_in_the_language_of_the_question(server: DiscordServer) -> None:
    asked = {"question": "seit wann machen die das denn eigentlich so"}
    said = await server.user("fr").command("ask", asked, guild=server.guild())
    assert "3. November 2025" in said.content
    assert "Bei Deutsch bleiben" in said.labels
