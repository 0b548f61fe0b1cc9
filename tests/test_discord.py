"""`DiscordChat` with the real library against the stand-in for Discord.

Each test ends with `server.check()`: no request off Discord's specification, no interaction without
an answer.
"""

from __future__ import annotations

import asyncio
import gettext
import logging
import warnings
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from babel.core import Locale

from bot.core.messages import (
    Address,
    AnyButton,
    Asked,
    Button,
    DoorButton,
    File,
    Inbound,
    LinkButton,
    Message,
    Paragraph,
    Pressed,
    Said,
    Setting,
)
from bot.core.press import Press
from bot.core.translation import Language
from bot.core.understanding import Trace
from bot.service.ports import (
    Chat,
    Delivered,
    Gone,
    Publisher,
    TokenRefused,
    TryAgain,
    Unreachable,
    Unsure,
)
from tests.discord_server import (
    AnswerLost,
    ConnectionReset,
    DiscordServer,
    NotOffered,
    RateLimited,
    Refused,
    ServerError,
    Slow,
    User,
)
from tests.logged import logging_at

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # discord.py 2.7 imports audioop
    import discord

    from bot.chats.discord import DiscordChat, answer, chat

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
CREATE_DM = "POST /users/@me/channels"
SEND = "POST /channels/{}/messages"
RESPOND = "POST /interactions/{}/{}/callback"
FOLLOW_UP = "POST /webhooks/{}/{}"
SORRY = "Something went wrong on my side. Please try again in a minute."
ENTSCHULDIGUNG = "Bei mir ist etwas schiefgegangen."

Answer = Sequence[Message] | Exception


class _German(gettext.NullTranslations):
    def gettext(self, message: str) -> str:
        return {SORRY: ENTSCHULDIGUNG}.get(message, message)

    def pgettext(self, context: str, message: str) -> str:
        return {"optout": "nein-danke"}.get(message, message)


CODES = ["bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "is"]
CODES += ["it", "lt", "lv", "mt", "nb", "nl", "pl", "pt", "ro", "sk", "sl", "sv", "uk"]
LANGUAGES = {
    code: Language(code, Locale.parse(code), _German() if code == "de" else english)
    for english in [gettext.NullTranslations()]
    for code in CODES
}


class Script:
    """A conversation that knows its lines; the last one is repeated for ever."""

    def __init__(self, *answers: Answer) -> None:
        self.answers = list(answers)
        self.heard: list[Inbound] = []
        self.seconds = 0.0
        self.finished = 0

    async def __call__(self, inbound: Inbound) -> Sequence[Message]:
        self.heard.append(inbound)
        await asyncio.sleep(self.seconds)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        self.finished += 1
        if isinstance(answer, Exception):
            raise answer
        return answer

    @property
    def events(self) -> list[Any]:
        return [inbound.event for inbound in self.heard]


def message(text: str, *buttons: AnyButton[str], **more: Any) -> Message:
    return Message("en", (Paragraph((text,)),), buttons, **more)


NEXT = Button("Next", Press("step", "2"))
HELLO = message("Hello", NEXT)
STEP = message("Step 2", Button("On", Press("step", "3")), replaces=True)
PANEL = message("Panel", Button("Show me", Press("optout")), shared=True)


def discord_chat(server: DiscordServer, token: str | None = None) -> DiscordChat:
    return DiscordChat(token or server.token, server.url, LANGUAGES, clock=lambda: NOW)


@asynccontextmanager
async def running(server: DiscordServer, script: Script) -> AsyncIterator[DiscordChat]:
    """The chat, its commands published, connected to the gateway; at the end it is cancelled."""
    started = discord_chat(server)
    if not server.commands:
        await started.publish()
    task = asyncio.create_task(started.run(script))
    try:
        await server.gateway.ready()
        yield started
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@pytest.fixture
async def server() -> AsyncIterator[DiscordServer]:
    async with DiscordServer() as started:
        yield started


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answer, "PATIENCE", timedelta(seconds=0.02))


def test_it_is_a_chat(server: DiscordServer) -> None:
    it: Chat = discord_chat(server)
    assert it.name == "discord"


# --- what comes in --------------------------------------------------------------------------------


async def test_a_command_in_a_server_is_answered_to_this_person_alone(
    server: DiscordServer,
) -> None:
    script = Script([HELLO])
    async with running(server, script):
        anna = server.user("pt-BR")
        seen = await anna.command(
            "optout", {"language": "de", "device": "iPhone app"}, guild=server.guild()
        )
    assert seen.ephemeral
    assert (seen.content, seen.labels) == ("Hello", ["Next"])
    assert script.heard == [
        Inbound(
            sender=Address("discord", str(anna.id)),
            event=Asked("optout", "iphone de"),
            at=NOW,
            language="pt-BR",
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
        guild.remove_bot()
        await anna.command("help")
    assert script.events == [Said("hello"), Asked("help")]
    assert [each.setting for each in script.heard] == [Setting.GROUP, Setting.PRIVATE]
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


# --- the panel ------------------------------------------------------------------------------------


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


@pytest.mark.usefixtures("impatient")
async def test_a_panel_that_takes_its_time_is_still_for_everybody(server: DiscordServer) -> None:
    script = Script([PANEL])
    script.seconds = 0.1
    async with running(server, script):
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


# --- presses --------------------------------------------------------------------------------------


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


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("replaces", [True, False])
async def test_a_slow_answer_to_a_press(server: DiscordServer, replaces: bool) -> None:
    script = Script([HELLO], [STEP if replaces else HELLO])
    async with running(server, script):
        anna = server.user()
        hello = await anna.command("optout", guild=server.guild())
        script.seconds = 0.1
        seen = await anna.presses(hello, "Next")
    assert seen.deferred
    assert seen.ephemeral
    assert (seen.post is hello.post) is replaces
    server.check()


@pytest.mark.usefixtures("impatient")
async def test_a_slow_answer_to_a_command(server: DiscordServer) -> None:
    script = Script([HELLO, HELLO])
    script.seconds = 0.1
    async with running(server, script):
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


# --- what is shown --------------------------------------------------------------------------------


async def test_several_messages_a_long_one_a_file_and_links(server: DiscordServer) -> None:
    file = File("reminder.ics", "text/calendar", b"BEGIN:VCALENDAR")
    links = LinkButton("Open", "https://www.linkedin.com/"), DoorButton("Add", Press("optout"))
    long = Message("en", tuple(Paragraph((letter * 1500,)) for letter in "ab"), file=file)
    async with running(server, Script([message("First", *links), long])):
        anna = server.user()
        seen = await anna.command("optout", guild=server.guild())
        seen = await anna.sees(seen, until=lambda seen: len(seen.followups) == 2)
    assert seen.links == {
        "Open": "https://www.linkedin.com/",
        "Add": f"https://discord.com/oauth2/authorize?client_id={server.world.bot.id}",
    }
    one, two = seen.followups
    assert one.ephemeral
    assert two.ephemeral
    assert (one.content, one.attachments) == ("a" * 1500, ())
    (attached,) = two.attachments
    assert (attached.filename, attached.data) == ("reminder.ics", b"BEGIN:VCALENDAR")
    server.check()


async def test_a_file_can_replace_and_be_replaced(server: DiscordServer) -> None:
    file = File("reminder.ics", "text/calendar", b"BEGIN:VCALENDAR")
    with_file = message("File", NEXT, file=file, replaces=True)
    async with running(server, Script([HELLO], [with_file], [STEP])):
        anna = server.user()
        seen = await anna.presses(await anna.command("remind"), "Next")
        assert [each.data for each in seen.attachments] == [b"BEGIN:VCALENDAR"]
        seen = await anna.presses(seen, "Next")
        assert (seen.content, seen.attachments) == ("Step 2", ())
    server.check()


async def test_link_previews_are_suppressed_and_nobody_is_mentioned(
    server: DiscordServer,
) -> None:
    text = message("https://example.org for @everyone and <@123456789012345678>")
    async with running(server, Script([text, text])) as started:
        anna = server.user()
        await anna.command("optout", guild=server.guild())
        await anna.says("hello")
        await started.deliver(Address("discord", str(anna.id)), text, key="1")
        await anna.dm()
    sent = [each.body for each in server.requests if each.route in (RESPOND, FOLLOW_UP, SEND)]
    assert len(sent) == 5
    assert all((body.get("data") or body)["flags"] & 1 << 2 for body in sent)
    server.check()


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("seconds", [0.0, 0.1])
async def test_nothing_to_say(server: DiscordServer, seconds: float) -> None:
    script = Script([HELLO], [])
    async with running(server, script):
        anna = server.user()
        hello = await anna.command("optout")
        script.seconds = seconds
        assert (await anna.command("optout")).deleted
        server.patience = 0.2
        with pytest.raises(AssertionError, match="only deferred"):
            await anna.presses(hello, "Next")
    server.check()


# --- trouble with an answer -----------------------------------------------------------------------


@pytest.mark.parametrize("slow", [False, True])
async def test_an_error_is_told_in_the_persons_language(
    server: DiscordServer, slow: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(answer, "PATIENCE", timedelta(seconds=0.02 if slow else 2.0))
    script = Script(RuntimeError("no database"))
    script.seconds = 0.1 if slow else 0.0
    async with running(server, script):
        anna = server.user("de")
        seen = await anna.command("optout", guild=server.guild())
        assert (seen.content, seen.ephemeral) == (ENTSCHULDIGUNG, True)
        await anna.says("hello")
        assert (await anna.dm()).content == SORRY
    server.check()


async def test_an_error_leaves_the_pressed_message_as_it_is(server: DiscordServer) -> None:
    async with running(server, Script([HELLO], RuntimeError())):
        anna = server.user()
        hello = await anna.command("optout", guild=server.guild())
        seen = await anna.presses(hello, "Next")
        assert (seen.content, seen.ephemeral) == (SORRY, True)
        assert not (await anna.sees(hello)).edited
    server.check()


async def test_an_answer_that_cannot_be_drawn_is_an_error_too(server: DiscordServer) -> None:
    too_many = message("Many", *(Button(f"{n}", Press("lang", f"l{n}")) for n in range(200)))
    async with running(server, Script([too_many])):
        seen = await server.user().command("optout")
    assert seen.content == SORRY
    server.check()


async def test_an_answer_that_discord_refuses_is_an_error_too(server: DiscordServer) -> None:
    async with running(server, Script([HELLO])):
        server.fault(RESPOND, Refused(400, 50035))
        seen = await server.user().command("optout")
    assert seen.content == SORRY
    server.check()


@pytest.mark.parametrize("code", [10062, 40060])
async def test_an_interaction_that_is_over_is_let_go(
    server: DiscordServer, code: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    server.answer_within = 0.05
    async with running(server, Script([HELLO])):
        anna = server.user()
        server.fault(RESPOND, Refused(404, code))
        with pytest.raises(AssertionError):
            await anna.command("optout")
        assert (await anna.command("help")).content == "Hello"
    assert len([each for each in server.requests if each.route == RESPOND]) == 2
    assert "An interaction: too late, or already answered" in caplog.text
    server.check(unanswered=1)


@pytest.mark.parametrize("fault", [ConnectionReset(), ServerError(500), RateLimited(0.05)])
async def test_a_response_is_sent_again(
    server: DiscordServer, fault: ConnectionReset | ServerError | RateLimited
) -> None:
    async with running(server, Script([message("Hello", file=File("a", "b/c", b"data"))])):
        server.fault(RESPOND, fault)
        seen = await server.user().command("optout", guild=server.guild())
    assert (seen.content, seen.followups) == ("Hello", ())
    assert [each.data for each in seen.attachments] == [b"data"]
    server.check()


async def test_a_response_whose_confirmation_was_lost_is_not_shown_twice(
    server: DiscordServer,
) -> None:
    async with running(server, Script([HELLO])):
        server.fault(RESPOND, AnswerLost())
        anna = server.user()
        seen = await anna.command("optout", guild=server.guild())
        await anna.command("help")
        seen = await anna.sees(seen)
    assert (seen.content, seen.followups) == ("Hello", ())
    server.check()


@pytest.mark.parametrize("fault", [ConnectionReset(), AnswerLost(), ServerError(500)])
async def test_the_answer_to_a_direct_message_comes_once_whatever_the_line_does(
    server: DiscordServer, fault: ConnectionReset | AnswerLost | ServerError
) -> None:
    async with running(server, Script([HELLO])):
        anna = server.user()
        server.fault(SEND, fault)
        await anna.says("hello")
        assert (await anna.dm()).content == "Hello"
        await anna.command("help")
    assert _letters(server, anna) == ["Hello"]
    server.check()


# --- follow-ups -----------------------------------------------------------------------------------


def _letters(server: DiscordServer, user: User) -> list[str]:
    """What the bot has written to somebody unasked."""
    posts = server.world.dm_channel(user.account).posts
    return [
        post.content
        for post in posts
        if post.author is server.world.bot and post.interaction is None
    ]


def _address(user: User) -> Address:
    return Address("discord", str(user.id))


async def test_a_letter_is_delivered(server: DiscordServer) -> None:
    async with running(server, Script([HELLO])) as started:
        anna = server.user()
        assert await started.deliver(_address(anna), HELLO, key="1") == Delivered()
        assert (await anna.dm()).labels == ["Next"]
    server.check()


async def test_the_same_key_is_the_same_letter_and_another_person_another(
    server: DiscordServer,
) -> None:
    long = Message("en", tuple(Paragraph((letter * 1500,)) for letter in "abc"))
    key = "a key that is longer than the 25 characters of a nonce"
    async with running(server, Script([HELLO])) as started:
        anna, ben = server.user(), server.user(name="Ben")
        for user in (anna, anna, ben):
            assert await started.deliver(_address(user), long, key=key) == Delivered()
        assert await started.deliver(_address(anna), long, key=f"{key}!") == Delivered()
    assert [text[0] for text in _letters(server, anna)] == ["a", "b", "c", "a", "b", "c"]
    assert [text[0] for text in _letters(server, ben)] == ["a", "b", "c"]
    bodies = [each.body for each in server.requests if each.route == SEND]
    assert len({body["nonce"] for body in bodies}) == 9
    assert all(body["enforce_nonce"] and len(body["nonce"]) <= 25 for body in bodies)
    server.check()


async def test_who_closed_their_direct_messages_is_gone(server: DiscordServer) -> None:
    async with running(server, Script([HELLO])) as started:
        anna = server.user(dms="closed")
        assert await started.deliver(_address(anna), HELLO, key="1") == Gone()
    server.check()


@pytest.mark.parametrize("route", [CREATE_DM, SEND])
@pytest.mark.parametrize(
    ("status", "code"), [(403, 50007), (403, 50278), (404, 10013), (403, 50001), (400, 50033)]
)
async def test_who_cannot_be_reached_is_gone(
    server: DiscordServer, route: str, status: int, code: int
) -> None:
    async with running(server, Script([HELLO])) as started:
        server.fault(route, Refused(status, code))
        assert await started.deliver(_address(server.user()), HELLO, key="1") == Gone()
    server.check()


@pytest.mark.parametrize(("status", "code"), [(400, 50035), (403, 20026)])
async def test_what_is_our_own_fault_is_raised_and_no_farewell(
    server: DiscordServer, status: int, code: int
) -> None:
    async with running(server, Script([HELLO])) as started:
        server.fault(SEND, Refused(status, code))
        with pytest.raises(discord.HTTPException):
            await started.deliver(_address(server.user()), HELLO, key="1")
    server.check()


@pytest.mark.parametrize("route", [CREATE_DM, SEND])
async def test_a_refused_token_is_not_the_fault_of_who_waits(
    server: DiscordServer, route: str
) -> None:
    async with running(server, Script([HELLO])) as started:
        server.fault(route, Refused(401, 0))
        outcome = await started.deliver(_address(server.user()), HELLO, key="1")
        assert outcome == TryAgain(timedelta(hours=1))
    server.check()


@pytest.mark.parametrize("everywhere", [False, True])
async def test_a_short_rate_limit_is_waited_for(server: DiscordServer, everywhere: bool) -> None:
    async with running(server, Script([HELLO])) as started:
        anna = server.user()
        server.fault(SEND, RateLimited(0.05, everywhere))
        assert await started.deliver(_address(anna), HELLO, key="1") == Delivered()
    assert _letters(server, anna) == ["Hello"]
    server.check()


async def test_a_long_rate_limit_says_when_to_try_again(server: DiscordServer) -> None:
    async with running(server, Script([HELLO])) as started:
        server.fault(SEND, RateLimited(90))
        outcome = await started.deliver(_address(server.user()), HELLO, key="1")
        assert outcome == TryAgain(timedelta(seconds=90))
        server.fault(CREATE_DM, Refused(403, 40003))
        outcome = await started.deliver(_address(server.user()), HELLO, key="2")
        assert outcome == TryAgain(timedelta(minutes=10))
    server.check()


async def test_letters_keep_to_the_limits_that_the_headers_tell() -> None:
    async with DiscordServer(requests_per_window=2, window=0.2) as server:
        async with running(server, Script([HELLO])) as started:
            anna = server.user()
            for number in range(5):
                outcome = await started.deliver(_address(anna), HELLO, key=str(number))
                assert outcome == Delivered()
        assert len(_letters(server, anna)) == 5
        assert 429 not in [each.status for each in server.requests]
        server.check()


async def test_an_error_of_the_server_is_tried_again(server: DiscordServer) -> None:
    async with running(server, Script([HELLO])) as started:
        anna = server.user()
        server.fault(SEND, ServerError(500))  # once more by the library itself
        assert await started.deliver(_address(anna), HELLO, key="1") == Delivered()
        server.fault(SEND, ServerError(503))
        assert await started.deliver(_address(anna), HELLO, key="2") == TryAgain()
        server.fault(CREATE_DM, ServerError(503))
        assert await started.deliver(_address(server.user()), HELLO, key="3") == TryAgain()
    assert _letters(server, anna) == ["Hello"]
    server.check()


@pytest.mark.parametrize("fault", [ConnectionReset(), AnswerLost()])
async def test_a_lost_connection_leaves_it_open_and_a_repeat_makes_it_one(
    server: DiscordServer, fault: ConnectionReset | AnswerLost
) -> None:
    async with running(server, Script([HELLO])) as started:
        anna = server.user()
        server.fault(SEND, fault)
        assert await started.deliver(_address(anna), HELLO, key="1") == Unsure()
        assert await started.deliver(_address(anna), HELLO, key="1") == Delivered()
    assert _letters(server, anna) == ["Hello"]
    server.check()


async def test_a_connection_lost_before_the_letter_was_sent_is_no_doubt(
    server: DiscordServer,
) -> None:
    async with running(server, Script([HELLO])) as started:
        server.fault(CREATE_DM, ConnectionReset())
        assert await started.deliver(_address(server.user()), HELLO, key="1") == TryAgain()
    server.check()


async def test_a_letter_that_takes_too_long_leaves_it_open(
    server: DiscordServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.chats.discord.deliver.SEND_TIME", timedelta(seconds=0.2))
    async with running(server, Script([HELLO])) as started:
        anna = server.user()
        server.fault(SEND, Slow(0.5))
        assert await started.deliver(_address(anna), HELLO, key="1") == Unsure()
    server.check()


async def test_where_nobody_listens_nothing_was_sent(
    server: DiscordServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(server, Script([HELLO])) as started:
        monkeypatch.setattr("discord.http.Route.BASE", "http://127.0.0.1:9/api/v10")
        assert await started.deliver(_address(server.user()), HELLO, key="1") == TryAgain()
    server.check()


async def test_a_letter_waits_for_the_login_but_not_for_ever(
    server: DiscordServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chat, "LOGIN", timedelta(seconds=0.05))
    started, anna = discord_chat(server), server.user()
    assert await started.deliver(_address(anna), HELLO, key="1") == TryAgain()
    monkeypatch.setattr(chat, "LOGIN", timedelta(seconds=5))
    letter = asyncio.create_task(started.deliver(_address(anna), HELLO, key="1"))
    await asyncio.sleep(0)
    task = asyncio.create_task(started.run(Script([HELLO])))
    assert await letter == Delivered()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    server.check()


# --- the gateway ----------------------------------------------------------------------------------


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
        assert await started.deliver(_address(anna), STEP, key="1") == Delivered()
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
    assert session.intents == discord.Intents(dm_messages=True, guild_messages=True).value
    server.check()


# --- start and stop -------------------------------------------------------------------------------


async def test_a_wrong_token_ends_it_and_is_not_shown(server: DiscordServer) -> None:
    started = discord_chat(server, token="wrong.token.indeed")
    with pytest.raises(TokenRefused, match="DISCORD_TOKEN and DISCORD_API_URL") as raised:
        await started.run(Script([HELLO]))
    assert "wrong.token" not in repr(raised.value)
    assert raised.value.__suppress_context__
    with pytest.raises(TokenRefused):
        await started.publish()


async def test_a_token_revoked_while_running_ends_it(server: DiscordServer) -> None:
    await discord_chat(server).publish()
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
        await publisher.publish()


async def test_publishing_what_discord_refuses_is_our_fault(server: DiscordServer) -> None:
    server.fault("PUT /applications/{}/commands", Refused(400, 50035))
    with pytest.raises(discord.HTTPException):
        await discord_chat(server).publish()


@pytest.mark.parametrize("route", ["GET /users/@me", "GET /gateway/bot"])
async def test_while_discord_is_out_of_reach_it_is_tried_again(
    server: DiscordServer,
    route: str,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(chat, "FIRST_PAUSE", timedelta(seconds=0.01))
    await discord_chat(server).publish()
    for fault in (ServerError(503), ConnectionReset(), RateLimited(90)):
        server.fault(route, fault)
    async with running(server, Script([HELLO])):
        assert (await server.user().command("help")).content == "Hello"
    assert "Discord cannot be reached" in caplog.text
    server.check()


async def test_an_event_that_cannot_be_read_ends_nothing(
    server: DiscordServer, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(chat, "FIRST_PAUSE", timedelta(seconds=0.01))
    async with running(server, Script([HELLO])):
        server.world.dispatch("INTERACTION_CREATE", {"id": "1", "secret": "x"})
        await server.gateway.until(lambda: server.gateway.identified == 2, 5, "IDENTIFY")
        assert (await server.user().command("help")).content == "Hello"
    assert "The connection to Discord failed: KeyError" in caplog.text
    assert "secret" not in caplog.text
    server.check()


async def test_an_address_that_is_not_the_apis_ends_it(server: DiscordServer) -> None:
    started = DiscordChat(server.token, f"{server.url}/nowhere", LANGUAGES, clock=lambda: NOW)
    with pytest.raises(TokenRefused):
        await started.run(Script([HELLO]))


class _LateGateway(DiscordServer):
    """Names an address at first where no gateway is."""

    asked = 0

    @property
    def gateway_url(self) -> str:
        self.asked += 1
        return super().gateway_url if self.asked > 1 else "ws://127.0.0.1:9"


async def test_a_first_connection_that_fails_is_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(chat, "FIRST_PAUSE", timedelta(seconds=0.01))
    monkeypatch.setattr("discord.client.ExponentialBackoff.delay", lambda self: 0.01)
    async with _LateGateway() as server:
        async with running(server, Script([HELLO])):
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
    await discord_chat(server).publish()
    assert server.gateway.identified == 0
    changes = [str(each) for each in server.requests if each.method != "GET"]
    assert changes == [f"PUT /applications/{server.world.bot.id}/commands"]
    assert "panel" in {command["name"] for command in server.commands}
    server.check()


# --- the log --------------------------------------------------------------------------------------


async def test_the_log_names_nobody_and_nothing(server: DiscordServer) -> None:
    with logging_at("DEBUG") as (_, bare):
        texts, numbers = await _everything_that_is_logged(server)
    log = bare.getvalue()
    assert "An event: ValueError at test_discord.py" in log
    assert "The answer to an interaction: HTTPException (400, 50035) at " in log
    assert [text for text in (*texts, *map(str, numbers)) if text in log] == []
    server.check()


async def _everything_that_is_logged(server: DiscordServer) -> tuple[list[str], list[int]]:
    """Much of what can happen; what of it must not stand in the log."""
    script = Script([HELLO], [STEP], ValueError("a secret that anna told"), [HELLO])
    async with running(server, script) as started:
        anna, guild = server.user(name="Annabella"), server.guild()
        await anna.presses(await anna.command("optout", guild=guild), "Next")
        await anna.says("a secret that anna told")
        await anna.dm()
        server.fault(SEND, RateLimited(0.05))
        server.fault(SEND, Refused(403, 50007))
        await started.deliver(_address(anna), HELLO, key="1")
        server.fault(RESPOND, RateLimited(0.05))
        await anna.command("help", guild=guild)
        server.fault(RESPOND, Refused(400, 50035))
        await anna.command("help", guild=guild)
        await server.gateway.drop()
        await server.gateway.until(lambda: server.gateway.resumed == 1, 10, "RESUME")
    interactions = server.world.interactions.values()
    tokens, ids = [one.token for one in interactions], [one.id for one in interactions]
    numbers = [anna.id, guild.id, server.world.bot.id, *server.world.channels, *ids]
    texts = ["Annabella", "annabella", "secret", "Hello", "Step 2", server.token, *tokens]
    return texts, numbers
