"""Keys are rotated, and wrong ones found out."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Row, Select, Update, select, update

from bot.core.person import Kind
from bot.storage.database import connect
from bot.storage.reseal import reseal
from bot.storage.seal import Seal, WrongKey
from bot.storage.store import SqlStore
from bot.storage.tables import keys, people
from tests.stores import (
    ANNA,
    ANNAS_LIFE,
    NOON,
    address,
    claim,
    crowd,
    found,
    held,
    promise,
    promised,
    save,
    store_at,
    tables,
)

OLD, NEW = "o" * 32, "n" * 32
FINGERPRINT = "a1ce0ece9247c95346035605cbf34dc2f263914915324cc07ed1935d5a0d8006"
"""That of the old one: were it to change with a version, each database would have to be tried again."""


async def test_who_was_sealed_with_an_old_key_is_found_and_sealed_anew(url: str) -> None:
    async with store_at(url, OLD) as before:
        await save(before, ANNAS_LIFE)
    async with store_at(url, NEW, OLD) as both:
        await both.check()
        assert await found(both) == ANNAS_LIFE
        [claimed] = await claim(both)
        await save(both, ANNAS_LIFE)
        assert await held(both, claimed)
    async with store_at(url, NEW) as after:
        assert await found(after) == ANNAS_LIFE
    assert len(tables(url)["people"]) == 1


async def test_an_old_key_can_be_dropped_once_everything_was_sealed_anew(url: str) -> None:
    async with store_at(url, OLD) as before:
        await crowd(before, 5)
        await save(before, ANNAS_LIFE, address(99))
    async with store_at(url, NEW, OLD) as both:
        assert await both.reseal(at_once=4) == 6
        assert await both.reseal() == 0
    async with store_at(url, NEW) as after:
        assert await after.reseal(at_once=4) == 0
        await after.check()
        assert len(await claim(after)) == 6
    async with store_at(url, OLD) as old:
        with pytest.raises(WrongKey):
            await old.check()
    async with store_at(url, NEW) as after:
        assert await found(after, address(99)) == ANNAS_LIFE
    assert len(tables(url)["people"]) == 6


@pytest.mark.parametrize("first", [OLD, NEW])
async def test_who_was_met_under_either_key_keeps_all_promises_and_what_says_more(
    url: str, first: str
) -> None:
    later = promised(promise(due=NOON + timedelta(days=9)))
    async with store_at(url, first) as one:
        await save(one, ANNAS_LIFE)
    async with store_at(url, NEW if first == OLD else OLD) as another:
        await save(another, later)
    async with store_at(url, NEW, OLD) as both:
        assert await both.reseal() == 1
    async with store_at(url, NEW) as after:
        assert await found(after) == ANNAS_LIFE.promised(later.promises[0])
    assert len(tables(url)["people"]) == 1


async def test_a_wrong_key_is_found_out_at_the_start(url: str) -> None:
    async with store_at(url, OLD) as store:
        await store.check()  # nobody there yet: any key will do
        await save(store, ANNAS_LIFE)
        await store.check()
    async with store_at(url, NEW) as wrong:
        with pytest.raises(WrongKey):
            await wrong.check()
        assert await found(wrong) is None
        assert await claim(wrong) == []


async def test_a_key_that_was_dropped_too_early_is_reported(
    url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with store_at(url, OLD) as before:
        await crowd(before, 2)
    async with store_at(url, NEW) as after:
        await save(after, ANNAS_LIFE, address(99))
        await after.check()
    assert "2 of 3 people cannot be read" in caplog.text


async def test_a_key_that_was_dropped_before_all_was_sealed_anew_is_reported(
    url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with store_at(url, OLD) as before:
        await before.check()
        await save(before, ANNAS_LIFE)
    async with store_at(url, NEW, OLD) as both:
        await both.check()
    assert "key is missing" not in caplog.text
    async with store_at(url, NEW) as after:
        await after.check()
    assert "a key is missing that was used before" in caplog.text


async def test_as_long_as_nobody_is_there_any_key_will_do(url: str) -> None:
    for key in (OLD, NEW, OLD):
        async with store_at(url, key) as store:
            await store.check()
    async with store_at(url, OLD) as store:
        await save(store, ANNAS_LIFE)
    async with store_at(url, NEW) as wrong:
        with pytest.raises(WrongKey):
            await wrong.check()


async def test_a_key_is_known_without_a_look_at_anybody(url: str) -> None:
    async with store_at(url, OLD) as store:
        await crowd(store, 3)
        await store.check()  # by those who are there, as after an older version
        await change(url, update(people).values(sealed=b""))
        await store.check()
    async with store_at(url, NEW) as wrong:
        with pytest.raises(WrongKey):
            await wrong.check()


async def test_what_a_key_is_known_by_tells_nothing_about_it(url: str) -> None:
    async with store_at(url, OLD) as store:
        await store.check()
    [row] = await asked(url, select(keys))
    assert row.fingerprint.hex() == FINGERPRINT
    with pytest.raises(WrongKey):
        Seal(row.fingerprint).open(
            "telegram", Seal(OLD).mark(ANNA), Seal(OLD).seal(ANNA, b"secret")
        )


async def test_to_seal_anew_goes_on_where_it_was_stopped(url: str) -> None:
    async with store_at(url, OLD) as before:
        addresses = await crowd(before, 5)
    [first, *_] = await asked(url, select(people).order_by(people.c.id))
    async with store_at(url, NEW, OLD) as both:
        await both.check()
        engine = connect(url)
        async with engine.begin() as connection:
            assert await reseal(connection, Seal(NEW, OLD), 2) == (2, True)
        await engine.dispose()
        as_before = {"mark": first.mark, "sealed": first.sealed}
        await change(url, update(people).where(people.c.id == first.id).values(as_before))
        await both.check()
        assert await both.reseal(at_once=2) == 3  # the first is not looked at again
        assert await both.reseal(at_once=2) == 1  # but the next time
    async with store_at(url, NEW) as after:
        assert [each.address for each in await claim(after)] == addresses


async def test_all_is_sealed_anew_beside_those_who_talk_and_send(url: str) -> None:
    async with store_at(url, OLD) as before:
        addresses = await crowd(before, 40)

    async def talk(store: SqlStore) -> None:
        for each in reversed(addresses):
            async with store.open() as desk:
                person = await desk.meet(each)
                await desk.save(each, replace(person, language="mt"))

    async def send(store: SqlStore) -> None:
        while claims := await claim(store, limit=7):
            async with store.open() as desk:
                await desk.postpone(claims[0], NOON + timedelta(hours=1))
                await desk.give_back(claims[1:3])

    async with store_at(url, NEW, OLD) as both, store_at(url, NEW, OLD) as beside:
        await both.check()
        await asyncio.gather(both.reseal(at_once=3), talk(beside), send(beside), beside.reseal(5))
        assert await both.reseal() == 0
    async with store_at(url, NEW) as after:
        for each in addresses:
            person = await found(after, each)
            assert person
            assert (person.language, len(person.promises)) == ("mt", 1)
    assert len(tables(url)["people"]) == 40


async def test_who_was_sealed_with_two_older_keys_is_one_person_afterwards(url: str) -> None:
    oldest = "e" * 32
    for key, known in ((oldest, ANNAS_LIFE), (OLD, promised(promise(Kind.NOT_YET)))):
        async with store_at(url, key) as store:
            await save(store, known)
    async with store_at(url, NEW, OLD, oldest) as all_of_them:
        await all_of_them.check()
        assert await all_of_them.reseal() == 2
    async with store_at(url, NEW) as after:
        person = await found(after)
        assert person
        assert (person.device, len(person.promises)) == (ANNAS_LIFE.device, 3)


async def asked(url: str, query: Select[*tuple[Any, ...]]) -> Sequence[Row[*tuple[Any, ...]]]:
    engine = connect(url)
    async with engine.connect() as connection:
        rows = (await connection.execute(query)).all()
    await engine.dispose()
    return rows


async def change(url: str, statement: Update) -> None:
    engine = connect(url)
    async with engine.begin() as connection:
        await connection.execute(statement)
    await engine.dispose()
