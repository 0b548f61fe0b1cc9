"""Many follow-ups: shared without a double, each chat at its own pace, late by so much."""

from __future__ import annotations

import asyncio
import itertools
import logging
from contextlib import AsyncExitStack
from datetime import timedelta

import pytest

from bot.core.messages import Address
from bot.storage.store import SqlStore
from tests.courier.rounds import MINUTE, until
from tests.letters import Hurried, Letterbox, courier
from tests.stores import claim, crowd, store_at, tables


@pytest.mark.parametrize(("several", "size"), [(2, 60), (6, 120)])
async def test_couriers_share_without_a_double(url: str, several: int, size: int) -> None:
    async def work(store: SqlStore) -> None:
        made = courier(store, box, limit=20)
        while await made.round():
            pass

    box = Letterbox()
    async with AsyncExitStack() as stack:
        stores = [await stack.enter_async_context(store_at(url)) for _ in range(several)]
        addresses = await crowd(stores[0], size)
        await asyncio.gather(*map(work, stores))
    assert sorted(each.id for each in box.readers) == sorted(each.id for each in addresses)
    assert not any(tables(url).values())


async def test_a_slow_chat_holds_up_no_other(store: SqlStore) -> None:
    async def hold(_: Address) -> None:
        await released.wait()

    released = asyncio.Event()
    await crowd(store, 7, "telegram")
    others = await crowd(store, 7, "discord")
    slow, fast = Letterbox(meanwhile=hold), Letterbox(name="discord")
    running = [asyncio.create_task(courier(store, each).run()) for each in (slow, fast)]
    await until(lambda: set(fast.readers) == set(others) and len(slow.sent) == 7)
    released.set()
    for task in running:
        task.cancel()
    await asyncio.wait(running)
    assert await claim(store) == []


async def test_letters_begin_evenly_however_slow_the_start_was(store: SqlStore) -> None:
    """No second has more of them than the platform takes."""

    async def look(to: Address) -> None:
        times.append(timer.seconds())
        if len(times) < 5:
            await timer.sleep(1.5)

    times: list[float] = []
    await crowd(store, 40)
    timer = Hurried()
    await courier(store, Letterbox(per_second=10, meanwhile=look), timer=timer).round()
    assert len(times) == 40
    gaps = [after - before for before, after in itertools.pairwise(times)]
    assert min(gaps) >= 0.0999


async def test_a_round_takes_on_what_can_be_sent_in_some_seconds(store: SqlStore) -> None:
    await crowd(store, 30)
    made = courier(store, Letterbox(per_second=3))
    assert [await made.round() for _ in range(3)] == [24, 6, 0]


async def test_the_log_says_how_late_it_is_and_names_nobody(
    store: SqlStore, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "bot")
    addresses = await crowd(store, 3)
    made = courier(store, Letterbox())
    await made.round()
    assert made.late == 3 * MINUTE
    assert "follow-ups are due for 3, late by 0:03:00 at most" in caplog.text
    assert not any(each.id in caplog.text for each in addresses)
    await made.round()
    assert made.late == timedelta(0)
