"""Buttons, and the panel with buttons for everybody."""

from __future__ import annotations

import pytest

from bot.core.messages import Address, Asked, Button, Pressed, Setting
from bot.core.press import Press
from tests.discord_chat.script import (
    HELLO,
    IMPATIENT,
    PANEL,
    RESPOND,
    STEP,
    Script,
    message,
    running,
)
from tests.stand_ins.discord import DiscordServer, NotOffered, Refused


async def test_an_admin_posts_a_panel_that_everybody_sees_and_nobody_changes(
    server: DiscordServer,
) -> None:
    script = Script([PANEL], [STEP], [STEP])
    async with running(server, script):
        guild = server.guild()
        panel = await server.user().command("panel", guild=guild, admin=True)
        assert not panel.ephemeral
        member = server.user("fr")
        seen = await member.presses(panel, "Show me")
        assert (seen.content, seen.ephemeral) == ("Step 2", True)
        assert not (await member.sees(panel)).edited
        seen = await member.presses(seen, "On")
        assert (seen.content, seen.edited) == ("Step 2", True)
    asked, pressed, _ = script.heard
    assert (asked.event, asked.setting, asked.admin) == (Asked("panel"), Setting.GROUP, True)
    assert (pressed.event, pressed.setting) == (Pressed(Press("optout")), Setting.PRIVATE)
    assert (pressed.admin, pressed.elsewhere, pressed.language) == (False, True, "fr")
    server.check()


async def test_a_panel_that_takes_its_time_is_still_for_everybody(server: DiscordServer) -> None:
    script = Script([PANEL])
    script.seconds = 0.1
    async with running(server, script, IMPATIENT):
        panel = await server.user().command("panel", guild=server.guild(), admin=True)
    assert panel.deferred
    assert (panel.content, panel.ephemeral) == ("Panel", False)
    server.check()


async def test_the_panel_is_not_offered_to_members_nor_outside_of_servers(
    server: DiscordServer,
) -> None:
    async with running(server, Script([PANEL])):
        anna = server.user(installed=True)
        with pytest.raises(NotOffered):
            await anna.command("panel", guild=server.guild())
        with pytest.raises(NotOffered):
            await anna.command("panel")
        with pytest.raises(NotOffered):
            await anna.command("panel", guild=server.guild(bot=False), admin=True)
    server.check()


async def test_rights_are_checked_again_where_a_server_lets_everybody_use_the_command(
    server: DiscordServer,
) -> None:
    script = Script([PANEL])
    async with running(server, script):
        for command in server.commands:
            command["default_member_permissions"] = None
        seen = await server.user().command("panel", guild=server.guild())
    assert seen.ephemeral
    assert (script.heard[0].setting, script.heard[0].admin) == (Setting.PRIVATE, False)
    server.check()


@pytest.mark.parametrize("in_server", [True, False])
async def test_a_press_changes_the_message_in_place(server: DiscordServer, in_server: bool) -> None:
    async with running(server, Script([HELLO], [STEP])):
        anna = server.user()
        hello = await anna.command("optout", guild=server.guild() if in_server else None)
        seen = await anna.presses(hello, "Next")
    assert seen.post is hello.post
    assert (seen.content, seen.labels) == ("Step 2", ["On"])
    server.check()


async def test_an_answer_that_does_not_replace_is_a_new_message(server: DiscordServer) -> None:
    async with running(server, Script([HELLO])):
        anna, guild = server.user(), server.guild()
        hello = await anna.command("optout", guild=guild)
        seen = await anna.presses(hello, "Next")
        assert not (await anna.sees(hello)).edited
    assert seen.post is not hello.post
    assert seen.ephemeral
    server.check()


@pytest.mark.parametrize("replaces", [True, False])
async def test_a_slow_answer_to_a_press(server: DiscordServer, replaces: bool) -> None:
    script = Script([HELLO], [STEP if replaces else HELLO])
    async with running(server, script, IMPATIENT):
        anna = server.user()
        hello = await anna.command("optout", guild=server.guild())
        script.seconds = 0.1
        seen = await anna.presses(hello, "Next")
    assert seen.deferred
    assert seen.ephemeral
    assert (seen.post is hello.post) is replaces
    server.check()


async def test_a_slow_answer_to_a_command(server: DiscordServer) -> None:
    script = Script([HELLO, HELLO])
    script.seconds = 0.1
    async with running(server, script, IMPATIENT):
        anna = server.user()
        seen = await anna.command("optout", guild=server.guild())
        assert (seen.content, seen.deferred, seen.ephemeral) == ("Hello", True, True)
        await anna.sees(seen, until=lambda seen: len(seen.followups) == 1)
    server.check()


async def test_buttons_work_after_a_restart_and_in_direct_messages_sent_unasked(
    server: DiscordServer,
) -> None:
    anna = server.user()
    async with running(server, Script([HELLO])) as first:
        hello = await anna.command("optout", guild=server.guild())
        await first.deliver(Address("discord", str(anna.id)), HELLO, key="1")
        letter = await anna.dm()
    script = Script([STEP])
    async with running(server, script):
        assert (await anna.presses(hello, "Next")).content == "Step 2"
        seen = await anna.presses(letter, "Next")
        assert (seen.post is letter.post, seen.content) == (True, "Step 2")
    assert script.events == [Pressed(Press("step", "2"))] * 2
    assert [inbound.elsewhere for inbound in script.heard] == [True, False]
    server.check()


async def test_a_press_carries_what_is_chosen_in_a_menu_or_marked_as_the_second(
    server: DiscordServer,
) -> None:
    twice = message("Twice", Button("One", Press("share")), Button("Two", Press("share")))
    menu = message("Menu", *(Button(f"L{n}", Press("lang", f"l{n}")) for n in range(27)))
    script = Script([menu], [twice], [HELLO])
    async with running(server, script):
        anna = server.user()
        seen = await anna.presses(await anna.command("language"), "L26")
        await anna.presses(seen, "Two")
    assert script.events[1:] == [Pressed(Press("lang", "l26")), Pressed(Press("share"))]
    server.check()


async def test_a_button_of_another_bot_or_of_nonsense_leads_to_the_start(
    server: DiscordServer,
) -> None:
    script = Script([HELLO])
    async with running(server, script):
        anna = server.user()
        hello = await anna.command("optout")
        assert hello.post
        hello.post.components[0]["components"][0]["custom_id"] = "Ünknown button!"
        await anna.presses(await anna.sees(hello), "Next")
    assert script.events[1] == Pressed(Press("start"))
    server.check()


async def test_a_message_that_is_gone_is_answered_anew(server: DiscordServer) -> None:
    async with running(server, Script([HELLO], [STEP])):
        anna = server.user()
        hello = await anna.command("optout")
        server.fault(RESPOND, Refused(404, 10008))
        seen = await anna.presses(hello, "Next")
    assert (seen.content, seen.post is hello.post) == ("Step 2", False)
    server.check()
