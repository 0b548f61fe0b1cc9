"""A platform in trouble: what is due is held and not counted, and goes out when it is well."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest

from bot.core.messages import Address
from bot.service.courier import Courier
from bot.service.courier.outage import LONGEST_PAUSE
from bot.service.courier.patience import BACKOFF
from bot.service.ports import Away, Delivered, Delivery, TryAgain, Unsure
from bot.storage.store import SqlStore
from tests.courier.rounds import until
from tests.letters import Clock, Hurried, Letterbox, courier
from tests.stores import NOON, crowd, found, tables

SIZE = 12


@asynccontextmanager
async def at_work(store: SqlStore, box: Letterbox, **settings: Any) -> AsyncIterator[Courier]:
    made = courier(store, box, **settings)
    running = asyncio.create_task(made.run())
    try:
        yield made
    finally:
        running.cancel()
        await asyncio.wait([running])


def for_so_long(time: Hurried, seconds: float, trouble: Delivery) -> Iterator[Delivery]:
    """What is answered while it lasts, and then."""
    while True:
        yield trouble if time.seconds() < seconds else Delivered()


def well_after(time: Hurried, seconds: float) -> Iterator[bool]:
    while True:
        yield time.seconds() >= seconds


@pytest.mark.parametrize("trouble", [TryAgain(), Unsure()], ids=["refused", "silent"])
@pytest.mark.parametrize("lasts", [120, 1_200])
async def test_an_outage_loses_nobody_and_afterwards_all_have_theirs_in_half_a_minute(
    store: SqlStore, url: str, trouble: Delivery, lasts: int
) -> None:
    async def look(_: Address) -> None:
        times.append(timer.seconds())

    times: list[float] = []
    timer = Hurried()
    addresses = await crowd(store, SIZE)
    answers, well = for_so_long(timer, lasts, trouble), well_after(timer, lasts)
    box = Letterbox(answers, well=well, meanwhile=look)
    async with at_work(store, box, timer=timer) as made:
        await until(lambda: made.outcomes["Delivered"] == SIZE)
    assert tables(url)["follow_ups"] == []
    # Nobody was written to twice in the outage, nor again after it.
    assert Counter(box.readers) == dict.fromkeys(addresses, 2)
    assert lasts < times[-1] < lasts + 30


async def test_it_asks_whether_the_platform_is_well_ever_more_patiently(store: SqlStore) -> None:
    timer = Hurried()
    await crowd(store, SIZE)
    box = Letterbox([TryAgain()] * SIZE, well=[False] * 7)
    async with at_work(store, box, timer=timer):
        await until(lambda: len(box.sent) == 2 * SIZE)
    pauses = [each for each in timer.slept if each >= 1][:8]
    assert pauses == [1, 2, 4, 8, 16, *[LONGEST_PAUSE] * 3]


async def test_an_outage_is_said_when_it_begins_and_when_it_is_over(
    store: SqlStore, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot")
    addresses = await crowd(store, SIZE)
    box = Letterbox([TryAgain()] * (SIZE + 3), well=[False, True] * 3)
    async with at_work(store, box) as made:
        await until(lambda: made.outcomes["Delivered"] == SIZE)
    told = [each for each in caplog.records if "outage" in each.message]
    assert [each.levelname for each in told] == ["WARNING", "INFO"]
    assert not any(each.id in caplog.text for each in addresses)


async def test_all_that_was_held_is_as_if_it_had_not_been_tried(store: SqlStore, url: str) -> None:
    await crowd(store, SIZE)
    before = tables(url)
    await courier(store, Letterbox([TryAgain()] * SIZE)).round()
    assert tables(url) == before


@pytest.mark.parametrize(("well", "attempts"), [(True, 1), (False, 0)])
async def test_of_a_few_that_fail_the_platform_says_whose_fault_it_is(
    store: SqlStore, url: str, well: bool, attempts: int
) -> None:
    await crowd(store, 2)
    await courier(store, Letterbox([TryAgain()] * 2, well=[well])).round()
    assert [row["attempts"] for row in tables(url)["follow_ups"]] == [attempts] * 2


@pytest.mark.parametrize("answer", [Delivered(), Away(), TryAgain(timedelta(seconds=1))])
async def test_what_is_answered_is_no_outage(
    store: SqlStore, url: str, caplog: pytest.LogCaptureFixture, answer: Delivery
) -> None:
    await crowd(store, SIZE)
    box = Letterbox([*[TryAgain()] * (SIZE - 1), answer])
    await courier(store, box).round()
    assert "outage" not in caplog.text
    attempts = Counter(row["attempts"] for row in tables(url)["follow_ups"])
    assert attempts[1] >= SIZE - 1


async def test_one_letter_at_a_time_tells_whether_it_is_over(store: SqlStore, url: str) -> None:
    """The platform says that it is well, and takes no letter: others are tried in turn."""
    clock = Clock()
    addresses = await crowd(store, SIZE)
    box = Letterbox([TryAgain()] * (SIZE + 5))
    async with at_work(store, box, clock=clock) as made:
        await until(lambda: made.outcomes["Delivered"] == SIZE)
    assert box.readers[SIZE : SIZE + 5] == addresses[:5]
    # Who was tried in vain meanwhile does not have to wait longer than the others.
    assert Counter(box.readers[SIZE + 5 :]) == dict.fromkeys(addresses, 1)
    assert clock.now == NOON
    assert tables(url)["follow_ups"] == []


async def test_what_may_have_arrived_twice_is_not_repeated_when_the_outage_is_over(
    store: SqlStore, url: str
) -> None:
    """The platform says that it is well and answers no letter: each is repeated once, not more."""
    clock = Clock()
    addresses = await crowd(store, 4)
    box = Letterbox([Unsure()] * 8)
    made = courier(store, box, clock=clock)
    for _ in range(6):
        await made.round()
    assert Counter(box.readers) == dict.fromkeys(addresses, 2)
    clock.on(BACKOFF[1])
    while await made.round():
        pass
    assert Counter(box.readers) == dict.fromkeys(addresses, 3)
    for each in addresses:
        assert await found(store, each) is None


async def test_a_platform_that_does_not_even_say_how_it_is_is_not_well(
    store: SqlStore, url: str
) -> None:
    class Dead(Letterbox):
        async def is_well(self) -> bool:
            await asyncio.Event().wait()
            return True

    await crowd(store, 1)
    await courier(store, Dead([TryAgain()]), timeout=timedelta(seconds=0.05)).round()
    assert [row["attempts"] for row in tables(url)["follow_ups"]] == [0]
