"""Buttons: pressed once, twice, too late, by nobody we know."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.chats.telegram.poll import Limits
from bot.core.messages import Inbound, Manner, Pressed
from bot.core.press import Press
from bot.core.understanding import Trace
from tests.stand_ins.telegram import faults
from tests.stand_ins.telegram.server import TelegramServer
from tests.stand_ins.telegram.users import User
from tests.telegram_chat.script import (
    NEXT,
    NOW,
    STEP_2,
    Script,
    at,
    message,
    running,
    shown,
    telegram,
)

HURRIED = Limits(last_words=timedelta(seconds=0.05))
TWO = replace(HURRIED, at_once=2)


@pytest.mark.usefixtures("live")
async def test_a_press_changes_its_message(script: Script, user: User) -> None:
    await shown(user, script, STEP_2)
    await user.presses("Next")
    assert await script.next() == Inbound(
        at(user), Pressed(Press("step", "2")), NOW, "de", trace=Trace.OURS
    )
    edited = await user.answer()
    assert (edited.text, edited.labels) == ("Step 2", ["Back"])
    assert list(user.chat.messages.values())[-1] == edited


@pytest.mark.usefixtures("live")
async def test_a_double_tap_and_two_devices(
    server: TelegramServer, script: Script, user: User
) -> None:
    await shown(user, script, STEP_2)
    old = user.chat.outbox[-1]
    await asyncio.gather(*(user.presses("Next", message=old) for _ in range(3)))
    for _ in range(3):
        await script.next()
    await user.answer()
    await user.says("and then")
    await user.answer()
    verdicts = [each.verdict for each in server.calls("editMessageText")]
    assert sorted(verdicts) == ["done", "refused", "refused"]
    assert user.unseen() == []
    assert len(server.calls("sendMessage")) == 2


@pytest.mark.usefixtures("live")
async def test_a_press_on_what_is_there_already(script: Script, user: User) -> None:
    await shown(user, script, message("Step 1", NEXT, manner=Manner.REPLACES))
    await user.presses("Next")
    await script.next()
    await user.presses("Next")
    await script.next()
    assert user.unseen() == []


@pytest.mark.usefixtures("live")
async def test_an_answer_to_keep_is_sent_anew(script: Script, user: User) -> None:
    await shown(user, script, message("Receipt"), STEP_2)
    await user.presses("Next")
    assert [(await user.answer()).text for _ in range(2)] == ["Receipt", "Step 2"]


@pytest.mark.usefixtures("live")
@pytest.mark.parametrize("gone", [True, False], ids=["deleted", "cannot be edited"])
async def test_a_message_that_cannot_be_changed(
    server: TelegramServer, script: Script, user: User, gone: bool
) -> None:
    await shown(user, script, STEP_2)
    old = user.chat.outbox[-1]
    if gone:
        user.chat.forgets(old)
    else:
        server.fault("editMessageText", faults.BadRequest("Bad Request: message can't be edited"))
    await user.presses("Next", message=old)
    new = await user.answer()
    assert new.text == "Step 2"
    assert new.id != old.id


@pytest.mark.usefixtures("live")
async def test_a_message_deleted_while_we_think(
    server: TelegramServer, script: Script, user: User
) -> None:
    await shown(user, script, STEP_2)
    old = user.chat.outbox[-1]

    async def deleted() -> None:
        user.chat.forgets(old)

    script.thinks = deleted
    await user.presses("Next")
    assert (await user.answer()).id != old.id
    assert [each.verdict for each in server.calls("editMessageText")] == ["refused"]


@pytest.mark.usefixtures("live")
async def test_a_press_too_old_to_be_confirmed_is_answered(script: Script, user: User) -> None:
    await shown(user, script, STEP_2)
    await user.presses("Next", stale=True)
    assert (await user.answer()).text == "Step 2"


@pytest.mark.usefixtures("live")
@pytest.mark.parametrize("data", ["🙂", "step:2:x:y:z:too:many", "optout:UPPER", "x" * 64])
async def test_a_button_that_never_was_ours(script: Script, user: User, data: str) -> None:
    await shown(user, script, message("Start"))
    old = user.chat.outbox[-1]
    assert old.markup
    old.markup["inline_keyboard"][0][0]["callback_data"] = data
    await user.presses("Next", message=old)
    assert await script.event() == Pressed(Press("start"))
    await user.answer()


@pytest.mark.usefixtures("live")
async def test_a_button_rests_before_anything_else_happens(script: Script, user: User) -> None:
    await shown(user, script, STEP_2)
    hold = asyncio.Event()
    script.thinks = hold.wait
    await user.presses("Next")
    assert user.unseen() == []
    hold.set()
    await user.answer()


@pytest.mark.usefixtures("live")
@pytest.mark.parametrize(
    "fault",
    [
        faults.RateLimited(1),
        faults.ServerError(),
        faults.Page(502),
        faults.ConnectionReset(),
        faults.AnswerLost(),
    ],
)
async def test_a_button_rests_whatever_happens(
    server: TelegramServer, script: Script, user: User, fault: faults.Fault
) -> None:
    await shown(user, script, STEP_2)
    server.fault("answerCallbackQuery", fault)
    await user.presses("Next")
    assert (await user.answer()).text == "Step 2"


async def test_a_button_rests_before_its_turn_has_come(
    server: TelegramServer, script: Script, user: User
) -> None:
    async with running(telegram(server, limits=HURRIED), script):
        await shown(user, script, STEP_2)
        script.thinks = asyncio.Event().wait
        await user.says("what nobody ever answers")
        await script.next()
        await user.presses("Next")
        # It is told of again as long as it is in hand, and confirmed to Telegram once.
        polls = len(server.calls("getUpdates"))
        await server.called("getUpdates", times=polls + 2)
    assert len(server.calls("answerCallbackQuery")) == 1


async def test_a_button_rests_though_nobody_else_can_be_answered(
    server: TelegramServer, script: Script, user: User
) -> None:
    async with running(telegram(server, limits=TWO), script):
        await shown(user, script, STEP_2)
        script.thinks = asyncio.Event().wait
        for each in (server.user(), server.user(), server.user()):
            await each.says("what nobody ever answers")
        for _ in range(2):
            await script.next()
        await user.presses("Next")
        assert script.heard.empty()
    assert len(server.calls("answerCallbackQuery")) == 1


async def test_a_flood_of_presses_is_its_own(
    server: TelegramServer, script: Script, user: User
) -> None:
    flood = server.user(started=True)
    chat = telegram(server, limits=HURRIED)
    async with running(chat, script):
        await shown(flood, script)
        await shown(user, script)
        script.thinks = asyncio.Event().wait
        server.fault("answerCallbackQuery", faults.Slow(0.5), times=30)
        old = flood.chat.outbox[-1]
        presses = [
            asyncio.create_task(flood.presses("Next", message=old, stale=True)) for _ in range(300)
        ]
        await asyncio.gather(*presses)
        await server.called("answerCallbackQuery")
        await user.presses("Next")
    asked = [each.parameters["callback_query_id"] for each in server.calls("answerCallbackQuery")]
    assert len(asked) == len(set(asked)) < 100


@pytest.mark.usefixtures("live")
async def test_a_button_rests_whose_message_cannot_be_read(
    server: TelegramServer, script: Script, user: User
) -> None:
    await shown(user, script)
    press = server.world.press(user.person, "Next", user.chat.outbox[-1], stale=False)
    unreadable = {"id": press.id, "from": user.person.json(), "chat_instance": "1"}
    server.world.updates.put("callback_query", {**unreadable, "message": {"message_id": 1}})
    await server.called("answerCallbackQuery")
    script.answers = (message("Better"),)
    await user.says("/start")
    assert (await user.answer()).text == "Better"
