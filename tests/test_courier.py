"""The courier: every outcome of a delivery, and whatever may happen while it is on its way."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Callable
from contextlib import AsyncExitStack, suppress
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.messages import Address
from bot.core.person import Kind, Person
from bot.service.courier import ATTEMPTS, BACKOFF, LONGEST_BACKOFF, Courier
from bot.service.ports import Delivered, Delivery, Gone, TryAgain, Unsure
from bot.storage.store import SqlStore
from tests.letters import Clock, Letterbox, Script, courier
from tests.stores import (
    ANNA,
    ANNAS_LIFE,
    NOON,
    Server,
    address,
    crowd,
    found,
    gone,
    promise,
    promised,
    save,
    store_at,
    tables,
)

MINUTE = timedelta(minutes=1)
ANNAS_TALK = replace(ANNAS_LIFE, promises=(promise(),))


async def keep_on(made: Courier, clock: Clock, rounds: int, step: timedelta = 10 * MINUTE) -> None:
    """So many rounds, with time going by in between."""
    for _ in range(rounds):
        await made.round()
        clock.on(step)


async def until(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(10):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


# --- outcomes -------------------------------------------------------------------------------------


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


# --- meanwhile ------------------------------------------------------------------------------------


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
    assert tables(url) == {"people": [], "follow_ups": []}


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
            [second] = await desk.claim(["telegram"], NOON + 5 * MINUTE, 5 * MINUTE, 9)
            await desk.postpone(second, NOON + 7 * MINUTE)
        before.append(tables(url))

    before: list[object] = []
    await save(store, ANNAS_LIFE)
    await courier(store, Letterbox([answer], meanwhile=taken_over)).round()
    assert [tables(url)] == before


async def test_a_lease_that_is_about_to_end_is_not_made_use_of(store: SqlStore) -> None:
    async def slowly(_: Address) -> None:
        await asyncio.sleep(0.06)

    await crowd(store, 6)
    box = Letterbox(per_second=1, meanwhile=slowly)
    clock = Clock()
    settings = {"lease": timedelta(seconds=0.2), "timeout": timedelta(seconds=0.1)}
    made = courier(store, box, clock=clock, **settings)
    await made.round()
    first = len(box.sent)
    assert 1 <= first <= 3
    while await made.round() or first == 0:
        clock.on(MINUTE)
    clock.on(MINUTE)
    while await made.round():
        clock.on(MINUTE)
    assert sorted(each.id for each in box.readers) == [address(number).id for number in range(6)]


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


# --- many -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("several", "size"), [(2, 100), (6, 300)])
async def test_couriers_share_without_a_double(url: str, several: int, size: int) -> None:
    async def work(store: SqlStore) -> None:
        made = courier(store, box, limit=20, second=timedelta(0))
        while await made.round():
            pass

    box = Letterbox()
    async with AsyncExitStack() as stack:
        stores = [await stack.enter_async_context(store_at(url)) for _ in range(several)]
        addresses = await crowd(stores[0], size)
        await asyncio.gather(*map(work, stores))
    assert sorted(each.id for each in box.readers) == sorted(each.id for each in addresses)
    assert tables(url) == {"people": [], "follow_ups": []}


async def test_each_chat_has_its_own_pace(store: SqlStore) -> None:
    loop = asyncio.get_running_loop()
    starts: dict[str, list[float]] = {"telegram": [], "discord": []}

    async def note(to: Address) -> None:
        starts[to.chat].append(loop.time())

    await crowd(store, 7, "telegram")
    await crowd(store, 7, "discord")
    slow = Letterbox(name="telegram", per_second=2, meanwhile=note)
    fast = Letterbox(name="discord", per_second=7, meanwhile=note)
    await courier(store, slow, fast, second=timedelta(seconds=0.2)).round()
    assert starts["telegram"][-1] - starts["telegram"][0] >= 0.6
    assert starts["discord"][-1] - starts["discord"][0] < 0.6
    for before, after in zip(starts["telegram"], starts["telegram"][2:], strict=False):
        assert after - before >= 0.19


# --- on and on ------------------------------------------------------------------------------------


async def test_it_runs_until_cancelled_and_rises_when_woken(store: SqlStore) -> None:
    clock, box = Clock(), Letterbox()
    made = courier(store, box, clock=clock)
    running = asyncio.create_task(made.run())
    await asyncio.sleep(0.1)  # there is nothing to do: it lies down for half a minute
    await save(store, promised())
    made.wake()
    await until(lambda: box.readers == [ANNA])
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running


async def test_it_rises_by_itself_when_something_falls_due(store: SqlStore) -> None:
    clock, box = Clock(), Letterbox()
    await save(store, promised(promise(due=NOON + timedelta(seconds=1))))
    running = asyncio.create_task(courier(store, box, clock=clock).run())
    await asyncio.sleep(0.1)
    clock.on(timedelta(seconds=1))
    await until(lambda: box.readers == [ANNA])
    running.cancel()
    await asyncio.wait([running])


async def test_when_told_to_end_it_finishes_what_it_has_in_hand_and_no_more(
    store: SqlStore,
) -> None:
    sending, answered = asyncio.Event(), asyncio.Event()

    in_hand: list[Address] = []

    async def hold(address: Address) -> None:
        in_hand.append(address)
        if len(in_hand) == 2:
            sending.set()
        await answered.wait()

    addresses = await crowd(store, 5)
    clock, box = Clock(), Letterbox(per_second=2, meanwhile=hold)
    made = courier(store, box, clock=clock)
    running = asyncio.create_task(made.run())
    await sending.wait()
    running.cancel()
    await asyncio.sleep(0.05)
    assert not running.done()
    answered.set()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert set(box.readers) == set(addresses[:2])
    assert [await found(store, each) for each in addresses[:2]] == [None, None]
    assert await made.round() == 0  # the others keep their lease …
    clock.on(5 * MINUTE)
    await made.round()
    assert Counter(box.readers) == Counter(addresses)  # … and come back


async def test_it_does_not_wait_for_ever_when_told_to_end(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def stubborn(_: Address) -> None:
        sending.set()
        with suppress(asyncio.CancelledError):
            await asyncio.Event().wait()
        await asyncio.sleep(0.2)

    monkeypatch.setattr("bot.service.courier.NOTING_AT_THE_END", 0)
    sending = asyncio.Event()
    await save(store, promised())
    box = Letterbox(meanwhile=stubborn)
    running = asyncio.create_task(courier(store, box, timeout=timedelta(seconds=0.05)).run())
    await sending.wait()
    running.cancel()
    async with asyncio.timeout(1):
        await asyncio.wait([running])
    await asyncio.sleep(0.3)


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
    await until(lambda: box.readers == [ANNA])
    running.cancel()
    await asyncio.wait([running])
    assert await found(store) is None


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


async def test_the_silent_are_erased_once_a_day(url: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "bot")
    clock = Clock()
    async with store_at(url, clock=clock) as store:
        await save(store, Person(chosen=True))
        clock.on(timedelta(days=365))
        made = courier(store, Letterbox(), clock=clock)
        running = asyncio.create_task(made.run())
        await asyncio.sleep(0.1)
        assert await found(store)
        clock.on(timedelta(days=1))
        made.wake()
        await until(lambda: "erased after a long silence: 1" in caplog.text)
        assert await found(store) is None
        running.cancel()
        await asyncio.wait([running])


async def test_what_fails_for_as_long_as_the_silent_are_kept_goes_with_them(
    url: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot")
    clock = Clock()
    async with store_at(url, clock=clock) as store:
        await save(store, ANNAS_TALK)
        box = Letterbox([RuntimeError()] * 9)
        made = courier(store, box, clock=clock)
        await made.round()
        clock.on(timedelta(days=366))
        running = asyncio.create_task(made.run())
        await until(lambda: "erased after a long silence: 1" in caplog.text)
        assert len(box.sent) == 2  # it is tried once more first
        assert await found(store) is None
        running.cancel()
        await asyncio.wait([running])


async def test_the_log_says_how_late_it_is_and_names_nobody(
    store: SqlStore, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "bot")
    addresses = await crowd(store, 3)
    made = courier(store, Letterbox())
    await made.round()
    assert made.late == 3 * MINUTE
    assert "follow-ups are due for 3, late by 0:03:00 at most" in caplog.text
    assert not any(each.id in caplog.text for each in addresses)
    await made.round()
    assert made.late == timedelta(0)


def test_a_lease_has_to_outlast_a_delivery(url: str) -> None:
    with pytest.raises(ValueError, match="lease"):
        courier(None, Letterbox(), lease=MINUTE, timeout=MINUTE)  # type: ignore[arg-type]
