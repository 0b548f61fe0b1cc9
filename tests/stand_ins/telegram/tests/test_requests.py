"""What comes over the wire: each way to ask, and what is refused."""

import aiohttp
import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram import error as errors
from telegram.constants import ParseMode

from tests.stand_ins.telegram.rules import JSON
from tests.stand_ins.telegram.server import TOKEN, TelegramServer
from tests.stand_ins.telegram.tests.asking import post, refused
from tests.stand_ins.telegram.tests.client import KEYBOARD
from tests.stand_ins.telegram.users import User


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
    assert [each.verdict for each in server.requests if each.mistakes] == ["off the specification"]
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
