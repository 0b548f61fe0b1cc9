"""What is said in passing leaves people where they were, with the choices they had there."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from bot.core.messages import LinkButton, Message, Pressed, Said, Understood
from bot.core.press import Press
from bot.core.understanding import OUT_OF_SCOPE, Guess, Reading, Trace
from bot.storage.store import SqlStore
from tests.talk import Talk, drawn

SURE = Understood(Reading((Guess("private_messages", 0.9),)))
NEARLY = Understood(Reading((Guess("start_date", 0.4), Guess("minors", 0.3))))
GREETING = Understood(Reading((Guess("greeting", 0.9),)))
BESIDE = Understood(Reading((Guess(OUT_OF_SCOPE, 0.9),)))
SECRET = Understood(Reading((Guess(OUT_OF_SCOPE, 0.9),), secret=True))


@pytest.fixture
def talk(store: SqlStore) -> Talk:
    return Talk(store, "en")


async def walking(talk: Talk) -> Sequence[str]:
    """In the middle of the walk; the choices there."""
    for text in ("/optout iphone", "[Step by step]", "[Done, next]"):
        await talk.says(text)
    return labels(talk.answer)


def labels(messages: Sequence[Message]) -> list[str]:
    return [each.label for message in messages for each in message.buttons]


@pytest.mark.parametrize("event", [GREETING, BESIDE, Said("ok"), Said("no"), Said("hm"), SECRET])
async def test_in_the_middle_of_the_walk_its_buttons_stay(
    talk: Talk, event: Understood | Said
) -> None:
    there = await walking(talk)
    assert labels(await talk.does(event)) == there
    assert "Step 3 of 5" in drawn(await talk.says("done"))


@pytest.mark.parametrize("event", [GREETING, BESIDE, Said("ok"), Said("no"), Said("hm"), SECRET])
async def test_who_was_nowhere_yet_is_shown_where_to_begin(
    talk: Talk, event: Understood | Said
) -> None:
    assert labels(await talk.does(event)) == ["Show me how", "What data is used?", "Help"]


async def test_a_link_is_among_the_choices_that_stay(talk: Talk) -> None:
    await talk.says("/optout iphone")
    (lost,) = await talk.does(BESIDE)
    assert isinstance(lost.buttons[0], LinkButton)
    assert "Well done" in drawn(await talk.says("1"))


@pytest.mark.parametrize("no", ["[Something else]", "something else", "no", "3"])
async def test_something_else_leads_back_to_where_one_was(talk: Talk, no: str) -> None:
    there = await walking(talk)
    assert labels(await talk.does(NEARLY)) == ["Since when?", "Under age?", "Something else"]
    assert labels(await talk.says(no)) == there
    assert "Step 3 of 5" in drawn(await talk.says("1"))


async def test_after_a_fact_the_walk_goes_on(talk: Talk) -> None:
    there = await walking(talk)
    assert "How do you know?" in labels(await talk.does(SURE))
    assert "Step 3 of 5" in drawn(await talk.says("done"))
    await talk.does(SURE)
    assert labels(await talk.does(GREETING)) == there
    assert "Step 4 of 5" in drawn(await talk.says("done"))


async def test_a_button_leads_on_also_from_an_aside(talk: Talk) -> None:
    await walking(talk)
    await talk.does(SURE)
    source = labels(await talk.says("[How do you know?]"))
    assert labels(await talk.does(GREETING)) == source


class Reads:
    """Reads the same out of whatever is said."""

    def read(self, text: str) -> Reading:
        return Reading((Guess("how_to_opt_out", 0.9),))


async def test_what_was_chosen_on_the_way_is_known_to_free_words(store: SqlStore) -> None:
    talk = Talk(store, "en", reader=Reads())
    await talk.says("/start stuck-1-android-de-mt")
    (said,) = await talk.says("and how do I do that")
    assert said.language == "mt"
    assert "KI" in drawn([said])
    press = talk.button("Pass wara pass").press
    assert (press.device, press.linkedin) == ("android", "de")


async def test_in_another_language_one_can_still_stay_with_it(talk: Talk) -> None:
    there = await walking(talk)
    (said,) = await talk.does(Understood(Reading((Guess("greeting", 0.9),), language="de")))
    assert said.language == "de"
    assert labels([said]) == ["Bei Deutsch bleiben", *there]


@pytest.mark.parametrize(
    ("trace", "words", "first"),
    [
        (Trace.OURS, "Shall I delete your message?", "Delete my message"),
        (Trace.THEIRS, "Please delete your message", "Show me how"),
        (Trace.NONE, "on your screen only", "Show me how"),
    ],
)
async def test_a_secret_can_be_deleted_by_whoever_can(
    talk: Talk, trace: Trace, words: str, first: str
) -> None:
    (said,) = await talk.does(SECRET, trace=trace)
    assert words in drawn([said])
    assert labels([said])[0] == first
    assert said.refers == (trace is Trace.OURS)


async def test_only_a_chat_that_did_it_says_that_it_is_deleted(talk: Talk) -> None:
    press = Pressed(Press("erase"))
    assert "is deleted" in drawn(await talk.does(press, erased=True))
    assert "could not delete" in drawn(await talk.does(press))
