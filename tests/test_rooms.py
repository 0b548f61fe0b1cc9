"""What is set in a group or a server is found as it was saved, and says nothing about anybody."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import case, update

from bot.core.group import Group
from bot.core.messages import Address
from bot.core.person import FollowUp, Kind, Person
from bot.storage.database import connect
from bot.storage.seal import WrongKey
from bot.storage.store import SqlStore
from bot.storage.tables import groups
from tests.stores import ANNAS_LIFE, NOON, address, dump, found, save, store_at, tables

ROOM, OTHER = Address("telegram", "-1002233445566"), Address("telegram", "-1009988776655")
HERE = Address("discord", "1122334455667788990")
MALTESE, GERMAN = Group("mt"), Group("de")
LATER = NOON + timedelta(days=365)


def counts(url: str) -> dict[str, int]:
    return {name: len(rows) for name, rows in tables(url).items()}


async def setting(store: SqlStore, group: Group, room: Address = ROOM) -> None:
    async with store.open() as desk:
        await desk.groups.save(room, group)


async def is_set(store: SqlStore, room: Address = ROOM) -> Group | None:
    async with store.open() as desk:
        return await desk.groups.find(room)


async def moved(store: SqlStore, old: Address = ROOM, new: Address = OTHER) -> None:
    async with store.open() as desk:
        await desk.groups.move(old, new)


async def test_what_was_set_is_found_again_there_alone(store: SqlStore) -> None:
    assert await is_set(store) is None
    await setting(store, MALTESE)
    await setting(store, GERMAN, HERE)
    assert await is_set(store) == MALTESE
    assert await is_set(store, HERE) == GERMAN
    assert await is_set(store, Address("discord", ROOM.id)) is None
    await setting(store, GERMAN)
    assert await is_set(store) == GERMAN


async def test_a_room_and_a_person_are_no_business_of_each_other(store: SqlStore, url: str) -> None:
    await save(store, ANNAS_LIFE)
    await setting(store, MALTESE)
    async with store.open() as desk:
        await desk.groups.forget(ROOM)
    assert await found(store) == ANNAS_LIFE
    await setting(store, MALTESE)
    async with store.open() as desk:
        await desk.forget(address())
    assert counts(url) == {"people": 0, "follow_ups": 0, "groups": 1}
    assert await is_set(store) == MALTESE


async def test_where_nothing_is_set_no_row_is_left(store: SqlStore, url: str) -> None:
    await setting(store, Group())
    assert not any(tables(url).values())
    await setting(store, MALTESE)
    await setting(store, Group())
    assert not any(tables(url).values())


async def test_two_that_set_something_first_leave_one_row(store: SqlStore, url: str) -> None:
    await asyncio.gather(*(setting(store, group) for group in (MALTESE, GERMAN) * 4))
    assert len(tables(url)["groups"]) == 1
    assert await is_set(store) in (MALTESE, GERMAN)


# --- what a thief would hold ----------------------------------------------------------------------


async def test_a_stolen_row_names_no_room_and_all_are_of_one_size(
    store: SqlStore, url: str
) -> None:
    await setting(store, Group("hungarian"))
    await setting(store, MALTESE, HERE)
    stolen = dump(url)
    assert ROOM.id.encode() not in stolen
    assert b"hungarian" not in stolen
    assert len({len(row["sealed"]) for row in tables(url)["groups"]}) == 1


async def test_what_is_forgotten_leaves_no_trace(store: SqlStore, url: str) -> None:
    await setting(store, MALTESE)
    [row] = tables(url)["groups"]
    async with store.open() as desk:
        await desk.groups.forget(ROOM)
    assert row["mark"] not in dump(url)
    assert row["sealed"] not in dump(url)


# --- before groups had rows of their own ----------------------------------------------------------

BEFORE = Person(language="mt", chosen=True)
"""A group as it was stored then."""


async def test_a_group_that_was_stored_as_a_person_moves_when_it_is_heard_of(
    store: SqlStore, url: str
) -> None:
    await save(store, BEFORE, ROOM)
    await save(store, BEFORE, address())
    for _ in range(2):
        assert await is_set(store) == MALTESE
    assert counts(url) == {"people": 1, "follow_ups": 0, "groups": 1}
    assert await found(store) == BEFORE


async def test_it_moves_to_another_address_too(store: SqlStore, url: str) -> None:
    await save(store, BEFORE, ROOM)
    await moved(store)
    assert (await is_set(store), await is_set(store, OTHER)) == (None, MALTESE)
    assert tables(url)["people"] == []


async def test_it_is_forgotten_or_set_anew_there_too(store: SqlStore, url: str) -> None:
    await save(store, BEFORE, ROOM)
    async with store.open() as desk:
        await desk.groups.forget(ROOM)
    assert not any(tables(url).values())
    await save(store, BEFORE, ROOM)
    await setting(store, GERMAN)
    assert tables(url)["people"] == []
    assert await is_set(store) == GERMAN


# --- moving ---------------------------------------------------------------------------------------


async def test_what_is_set_goes_along(store: SqlStore, url: str) -> None:
    await setting(store, MALTESE)
    await moved(store)
    assert (await is_set(store), await is_set(store, OTHER)) == (None, MALTESE)
    assert len(tables(url)["groups"]) == 1


async def test_what_is_set_there_already_stays(store: SqlStore) -> None:
    await setting(store, MALTESE)
    await setting(store, GERMAN, OTHER)
    await moved(store)
    assert (await is_set(store), await is_set(store, OTHER)) == (None, GERMAN)


async def test_where_nothing_is_set_nothing_moves(store: SqlStore, url: str) -> None:
    await moved(store)
    assert not any(tables(url).values())


# --- keys -----------------------------------------------------------------------------------------

OLD, NEW = "o" * 32, "n" * 32


async def test_what_an_old_key_sealed_is_found_set_anew_and_forgotten(url: str) -> None:
    async with store_at(url, OLD) as store:
        await setting(store, MALTESE)
        await setting(store, MALTESE, OTHER)
    async with store_at(url, NEW, OLD) as store:
        assert await is_set(store) == MALTESE
        await setting(store, GERMAN)
        assert await is_set(store) == GERMAN
        async with store.open() as desk:
            await desk.groups.forget(OTHER)
    async with store_at(url, NEW) as store:
        assert await is_set(store) == GERMAN
    assert len(tables(url)["groups"]) == 1


async def test_it_is_sealed_anew_with_the_present_key(url: str) -> None:
    async with store_at(url, OLD) as store:
        for room in (ROOM, OTHER):
            await setting(store, MALTESE, room)
    async with store_at(url, NEW) as store:
        await setting(store, GERMAN, OTHER)  # by a process that did not know the older key
    async with store_at(url, NEW, OLD) as store:
        assert await store.reseal() == 2
        assert await store.reseal() == 0
    async with store_at(url, NEW) as store:
        assert (await is_set(store), await is_set(store, OTHER)) == (MALTESE, GERMAN)
    assert len(tables(url)["groups"]) == 2


async def test_what_cannot_be_opened_is_an_error_and_left_alone(url: str) -> None:
    async with store_at(url, OLD) as store:
        await setting(store, MALTESE)
    [before] = tables(url)["groups"]
    async with store_at(url, NEW) as store:
        assert await is_set(store) is None  # it cannot even be told that it is this room's
        assert await store.reseal() == 0
    assert tables(url)["groups"] == [before]


async def test_a_row_that_others_have_changed_is_an_error(store: SqlStore, url: str) -> None:
    await setting(store, MALTESE)
    await setting(store, GERMAN, OTHER)
    one, two = (row["sealed"] for row in tables(url)["groups"])
    engine = connect(url)
    async with engine.begin() as connection:
        exchanged = case((groups.c.sealed == one, two), else_=one)
        await connection.execute(update(groups).values(sealed=exchanged))
    await engine.dispose()
    with pytest.raises(WrongKey):
        await is_set(store)


# --- age ------------------------------------------------------------------------------------------


async def swept(url: str, now: datetime) -> int:
    async with store_at(url, clock=lambda: now) as store, store.open() as desk:
        await desk.mend(now)
        return await desk.erase_silent(now - timedelta(days=365))


async def test_a_room_that_is_silent_for_a_year_is_erased_and_no_other(url: str) -> None:
    async with store_at(url) as store:
        await setting(store, MALTESE)
        await setting(store, GERMAN, OTHER)
        await save(store, Person(promises=(FollowUp(Kind.LATER, NOON, NOON.date()),)))
    async with store_at(url, clock=lambda: NOON + timedelta(days=1)) as store:
        assert await is_set(store, OTHER) == GERMAN
    assert await swept(url, LATER) == 0
    assert await swept(url, LATER + timedelta(days=1)) == 1
    assert counts(url) == {"people": 1, "follow_ups": 1, "groups": 1}
    async with store_at(url) as store:
        assert (await is_set(store), await is_set(store, OTHER)) == (None, GERMAN)


@pytest.mark.parametrize("wrong", [NOON + timedelta(days=400), datetime(1970, 1, 2, tzinfo=UTC)])
async def test_a_wrong_clock_erases_none_and_is_set_right(url: str, wrong: datetime) -> None:
    async with store_at(url, clock=lambda: wrong) as store:
        await setting(store, MALTESE)
    assert await swept(url, NOON) == 0
    assert [row["touched"] for row in tables(url)["groups"]] == [NOON.date()]
