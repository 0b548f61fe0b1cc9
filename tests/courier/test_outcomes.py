"""Every outcome of a delivery, and what becomes of its promise."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.messages import Address
from bot.core.person import Kind
from bot.service.courier import ATTEMPTS, BACKOFF, LONGEST_BACKOFF
from bot.service.ports import Delivered, Delivery, Gone, TryAgain, Unsure
from bot.storage.store import SqlStore
from tests.courier.rounds import ANNAS_TALK, MINUTE, keep_on
from tests.letters import Clock, Letterbox, Script, courier
from tests.stores import ANNA, ANNAS_LIFE, NOON, crowd, found, promise, promised, save, tables


async def test_nothing_due_nothing_sent(store: SqlStore) -> None:
    await save(store, promised(promise(due=NOON + MINUTE)))
    box = Letterbox()
    assert await courier(store, box).round() == 0
    assert box.sent == []


async def test_what_is_delivered_is_kept(store: SqlStore) -> None:
    await save(store, ANNAS_TALK)
    box = Letterbox()
    assert await courier(store, box).round() == 1
    assert (box.readers, box.words) == ([ANNA], ["Is it off?"])
    assert await found(store) == replace(ANNAS_TALK, promises=())


async def test_a_kept_promise_can_bring_the_next_one(store: SqlStore) -> None:
    await save(store, promised())
    clock, box = Clock(), Letterbox()
    made = courier(store, box, clock=clock, conversation=Script(rounds=3))
    await keep_on(made, clock, 12, timedelta(days=1))
    assert box.readers == [ANNA] * 3
    assert len(set(box.keys)) == 3
    assert await found(store) is None


async def test_what_is_due_together_is_said_together(store: SqlStore) -> None:
    await save(store, promised(promise(Kind.NOT_YET), promise(Kind.FORM_ANSWER)))
    box = Letterbox()
    await courier(store, box).round()
    assert len(box.sent) == 1
    assert await found(store) is None


async def test_what_cannot_be_delivered_now_is_tried_again_ever_more_patiently(
    store: SqlStore,
) -> None:
    await save(store, promised())
    clock = Clock()
    box = Letterbox([TryAgain()] * 8)
    made = courier(store, box, clock=clock)
    for tries, rest in enumerate([*BACKOFF, BACKOFF[-1], BACKOFF[-1]], start=1):
        await made.round()
        clock.on(rest - timedelta(seconds=1))
        assert await made.round() == 0
        clock.on(timedelta(seconds=1))
        assert len(box.sent) == tries
    assert len(set(box.keys)) == 1
    await keep_on(made, clock, 2, BACKOFF[-1])
    assert await found(store) is None


async def test_a_platform_that_asks_for_time_gets_it_within_reason(store: SqlStore) -> None:
    await save(store, promised())
    clock = Clock()
    box = Letterbox([TryAgain(timedelta(hours=3)), TryAgain(timedelta(days=999))])
    made = courier(store, box, clock=clock)
    await made.round()
    clock.on(timedelta(hours=3) - MINUTE)
    assert await made.round() == 0
    clock.on(MINUTE)
    assert await made.round() == 1
    clock.on(LONGEST_BACKOFF)
    assert await made.round() == 1
    assert await found(store) is None


async def test_what_may_have_arrived_is_sent_once_more_and_no_third_time(store: SqlStore) -> None:
    await save(store, ANNAS_TALK)
    clock, box = Clock(), Letterbox([Unsure()] * 9)
    await keep_on(courier(store, box, clock=clock), clock, 5)
    assert len(box.sent) == 2
    assert await found(store) == replace(ANNAS_TALK, promises=())


async def test_an_unsure_one_is_repeated_even_after_others_that_certainly_failed(
    store: SqlStore,
) -> None:
    """Or a promise would count as kept which nobody ever received."""
    await save(store, promised())
    answers: list[Delivery] = [TryAgain(), TryAgain(), Unsure(), TryAgain(), Unsure()]
    clock, box = Clock(), Letterbox(answers)
    await keep_on(courier(store, box, clock=clock), clock, 12, BACKOFF[-1])
    assert len(box.sent) == 5
    assert await found(store) is None


async def test_where_repeats_are_one_message_it_is_sent_until_it_is_known(store: SqlStore) -> None:
    await save(store, promised())
    clock = Clock()
    box = Letterbox([Unsure()] * 4, repeats_are_one=True)
    await keep_on(courier(store, box, clock=clock), clock, 8, MINUTE)
    assert len(box.sent) == 5
    assert len(set(box.keys)) == 1
    assert await found(store) is None


async def test_but_not_for_ever(store: SqlStore) -> None:
    await save(store, promised())
    clock = Clock()
    box = Letterbox([Unsure()] * 99, repeats_are_one=True)
    await keep_on(courier(store, box, clock=clock), clock, 20)
    assert len(box.sent) == ATTEMPTS
    assert await found(store) is None


async def test_who_is_gone_is_forgotten(store: SqlStore, url: str) -> None:
    await save(store, ANNAS_LIFE)
    await courier(store, Letterbox([Gone()])).round()
    assert tables(url) == {"people": [], "follow_ups": []}


async def test_what_fails_by_our_own_fault_is_never_given_up(
    store: SqlStore, caplog: pytest.LogCaptureFixture
) -> None:
    await save(store, ANNAS_TALK)
    clock, box = Clock(), Letterbox([ValueError(f"{ANNA.id} is not there")] * 50)
    made = courier(store, box, clock=clock)
    for attempt, rest in enumerate([*BACKOFF, *[LONGEST_BACKOFF] * 45], start=1):
        await made.round()
        assert f"failed at attempt {attempt}: ValueError at letters.py" in caplog.text
        clock.on(rest - timedelta(seconds=1))
        assert await made.round() == 0
        clock.on(timedelta(seconds=1))
    assert await found(store) == ANNAS_TALK
    await made.round()
    assert len(box.sent) == 51
    assert await found(store) == replace(ANNAS_TALK, promises=())
    assert ANNA.id not in caplog.text


async def test_a_conversation_that_fails_is_our_own_fault(store: SqlStore) -> None:
    class Speechless(Script):
        def follow_up(self, *_: object) -> None:  # type: ignore[override]
            raise KeyError("no words")

    await save(store, ANNAS_TALK)
    clock, box = Clock(), Letterbox()
    made = courier(store, box, clock=clock, conversation=Speechless())
    await keep_on(made, clock, 20, LONGEST_BACKOFF)
    assert box.sent == []
    assert made.outcomes == {"Failed": 20}
    assert await found(store) == ANNAS_TALK
    await courier(store, box, clock=clock).round()
    assert box.readers == [ANNA]


async def test_one_that_fails_does_not_stop_the_others(store: SqlStore) -> None:
    addresses = await crowd(store, 6)
    answers = (RuntimeError(), Delivered(), Gone(), TryAgain(), OSError(), Unsure())
    clock, box = Clock(), Letterbox(answers)
    made = courier(store, box, clock=clock)
    await keep_on(made, clock, 2)
    # Who gets which of the answers is chance; that four of the six are written to again is not.
    assert set(box.readers) == set(addresses)
    assert sorted(Counter(box.readers).values()) == [1, 1, 2, 2, 2, 2]
    assert made.outcomes == {"Failed": 2, "Delivered": 5, "Gone": 1, "TryAgain": 1, "Unsure": 1}
    for each in addresses:
        assert await found(store, each) is None


async def test_a_delivery_that_takes_too_long_may_have_arrived(store: SqlStore) -> None:
    async def for_ever(_: Address) -> None:
        await asyncio.Event().wait()

    await save(store, promised())
    clock, box = Clock(), Letterbox(meanwhile=for_ever)
    made = courier(store, box, clock=clock, timeout=timedelta(seconds=0.05))
    await keep_on(made, clock, 4)
    assert made.outcomes == {"Unsure": 2}
    assert await found(store) is None


async def test_several_messages_have_several_keys(store: SqlStore) -> None:
    await save(store, promised())
    clock, box = Clock(), Letterbox([Delivered(), TryAgain()])
    made = courier(store, box, clock=clock, conversation=Script(sentences=2))
    await keep_on(made, clock, 2)
    assert box.keys[:2] == box.keys[2:]
    assert len(set(box.keys)) == 2
    assert max(map(len, box.keys)) <= 25
    assert await found(store) is None
