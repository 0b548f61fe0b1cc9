"""What fails on order, and what the real library makes of it."""

import pytest
from telegram import Bot
from telegram import error as errors

from tests.stand_ins.telegram import faults
from tests.stand_ins.telegram.server import TelegramServer
from tests.stand_ins.telegram.tests.asking import refused
from tests.stand_ins.telegram.users import User


@pytest.mark.parametrize(
    ("fault", "error", "words"),
    [
        (faults.RateLimited(3), errors.RetryAfter, "Retry in 0:00:03"),
        (faults.ServerError(500), errors.NetworkError, "Internal Server Error"),
        (faults.Page(502), errors.NetworkError, "Bad Gateway"),
        (faults.BadRequest("Bad Request: chat not found"), errors.BadRequest, "Chat not found"),
        (faults.Forbidden("Forbidden: bot was blocked by the user"), errors.Forbidden, "blocked"),
        (faults.ConnectionReset(), errors.NetworkError, "ReadError"),
        (faults.Page(), errors.TelegramError, "Invalid server response"),
        (faults.Page(404), errors.InvalidToken, "Parsing the server response"),
    ],
    ids=["429", "500", "502 in HTML", "400", "403", "reset", "a page", "404 in HTML"],
)
async def test_faults_in_which_nothing_is_done(
    server: TelegramServer,
    bot: Bot,
    user: User,
    fault: faults.Fault,
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
    server.fault("sendMessage", faults.AnswerLost(), times=2)
    for text in ("x", "y"):
        with pytest.raises(errors.NetworkError):
            await bot.send_message(user.id, text)
        assert (await user.answer()).text == text
    assert [each.verdict for each in server.calls("sendMessage")] == ["done", "done"]


async def test_an_answer_that_never_comes(server: TelegramServer, bot: Bot, user: User) -> None:
    server.fault("sendMessage", faults.AnswerLost(60))
    with pytest.raises(errors.TimedOut):
        await bot.send_message(user.id, "x", read_timeout=0.2)
    assert (await user.answer()).text == "x"


async def test_an_answer_too_slow(server: TelegramServer, bot: Bot, user: User) -> None:
    server.fault("sendMessage", faults.Slow(60))
    with pytest.raises(errors.TimedOut):
        await bot.send_message(user.id, "x", read_timeout=0.2)
    assert [each.verdict for each in server.calls("sendMessage")] == ["waiting"]
    assert user.unseen() == []


async def test_slow_but_in_time(server: TelegramServer, bot: Bot, user: User) -> None:
    server.fault("sendMessage", faults.Slow(0.05))
    await bot.send_message(user.id, "x")
    assert (await user.answer()).text == "x"
