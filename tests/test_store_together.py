"""Several at once: nobody fails, and nothing is lost."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from dataclasses import replace

from bot.core.person import Kind, Person
from bot.service.ports import Claim
from bot.storage.store import SqlStore
from tests.stores import (
    ANNA,
    ANNAS_LIFE,
    claim,
    crowd,
    found,
    promise,
    save,
    store_at,
    tables,
)


async def test_eight_first_events_at_once(url: str) -> None:
    async def first(store: SqlStore, kind: Kind) -> None:
        async with store.open() as desk:
            person = await desk.meet(ANNA)
            await desk.save(ANNA, person.promised(promise(kind)))

    async with AsyncExitStack() as stack:
        stores = [await stack.enter_async_context(store_at(url)) for _ in range(8)]
        kinds = [*Kind] * 2
        await asyncio.gather(*map(first, stores, kinds))
        person = await found(stores[0])
    assert person is not None
    assert {each.kind for each in person.promises} == set(Kind)
    assert len(tables(url)["people"]) == 1


async def test_eight_first_saves_at_once(url: str) -> None:
    async with AsyncExitStack() as stack:
        stores = [await stack.enter_async_context(store_at(url)) for _ in range(8)]
        await asyncio.gather(*(save(each, ANNAS_LIFE) for each in stores))
        assert await found(stores[0]) == ANNAS_LIFE


async def test_somebody_can_be_met_and_forgotten_at_once(url: str) -> None:
    async def come_and_go(store: SqlStore) -> None:
        for _ in range(10):
            await save(store, ANNAS_LIFE)
            async with store.open() as desk:
                await desk.forget(ANNA)

    async with AsyncExitStack() as stack:
        stores = [await stack.enter_async_context(store_at(url)) for _ in range(4)]
        await asyncio.gather(*map(come_and_go, stores))
    assert not any(tables(url).values())


async def test_nothing_is_lost_between_reading_and_writing(url: str) -> None:
    async def count(store: SqlStore) -> None:
        for _ in range(25):
            async with store.open() as desk:
                person = await desk.meet(ANNA)
                await asyncio.sleep(0)
                counted = replace(person, chosen=True, unanswered=person.unanswered + 1)
                await desk.save(ANNA, counted)

    async with AsyncExitStack() as stack:
        stores = [await stack.enter_async_context(store_at(url)) for _ in range(4)]
        await asyncio.gather(*map(count, stores))
        assert await found(stores[0]) == Person(chosen=True, unanswered=100)


async def test_nothing_is_claimed_twice(url: str) -> None:
    async def take(store: SqlStore) -> list[Claim]:
        taken: list[Claim] = []
        while some := await claim(store, limit=7):
            taken += some
            await asyncio.sleep(0)
        return taken

    async with AsyncExitStack() as stack:
        stores = [await stack.enter_async_context(store_at(url)) for _ in range(4)]
        addresses = await crowd(stores[0], 100)
        taken = [each for some in await asyncio.gather(*map(take, stores)) for each in some]
    assert sorted(each.address.id for each in taken) == sorted(each.id for each in addresses)
    assert {each.attempts for each in taken} == {1}
