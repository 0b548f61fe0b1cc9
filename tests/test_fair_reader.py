"""Who is read next, and who is told to press a button."""

from __future__ import annotations

import asyncio
from datetime import timedelta

from bot.core.messages import Asked, Pressed, Said
from bot.core.press import Press
from bot.core.understanding import Guess, Reading
from bot.service.reading import FairReader
from bot.storage.store import SqlStore
from tests.talk import Talk, drawn

HOUR = timedelta(hours=1)
READING = Reading((Guess("start_date", 0.9),))


class Gate:
    """Reads when it is let, and keeps the order."""

    def __init__(self, *, stuck: bool = False) -> None:
        self.order: list[str] = []
        self.open = asyncio.Event()
        if not stuck:
            self.open.set()

    async def read(self, text: str) -> Reading:
        self.order.append(text)
        await self.open.wait()
        return READING


async def settled() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


async def test_everybody_in_turn_however_much_one_sends() -> None:
    gate = Gate(stuck=True)
    async with FairReader(gate.read, patience=HOUR) as reader:
        texts = [("a", "a1"), ("a", "a2"), ("a", "a3"), ("b", "b1"), ("c", "c1")]
        reads = []
        for whose, text in texts:
            reads.append(asyncio.ensure_future(reader.read(text, whose)))
            await settled()
        gate.open.set()
        assert await asyncio.gather(*reads) == [READING] * 5
    assert gate.order == ["a1", "a2", "b1", "c1", "a3"]


async def test_no_more_of_one_person_waits_and_no_more_in_all() -> None:
    gate = Gate(stuck=True)
    async with FairReader(gate.read, patience=HOUR, each=2, of_all=4) as reader:
        reads = []
        for whose in "aaaabbcc":
            reads.append(asyncio.ensure_future(reader.read("?", whose)))
            await settled()
        refused = [each.done() and each.result() is None for each in reads]
        # One of a's is being read, and two wait.
        assert refused == [False, False, False, True, False, False, True, True]
        gate.open.set()
        await asyncio.gather(*reads)


async def test_who_has_waited_long_is_told_and_their_text_is_not_read() -> None:
    gate = Gate(stuck=True)
    async with FairReader(gate.read, patience=timedelta(0)) as reader:
        assert [await reader.read(text, "a") for text in ("1", "2")] == [None, None]
        gate.open.set()
        await settled()
    assert "2" not in gate.order


async def test_a_reader_that_fails_costs_one_answer() -> None:
    async def broken(text: str) -> Reading:
        if text == "bad":
            raise ZeroDivisionError
        return READING

    async with FairReader(broken, patience=HOUR) as reader:
        assert await reader.read("bad", "a") is None
        assert await reader.read("good", "a") == READING


async def test_buttons_and_plain_words_are_answered_while_the_reader_is_stuck(
    store: SqlStore,
) -> None:
    gate = Gate(stuck=True)
    async with FairReader(gate.read, patience=HOUR) as reader:
        others = [Talk(store, "en", reader=reader) for _ in range(12)]
        reads = [asyncio.ensure_future(each.does(Said("what a long story"))) for each in others]
        await settled()
        talk = Talk(store, "en", reader=reader)
        assert "Where do you use LinkedIn?" in drawn(await talk.does(Pressed(Press("optout"))))
        assert "[Show me how]" in drawn(await talk.says("menu"))
        gate.open.set()
        await asyncio.gather(*reads)


async def test_while_words_cannot_be_read_one_is_asked_to_press_a_button(store: SqlStore) -> None:
    async def away(text: str) -> None:
        return None

    async with FairReader(away) as reader:
        talk = Talk(store, "en", reader=reader)
        await talk.says("/optout iphone")
        await talk.says("[Step by step]")
        for event in (Said("does it ever end"), Asked("ask", "does it ever end")):
            told = drawn(await talk.does(event))
            assert "Please press one" in told
            assert "[Done, next]" in told
        assert "Step 2 of 5" in drawn(await talk.says("1"))
