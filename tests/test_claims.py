"""Of what is due, everything is taken once: on SQLite, and on PostgreSQL."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from operator import itemgetter
from urllib.parse import quote

import pytest
from sqlalchemy import select, update

from bot.core.messages import Address
from bot.core.person import Kind
from bot.service.ports import Claim
from bot.storage.database import connect
from bot.storage.store import SqlStore
from bot.storage.tables import follow_ups, people
from tests.stores import (
    ANNA,
    ANNAS_LIFE,
    LEASE,
    NOON,
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


async def give_back(store: SqlStore, *claims: Claim) -> None:
    async with store.open() as desk:
        await desk.give_back(claims)


async def test_all_that_is_due_of_one_person_is_one_claim(store: SqlStore) -> None:
    later = NOON + timedelta(days=1)
    person = promised(
        promise(Kind.NOT_YET, NOON - LEASE),
        promise(Kind.FORM_ANSWER, NOON),
        promise(Kind.STILL_OFF, later),
    )
    await save(store, person)
    [claimed] = await claim(store)
    assert claimed.address == ANNA
    assert claimed.person == person
    assert claimed.due == person.promises[:2]
    assert claimed.attempts == 1
    assert not claimed.unsure
    assert len(claimed.key) == 20


async def test_what_is_claimed_is_nobody_elses_until_the_lease_ends(store: SqlStore) -> None:
    await save(store, promised())
    [first] = await claim(store)
    assert await claim(store, NOON + LEASE - timedelta(seconds=1)) == []
    assert await held(store, first) == first.due
    [second] = await claim(store, NOON + LEASE)
    assert (second.attempts, second.key) == (2, first.key)
    assert await held(store, first) == ()
    assert await held(store, second) == second.due


async def test_a_late_worker_gives_back_nothing(store: SqlStore) -> None:
    await save(store, promised())
    [late] = await claim(store)
    [present] = await claim(store, NOON + LEASE)
    async with store.open() as desk:
        await desk.postpone(late, NOON + timedelta(days=3), unsure=True)
    [again] = await claim(store, NOON + 2 * LEASE)
    assert (again.fence, again.unsure) == (((present.fence[0][0], 3),), False)


async def test_of_a_claim_only_what_was_not_withdrawn_is_held(store: SqlStore) -> None:
    await save(store, promised(promise(Kind.NOT_YET), promise(Kind.FORM_ANSWER)))
    [claimed] = await claim(store)
    await save(store, promised(promise(Kind.FORM_ANSWER)))
    assert await held(store, claimed) == (promise(Kind.FORM_ANSWER),)


async def test_what_joins_a_claim_does_not_share_in_the_attempts_of_the_other(
    store: SqlStore,
) -> None:
    await save(store, promised(promise(Kind.NOT_YET)))
    [first] = await claim(store)
    async with store.open() as desk:
        await desk.postpone(first, NOON, unsure=True)
    await save(store, promised(promise(Kind.NOT_YET), promise(Kind.FORM_ANSWER)))
    [both] = await claim(store)
    assert (len(both.due), both.attempts, both.unsure) == (2, 1, False)
    assert both.key != first.key


async def test_who_waits_longest_comes_first_and_not_more_than_asked_for(store: SqlStore) -> None:
    addresses = await crowd(store, 5)
    claims = [await claim(store, limit=2) for _ in range(4)]
    assert [[each.address for each in some] for some in claims] == [
        addresses[:2],
        addresses[2:4],
        addresses[4:],
        [],
    ]


@pytest.mark.parametrize(
    "avoided",
    [
        ("hashjoin", "mergejoin", "material", "memoize"),
        ("nestloop", "mergejoin"),
        ("nestloop", "hashjoin"),
        ("indexscan", "indexonlyscan", "bitmapscan"),
    ],
)
async def test_as_many_are_taken_as_asked_for_however_the_database_goes_about_it(
    store: SqlStore, url: str, backend: str, avoided: tuple[str, ...]
) -> None:
    """A limit within a condition is counted anew for each row under some plans of PostgreSQL."""
    addresses = await crowd(store, 30)
    if backend == "postgresql":
        url += "&options=" + quote(" ".join(f"-c enable_{each}=off" for each in avoided))
    async with store_at(url) as other:
        for taken in (5, 10):
            claims = await claim(other, limit=5)
            assert [each.address for each in claims] == addresses[taken - 5 : taken]
            leased = [row for row in tables(url)["follow_ups"] if row["leased_until"]]
            assert len(leased) == taken


async def test_who_is_tried_again_waits_behind_who_has_waited_for_longer(store: SqlStore) -> None:
    first, second = await crowd(store, 2)
    [tried] = await claim(store, limit=1)
    assert tried.address == first
    async with store.open() as desk:
        await desk.postpone(tried, NOON)
    assert [each.address for each in await claim(store)] == [second, first]


async def test_what_an_older_version_writes_beside_this_one_is_found(
    store: SqlStore, url: str
) -> None:
    await save(store, promised(), Address("discord", "1"))
    await save(store, promised())
    engine = connect(url)
    async with engine.begin() as connection:
        await connection.execute(update(follow_ups).values(chat=""))
    await engine.dispose()
    for chat in ("telegram", "discord"):
        [claimed] = await claim(store, chats=(chat,))
        assert claimed.address.chat == chat
    assert {row["chat"] for row in tables(url)["follow_ups"]} == {"telegram", "discord"}


async def test_only_what_is_due_in_the_chats_asked_for_is_claimed(store: SqlStore) -> None:
    await save(store, promised(), Address("discord", "1"))
    await save(store, promised(promise(due=NOON + timedelta(microseconds=1))))
    assert await claim(store, chats=("telegram",)) == []
    assert await claim(store, chats=()) == []
    assert len(await claim(store, chats=("discord",))) == 1


async def test_what_is_postponed_comes_back_and_is_as_late_as_it_is(store: SqlStore) -> None:
    await save(store, promised())
    [claimed] = await claim(store)
    until = NOON + timedelta(hours=4)
    async with store.open() as desk:
        await desk.postpone(claimed, until, unsure=True)
        assert await desk.next_due("telegram", NOON) == until
    assert await claim(store, until - timedelta(seconds=1)) == []
    [again] = await claim(store, until)
    assert (again.attempts, again.unsure, again.due) == (2, True, claimed.due)


async def test_what_was_never_begun_is_given_back_as_if_it_had_not_been_claimed(
    store: SqlStore, url: str
) -> None:
    addresses = await crowd(store, 3)
    before = tables(url)
    claims = await claim(store)
    await save(store, promised(promise(Kind.STILL_OFF)), addresses[0])  # withdrawn meanwhile
    await give_back(store, *claims)
    after = [row for row in tables(url)["follow_ups"] if row["kind"] == "later"]
    assert sorted(after, key=itemgetter("id")) == before["follow_ups"][1:]
    assert sorted(each.attempts for each in await claim(store)) == [1, 1, 1]


async def test_a_late_worker_gives_back_nothing_that_another_has_claimed(store: SqlStore) -> None:
    await save(store, promised())
    late = await claim(store)
    [present] = await claim(store, NOON + LEASE)
    await give_back(store, *late)
    assert await held(store, present) == present.due
    assert await claim(store, NOON + LEASE) == []
    await give_back(store)
    assert await held(store, present) == present.due


async def test_what_is_given_back_still_may_have_arrived(store: SqlStore) -> None:
    await save(store, promised())
    [first] = await claim(store)
    async with store.open() as desk:
        await desk.postpone(first, NOON, unsure=True)
    [second] = await claim(store)
    await give_back(store, second)
    [third] = await claim(store)
    assert (third.attempts, third.unsure, third.key) == (2, True, first.key)


async def test_giving_back_waits_for_who_is_being_talked_to(store: SqlStore, url: str) -> None:
    """In one order with everybody else who locks people: never in a circle."""
    await save(store, promised())
    claims = await claim(store)
    async with store_at(url) as other:
        async with other.open() as desk:
            await desk.find(ANNA)
            giving = asyncio.create_task(give_back(store, *claims))
            done, _ = await asyncio.wait([giving], timeout=0.3)
            assert not done
            await desk.save(ANNA, promised(promise(Kind.NOT_YET, NOON + LEASE)))
        await giving
    assert await claim(store) == []


async def test_the_next_one_due_is_known(store: SqlStore) -> None:
    async with store.open() as desk:
        assert await desk.next_due("telegram", NOON) is None
    await save(store, ANNAS_LIFE)
    async with store.open() as desk:
        assert await desk.next_due("telegram", NOON) == NOON
        assert await desk.next_due("discord", NOON) is None
        await desk.claim("telegram", NOON, timedelta(hours=1), 1)
        assert await desk.next_due("telegram", NOON) == NOON + LEASE  # Anna's other promise


@pytest.mark.parametrize("ahead", [timedelta(days=3650), timedelta(hours=23), timedelta(hours=13)])
async def test_a_clock_that_ran_ahead_locks_nothing_for_longer_than_the_longest_pause(
    store: SqlStore, ahead: timedelta
) -> None:
    await save(store, promised())
    [mistaken] = await claim(store, NOON + ahead)
    async with store.open() as desk:
        assert await desk.next_due("telegram", NOON) == NOON
    [claimed] = await claim(store)
    assert await held(store, mistaken) == ()
    assert await held(store, claimed) == claimed.due


async def test_who_is_being_talked_to_is_left_out_or_waited_for(
    store: SqlStore, url: str, backend: str
) -> None:
    """Left out on PostgreSQL; on SQLite the claim waits until the conversation is over."""
    addresses = await crowd(store, 3)
    async with store_at(url) as other:
        async with other.open() as desk:
            await desk.find(addresses[0])
            claiming = asyncio.create_task(claim(store, limit=1))
            done, _ = await asyncio.wait([claiming], timeout=0.3 if backend == "sqlite" else 5)
            assert bool(done) == (backend == "postgresql")
            await desk.save(addresses[0], promised(promise(due=NOON + LEASE)))
        claimed = [each.address for each in await claiming]
    assert claimed == addresses[1:2]


async def test_whoever_cannot_be_read_does_not_stop_the_others(
    store: SqlStore, url: str, caplog: pytest.LogCaptureFixture
) -> None:
    addresses = await crowd(store, 3)
    engine = connect(url)
    async with engine.begin() as connection:
        first = select(people.c.id).order_by(people.c.id).limit(1).scalar_subquery()
        await connection.execute(
            update(people).where(people.c.id == first).values(sealed=b"\0" * 300)
        )
    await engine.dispose()
    assert await claim(store, limit=1) == []
    assert "row 1 of people cannot be read: WrongKey" in caplog.text
    assert [each.address for each in await claim(store)] == addresses[1:]
    assert len(tables(url)["people"]) == 3


async def test_kinds_of_a_later_version_are_left_alone(store: SqlStore, url: str) -> None:
    await save(store, ANNAS_LIFE)
    engine = connect(url)
    async with engine.begin() as connection:
        form = follow_ups.c.kind == "form_answer"
        await connection.execute(update(follow_ups).where(form).values(kind="birthday"))
    await engine.dispose()
    assert await claim(store) == []
    person = await found(store)
    assert person == ANNAS_LIFE.without(Kind.FORM_ANSWER)
    await save(store, person)
    assert {row["kind"] for row in tables(url)["follow_ups"]} == {"birthday", "still_off"}
