"""What was in hand when the process died: tried once more, and then never again."""

import asyncio
import logging
import os
import signal
import time
from datetime import timedelta
from pathlib import Path

import pytest

from bot.chats.telegram.hand import KEPT, MOST, InHand
from bot.chats.telegram.poll import Limits
from bot.core.messages import Asked
from tests.processes import running as process
from tests.stand_ins.telegram.faults import Slow
from tests.stand_ins.telegram.server import TelegramServer
from tests.stand_ins.telegram.users import User
from tests.stores import KEY
from tests.telegram_chat.script import Script, message, running, shown, telegram

NAME = "telegram-7000000001.in-hand"
LONG = 20
"""Seconds for a process to start and answer."""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / NAME


def hand(file: Path) -> InHand:
    """What the next process knows."""
    found = InHand(file)
    found.open()
    return found


def write(file: Path, text: bytes) -> None:
    file.write_bytes(text)


def notes(folder: Path) -> list[int]:
    """The rights of each note there."""
    return [each.stat().st_mode & 0o777 for each in folder.glob("*.in-hand")]


async def test_what_was_in_hand_at_a_death_is_answered_and_at_two_passed_over(
    tmp_path: Path,
) -> None:
    async with TelegramServer() as telegram:
        settings = {
            "TELEGRAM_TOKEN": telegram.token,
            "TELEGRAM_API_URL": telegram.url,
            "DATABASE_URL": f"sqlite:///{tmp_path}/bot.db",
            "DATA_KEY": KEY,
        }
        beside, deadly = telegram.user("Ada"), telegram.user("Eve")
        await beside.says("/start")
        await deadly.says("/start")
        for sent, reached in ((2, Slow(600)), (4, Slow(0))):
            telegram.fault("sendMessage", reached)
            telegram.fault("sendMessage", Slow(600))
            async with process(tmp_path, settings) as bot:
                await telegram.called("sendMessage", times=sent, within=LONG)
                await bot.stops(signal.SIGKILL)
            assert notes(tmp_path) == [0o600]
        assert len(beside.unseen()) == 1
        async with process(tmp_path, settings) as bot:
            await deadly.says("/help")
            assert (await deadly.answer(within=LONG)).text
            assert await bot.stops() == 0
        assert "An update was in hand at 2 deaths of the process: passed over" in bot.log
        assert bot.log.count("ERROR") == 1
        assert str(deadly.id) not in bot.log
        assert [len(each.unseen()) for each in (beside, deadly)] == [1, 0]
        assert notes(tmp_path) == []
        telegram.check()


async def test_what_may_have_killed_a_process_is_in_hand_alone(
    server: TelegramServer, script: Script, user: User, file: Path
) -> None:
    hold = asyncio.Event()
    script.thinks = hold.wait
    for each in (user, server.user(), server.user()):
        await each.says("/start")
    first, second, _ = (each["update_id"] for each in server.world.updates.pending)
    write(file, b"%d 1\n%d 1\n" % (first, second))
    chat = telegram(server, folder=file.parent, limits=Limits(hold=timedelta(minutes=10)))
    async with running(chat, script):
        await script.next()
        await server.called("getUpdates", times=3)
        assert script.heard.empty()
        assert [hand(file).deaths(each) for each in (first, second)] == [2, 1]
        hold.set()
        for _ in range(2):
            await script.next()


async def test_the_button_of_what_is_passed_over_rests(
    server: TelegramServer, script: Script, user: User, file: Path
) -> None:
    async with running(telegram(server), script):
        await shown(user, script)
        pass
    press = asyncio.create_task(user.presses("Next"))
    await asyncio.sleep(0)
    (update,) = server.world.updates.pending
    write(file, f"{update['update_id']} 2\n".encode())
    async with running(telegram(server, folder=file.parent), script):
        await press
        script.answers = (message("Later"),)
        await user.says("/help")
        assert (await user.answer()).text == "Later"
    assert await script.event() == Asked("help")
    assert script.heard.empty()
    assert notes(file.parent) == []


async def test_a_folder_that_cannot_be_written_is_said_once(
    server: TelegramServer,
    script: Script,
    user: User,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.WARNING)
    async with running(telegram(server, folder=tmp_path / "nowhere"), script):
        for _ in range(3):
            await user.says("/start")
            assert (await user.answer()).text == "Hello"
    assert [each.levelname for each in caplog.records] == ["WARNING"]
    assert "What is in hand cannot be noted: FileNotFoundError" in caplog.text


def test_who_dies_leaves_a_note(file: Path) -> None:
    first = hand(file)
    for number in (1, 2, 3, 2**63 - 1):
        first.take(number)
    first.put_down(2)
    assert notes(file.parent) == [0o600]
    second = hand(file)
    assert [second.deaths(each) for each in (1, 2, 3, 2**63 - 1)] == [1, 0, 1, 1]
    second.take(3)
    third = hand(file)
    assert [third.deaths(each) for each in (1, 3)] == [1, 2]
    third.forget(3)
    assert [hand(file).deaths(each) for each in (1, 3)] == [0, 2]
    third.close(confirmed=True)
    third.put_down(3)
    assert not file.exists()


def test_a_note_of_updates_that_telegram_no_longer_keeps_says_nothing(file: Path) -> None:
    died = hand(file)
    died.take(7)
    died.take(8)
    died.put_down(8)
    yesterday = time.time() - KEPT.total_seconds() - 60
    os.utime(file, (yesterday, yesterday))
    later = hand(file)
    assert later.deaths(7) == 0
    assert not later.was_done(8)


def test_what_is_done_and_not_confirmed_is_known(file: Path) -> None:
    first = hand(file)
    first.take(1)
    first.take(2)
    first.put_down(1)
    assert [hand(file).was_done(each) for each in (1, 2, 3)] == [True, False, False]
    first.close(confirmed=False)
    second = hand(file)
    assert second.was_done(1)
    second.forget(2)
    assert not hand(file).was_done(1)
    second.close(confirmed=True)
    assert not file.exists()


@pytest.mark.parametrize(
    "written",
    [
        b"",
        b"\0" * 9000,
        b"nonsense\n7 2\n1 \n 2\n9" * 3,
        b"7 2\n" + b"9" * 9000,
        b"7 2\n\xff\xfe 1\n-1 1\n8 -1\n8 10\n",
        b"7 2\n12345678901234567890123 1\n",
    ],
)
def test_a_note_that_was_spoilt_is_read_as_far_as_it_goes(file: Path, written: bytes) -> None:
    write(file, written)
    found = hand(file)
    assert found.deaths(7) == (2 if b"7 2\n" in written else 0)
    assert found.deaths(8) == 0
    found.take(8)
    assert hand(file).deaths(8) == 1


def test_the_note_stays_small(file: Path) -> None:
    found = hand(file)
    for number in range(2**62, 2**62 + 5 * MOST):
        found.take(number)
    assert file.stat().st_size < 5000
    assert hand(file).deaths(2**62) == 1


def test_what_others_have_put_there_is_left_alone(
    file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    other = file.with_name("other")
    other.write_text("precious")
    file.symlink_to(other)
    found = hand(file)
    found.take(1)
    found.close(confirmed=True)
    assert other.read_text() == "precious"
    assert file.is_symlink()
    assert "What is in hand cannot be noted" in caplog.text
