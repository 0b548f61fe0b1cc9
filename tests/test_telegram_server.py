"""The stand-in's own tests: what comes over the wire, what waits, what fails on order."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Update,
)
from telegram import error as errors
from telegram.constants import ParseMode
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, ContextTypes

from tests.telegram.asking import post, refused
from tests.telegram.faults import (
    AnswerLost,
    BadGateway,
    BadRequest,
    ConnectionReset,
    Fault,
    Forbidden,
    RetryAfter,
    ServerError,
    Slow,
)
from tests.telegram.rules import JSON
from tests.telegram.server import TOKEN, TelegramServer
from tests.telegram.users import User

KEYBOARD = InlineKeyboardMarkup([[InlineKeyboardButton("Weiter", callback_data="next")]])


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as running:
        yield running


@pytest.fixture
async def bot(server: TelegramServer) -> AsyncIterator[Bot]:
    async with Bot(TOKEN, server.url) as running:
        yield running


@pytest.fixture
def user(server: TelegramServer) -> User:
    return server.user(language="de", started=True)


def application(server: TelegramServer) -> Application[Any, Any, Any, Any, Any, Any]:
    """A bot of the real library: /start shows a button, the button changes the message."""

    async def start(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.effective_message
        await update.effective_message.reply_text("Hallo", reply_markup=KEYBOARD)

    async def go_on(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.callback_query
        await update.callback_query.answer("ja")
        await update.callback_query.edit_message_text("Schritt 2")

    made = Application.builder().token(TOKEN).base_url(server.url).build()
    made.add_handler(CommandHandler("start", start))
    made.add_handler(CallbackQueryHandler(go_on))
    return made


async def test_a_real_bot_holds_a_conversation(server: TelegramServer) -> None:
    app = application(server)
    async with app:
        assert app.updater
        await app.updater.start_polling(poll_interval=0)
        await app.start()
        user = server.user(language=None)
        await user.says("/start")
        message = await user.answer()
        assert (message.text, message.labels) == ("Hallo", ["Weiter"])
        assert (await user.presses("Weiter")).text == "ja"
        edited = await user.answer()
        assert (edited.id, edited.text, edited.buttons) == (message.id, "Schritt 2", [])
        await app.updater.stop()
        await app.stop()
    assert server.complaints == []
    server.check()


@pytest.mark.parametrize(
    "how",
    [
        {"data": {"chat_id": "{id}", "text": "x", "reply_markup": KEYBOARD.to_json()}},
        {"json": {"chat_id": "{id}", "text": "x", "reply_markup": KEYBOARD.to_dict()}},
        {"params": {"chat_id": "{id}", "text": "x", "reply_markup": KEYBOARD.to_json()}},
    ],
    ids=["form", "JSON", "address"],
)
async def test_each_way_to_ask(server: TelegramServer, user: User, how: JSON) -> None:
    ((way, arguments),) = how.items()
    status, body = await post(server, "SENDMESSAGE", **{way: {**arguments, "chat_id": user.id}})
    assert (status, body["ok"], body["result"]["text"]) == (200, True, "x")
    assert (await user.answer()).labels == ["Weiter"]
    server.check()


async def test_a_wrong_request_is_refused_and_fails_the_check(
    server: TelegramServer, user: User
) -> None:
    status, body = await post(server, "sendMessage", json={"chat_id": user.id, "text": " "})
    assert status == 400
    assert body == {
        "ok": False,
        "error_code": 400,
        "description": "Bad Request: message text is empty",
    }
    assert [each.verdict for each in server.complaints] == ["off the specification"]
    assert user.unseen() == []
    with pytest.raises(AssertionError, match=r"sendMessage .* text: length 0, at least 1"):
        server.check()


async def test_a_body_that_cannot_be_read_is_refused(server: TelegramServer) -> None:
    headers = {"Content-Type": "application/json"}
    status, _ = await post(server, "getMe", data=b"[", headers=headers)
    assert status == 400
    with pytest.raises(AssertionError, match="body"):
        server.check()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"/bot{TOKEN}/sendMoney", 404),
        (f"/bot{TOKEN[:-1]}x/getMe", 401),
        ("/botnonsense/getMe", 404),
        ("/", 404),
    ],
)
async def test_wrong_addresses(server: TelegramServer, path: str, status: int) -> None:
    root = server.url.removesuffix("/bot")
    async with aiohttp.ClientSession() as session, session.get(f"{root}{path}") as response:
        assert response.status == status
    assert len(server.complaints) == 1


async def test_a_wrong_token_stops_the_library(server: TelegramServer) -> None:
    bot = Bot(TOKEN[:-1] + "x", base_url=server.url)
    with pytest.raises(errors.InvalidToken):
        await bot.initialize()
    await bot.shutdown()


async def test_refused_by_the_library_as_by_the_judge(
    server: TelegramServer, bot: Bot, user: User
) -> None:
    with refused("BUTTON_DATA_INVALID"):
        await bot.send_message(
            user.id,
            "x",
            reply_markup=InlineKeyboardMarkup(
                [[InlineKeyboardButton("x", callback_data="é" * 33)]]
            ),
        )
    with refused("can't parse entities"):
        await bot.send_message(user.id, "<b>x</b>", parse_mode=ParseMode.HTML)
    assert len(server.complaints) == 2


async def test_a_button_spins_until_answered_and_is_answered_once(
    server: TelegramServer, bot: Bot, user: User
) -> None:
    await bot.send_message(user.id, "x", reply_markup=KEYBOARD)
    async with asyncio.TaskGroup() as people:
        pressing = people.create_task(user.presses("next"))
        (update,) = await bot.get_updates(timeout=1)
        assert update.callback_query
        assert [press.label for press in server.spinning] == ["Weiter"]
        with pytest.raises(AssertionError, match="still turning: 'Weiter' on message"):
            server.check()
        await update.callback_query.answer("Danke", show_alert=True)
    assert (pressing.result().text, pressing.result().alert) == ("Danke", True)
    with refused("query is too old and response timeout expired"):
        await update.callback_query.answer()
    server.check()


async def test_buttons_that_cannot_be_answered(
    server: TelegramServer, bot: Bot, user: User
) -> None:
    sent = await bot.send_message(user.id, "x", reply_markup=KEYBOARD)
    message = await user.answer()
    user.chat.forgets(message)
    await user.presses("Weiter", message=message, stale=True)
    (update,) = await bot.get_updates()
    assert update.callback_query
    assert update.callback_query.message
    assert not update.callback_query.message.is_accessible
    assert update.callback_query.message.message_id == sent.message_id
    with refused("query is too old"):
        await update.callback_query.answer()
    with pytest.raises(AssertionError, match="no message in chat"):
        await user.presses("Weiter")
    server.check()


async def test_waiting_ends(server: TelegramServer, bot: Bot, user: User) -> None:
    with pytest.raises(AssertionError, match="nothing came"):
        await user.answer(within=0.01)
    with pytest.raises(AssertionError, match="sendMessage was called 0 times, not 2"):
        await server.called("sendMessage", times=2, within=0.01)
    await bot.send_message(user.id, "x", reply_markup=KEYBOARD)
    with pytest.raises(AssertionError, match="still turning"):
        await user.presses("Weiter", within=0.01)


async def test_answers_come_in_order(bot: Bot, user: User) -> None:
    await bot.send_message(user.id, "one")
    await bot.send_message(user.id, "two")
    assert [each.text for each in user.unseen()] == ["one", "two"]
    assert (await user.answer()).text == "one"
    assert (await user.answer()).text == "two"
    assert user.unseen() == []


async def test_updates_are_confirmed_by_offset_and_filtered(bot: Bot, user: User) -> None:
    await user.says("one")
    await user.says("two")
    first, second = await bot.get_updates()
    assert await bot.get_updates(limit=1) == (first,)
    assert await bot.get_updates(offset=second.update_id) == (second,)
    assert await bot.get_updates(offset=second.update_id + 1) == ()
    await bot.get_updates(allowed_updates=["message"])
    user.blocks()
    user.unblocks()
    await user.says("three")
    (third,) = await bot.get_updates()
    assert third.message
    assert third.message.text == "three"
    await user.says("four")
    assert len(await bot.get_updates(offset=-1)) == 1
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates(allowed_updates=[]) == ()
    user.blocks()
    assert len(await bot.get_updates()) == 1


async def test_one_poller_only(server: TelegramServer, bot: Bot, user: User) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=5))
    await server.called("getUpdates")
    second = asyncio.create_task(post(server, "getUpdates", json={"timeout": 5}))
    with refused("terminated by other getUpdates request", errors.Conflict):
        await first
    await user.says("hello")
    _, body = await second
    assert len(body["result"]) == 1
    await bot.set_webhook("https://bot.example.eu/hook")
    with refused("while webhook is active", errors.Conflict):
        await bot.get_updates()
    assert (await bot.get_webhook_info()).pending_update_count == 1


@pytest.mark.parametrize(
    ("fault", "error", "words"),
    [
        (RetryAfter(3), errors.RetryAfter, "Retry in 0:00:03"),
        (ServerError(500), errors.NetworkError, "Internal Server Error"),
        (BadGateway(), errors.NetworkError, "Bad Gateway"),
        (BadRequest("Bad Request: chat not found"), errors.BadRequest, "Chat not found"),
        (Forbidden("Forbidden: bot was blocked by the user"), errors.Forbidden, "blocked"),
        (ConnectionReset(), errors.NetworkError, "ReadError"),
    ],
    ids=["429", "500", "502 in HTML", "400", "403", "reset"],
)
async def test_faults_in_which_nothing_is_done(
    server: TelegramServer,
    bot: Bot,
    user: User,
    fault: Fault,
    error: type[errors.TelegramError],
    words: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    server.fault("sendMessage", fault)
    with refused(words, error):
        await bot.send_message(user.id, "x")
    assert user.unseen() == []
    await bot.send_message(user.id, "y")
    assert (await user.answer()).text == "y"
    server.check()


async def test_an_answer_lost_after_the_work_is_done(
    server: TelegramServer, bot: Bot, user: User
) -> None:
    server.fault("sendMessage", AnswerLost(), times=2)
    for text in ("x", "y"):
        with pytest.raises(errors.NetworkError):
            await bot.send_message(user.id, text)
        assert (await user.answer()).text == text
    assert [each.verdict for each in server.calls("sendMessage")] == ["done", "done"]


async def test_an_answer_that_never_comes(server: TelegramServer, bot: Bot, user: User) -> None:
    server.fault("sendMessage", AnswerLost(60))
    with pytest.raises(errors.TimedOut):
        await bot.send_message(user.id, "x", read_timeout=0.2)
    assert (await user.answer()).text == "x"


async def test_an_answer_too_slow(server: TelegramServer, bot: Bot, user: User) -> None:
    server.fault("sendMessage", Slow(60))
    with pytest.raises(errors.TimedOut):
        await bot.send_message(user.id, "x", read_timeout=0.2)
    assert [each.verdict for each in server.calls("sendMessage")] == ["waiting"]
    assert user.unseen() == []


async def test_slow_but_in_time(server: TelegramServer, bot: Bot, user: User) -> None:
    server.fault("sendMessage", Slow(0.05))
    await bot.send_message(user.id, "x")
    assert (await user.answer()).text == "x"
