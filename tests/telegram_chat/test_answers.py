"""What is sent, and what goes wrong."""

import logging

import pytest

from bot.chats.telegram import TelegramChat
from bot.core.messages import File, Left, LinkButton, Manner, Message, Paragraph
from bot.core.text import Label, Moment
from tests.stand_ins.telegram import faults
from tests.stand_ins.telegram.server import TelegramServer
from tests.stand_ins.telegram.users import User
from tests.telegram_chat.script import (
    LOST,
    NEXT,
    NOW,
    SHORT,
    SLOW,
    STEP_2,
    Script,
    message,
    running,
    shown,
    telegram,
)


@pytest.mark.usefixtures("live")
async def test_everything_that_can_be_in_a_message(
    server: TelegramServer, script: Script, user: User
) -> None:
    spans = ("🙂 Turn off ", Label("Privatezza tad-dejta", "mt"), " by ", Moment(NOW), ".")
    script.answers = (
        Message(
            "de",
            (Paragraph(spans), Paragraph(("I object.",), paste=True)),
            (NEXT, LinkButton("Open the switch", "https://www.linkedin.com/mypreferences/d/")),
            File("reminder.ics", "text/calendar", b"BEGIN:VCALENDAR"),
        ),
    )
    await user.says("/start")
    said, sent = await user.answer(), await user.answer()
    assert said.text == (
        "🙂 Turn off Privatezza tad-dejta by 23. November 2026, 14:00 UTC.\n\nI object."
    )
    assert [each["type"] for each in said.entities] == ["bold", "date_time", "pre"]
    assert said.labels == ["auf Deutsch: Copy", "Next", "Open the switch"]
    assert sent.file
    assert (sent.file.name, sent.file.mime_type) == ("reminder.ics", "text/calendar")
    assert sent.file.content == b"BEGIN:VCALENDAR"
    (call,) = server.calls("sendMessage")
    assert call.parameters["link_preview_options"] == {"is_disabled": True}
    assert "disable_notification" not in call.parameters


@pytest.mark.usefixtures("live")
async def test_a_long_answer_to_a_press(script: Script, user: User) -> None:
    long = message(f"{'x' * 4000}\n\n{'y' * 4000}", NEXT, manner=Manner.REPLACES)
    await shown(user, script, long)
    old = user.chat.outbox[-1]
    await user.presses("Next")
    first, second = await user.answer(), await user.answer()
    assert (first.id, first.text, first.labels) == (old.id, "x" * 4000, [])
    assert (second.text, second.labels) == ("y" * 4000, ["Next"])


@pytest.mark.usefixtures("live")
async def test_an_error_of_ours_is_owned_up_to(script: Script, user: User) -> None:
    await shown(user, script)
    script.error = KeyError("a secret")
    await user.presses("Next")
    said = await user.answer()
    assert said.text == (
        "auf Deutsch: Something went wrong on my side. Please try again in a minute."
    )
    script.error = None
    script.answers = (message("Better"),)
    await user.says("/start")
    assert (await user.answer()).text == "Better"


@pytest.mark.usefixtures("live")
async def test_an_answer_that_telegram_refuses(
    server: TelegramServer, script: Script, user: User
) -> None:
    server.fault("sendMessage", faults.BadRequest("Bad Request: BUTTON_URL_INVALID"))
    await user.says("/start")
    assert "Something went wrong" in (await user.answer()).text
    assert script.heard.qsize() == 1


@pytest.mark.usefixtures("live")
async def test_an_error_about_somebody_gone_is_not_told(script: Script, user: User) -> None:
    script.error = KeyError()
    user.blocks()
    assert await script.event() == Left()
    script.error = None
    user.unblocks()
    await user.says("/start")
    assert (await user.answer()).text == "Hello"
    assert user.unseen() == []


async def test_an_answer_waits_for_the_flood_to_pass(
    server: TelegramServer, live: TelegramChat, user: User
) -> None:
    server.fault("sendMessage", faults.RateLimited(1), times=2)
    await user.says("/start")
    assert (await user.answer()).text == "Hello"
    first, second, third = server.calls("sendMessage")
    assert second.at - first.at >= 1
    assert third.at - second.at >= 1
    assert live.unanswered == 0


async def test_a_flood_that_lasts_is_not_waited_for(
    server: TelegramServer, live: TelegramChat, user: User, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    server.fault("sendMessage", faults.RateLimited(31))
    for _ in range(2):
        await user.says("/start")
    assert (await user.answer()).text == "Hello"
    assert live.unanswered == 1
    assert "An answer is not given: Telegram asks to wait for 0:00:31" in caplog.text
    assert str(user.id) not in caplog.text


@pytest.mark.usefixtures("live")
@pytest.mark.parametrize("fault", [faults.ServerError(), faults.Page(502), faults.Page()])
async def test_an_answer_is_given_again_if_telegram_is_not_well(
    server: TelegramServer, user: User, fault: faults.Fault
) -> None:
    server.fault("sendMessage", fault)
    await user.says("/start")
    assert (await user.answer()).text == "Hello"
    assert len(server.calls("sendMessage")) == 2


@pytest.mark.usefixtures("live")
@pytest.mark.parametrize(
    "fault",
    [
        faults.RateLimited(31),
        faults.ConnectionReset(),
        faults.AnswerLost(),
        faults.Forbidden("Forbidden: bot was blocked by the user"),
    ],
)
async def test_an_answer_that_does_not_arrive_harms_nobody_else(
    server: TelegramServer, script: Script, user: User, fault: faults.Fault
) -> None:
    server.fault("sendMessage", fault)
    await user.says("/start")
    await server.called("sendMessage")
    friend = server.user("Grace")
    await friend.says("/start")
    assert (await friend.answer()).text == "Hello"
    # The work may be done although the answer was lost: said again, it would be there twice.
    assert len(user.unseen()) == isinstance(fault, faults.AnswerLost)


@pytest.mark.parametrize("fault", [SLOW, LOST])
async def test_an_answer_that_takes_too_long_is_given_once(
    server: TelegramServer, script: Script, user: User, fault: faults.Fault
) -> None:
    server.fault("sendMessage", fault)
    async with running(telegram(server, timeout=SHORT), script):
        await user.says("/start")
        await server.called("sendMessage")
    assert len(server.calls("sendMessage")) == 1
    assert len(user.unseen()) == isinstance(fault, faults.AnswerLost)


@pytest.mark.usefixtures("live")
async def test_an_edit_is_tried_again(server: TelegramServer, script: Script, user: User) -> None:
    await shown(user, script, STEP_2)
    server.fault("editMessageText", faults.AnswerLost())
    await user.presses("Next")
    assert (await user.answer()).text == "Step 2"
    await server.called("editMessageText", times=2)
    assert user.unseen() == []
