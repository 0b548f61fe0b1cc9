"""What a group hears: an answer to what was surely asked of the bot, and nothing when unsure."""

from __future__ import annotations

from collections.abc import Hashable

import pytest

from bot.core.messages import Button, Inbound, Manner, Message, Said, Setting
from bot.core.understanding import OUT_OF_SCOPE, Guess, Reading
from bot.storage.store import SqlStore
from tests.talk import Talk, drawn
from tests.walks import SOMEBODY


class Reads:
    """Reads the same thing out of whatever is said."""

    def __init__(self, *guesses: Guess, language: str | None = None, secret: bool = False) -> None:
        self._reading = Reading(guesses, language=language, secret=secret)

    async def read(self, text: str, whose: Hashable) -> Reading:
        return self._reading


async def answered(store: SqlStore, reader: Reads, text: str = "well?") -> tuple[Message, ...]:
    talk = Talk(store, "en", reader=reader)
    inbound = Inbound(SOMEBODY, Said(text), talk.now, "en", setting=Setting.GROUP)
    return tuple(await talk.reception.receive(inbound))


async def test_a_sure_question_has_its_answer_in_the_language_it_was_put_in(
    store: SqlStore,
) -> None:
    (said,) = await answered(store, Reads(Guess("start_date", 0.9), language="de"))
    assert Manner.SHARED in said.manner
    assert "3. November 2025" in drawn([said])
    buttons = [each for each in said.buttons if isinstance(each, Button)]
    assert buttons[0].press.place == "source"


@pytest.mark.parametrize("topic", ["how_to_opt_out", "remind_me", "stop_reminders", "done", "help"])
async def test_what_is_no_fact_goes_on_in_private(store: SqlStore, topic: str) -> None:
    (said,) = await answered(store, Reads(Guess(topic, 0.9)))
    assert Manner.SHARED in said.manner
    assert "in private" in drawn([said])


@pytest.mark.parametrize(
    "guesses",
    [
        (Guess("start_date", 0.5), Guess("purpose", 0.3)),
        (Guess("start_date", 0.1),),
        (Guess("greeting", 0.95),),
        (Guess(OUT_OF_SCOPE, 0.95),),
    ],
    ids=["unsure", "no idea", "greeting", "beside"],
)
async def test_silence_when_unsure_and_in_small_talk(
    store: SqlStore, guesses: tuple[Guess, ...]
) -> None:
    assert await answered(store, Reads(*guesses)) == ()


@pytest.mark.parametrize("text", ["1", "stop", "yes", "2026-12-31", ""])
async def test_plain_words_press_nothing_in_a_group(store: SqlStore, text: str) -> None:
    assert await answered(store, Reads(Guess(OUT_OF_SCOPE, 0.9)), text) == ()


async def test_a_secret_is_met_with_a_warning_there_too(store: SqlStore) -> None:
    (said,) = await answered(store, Reads(Guess(OUT_OF_SCOPE, 0.9), secret=True))
    assert Manner.SHARED in said.manner
    assert "looks like a password" in drawn([said])
