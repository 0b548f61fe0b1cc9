"""A clock that is wrong erases nobody, and what it dated is set right."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import insert

from bot.core.messages import Address
from bot.core.person import FollowUp, Kind, Person
from bot.storage.database import connect
from bot.storage.store import SqlStore
from bot.storage.tables import people
from tests.stores import NOON, found, save, store_at, tables

SILENCE = timedelta(days=365)
AHEAD = NOON + timedelta(days=400)
LOST = datetime(1970, 1, 2, 12, tzinfo=UTC)

WAITS, CHOSE, GOES = (Address("telegram", each) for each in "123")


def promise(now: datetime, days: int) -> FollowUp:
    return FollowUp(Kind.LATER, now + timedelta(days=days), now.date())


async def mend(store: SqlStore, now: datetime) -> int:
    """Some at a time, as the courier does it."""
    mended = 0
    while True:
        async with store.open() as desk:
            some = await desk.mend(now)
        if not some:
            return mended
        mended += some


async def swept(url: str, now: datetime) -> int:
    async with store_at(url, clock=lambda: now) as store, store.open() as desk:
        await desk.mend(now)
        return await desk.erase_silent(now - SILENCE)


async def test_what_was_promised_is_never_swept_however_long_it_is_overdue(url: str) -> None:
    async with store_at(url) as store:
        await save(store, Person(promises=(promise(NOON, 1),)), WAITS)
    assert await swept(url, NOON + timedelta(days=4_000)) == 0
    assert len(tables(url)["follow_ups"]) == 1


async def test_what_a_clock_that_ran_ahead_has_promised_comes_when_it_was_meant(url: str) -> None:
    async with store_at(url, clock=lambda: AHEAD) as store:
        await save(store, Person(promises=(promise(AHEAD, 30),)), WAITS)
        await save(store, Person(language="mt", chosen=True), CHOSE)
    assert await swept(url, NOON) == 0
    async with store_at(url) as store:
        person = await found(store, WAITS)
    assert person
    assert person.promises == (promise(NOON, 30),)
    assert {row["touched"] for row in tables(url)["people"]} == {NOON.date()}


async def test_who_came_while_the_clock_had_lost_the_time_is_not_silent_since_then(
    url: str,
) -> None:
    async with store_at(url, clock=lambda: LOST) as store:
        await save(store, Person(promises=(promise(LOST, 30),)), WAITS)
        await save(store, Person(language="mt", chosen=True), CHOSE)
    assert await swept(url, LOST + timedelta(days=400)) == 0
    assert await swept(url, NOON) == 0
    async with store_at(url) as store:
        assert await found(store, CHOSE)
        person = await found(store, WAITS)
    assert person
    assert person.promises == (promise(NOON, 30),)


async def test_who_is_silent_for_a_year_by_a_right_clock_still_goes(url: str) -> None:
    async with store_at(url) as store:
        await save(store, Person(language="mt", chosen=True), GOES)
    assert await swept(url, NOON + timedelta(days=300)) == 0
    assert await swept(url, NOON + timedelta(days=367)) == 1


async def test_nothing_right_is_changed_by_mending(url: str) -> None:
    async with store_at(url) as store:
        await save(store, Person(promises=(promise(NOON, 30),)), WAITS)
        before = tables(url)
        async with store.open() as desk:
            assert await desk.mend(NOON + timedelta(days=20)) == 0
    assert tables(url) == before


async def test_very_many_are_mended_at_once(store: SqlStore, url: str) -> None:
    row = {"chat": "telegram", "sealed": b"", "touched": AHEAD.date()}
    engine = connect(url)
    async with engine.begin() as connection:
        rows = [{**row, "mark": number.to_bytes(2)} for number in range(1_001)]
        await connection.execute(insert(people), rows)
    await engine.dispose()
    assert await mend(store, NOON) == 1_001
    assert {row["touched"] for row in tables(url)["people"]} == {NOON.date()}


async def test_whom_others_talk_to_is_mended_another_time(url: str, backend: str) -> None:
    """On PostgreSQL; SQLite has one transaction at a time."""
    async with store_at(url, clock=lambda: AHEAD) as store, store_at(url) as other:
        await save(store, Person(chosen=True), CHOSE)
        await save(store, Person(chosen=True), GOES)
        if backend == "postgresql":
            async with other.open() as desk:
                await desk.find(CHOSE)
                assert await mend(store, NOON) == 1
            assert await mend(store, NOON) == 1
        else:
            assert await mend(store, NOON) == 2
