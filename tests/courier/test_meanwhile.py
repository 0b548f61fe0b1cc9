"""Whatever may happen while a delivery is on its way."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.messages import Address
from bot.core.person import Kind
from bot.service.ports import Delivered, Delivery, Gone, TryAgain, Unsure
from bot.storage.store import SqlStore
from tests.courier.rounds import ANNAS_TALK, MINUTE
from tests.letters import Clock, Hurried, Letterbox, Script, courier
from tests.stores import ANNAS_LIFE, NOON, crowd, found, promise, promised, save, tables


async def test_who_withdraws_meanwhile_stays_withdrawn(store: SqlStore) -> None:
    async def stop(_: Address) -> None:
        await save(store, replace(ANNAS_LIFE, promises=()))

    await save(store, ANNAS_LIFE)
    await courier(store, Letterbox(meanwhile=stop), conversation=Script(rounds=9)).round()
    assert await found(store) == replace(ANNAS_LIFE, promises=())


async def test_who_is_forgotten_meanwhile_stays_forgotten(store: SqlStore, url: str) -> None:
    async def delete_me(who: Address) -> None:
        async with store.open() as desk:
            await desk.forget(who)

    await save(store, ANNAS_LIFE)
    await courier(store, Letterbox(meanwhile=delete_me), conversation=Script(rounds=9)).round()
    assert not any(tables(url).values())


async def test_what_was_chosen_meanwhile_is_not_overwritten(store: SqlStore) -> None:
    async def choose(who: Address) -> None:
        async with store.open() as desk:
            person = await desk.meet(who)
            new = promise(Kind.HALF_YEARLY, NOON + 99 * MINUTE)
            await desk.save(who, replace(person, language="ga").promised(new))

    await save(store, ANNAS_TALK)
    await courier(store, Letterbox(meanwhile=choose)).round()
    person = await found(store)
    assert person is not None
    assert person.language == "ga"
    assert [each.kind for each in person.promises] == [Kind.HALF_YEARLY]


async def test_of_two_promises_one_can_be_withdrawn_meanwhile(store: SqlStore) -> None:
    async def stop_one(who: Address) -> None:
        async with store.open() as desk:
            person = await desk.meet(who)
            await desk.save(who, person.without(Kind.NOT_YET))

    await save(store, promised(promise(Kind.NOT_YET), promise(Kind.FORM_ANSWER)))
    await courier(store, Letterbox(meanwhile=stop_one)).round()
    assert await found(store) is None


@pytest.mark.parametrize("answer", [Delivered(), TryAgain(), Unsure(), Gone(), OSError()])
async def test_a_worker_that_comes_too_late_changes_nothing(
    store: SqlStore, url: str, answer: Delivery | Exception
) -> None:
    async def taken_over(_: Address) -> None:
        async with store.open() as desk:
            [second] = await desk.claim("telegram", NOON + 5 * MINUTE, 5 * MINUTE, 9)
            await desk.postpone(second, NOON + 7 * MINUTE)
        before.append(tables(url))

    before: list[object] = []
    await save(store, ANNAS_LIFE)
    await courier(store, Letterbox([answer], meanwhile=taken_over)).round()
    assert [tables(url)] == before


async def test_who_says_stop_while_others_are_written_to_gets_no_letter(store: SqlStore) -> None:
    class Waiting(Hurried):
        """The next letter begins when it has been said."""

        async def sleep(self, seconds: float) -> None:
            if seconds > 0:
                await said.wait()

    async def stop(_: Address) -> None:
        async with store.open() as desk:
            await desk.forget(third)
        said.set()

    said = asyncio.Event()
    first, second, third = await crowd(store, 3)
    box = Letterbox(meanwhile=stop)
    await courier(store, box, timer=Waiting()).round()
    assert box.readers == [first, second]


async def test_a_lease_that_is_about_to_end_is_not_made_use_of(store: SqlStore) -> None:
    addresses = await crowd(store, 6)
    box = Letterbox(per_second=1)
    settings = {"lease": timedelta(seconds=5), "timeout": timedelta(seconds=2)}
    made = courier(store, box, **settings)
    assert await made.round() == 6
    assert box.readers == addresses[:4]  # in the first three seconds
    assert await made.round() == 2  # the others have not lost a minute
    assert box.readers == addresses


@pytest.mark.parametrize("jump", [timedelta(days=3), -timedelta(days=3)])
async def test_a_clock_that_jumps_doubles_nothing_and_loses_nothing(
    store: SqlStore, jump: timedelta
) -> None:
    async def jumps(_: Address) -> None:
        clock.on(jump)

    clock = Clock()
    addresses = await crowd(store, 3)
    box = Letterbox([TryAgain()], meanwhile=jumps)
    made = courier(store, box, clock=clock)
    await made.round()
    clock.now = NOON + timedelta(days=10)
    await made.round()
    assert set(box.readers) == set(addresses)
    assert sorted(Counter(box.readers).values()) == [1, 1, 2]
    for each in addresses:
        assert await found(store, each) is None


def test_a_lease_has_to_outlast_a_delivery(url: str) -> None:
    with pytest.raises(ValueError, match="lease"):
        courier(None, Letterbox(), lease=MINUTE, timeout=MINUTE)  # type: ignore[arg-type]
