"""What people see of a bot made with the real library, and what it is told of them."""

from __future__ import annotations

import asyncio

import pytest

from tests.stand_ins.discord import DiscordServer, InteractionFailed, NotOffered
from tests.stand_ins.discord.mistakes import JSON
from tests.stand_ins.discord.tests.client import Bot, running


async def test_a_command_and_a_button_in_the_persons_language(
    server: DiscordServer, bot: Bot
) -> None:
    anna = server.user(language="de")
    answer = await anna.command("optout", {"device": "iPhone"})
    assert (answer.content, answer.ephemeral, answer.labels) == ("iphone de", True, ["Weiter"])
    answer = await anna.presses(answer, "Weiter")
    assert (answer.content, answer.edited) == ("Schritt 2", True)
    answer = await anna.presses(answer, "step:2")
    assert answer.content == "Schritt 3"
    server.check()


async def test_a_select_is_deferred_and_edited(server: DiscordServer, bot: Bot) -> None:
    anna = server.user()
    answer = await anna.command("choose", guild=server.guild())
    assert answer.links == {"Quelle": "https://example.org/"}
    answer = await anna.presses(answer, "App")
    assert (answer.content, answer.deferred, answer.selects) == ("gewählt: app", True, ())
    server.check()


async def test_a_deferred_answer_takes_the_place_of_the_thinking(
    server: DiscordServer, bot: Bot
) -> None:
    anna = server.user()
    answer = await anna.command("think", {"answers": 2})
    assert (answer.content, answer.deferred, answer.ephemeral) == ("Antwort 0", True, True)
    answer = await anna.sees(answer, lambda message: bool(message.followups))
    assert [followup.content for followup in answer.followups] == ["Antwort 1"]
    server.check()


async def test_files_forms_and_suggestions(server: DiscordServer, bot: Bot) -> None:
    anna = server.user()
    (file,) = (await anna.command("file")).attachments
    assert (file.filename, file.data) == ("later.ics", b"BEGIN:VCALENDAR")
    form = await anna.command("ask")
    assert form.modal
    assert form.modal.title == "Frage"
    assert (await anna.fills(form, {"Worte": "seit wann?"})).content == "gefragt: seit wann?"
    assert await anna.suggestions("language", "name", "D") == {"Deutsch": "de", "Dansk": "da"}
    server.check()


async def test_direct_messages_and_mentions(server: DiscordServer, bot: Bot) -> None:
    anna, guild = server.user(), server.guild()
    await anna.says("hallo")
    assert (await anna.dm()).content == "Echo: hallo"
    await anna.says(f"{server.mention} was?", guild=guild)
    assert (await anna.dm()).content == f"Echo: {server.mention} was?"
    await anna.says("unter uns", guild=guild)
    await anna.dm()
    assert bot.heard == ["hallo", f"{server.mention} was?", ""]
    # The echo mentioned only the bot, and mentions were switched off.
    server.check()


async def test_where_an_interaction_says_it_comes_from(server: DiscordServer, bot: Bot) -> None:
    anna = server.user(language="fr")
    await anna.command("optout", guild=server.guild(language="it"), admin=True)
    await anna.command("optout", guild=server.guild(bot=False))
    await anna.command("optout")
    await anna.command("optout", private_channel=True)
    in_guild, outside, direct, private = bot.seen
    assert str(in_guild.guild_locale) == "it"
    assert in_guild.permissions.manage_guild
    assert in_guild.is_guild_integration()
    assert not in_guild.is_user_integration()
    assert outside.is_user_integration()
    assert not outside.permissions.manage_guild
    contexts = [
        (i.context.guild, i.context.dm_channel, i.context.private_channel) for i in bot.seen
    ]
    assert contexts == [
        (True, False, False),
        (True, False, False),
        (False, True, False),
        (False, False, True),
    ]
    assert {str(interaction.locale) for interaction in (direct, private)} == {"fr"}
    server.check()


async def test_a_public_message_is_for_all_a_private_one_is_not(
    server: DiscordServer, bot: Bot
) -> None:
    anna, ben, guild = server.user(), server.user(name="Ben"), server.guild()
    panel = await anna.command("panel", guild=guild, admin=True)
    assert not panel.ephemeral
    assert (await ben.presses(panel, "Weiter")).content == "Schritt 2"
    private = await anna.command("optout", guild=guild)
    with pytest.raises(NotOffered, match="only the person"):
        await ben.presses(private, "Weiter")


@pytest.mark.parametrize(
    ("command", "options", "place", "reason"),
    [
        ("unknown", {}, {}, "not registered; there are /optout"),
        ("optout", {"colour": "red"}, {}, "no option"),
        ("optout", {"device": "toaster"}, {}, "offers"),
        ("language", {}, {}, "requires"),
        ("think", {"answers": "two"}, {}, "takes no str"),
        ("panel", {}, {}, "contexts"),
        ("panel", {}, {"guild": True}, "permissions 32"),
        ("panel", {}, {"guild": False, "admin": True}, "integration_types"),
        ("optout now", {}, {}, "no sub-command"),
    ],
)
async def test_the_client_offers_only_what_was_registered(
    server: DiscordServer, bot: Bot, command: str, options: JSON, place: JSON, reason: str
) -> None:
    if "guild" in place:
        place = place | {"guild": server.guild(bot=place["guild"])}
    with pytest.raises(NotOffered, match=reason):
        await server.user().command(command, options, **place)


async def test_a_button_that_is_gone_cannot_be_pressed(server: DiscordServer, bot: Bot) -> None:
    anna = server.user()
    old = await anna.command("optout")
    await anna.presses(old, "Weiter")
    with pytest.raises(NotOffered, match="no longer"):
        await anna.presses(old, "Weiter")
    with pytest.raises(NotOffered, match=r"no button .*Weiter"):
        await anna.presses(old, "Zurück")


async def test_two_taps_at_once_are_two_interactions(server: DiscordServer, bot: Bot) -> None:
    anna = server.user()
    answer = await anna.command("optout")
    taps = [anna.presses(answer, "Weiter") for _ in range(2)]
    assert [message.content for message in await asyncio.gather(*taps)] == ["Schritt 2"] * 2
    server.check()


async def test_of_two_processes_one_comes_too_late(server: DiscordServer, bot: Bot) -> None:
    async with running(server) as other:
        await server.gateway.until(lambda: server.gateway.identified == 2, 2, "both")
        assert (await server.user().command("optout")).labels == ["Weiter"]
        await server.world.bell.until(
            lambda: len(bot.seen) + len(other.seen) == 2 or None, 2, "both to have been told"
        )
    server.check()


async def test_silence_is_noticed(server: DiscordServer, bot: Bot) -> None:
    with pytest.raises(InteractionFailed, match="/silent"):
        await server.user().command("silent")
    assert len(server.unanswered) == 1
    with pytest.raises(AssertionError, match="no answer to /silent"):
        server.check()
    server.check(unanswered=1)
