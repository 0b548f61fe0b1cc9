"""What is said in passing leaves people where they were, with the choices they had there."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import timedelta

import pytest

from bot.core.messages import LinkButton, Manner, Message, Pressed, Said, Understood
from bot.core.press import Press
from bot.core.understanding import OUT_OF_SCOPE, Guess, Reading, Trace
from bot.storage.store import SqlStore
from tests.talk import Talk, drawn
from tests.walks import SOMEBODY

SURE = Understood(Reading((Guess("private_messages", 0.9),)))
NEARLY = Understood(Reading((Guess("start_date", 0.4), Guess("minors", 0.3))))
GREETING = Understood(Reading((Guess("greeting", 0.9),)))
BESIDE = Understood(Reading((Guess(OUT_OF_SCOPE, 0.9),)))
SECRET = Understood(Reading((Guess(OUT_OF_SCOPE, 0.9),), secret=True))


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

    async def read(self, text: str, whose: Hashable) -> Reading:
        return Reading((Guess("how_to_opt_out", 0.9),))


async def test_what_was_chosen_on_the_way_is_known_to_free_words(store: SqlStore) -> None:
    talk = Talk(store, "en", reader=Reads())
    await talk.says("/start stuck-1-android-de-mt")
    (said,) = await talk.says("and how do I do that")
    assert said.language == "mt"
    assert "KI" in drawn([said])
    press = talk.button("Pass wara pass").press
    assert (press.device, press.interface) == ("android", "de")


async def test_in_another_language_one_can_still_stay_with_it(talk: Talk) -> None:
    there = await walking(talk)
    (said,) = await talk.does(Understood(Reading((Guess("greeting", 0.9),), languages={"de": 1.0})))
    assert said.language == "de"
    assert labels([said]) == ["English", "Bei Deutsch bleiben", *there]


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
    assert (Manner.REFERS in said.manner) == (trace is Trace.OURS)


async def test_only_a_chat_that_did_it_says_that_it_is_deleted(talk: Talk) -> None:
    press = Pressed(Press("erase"))
    assert "is deleted" in drawn(await talk.does(press, erased=True))
    assert "could not delete" in drawn(await talk.does(press, erased=False))


@pytest.mark.parametrize("choice", ["1", "delete my message", "yes"])
async def test_who_types_the_choice_is_asked_to_tap_it(talk: Talk, choice: str) -> None:
    await walking(talk)
    await talk.does(SECRET, trace=Trace.OURS)
    told = await talk.does(Said(choice), trace=Trace.OURS)
    assert "Please tap the button" in drawn(told)
    assert labels(told) == []
    assert "Step 3 of 5" in drawn(await talk.says("done"))


async def test_who_types_it_twice_does_nothing_else_by_that(talk: Talk) -> None:
    await asked(talk, "/deleteme")
    await talk.does(SECRET, trace=Trace.OURS)
    for _ in "12":
        await talk.does(Said("1"), trace=Trace.OURS)
    assert await promised(talk) == 1


# --- a word answers the question on the screen, and no older one ----------------------------------


async def promised(talk: Talk) -> int:
    async with talk.store.open() as desk:
        person = await desk.find(SOMEBODY)
    return len(person.promises) if person else 0


QUESTIONS = {
    "/deleteme": "Shall I erase everything",
    "/remind": "When shall I come back",
    "stop reminding me": "Shall I drop the reminders",
}


async def asked(talk: Talk, question: str) -> None:
    """Somebody who was promised something is asked this."""
    await talk.says("/remind tomorrow")
    if question.startswith("/"):
        await talk.says(question)
    else:
        await talk.does(Understood(Reading((Guess("stop_reminders", 0.9),))))
    assert QUESTIONS[question] in drawn(talk.answer)
    assert await promised(talk) == 1


@pytest.mark.parametrize("question", ["/deleteme", "stop reminding me"])
@pytest.mark.parametrize("word", ["yes", "ok", "Ja!"])
async def test_yes_to_deleting_a_message_deletes_nothing_else(
    talk: Talk, question: str, word: str
) -> None:
    await asked(talk, question)
    await talk.does(SECRET, trace=Trace.OURS)
    await talk.says(word)
    assert await promised(talk) == 1
    await talk.says(word)
    assert await promised(talk) == 1


@pytest.mark.parametrize("aside", [SURE, NEARLY, GREETING, BESIDE, Said("hm"), Said("no, hm")])
@pytest.mark.parametrize("question", ["/deleteme", "stop reminding me"])
async def test_ok_long_after_the_question_does_nothing(
    talk: Talk, question: str, aside: Understood | Said
) -> None:
    await asked(talk, question)
    talk.now += timedelta(hours=20)
    for event in (SURE, aside, Said("ok"), Said("ok")):
        await talk.does(event)
    assert await promised(talk) == 1


async def test_the_question_itself_is_answered_by_a_word(talk: Talk) -> None:
    await asked(talk, "stop reminding me")
    await talk.says("yes")
    assert await promised(talk) == 0
    await asked(talk, "/deleteme")
    assert "is erased" in drawn(await talk.says("yes"))


async def test_the_choices_that_stay_are_still_there_by_label_and_number(talk: Talk) -> None:
    for choice in ("yes, erase everything", "1", "[Yes, erase everything]"):
        await asked(talk, "/deleteme")
        await talk.does(BESIDE)
        assert "is erased" in drawn(await talk.says(choice))


async def test_no_to_one_question_answers_no_other(talk: Talk) -> None:
    await asked(talk, "stop reminding me")
    await talk.does(SURE)
    assert "All right." in drawn(await talk.says("no"))


async def test_good_morning_after_something_else_is_no_day(talk: Talk) -> None:
    await talk.says("/remind")
    await talk.does(SURE)
    await talk.says("Morgen!")
    assert await promised(talk) == 0
    await talk.says("remind me tomorrow")
    assert await promised(talk) == 1


@pytest.mark.parametrize(
    ("word", "there"),
    [
        ("done", "Step 3 of 5"),
        ("next", "Step 3 of 5"),
        ("back", "Step 1 of 5"),
        ("stuck", "matter"),
    ],
)
async def test_words_of_the_walk_work_after_a_question_in_passing(
    talk: Talk, word: str, there: str
) -> None:
    await walking(talk)
    await talk.does(NEARLY)
    assert there in drawn(await talk.says(word))
