"""What fails for as long as it lasts."""

from __future__ import annotations

from contextlib import suppress

import pytest
from telegram import Bot
from telegram.error import NetworkError, RetryAfter, TelegramError

from tests.stand_ins.telegram.faults import ServerError
from tests.stand_ins.telegram.server import TelegramServer
from tests.stand_ins.telegram.users import User
from tests.stand_ins.telegram.weather import Dice, Limit, always, fair, unless_polled


@pytest.fixture(autouse=True)
def _as_in_the_next_major_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library warns otherwise."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


async def test_an_outage_ends_when_it_is_over(server: TelegramServer, bot: Bot, user: User) -> None:
    server.weather = always(ServerError())
    for _ in range(3):
        with pytest.raises(NetworkError):
            await bot.get_me()
    server.weather = fair
    await bot.send_message(user.id, "y")
    assert [each.text for each in user.unseen()] == ["y"]


async def test_who_polls_notices_nothing(server: TelegramServer, bot: Bot, user: User) -> None:
    server.weather = unless_polled(ServerError())
    with pytest.raises(NetworkError):
        await bot.get_me()
    await user.says("hallo")
    assert len(await bot.get_updates()) == 1


async def test_one_message_over_the_limit_is_refused_until_a_second_has_passed(
    server: TelegramServer, bot: Bot, user: User
) -> None:
    time = 100.0
    server.weather = limit = Limit(2, lambda: time)
    for _ in range(2):
        await bot.send_message(user.id, "x")
    with pytest.raises(RetryAfter):
        await bot.send_message(user.id, "x")
    await bot.get_me()
    time += 1
    await bot.send_message(user.id, "x")
    assert (len(user.unseen()), limit.refused) == (3, 1)


async def test_the_dice_deal_every_fault_and_never_to_a_poll(
    server: TelegramServer, bot: Bot, user: User
) -> None:
    server.weather = dice = Dice(seed=7)
    for _ in range(60):
        with suppress(TelegramError):
            await bot.send_message(user.id, "x")
    assert dice.dealt.keys() == {
        *("RateLimited", "ServerError", "ConnectionReset", "AnswerLost", "NoneType")
    }
    assert len(user.unseen()) == dice.dealt["AnswerLost"] + dice.dealt["NoneType"]
    await bot.get_updates()
    assert dice.dealt.total() == 60
