"""On and on: it rises, it ends, it waits for the database, and erases the silent."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import pytest

from bot.core.messages import Address
from bot.service.courier.courier import LONGEST_REST
from bot.service.ports import Claim, Delivery, TryAgain, Unsure
from bot.storage.store import SqlStore
from tests.courier.rounds import until
from tests.letters import Clock, Hurried, Letterbox, courier
from tests.stores import (
    ANNA,
    NOON,
    Server,
    claim,
    crowd,
    found,
    gone,
    promise,
    promised,
    save,
    tables,
)


class Lying(Hurried):
    """Lies down when nothing is due, and does not rise by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.down = asyncio.Event()

    async def sleep(self, seconds: float) -> None:
        if seconds == LONGEST_REST.total_seconds():
            self.down.set()
            await asyncio.Event().wait()
        await super().sleep(seconds)


async def test_it_runs_until_cancelled_and_rises_when_woken(store: SqlStore) -> None:
    clock, box = Clock(), Letterbox()
    timer = Lying()
    made = courier(store, box, clock=clock, timer=timer)
    running = asyncio.create_task(made.run())
    await timer.down.wait()  # there is nothing to do: it lies down for half a minute
    await save(store, promised())
    made.wake()
    await until(lambda: box.readers == [ANNA])
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


async def test_it_rises_by_itself_when_something_falls_due(store: SqlStore) -> None:
    clock, box, timer = Clock(), Letterbox(), Hurried()
    await save(store, promised(promise(due=NOON + timedelta(seconds=9))))
    running = asyncio.create_task(courier(store, box, clock=clock, timer=timer).run())
    await until(lambda: 9 in timer.slept)
    clock.on(timedelta(seconds=9))
    await until(lambda: box.readers == [ANNA])
    running.cancel()
    await asyncio.wait([running])


async def test_when_told_to_end_it_finishes_what_it_has_in_hand_and_gives_back_the_rest(
    store: SqlStore,
) -> None:
    class Waiting(Hurried):
        """The third letter never begins."""

        async def sleep(self, seconds: float) -> None:
            if len(in_hand) == 2:
                sending.set()
                await asyncio.Event().wait()

    async def hold(address: Address) -> None:
        in_hand.append(address)
        await answered.wait()

    in_hand: list[Address] = []
    sending, answered = asyncio.Event(), asyncio.Event()
    addresses = await crowd(store, 5)
    box = Letterbox(meanwhile=hold)
    running = asyncio.create_task(courier(store, box, timer=Waiting()).run())
    await sending.wait()
    running.cancel()
    free: list[Claim] = []  # before the letters in hand are done
    async with asyncio.timeout(10):
        while not free:
            free = await claim(store)
    assert [each.address for each in free] == addresses[2:]
    assert {each.attempts for each in free} == {1}
    assert not running.done()
    answered.set()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert box.readers == addresses[:2]
    assert [await found(store, each) for each in addresses[:2]] == [None, None]


@pytest.mark.parametrize(("answer", "unsure"), [(TryAgain(), False), (Unsure(), True)])
async def test_what_comes_to_nothing_while_it_ends_is_noted(
    store: SqlStore, url: str, answer: Delivery, unsure: bool
) -> None:
    async def hold(_: Address) -> None:
        sending.set()
        await answered.wait()

    sending, answered = asyncio.Event(), asyncio.Event()
    await save(store, promised())
    running = asyncio.create_task(courier(store, Letterbox([answer], meanwhile=hold)).run())
    await sending.wait()
    running.cancel()
    answered.set()
    await asyncio.wait([running])
    [again] = await claim(store)
    assert (again.attempts, again.unsure) == (1 + unsure, unsure)


async def test_it_does_not_wait_for_ever_when_told_to_end(store: SqlStore) -> None:
    async def stubborn(_: Address) -> None:
        sending.set()
        with suppress(asyncio.CancelledError):
            await asyncio.Event().wait()
        await released.wait()

    sending, released = asyncio.Event(), asyncio.Event()
    await save(store, promised())
    box = Letterbox(meanwhile=stubborn)
    soon = {"timeout": timedelta(seconds=0.05), "farewell": timedelta(seconds=0.05)}
    running = asyncio.create_task(courier(store, box, **soon).run())
    await sending.wait()
    running.cancel()
    async with asyncio.timeout(10):
        await asyncio.wait([running])
    released.set()
    await asyncio.sleep(0)


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
        assert caplog.text.count("\n") == caplog.text.count("have to wait")  # once a round
    await until(lambda: box.readers == [ANNA])
    running.cancel()
    await asyncio.wait([running])
    assert await found(store) is None


async def test_when_the_database_goes_away_the_rest_waits_until_it_is_back_and_no_longer(
    store: SqlStore, url: str, server: Callable[[], Server], caplog: pytest.LogCaptureFixture
) -> None:
    loss = gone(url, server)

    async def goes_away(_: Address) -> None:
        if not away.is_set():
            loss.__enter__()
            away.set()

    away = asyncio.Event()
    addresses = await crowd(store, 9)
    box = Letterbox(meanwhile=goes_away)
    made = courier(store, box)
    running = asyncio.create_task(made.run())
    await away.wait()
    await until(lambda: "cannot be noted" in caplog.text or "have to wait" in caplog.text)
    loss.__exit__(None, None, None)
    await until(lambda: made.outcomes["Delivered"] == 9)  # though the clock stands still
    running.cancel()
    await asyncio.wait([running])
    assert sorted(box.readers, key=str) == sorted(addresses, key=str)
    assert tables(url)["follow_ups"] == []
    assert len(caplog.records) <= 3


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
