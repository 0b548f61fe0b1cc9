"""What an answer looks like on Discord, and what becomes of it when there is trouble."""

from __future__ import annotations

import logging

import pytest

from bot.chats.discord.times import UNHURRIED
from bot.core.messages import (
    Address,
    Button,
    DoorButton,
    File,
    LinkButton,
    Manner,
    Message,
    Paragraph,
)
from bot.core.press import Press
from tests.discord_chat.script import (
    ENTSCHULDIGUNG,
    FOLLOW_UP,
    HELLO,
    IMPATIENT,
    NEXT,
    RESPOND,
    SEND,
    SORRY,
    STEP,
    Script,
    letters,
    message,
    running,
)
from tests.stand_ins.discord import (
    AnswerLost,
    ConnectionReset,
    DiscordServer,
    RateLimited,
    Refused,
    ServerError,
)


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
    with_file = message("File", NEXT, file=file, manner=Manner.REPLACES)
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


@pytest.mark.parametrize("seconds", [0.0, 0.1])
async def test_nothing_to_say(server: DiscordServer, seconds: float) -> None:
    script = Script([HELLO], [])
    async with running(server, script, IMPATIENT):
        anna = server.user()
        hello = await anna.command("optout")
        script.seconds = seconds
        assert (await anna.command("optout")).deleted
        server.patience = 0.2
        with pytest.raises(TimeoutError, match="only deferred"):
            await anna.presses(hello, "Next")
    server.check()


@pytest.mark.parametrize("slow", [False, True])
async def test_an_error_is_told_in_the_persons_language(server: DiscordServer, slow: bool) -> None:
    script = Script(RuntimeError("no database"))
    script.seconds = 0.1 if slow else 0.0
    async with running(server, script, IMPATIENT if slow else UNHURRIED):
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
    assert len(server.calls(RESPOND)) == 2
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
    assert letters(server, anna) == ["Hello"]
    server.check()
