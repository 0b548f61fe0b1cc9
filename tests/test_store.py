"""People are found as they were saved: on SQLite, and on PostgreSQL."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert
from sqlalchemy.exc import StatementError

from bot.core.messages import Address
from bot.core.person import PATIENCE, Device, FollowUp, Kind, Person, Progress, Question
from bot.storage.age import AT_ONCE
from bot.storage.database import connect
from bot.storage.store import SqlStore
from bot.storage.tables import people
from tests.stores import (
    ANNA,
    ANNAS_LIFE,
    LEASE,
    NOON,
    address,
    claim,
    found,
    held,
    promise,
    promised,
    save,
    store_at,
    tables,
)

# --- people ---------------------------------------------------------------------------------------


async def test_nobody_is_known_at_first(store: SqlStore) -> None:
    assert await found(store) is None


async def test_who_was_saved_is_found_again(store: SqlStore) -> None:
    await save(store, ANNAS_LIFE)
    assert await found(store) == ANNAS_LIFE


_texts = st.none() | st.text(max_size=8)
_days = st.none() | st.dates()
_instants = st.datetimes(datetime(2001, 1, 1), datetime(2999, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
_follow_ups = st.lists(
    st.builds(FollowUp, due=_instants, round=st.integers(1, 99)),
    min_size=1,
    unique_by=(lambda each: each.kind, lambda each: each.due),
).map(lambda each: tuple(sorted(each, key=lambda one: one.due)))


@given(
    person=st.builds(
        Person,
        language=_texts,
        chosen=st.booleans(),
        device=st.none() | st.sampled_from(Device),
        sites=st.lists(
            st.builds(
                Progress,
                site=st.sampled_from(("", "elsewhere")),
                interface=_texts,
                switched_off=_days,
                form_sent=_days,
            ),
            unique_by=lambda each: each.site,
        ).map(tuple),
        unanswered=st.integers(0, 99),
        promises=_follow_ups,
    )
)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
async def test_whoever_was_saved_is_found_again(store: SqlStore, person: Person) -> None:
    await save(store, person)
    assert await found(store) == person


async def test_people_are_told_apart_by_platform_and_address(store: SqlStore) -> None:
    for who in (ANNA, address(2), Address("discord", ANNA.id)):
        await save(store, Person(language=f"{who.chat}{who.id}", chosen=True), who)
    for who in (ANNA, address(2), Address("discord", ANNA.id)):
        assert await found(store, who) == Person(language=f"{who.chat}{who.id}", chosen=True)


async def test_who_is_met_is_there_and_still_nobody(store: SqlStore) -> None:
    async with store.open() as desk:
        assert await desk.meet(ANNA) == Person()
    assert await found(store) == Person()


async def test_meeting_somebody_again_changes_nothing(store: SqlStore) -> None:
    await save(store, ANNAS_LIFE)
    async with store.open() as desk:
        assert await desk.meet(ANNA) == ANNAS_LIFE


async def test_who_is_no_longer_memorable_is_forgotten(store: SqlStore, url: str) -> None:
    await save(store, ANNAS_LIFE)
    await save(store, replace(ANNAS_LIFE, chosen=False, promises=()))
    assert not any(tables(url).values())


async def test_who_is_not_memorable_is_never_written(store: SqlStore, url: str) -> None:
    await save(store, Person(language="mt"))
    assert not any(tables(url).values())


async def test_an_exception_undoes_everything(store: SqlStore) -> None:
    async def save_and_fail() -> None:
        async with store.open() as desk:
            await desk.save(ANNA, ANNAS_LIFE)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await save_and_fail()
    assert await found(store) is None


async def test_forgetting_somebody_unknown_is_no_error(store: SqlStore) -> None:
    async with store.open() as desk:
        await desk.forget(ANNA)


async def test_ids_are_never_given_twice(store: SqlStore, url: str) -> None:
    seen = []
    for _ in range(3):
        await save(store, ANNAS_LIFE)
        seen += [row["id"] for row in tables(url)["follow_ups"]]
        async with store.open() as desk:
            await desk.forget(ANNA)
    assert len(set(seen)) == len(seen) == 6


async def test_times_need_a_zone_and_come_back_in_utc(store: SqlStore) -> None:
    with pytest.raises(StatementError, match="zone"):
        await save(store, promised(promise(due=NOON.replace(tzinfo=None))))
    rome = NOON.astimezone(timezone(timedelta(hours=1)))
    await save(store, promised(promise(due=rome)))
    person = await found(store)
    assert person is not None
    assert person.promises[0].due == NOON
    assert person.promises[0].due.tzinfo is UTC


# --- promises -------------------------------------------------------------------------------------


async def test_a_promise_that_has_not_changed_keeps_its_row_and_its_lease(store: SqlStore) -> None:
    await save(store, ANNAS_LIFE)
    [claimed] = await claim(store)
    await save(store, replace(ANNAS_LIFE, language="de"))
    assert await held(store, claimed) == claimed.due


@pytest.mark.parametrize(
    "changed",
    [promise(Kind.FORM_ANSWER, NOON - LEASE), promise(Kind.FORM_ANSWER, NOON, number=2)],
)
async def test_a_promise_that_has_changed_is_another_one(
    store: SqlStore, changed: FollowUp
) -> None:
    await save(store, ANNAS_LIFE)
    [claimed] = await claim(store)
    await save(store, ANNAS_LIFE.promised(changed))
    assert await held(store, claimed) == ()
    [again] = await claim(store)
    assert again.due == (changed,)
    assert again.attempts == 1
    assert again.key != claimed.key


async def test_a_promise_that_was_withdrawn_is_gone(store: SqlStore) -> None:
    await save(store, ANNAS_LIFE)
    [claimed] = await claim(store)
    await save(store, ANNAS_LIFE.without(Kind.FORM_ANSWER))
    assert await held(store, claimed) == ()
    person = await found(store)
    assert person is not None
    assert [each.kind for each in person.promises] == [Kind.STILL_OFF]


# --- age ------------------------------------------------------------------------------------------


async def test_a_long_silence_erases_who_waits_for_nothing(url: str) -> None:
    tomorrow = NOON + timedelta(days=1)
    clock = iter([*[NOON] * 3, tomorrow, *[NOON + timedelta(days=365)] * 9])
    async with store_at(url, clock=lambda: next(clock)) as store:
        await save(store, Person(chosen=True), address(1))
        await save(store, promised(promise(due=NOON)), address(2))
        await save(store, promised(promise(due=tomorrow)), address(3))
        await save(store, Person(chosen=True), address(4))
        async with store.open() as desk:
            assert await desk.erase_silent(NOON) == 0
            assert await desk.erase_silent(tomorrow) == 1
        left = [number for number in (1, 2, 3, 4) if await found(store, address(number))]
        assert left == [2, 3, 4]


async def test_the_silent_are_erased_some_at_a_time(store: SqlStore, url: str) -> None:
    row = {"chat": "telegram", "sealed": b"", "touched": NOON.date()}
    engine = connect(url)
    async with engine.begin() as connection:
        rows = [{**row, "mark": number.to_bytes(2)} for number in range(AT_ONCE + 1)]
        await connection.execute(insert(people), rows)
    await engine.dispose()
    await save(store, promised())
    erased = []
    for _ in range(3):
        async with store.open() as desk:
            erased.append(await desk.erase_silent(NOON + timedelta(days=1)))
    assert erased == [AT_ONCE, 1, 0]
    assert await found(store) == promised()


async def test_a_question_is_dropped_behind_very_many_that_cannot_be_read(
    store: SqlStore, url: str
) -> None:
    row = {"chat": "telegram", "sealed": b"", "touched": NOON.date(), "until": NOON.date()}
    engine = connect(url)
    async with engine.begin() as connection:
        rows = [{**row, "mark": number.to_bytes(2)} for number in range(2 * AT_ONCE)]
        await connection.execute(insert(people), rows)
    await engine.dispose()
    asked = replace(ANNAS_LIFE, question=Question((Kind.STILL_OFF,), NOON - PATIENCE))
    await save(store, asked)
    dropped = []
    for _ in range(2):
        async with store.open() as desk:
            dropped.append(await desk.drop_questions())
    assert dropped == [1, 0]
    assert await found(store) == ANNAS_LIFE
