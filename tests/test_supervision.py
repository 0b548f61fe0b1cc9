"""Each chat is kept at work by itself, whatever befalls the others."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from datetime import timedelta

import pytest

from bot.service.ports import Receive, TokenRefused
from bot.service.supervision import LONGEST_PAUSE, SETTLED, keep
from bot.storage.store import SqlStore
from tests.courier.rounds import until
from tests.letters import Clock, Hurried, Letterbox, courier
from tests.stores import crowd, tables


class Line(Letterbox):
    """A chat whose connection ends as it was told to, and then holds."""

    def __init__(
        self, name: str, ends: Iterable[Exception] = (), well: Iterable[bool] = ()
    ) -> None:
        super().__init__(name=name, well=well)
        self._ends = iter(ends)
        self.runs = 0
        self.connected = asyncio.Event()

    async def run(self, receive: Receive) -> None:
        self.runs += 1
        if end := next(self._ends, None):
            raise end
        self.connected.set()
        try:
            await asyncio.Event().wait()
        finally:
            self.connected.clear()


async def nobody(_: object) -> list[object]:
    return []


def refused(name: str, times: int) -> list[Exception]:
    return [TokenRefused(name)] * times


@asynccontextmanager
async def kept(
    store: SqlStore, *lines: Line, timer: Hurried | None = None, **settings: timedelta
) -> AsyncIterator[asyncio.Task[None]]:
    timer = timer or Hurried()
    posts = [(each, courier(store, each, clock=Clock())) for each in lines]
    task = asyncio.create_task(keep(store, posts, nobody, timer=timer, **settings))  # type: ignore[arg-type]
    try:
        yield task
    finally:
        if not task.cancelling():  # a second time would be the end of what is being finished
            task.cancel()
        await asyncio.wait([task])


async def test_one_platforms_refusal_is_its_own(
    store: SqlStore, url: str, caplog: pytest.LogCaptureFixture
) -> None:
    await crowd(store, 3, "discord")
    here, there = Line("telegram", refused("telegram", 99)), Line("discord")
    timer = Hurried()
    async with kept(store, here, there, timer=timer, patience=timedelta(seconds=5)) as task:
        await until(lambda: len(there.sent) == 3 and here.runs > 12)
        assert there.connected.is_set()
        assert not task.done()
    assert tables(url)["follow_ups"] == []
    pauses = [each for each in timer.slept if each in {*(2**n for n in range(1, 9)), LONGEST_PAUSE}]
    assert pauses[:9] == [2, 4, 8, 16, 32, 64, 128, 256, LONGEST_PAUSE]
    [line] = [each for each in caplog.records if each.levelno >= logging.ERROR]
    assert "Telegram refuses the token: see TELEGRAM_TOKEN" in line.message


async def test_a_refusal_that_passes_is_over_and_said_to_be(
    store: SqlStore, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot")
    line = Line("telegram", refused("telegram", 4), well=[False])
    timer = Hurried()
    async with kept(store, line, timer=timer, patience=timedelta(minutes=5)) as task:
        await until(lambda: "taken again" in caplog.text)
        timer.on(timedelta(minutes=9))
        await asyncio.sleep(0.05)
        assert not task.done()
    assert [each.levelname for each in caplog.records if "token" in each.message] == [
        "ERROR",
        "INFO",
    ]


async def test_when_all_are_refused_it_ends_with_a_clear_word_but_not_at_once(
    store: SqlStore,
) -> None:
    lines = [Line(name, refused(name, 99)) for name in ("telegram", "discord")]
    timer = Hurried()
    async with kept(store, *lines, timer=timer, patience=timedelta(minutes=1)) as task:
        with pytest.raises(TokenRefused, match="Telegram refuses the token: see TELEGRAM_TOKEN"):
            await task
    assert timer.seconds() >= 60
    assert all(each.runs > 3 for each in lines)


async def test_who_says_no_only_after_yes_is_not_taken_for_well(
    store: SqlStore, caplog: pytest.LogCaptureFixture
) -> None:
    """As Discord's gateway may, when its API takes the token."""
    caplog.set_level(logging.INFO, "bot")
    line = Line("discord", refused("discord", 99))
    async with kept(store, line, patience=timedelta(seconds=SETTLED)) as task:
        with pytest.raises(TokenRefused):
            await task
    assert "taken again" not in caplog.text


async def test_what_fails_is_begun_again_and_ends_nothing(
    store: SqlStore, caplog: pytest.LogCaptureFixture
) -> None:
    line, other = Line("telegram", [RuntimeError("of 77000"), OSError()]), Line("discord")
    async with kept(store, line, other) as task:
        await until(line.connected.is_set)
        await until(other.connected.is_set)
        assert (line.runs, other.runs) == (3, 1)
        assert not task.done()
    assert "telegram: the connection failed: RuntimeError" in caplog.text
    assert "77000" not in caplog.text


async def test_a_letter_on_its_way_keeps_the_connection_when_told_to_end(store: SqlStore) -> None:
    sending, answered = asyncio.Event(), asyncio.Event()
    connected: list[bool] = []

    async def hold(_: object) -> None:
        sending.set()
        await answered.wait()
        connected.append(line.connected.is_set())

    line = Line("telegram")
    line.meanwhile = hold
    await crowd(store, 1)
    async with kept(store, line) as task:
        await sending.wait()
        await line.connected.wait()
        task.cancel()
        await asyncio.sleep(0.05)
        answered.set()
    assert connected == [True]


class Locked:
    """A store whose work is another process's until that ends."""

    def __init__(self, store: SqlStore) -> None:
        self._store = store
        self.open = store.open
        self.free = asyncio.Event()
        self.lost = False

    async def alone(self, chat: str, work: Callable[[], Awaitable[None]]) -> None:
        if not self.lost:
            self.lost = True
            raise OSError
        await self.free.wait()
        await work()


async def test_a_chat_is_worked_by_one_process_with_its_follow_ups(
    store: SqlStore, caplog: pytest.LogCaptureFixture
) -> None:
    await crowd(store, 3)
    line, locked = Line("telegram"), Locked(store)
    async with kept(locked, line):  # type: ignore[arg-type]
        await until(lambda: "telegram: the work failed: OSError" in caplog.text)
        await asyncio.sleep(0.05)
        assert (line.runs, line.sent) == (0, [])
        locked.free.set()
        await until(lambda: len(line.sent) == 3 and line.runs == 1)
