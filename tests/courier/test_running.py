"""On and on: it rises, it ends, it waits for the database, and erases the silent."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest

from bot.core.messages import Address
from bot.core.person import Person
from bot.storage.store import SqlStore
from tests.courier.rounds import ANNAS_TALK, MINUTE, until
from tests.letters import Clock, Letterbox, courier
from tests.stores import ANNA, NOON, Server, crowd, found, gone, promise, promised, save, store_at


async def test_it_runs_until_cancelled_and_rises_when_woken(store: SqlStore) -> None:
    clock, box = Clock(), Letterbox()
    made = courier(store, box, clock=clock)
    running = asyncio.create_task(made.run())
    await asyncio.sleep(0.1)  # there is nothing to do: it lies down for half a minute
    await save(store, promised())
    made.wake()
    await until(lambda: box.readers == [ANNA])
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


async def test_it_rises_by_itself_when_something_falls_due(store: SqlStore) -> None:
    clock, box = Clock(), Letterbox()
    await save(store, promised(promise(due=NOON + timedelta(seconds=1))))
    running = asyncio.create_task(courier(store, box, clock=clock).run())
    await asyncio.sleep(0.1)
    clock.on(timedelta(seconds=1))
    await until(lambda: box.readers == [ANNA])
    running.cancel()
    await asyncio.wait([running])


async def test_when_told_to_end_it_finishes_what_it_has_in_hand_and_no_more(
    store: SqlStore,
) -> None:
    sending, answered = asyncio.Event(), asyncio.Event()

    in_hand: list[Address] = []

    async def hold(address: Address) -> None:
        in_hand.append(address)
        if len(in_hand) == 2:
            sending.set()
        await answered.wait()

    addresses = await crowd(store, 5)
    clock, box = Clock(), Letterbox(per_second=2, meanwhile=hold)
    made = courier(store, box, clock=clock)
    running = asyncio.create_task(made.run())
    await sending.wait()
    running.cancel()
    await asyncio.sleep(0.05)
    assert not running.done()
    answered.set()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert set(box.readers) == set(addresses[:2])
    assert [await found(store, each) for each in addresses[:2]] == [None, None]
    assert await made.round() == 0  # the others keep their lease …
    clock.on(5 * MINUTE)
    await made.round()
    assert Counter(box.readers) == Counter(addresses)  # … and come back


async def test_it_does_not_wait_for_ever_when_told_to_end(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def stubborn(_: Address) -> None:
        sending.set()
        with suppress(asyncio.CancelledError):
            await asyncio.Event().wait()
        await asyncio.sleep(0.2)

    monkeypatch.setattr("bot.service.courier.NOTING_AT_THE_END", 0)
    sending = asyncio.Event()
    await save(store, promised())
    box = Letterbox(meanwhile=stubborn)
    running = asyncio.create_task(courier(store, box, timeout=timedelta(seconds=0.05)).run())
    await sending.wait()
    running.cancel()
    async with asyncio.timeout(1):
        await asyncio.wait([running])
    await asyncio.sleep(0.3)


async def test_a_database_that_is_away_for_a_while_is_waited_for(
    store: SqlStore, url: str, server: Callable[[], Server], caplog: pytest.LogCaptureFixture
) -> None:
    await save(store, promised())
    box = Letterbox()
    made = courier(store, box)
    with gone(url, server):
        running = asyncio.create_task(made.run())
        await until(lambda: caplog.text.count("have to wait: OperationalError") >= 2)
        assert box.sent == []
    await until(lambda: box.readers == [ANNA])
    running.cancel()
    await asyncio.wait([running])
    assert await found(store) is None


async def test_what_was_sent_while_the_database_went_away_is_noted_when_it_is_back(
    store: SqlStore, url: str, server: Callable[[], Server], caplog: pytest.LogCaptureFixture
) -> None:
    loss = gone(url, server)

    async def goes_away(_: Address) -> None:
        loss.__enter__()

    await save(store, promised())
    box = Letterbox(meanwhile=goes_away)
    round_ = asyncio.create_task(courier(store, box).round())
    await until(lambda: "cannot be noted yet" in caplog.text)
    loss.__exit__(None, None, None)
    assert await round_ == 1
    assert await found(store) is None
    assert len(box.sent) == 1


async def test_the_silent_are_erased_once_a_day(url: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "bot")
    clock = Clock()
    async with store_at(url, clock=clock) as store:
        await save(store, Person(chosen=True))
        clock.on(timedelta(days=365))
        made = courier(store, Letterbox(), clock=clock)
        running = asyncio.create_task(made.run())
        await asyncio.sleep(0.1)
        assert await found(store)
        clock.on(timedelta(days=1))
        made.wake()
        await until(lambda: "erased after a long silence: 1" in caplog.text)
        assert await found(store) is None
        running.cancel()
        await asyncio.wait([running])


async def test_what_fails_for_as_long_as_the_silent_are_kept_goes_with_them(
    url: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot")
    clock = Clock()
    async with store_at(url, clock=clock) as store:
        await save(store, ANNAS_TALK)
        box = Letterbox([RuntimeError()] * 9)
        made = courier(store, box, clock=clock)
        await made.round()
        clock.on(timedelta(days=366))
        running = asyncio.create_task(made.run())
        await until(lambda: "erased after a long silence: 1" in caplog.text)
        assert len(box.sent) == 2  # it is tried once more first
        assert await found(store) is None
        running.cancel()
        await asyncio.wait([running])
