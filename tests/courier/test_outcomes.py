"""Every outcome of a delivery, and what becomes of its promise."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.messages import Address
from bot.core.person import Kind
from bot.service.courier.patience import BACKOFF, LONGEST_BACKOFF
from bot.service.ports import Away, Delivered, Delivery, Gone, TryAgain, Unsure
from bot.storage.store import SqlStore
from tests.courier.rounds import ANNAS_TALK, MINUTE, keep_on
from tests.letters import Clock, Hurried, Letterbox, Script, courier
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
    for tries, rest in enumerate([*BACKOFF, LONGEST_BACKOFF, LONGEST_BACKOFF], start=1):
        await made.round()
        clock.on(rest - timedelta(seconds=1))
        assert await made.round() == 0
        clock.on(timedelta(seconds=1))
        assert len(box.sent) == tries
    assert len(set(box.keys)) == 1
    await keep_on(made, clock, 2, LONGEST_BACKOFF)
    assert await found(store) is None


async def test_a_platform_that_asks_for_time_gets_exactly_that(store: SqlStore) -> None:
    async def look(_: Address) -> None:
        times.append(timer.seconds())

    times: list[float] = []
    addresses = await crowd(store, 4)
    timer, clock = Hurried(), Clock()
    answers = [TryAgain(timedelta(seconds=3)), TryAgain(timedelta(days=999))]
    box = Letterbox(answers, per_second=1, meanwhile=look)
    made = courier(store, box, clock=clock, timer=timer)
    for _ in range(3):
        await made.round()
    assert set(box.readers) == set(addresses)
    assert len(box.sent) == 6
    assert times[1] - times[0] == 3
    assert times[2] - times[1] == LONGEST_BACKOFF.total_seconds()
    for each in addresses:
        assert await found(store, each) is None


async def test_who_was_too_much_for_the_platform_is_no_worse_off(store: SqlStore, url: str) -> None:
    await save(store, promised())
    before = tables(url)
    await courier(store, Letterbox([TryAgain(timedelta(seconds=9))])).round()
    assert tables(url) == before


async def test_what_may_have_arrived_is_repeated_once_soon_and_then_ever_more_patiently(
    store: SqlStore, caplog: pytest.LogCaptureFixture
) -> None:
    """And it never counts as delivered, until it is."""
    await save(store, ANNAS_TALK)
    clock, box = Clock(), Letterbox([Unsure()] * 7)
    made = courier(store, box, clock=clock)
    for tries, rest in enumerate([*BACKOFF, LONGEST_BACKOFF, LONGEST_BACKOFF], start=1):
        await made.round()
        clock.on(rest - timedelta(seconds=1))
        assert await made.round() == 0
        clock.on(timedelta(seconds=1))
        assert len(box.sent) == tries
        assert await found(store) == ANNAS_TALK
    assert len(set(box.keys)) == 1
    await made.round()
    assert await found(store) == replace(ANNAS_TALK, promises=())
    assert caplog.text == ""


async def test_the_first_one_that_is_unsure_is_repeated_soon_however_often_it_failed_before(
    store: SqlStore,
) -> None:
    await save(store, promised())
    answers: list[Delivery] = [TryAgain(), TryAgain(), TryAgain(), Unsure(), Unsure()]
    clock, box = Clock(), Letterbox(answers)
    made = courier(store, box, clock=clock)
    await keep_on(made, clock, 3, BACKOFF[-1])
    await made.round()
    clock.on(MINUTE)
    assert await made.round() == 1
    clock.on(BACKOFF[3])
    assert await made.round() == 0
    clock.on(BACKOFF[4] - BACKOFF[3])
    assert await made.round() == 1
    assert await found(store) is None


@pytest.mark.parametrize(
    "answer", [Unsure(), TryAgain(), RuntimeError()], ids=lambda each: type(each).__name__
)
async def test_what_is_given_up_after_a_fortnight_is_an_error_that_names_nobody(
    store: SqlStore, caplog: pytest.LogCaptureFixture, answer: Delivery | Exception
) -> None:
    await save(store, ANNAS_TALK)
    clock, box = Clock(), Letterbox([answer] * 99)
    made = courier(store, box, clock=clock)
    while "given up" not in caplog.text:
        assert (await found(store)) == ANNAS_TALK
        await made.round()
        clock.on(LONGEST_BACKOFF)
    [line] = [each for each in caplog.records if "given up" in each.message]
    assert line.levelname == "ERROR"
    assert ANNA.id not in caplog.text
    assert len(box.sent) >= 28  # two a day, and some at first
    assert await found(store) == replace(ANNAS_TALK, promises=()).worth_keeping()


async def test_who_is_away_is_tried_for_a_week_and_then_erased(
    store: SqlStore, url: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot")
    await save(store, ANNAS_LIFE)
    clock, box = Clock(), Letterbox([Away()] * 99)
    made = courier(store, box, clock=clock)
    for rest in BACKOFF:
        await made.round()
        assert await found(store) == ANNAS_LIFE
        clock.on(rest)
    while await found(store):
        await made.round()
        clock.on(LONGEST_BACKOFF)
    assert timedelta(days=7) < clock.now - NOON < timedelta(days=9)
    assert not any(tables(url).values())
    assert "erased" in caplog.text
    assert ANNA.id not in caplog.text


async def test_a_clock_that_ran_ahead_makes_nobody_be_given_up(store: SqlStore) -> None:
    await save(store, ANNAS_TALK)
    clock = Clock(NOON + timedelta(days=400))
    box = Letterbox([Away(), Unsure(), TryAgain(), RuntimeError()])
    await keep_on(courier(store, box, clock=clock), clock, 4, LONGEST_BACKOFF)
    assert await found(store) == ANNAS_TALK


async def test_who_is_there_again_gets_it(store: SqlStore) -> None:
    await save(store, ANNAS_TALK)
    clock, box = Clock(), Letterbox([Away()] * 9)
    await keep_on(courier(store, box, clock=clock), clock, 10, LONGEST_BACKOFF)
    assert len(box.sent) == 10
    assert await found(store) == replace(ANNAS_TALK, promises=())


async def test_who_is_gone_is_forgotten(store: SqlStore, url: str) -> None:
    await save(store, ANNAS_LIFE)
    await courier(store, Letterbox([Gone()])).round()
    assert not any(tables(url).values())


async def test_what_fails_by_our_own_fault_is_tried_again(
    store: SqlStore, caplog: pytest.LogCaptureFixture
) -> None:
    await save(store, ANNAS_TALK)
    clock, box = Clock(), Letterbox([ValueError(f"{ANNA.id} is not there")] * 9)
    made = courier(store, box, clock=clock)
    for attempt, rest in enumerate([*BACKOFF, *[LONGEST_BACKOFF] * 4], start=1):
        await made.round()
        assert f"failed at attempt {attempt}: ValueError at letters.py" in caplog.text
        clock.on(rest - timedelta(seconds=1))
        assert await made.round() == 0
        clock.on(timedelta(seconds=1))
    assert await found(store) == ANNAS_TALK
    await made.round()
    assert len(box.sent) == 10
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
    box = Letterbox(meanwhile=for_ever)
    made = courier(store, box, timeout=timedelta(seconds=0.05))
    await made.round()
    assert made.outcomes == {"Unsure": 1}
    assert await found(store) == promised()


async def test_several_messages_have_several_keys(store: SqlStore) -> None:
    await save(store, promised())
    clock, box = Clock(), Letterbox([Delivered(), TryAgain()])
    made = courier(store, box, clock=clock, conversation=Script(sentences=2))
    await keep_on(made, clock, 2)
    assert box.keys[:2] == box.keys[2:]
    assert len(set(box.keys)) == 2
    assert max(map(len, box.keys)) <= 25
    assert await found(store) is None
