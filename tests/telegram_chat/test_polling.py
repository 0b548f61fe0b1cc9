"""Starting, polling, stopping."""

import asyncio
import logging
from datetime import datetime, timedelta

import pytest

from bot.chats.telegram import TelegramChat
from bot.chats.telegram.poll import Limits
from bot.core.messages import Asked, Left, Pressed
from bot.core.press import Press
from bot.service.ports import TokenRefused, TryAgain
from bot.sites import profile
from tests.stand_ins.telegram import faults
from tests.stand_ins.telegram.server import TOKEN, TelegramServer
from tests.stand_ins.telegram.users import User
from tests.telegram_chat.script import (
    NOW,
    STEP_2,
    Script,
    at,
    message,
    running,
    shown,
    telegram,
)


@pytest.mark.parametrize(
    ("method", "fault"),
    [
        ("getMe", faults.ConnectionReset()),
        ("deleteWebhook", faults.Page(502)),
        ("getUpdates", faults.ServerError()),
        ("getUpdates", faults.RateLimited(1)),
        ("getUpdates", faults.RateLimited(-1)),
    ],
)
async def test_a_start_without_a_network(
    server: TelegramServer,
    script: Script,
    chat: TelegramChat,
    user: User,
    method: str,
    fault: faults.Fault,
) -> None:
    server.fault(method, fault)
    await user.says("/start")
    async with running(chat, script):
        assert (await user.answer()).text == "Hello"
    assert chat.polled == NOW


def health(chat: TelegramChat) -> tuple[str | None, datetime | None]:
    """What is seen by whoever watches over the bot."""
    return chat.trouble, chat.polled


async def test_polling_goes_on_after_errors(
    server: TelegramServer, script: Script, chat: TelegramChat, user: User
) -> None:
    server.fault(
        "getUpdates", faults.Answer(409, "Conflict: terminated by other getUpdates request")
    )
    async with running(chat, script):
        await server.called("getUpdates", times=2)
        assert health(chat) == ("Conflict", None)
        await user.says("/start")
        await user.answer()
        assert health(chat) == (None, NOW)


async def test_a_webhook_is_given_up_and_nothing_is_dropped(
    server: TelegramServer, script: Script, chat: TelegramChat, user: User
) -> None:
    server.world.updates.webhook = "https://old.example.org/hook"
    await user.says("/start")
    async with running(chat, script):
        await user.answer()
    (request,) = server.calls("deleteWebhook")
    assert request.parameters == {"drop_pending_updates": False}


async def test_a_wrong_token() -> None:
    wrong = TOKEN[:-1] + "x"
    async with TelegramServer() as server:
        with pytest.raises(TokenRefused, match="TELEGRAM_TOKEN") as refused:
            await telegram(server, wrong).run(Script())
        with pytest.raises(TokenRefused):
            await telegram(server, wrong).publish(profile())
    assert refused.value.__suppress_context__
    assert wrong not in str(refused.value)


@pytest.mark.parametrize("fault", [faults.Answer(401, "Unauthorized"), faults.Page(404)])
async def test_a_token_refused_for_a_while_costs_nothing(
    server: TelegramServer, script: Script, chat: TelegramChat, user: User, fault: faults.Fault
) -> None:
    server.fault("getUpdates", faults.Slow(0))
    server.fault("getUpdates", fault, times=2)
    await user.says("/start")
    with pytest.raises(TokenRefused):
        await chat.run(script)
    assert health(chat) == ("TokenRefused", NOW)
    server.fault("getMe", fault, times=2)
    assert not await chat.is_well()
    assert await chat.deliver(at(user), message(), key="1") == TryAgain()
    assert (await user.answer()).text == "Hello"
    await user.says("/help")
    async with running(chat, script):
        await user.answer()
        assert health(chat) == (None, NOW)
    assert [await script.event() for _ in range(2)] == [Asked("start"), Asked("help")]
    assert script.heard.empty()
    assert server.world.updates.pending == []


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "null",
        "<html>",
        '{"ok": true}',
        '{"ok": true, "result": null}',
        '{"ok": true, "result": {"update_id": 1}}',
        '{"ok": true, "result": [1, {}, {"update_id": "2"}, {"update_id": -3}, [4]]}',
        '{"ok": true, "result": [{"update_id": 1000000000000000000000, "message": {}}]}',
        '{"ok": false, "result": []}',
    ],
)
async def test_an_answer_that_makes_no_sense_ends_nothing(
    server: TelegramServer, script: Script, chat: TelegramChat, user: User, text: str
) -> None:
    server.fault("getUpdates", faults.Page(text=text))
    await user.says("/start")
    async with running(chat, script):
        assert (await user.answer()).text == "Hello"
    assert server.world.updates.pending == []
    offsets = [each.parameters.get("offset", 0) for each in server.calls("getUpdates")]
    assert offsets[:2] == [0, 0]


async def test_stopping_finishes_what_is_in_hand(
    server: TelegramServer, script: Script, chat: TelegramChat, user: User
) -> None:
    hold = asyncio.Event()
    script.thinks = hold.wait
    task = asyncio.create_task(chat.run(script))
    await user.says("/start")
    await script.next()
    task.cancel()
    await asyncio.sleep(0.05)
    assert not task.done()
    hold.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert (await user.answer()).text == "Hello"
    assert server.world.updates.pending == []


HURRIED = Limits(last_words=timedelta(seconds=0.05))


async def test_whoever_takes_too_long_is_left_behind(
    server: TelegramServer, script: Script, user: User
) -> None:
    chat = telegram(server, limits=HURRIED)
    script.thinks = asyncio.Event().wait
    async with running(chat, script):
        await user.says("/start")
        await script.next()
    assert user.unseen() == []


async def test_more_than_can_be_worked_on_stays_with_telegram(
    server: TelegramServer, script: Script, user: User
) -> None:
    chat = telegram(server, limits=Limits(at_once=2))
    hold = asyncio.Event()
    script.thinks = hold.wait
    people = [user, *(server.user() for _ in range(4))]
    for each in people:
        await each.says("/start")
    async with running(chat, script):
        for _ in range(2):
            await script.next()
        await asyncio.sleep(0.02)
        assert script.heard.empty()
        hold.set()
        for each in people:
            await each.answer()
    assert len(server.calls("sendMessage")) == 5


@pytest.mark.usefixtures("live")
async def test_whoever_floods_us_keeps_only_themself_waiting(
    server: TelegramServer, script: Script, user: User
) -> None:
    hold = asyncio.Event()
    script.thinks = hold.wait
    for number in range(600):
        await user.says(f"/start {number}")
    user.blocks()
    assert await script.event() == Asked("start", "0")
    await asyncio.sleep(0.2)
    assert script.heard.empty()
    script.thinks = None
    friend = server.user("Grace")
    await friend.says("/help")
    await friend.answer()
    assert await script.event() == Asked("help")
    hold.set()
    assert [await script.event() for _ in range(8)] == [
        Asked("start", str(number)) for number in range(1, 9)
    ]
    assert await script.event() == Left()


@pytest.mark.usefixtures("live")
async def test_an_earlier_press_does_not_overtake(
    server: TelegramServer, script: Script, user: User
) -> None:
    await shown(user, script, STEP_2)
    server.fault("answerCallbackQuery", faults.Slow(0.3))
    press = asyncio.create_task(user.presses("Next"))
    await server.called("answerCallbackQuery")
    await user.says("/stop")
    assert [await script.event() for _ in range(2)] == [
        Pressed(Press("step", "2")),
        Asked("stop"),
    ]
    await press


async def test_who_left_is_told_of_even_at_the_end(
    server: TelegramServer, script: Script, user: User
) -> None:
    script.thinks = asyncio.Event().wait
    async with running(telegram(server, limits=HURRIED), script):
        await user.says("/start")
        user.blocks()
        await script.next()
        await asyncio.sleep(0.1)
        script.thinks = None
    assert await script.event() == Left()


async def test_nothing_is_answered_twice_after_a_restart(
    server: TelegramServer, script: Script, chat: TelegramChat, user: User
) -> None:
    await user.says("/start")
    async with running(chat, script):
        await user.answer()
    await user.says("/help")
    async with running(chat, script):
        await user.answer()
    assert [script.heard.get_nowait().event for _ in range(2)] == [Asked("start"), Asked("help")]
    assert script.heard.empty()


async def test_an_update_the_library_cannot_read_is_passed_over(
    server: TelegramServer,
    script: Script,
    chat: TelegramChat,
    user: User,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.ERROR)
    server.world.updates.put("message", {"message_id": 1, "text": "a secret"})
    await user.says("/start")
    async with running(chat, script):
        assert (await user.answer()).text == "Hello"
        assert health(chat) == (None, NOW)
    assert server.world.updates.pending == []
    assert "An update cannot be read: KeyError" in caplog.text
    assert "secret" not in caplog.text
