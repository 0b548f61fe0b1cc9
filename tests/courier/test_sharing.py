"""Many follow-ups: shared without a double, each chat at its own pace, late by so much."""

from __future__ import annotations

import asyncio
import logging
from contextlib import AsyncExitStack
from datetime import timedelta

import pytest

from bot.core.messages import Address
from bot.storage.store import SqlStore
from tests.courier.rounds import MINUTE
from tests.letters import Letterbox, courier
from tests.stores import crowd, store_at, tables


@pytest.mark.parametrize(("several", "size"), [(2, 100), (6, 300)])
async def test_couriers_share_without_a_double(url: str, several: int, size: int) -> None:
    async def work(store: SqlStore) -> None:
        made = courier(store, box, limit=20, second=timedelta(0))
        while await made.round():
            pass

    box = Letterbox()
    async with AsyncExitStack() as stack:
        stores = [await stack.enter_async_context(store_at(url)) for _ in range(several)]
        addresses = await crowd(stores[0], size)
        await asyncio.gather(*map(work, stores))
    assert sorted(each.id for each in box.readers) == sorted(each.id for each in addresses)
    assert tables(url) == {"people": [], "follow_ups": []}


async def test_each_chat_has_its_own_pace(store: SqlStore) -> None:
    loop = asyncio.get_running_loop()
    starts: dict[str, list[float]] = {"telegram": [], "discord": []}

    async def note(to: Address) -> None:
        starts[to.chat].append(loop.time())

    await crowd(store, 7, "telegram")
    await crowd(store, 7, "discord")
    slow = Letterbox(name="telegram", per_second=2, meanwhile=note)
    fast = Letterbox(name="discord", per_second=7, meanwhile=note)
    await courier(store, slow, fast, second=timedelta(seconds=0.2)).round()
    assert starts["telegram"][-1] - starts["telegram"][0] >= 0.6
    assert starts["discord"][-1] - starts["discord"][0] < 0.6
    for before, after in zip(starts["telegram"], starts["telegram"][2:], strict=False):
        assert after - before >= 0.19


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
