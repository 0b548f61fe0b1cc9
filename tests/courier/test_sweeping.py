"""The silent are erased, and nobody because of a clock that is wrong."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta

import pytest

from bot.core.person import Person
from bot.service.courier.sweep import Sweep
from tests.courier.rounds import until
from tests.letters import Clock, Hurried, Letterbox, courier
from tests.stores import NOON, found, save, store_at

DAY = timedelta(days=1)
YEAR = 366 * DAY


class Time(Hurried):
    """A day passes on the clock and for the process, or on one of them only."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = Clock()

    def on(self, time: timedelta, *, clock: timedelta | None = None) -> None:
        super().on(time)
        self.clock.on(time if clock is None else clock)


def test_it_is_no_process_first_deed() -> None:
    time = Time()
    sweep = Sweep(time.clock, time, every=DAY)
    assert not sweep.is_due()
    time.on(DAY - timedelta(seconds=1))
    assert not sweep.is_due()
    time.on(timedelta(seconds=1))
    assert sweep.is_due()


def test_it_is_due_again_when_as_much_time_has_passed() -> None:
    time = Time()
    sweep = Sweep(time.clock, time, every=DAY)
    time.on(DAY)
    sweep.begin()
    assert not sweep.is_due()
    time.on(DAY)
    assert sweep.is_due()


def test_a_clock_that_is_behind_the_program_is_not_followed_however_steady() -> None:
    time = Time()
    today = time.clock().date()
    behind = Sweep(time.clock, time, every=DAY, since=today + 30 * DAY)
    right = Sweep(time.clock, time, every=DAY, since=today)
    time.on(20 * DAY)
    assert right.is_due()
    assert not behind.is_due()
    time.on(10 * DAY - timedelta(hours=13))
    assert not behind.is_due()
    time.on(DAY - timedelta(seconds=1))
    assert not behind.is_due()  # the wait begins when the clock can be right
    time.on(timedelta(seconds=1))
    assert behind.is_due()


@pytest.mark.parametrize("jump", [YEAR, -YEAR, DAY, timedelta(minutes=6)])
def test_a_clock_that_moved_without_the_process_is_not_followed(jump: timedelta) -> None:
    time = Time()
    sweep = Sweep(time.clock, time, every=DAY)
    time.on(DAY, clock=DAY + jump)
    assert not sweep.is_due()
    time.on(DAY - timedelta(seconds=1))
    assert not sweep.is_due()
    time.on(timedelta(seconds=1))
    assert sweep.is_due()


def test_a_clock_that_is_put_right_by_a_little_is_followed() -> None:
    time = Time()
    sweep = Sweep(time.clock, time, every=DAY)
    time.on(DAY, clock=DAY + timedelta(minutes=4))
    assert sweep.is_due()


async def test_the_silent_are_erased_once_it_is_due(
    url: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot")
    time = Time()
    async with store_at(url, clock=time.clock) as store:
        await save(store, Person(chosen=True))
        time.clock.on(YEAR)  # the process that wrote it has ended long ago
        made = courier(store, Letterbox(), clock=time.clock, timer=time)
        running = asyncio.create_task(made.run())
        await until(lambda: len(time.slept) > 2)
        assert await found(store)
        time.on(DAY)
        await until(lambda: "erased after a long silence: 1" in caplog.text)
        assert await found(store) is None
        running.cancel()
        await asyncio.wait([running])


async def test_a_board_without_a_battery_erases_nobody(url: str) -> None:
    time = Time()
    async with store_at(url, clock=time.clock) as store:
        await save(store, Person(chosen=True))
        time.clock.now = NOON + 400 * DAY
        made = courier(store, Letterbox(), clock=time.clock, timer=time)
        running = asyncio.create_task(made.run())
        await until(lambda: len(time.slept) > 2)
        time.on(DAY, clock=-399 * DAY)
        await until(lambda: len(time.slept) > 6)
        assert await found(store)
        running.cancel()
        await asyncio.wait([running])
