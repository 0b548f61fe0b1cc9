"""One event, one transaction: what is remembered, what is not, and what is said."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.core.messages import Asked, Button, Left, Pressed, Said, Understood
from bot.core.person import Device, Kind, Person
from bot.core.press import Press
from bot.core.understanding import Guess, Reading
from bot.service.ports import Delivered, Gone, TryAgain, Unsure
from bot.storage.store import SqlStore
from tests.talk import Talk, drawn, remembered


async def test_the_steps_the_facts_and_the_form_write_no_row(talk: Talk) -> None:
    for text in (
        "/start",
        "[What data is used?]",
        "[Since when?]",
        "[How do you know?]",
        "/optout",
        "[iPhone app]",
        "[Step by step]",
        *["[Done, next]"] * 4,
        "[It is off now]",
        "[Words to paste]",
        "[I have sent it]",
        "[Receipt]",
        "[Finish]",
        "/status",
        "/mydata",
        "/privacy",
        "/stop",
        "nonsense",
    ):
        assert await talk.says(text), text
        assert await remembered(talk) is None, text


async def test_a_promise_is_remembered_with_what_it_needs(talk: Talk) -> None:
    for text in ("/optout iphone", "[It is off now]", "[Skip]", "[Only the switch]"):
        await talk.says(text)
    await talk.says("[Ask me again in 30 days]")
    person = await remembered(talk)
    assert person is not None
    assert person.device is Device.IPHONE
    assert person.at("").switched_off == talk.now.date()
    assert [each.kind for each in person.promises] == [Kind.STILL_OFF]


async def test_free_words_drop_no_promise_without_asking(talk: Talk) -> None:
    await talk.says("/remind")
    await talk.says("[Tomorrow]")
    guess = Understood(Reading((Guess("stop_reminders", 0.9),)))
    assert "[Keep them]" in drawn(await talk.does(guess))
    person = await remembered(talk)
    assert person
    assert person.promises
    await talk.says("yes")
    assert await remembered(talk) is None


async def test_a_language_is_remembered_only_against_the_hint(talk: Talk) -> None:
    await talk.does(Pressed(Press("lang", "en")))
    assert await remembered(talk) is None
    await talk.does(Pressed(Press("lang", "mt")))
    assert await remembered(talk) == Person(language="mt", chosen=True)
    assert (await talk.says("/start"))[0].language == "mt"
    await talk.does(Pressed(Press("lang", "en")))
    assert await remembered(talk) is None


async def test_a_deep_link_speaks_its_language_and_so_do_the_buttons_after_it(talk: Talk) -> None:
    messages = await talk.says("/start optout--iphone--mt")
    assert messages[0].language == "mt"
    button = next(each for each in messages[0].buttons if isinstance(each, Button))
    assert (await talk.does(Pressed(button.press)))[0].language == "mt"
    assert await remembered(talk) is None


async def test_an_old_button_works_and_forgets_nothing(talk: Talk) -> None:
    await talk.says("/remind")
    await talk.says("[Tomorrow]")
    before = await remembered(talk)
    for wire in ("step:3:iphone:de:en", "nowhere:9", "", "step:99", "lang:xx"):
        assert await talk.does(Pressed(Press.read(wire)))
    after = await remembered(talk)
    assert before is not None
    assert after is not None
    assert after.promises == before.promises


async def test_who_says_that_it_is_done_is_not_asked_whether_it_is(talk: Talk) -> None:
    await talk.does(Pressed(Press("promise", "notyet")))
    await talk.does(Pressed(Press("off", "switch")))
    assert await remembered(talk) is None
    assert await talk.later(timedelta(days=2)) == ()


async def test_two_taps_at_once_make_one_promise(store: SqlStore) -> None:
    talks = [Talk(store, "en") for _ in range(8)]
    await asyncio.gather(*(each.does(Pressed(Press("promise", "d1"))) for each in talks))
    person = await remembered(talks[0])
    assert person is not None
    assert len(person.promises) == 1


async def test_two_first_events_at_once_lose_nothing(store: SqlStore) -> None:
    one, two = Talk(store, "en"), Talk(store, "en")
    await asyncio.gather(
        one.does(Pressed(Press("promise", "off"))), two.does(Pressed(Press("lang", "mt")))
    )
    person = await remembered(one)
    assert person is not None
    assert [each.kind for each in person.promises] == [Kind.STILL_OFF]
    assert (person.language, person.chosen) == ("mt", True)


async def test_digits_labels_and_plain_words_press_what_was_shown_last(talk: Talk) -> None:
    await talk.says("/start")
    assert "Where do you use LinkedIn" in drawn(await talk.says("1"))
    assert "Open this page" in drawn(await talk.says("computer"))
    assert "Step 1 of 5" in drawn(await talk.says("step by step"))
    assert "Step 2 of 5" in drawn(await talk.says("DONE!"))
    assert "Step 1 of 5" in drawn(await talk.says("zurück"))
    assert "What is the matter?" in drawn(await talk.says("I'm stuck"))
    assert "LinkedIn trains AI" in drawn(await talk.says("menu"))
    assert "did not understand" in drawn(await talk.says("99"))


async def test_a_digit_after_a_follow_up_presses_its_button(talk: Talk) -> None:
    await talk.does(Pressed(Press("promise", "notyet")))
    assert "off by now?" in drawn(await talk.later(timedelta(days=1)))
    assert "Well done" in drawn(await talk.says("yes"))


async def test_blocking_and_deleteme_erase(talk: Talk) -> None:
    await talk.does(Pressed(Press("promise", "d1")))
    assert await remembered(talk)
    await talk.does(Left())
    assert await remembered(talk) is None
    await talk.does(Pressed(Press("promise", "d1")))
    await talk.says("/deleteme")
    assert await remembered(talk)
    await talk.says("[Yes, erase everything]")
    assert await remembered(talk) is None
    assert await talk.later(timedelta(days=2)) == ()


async def test_stop_ends_everything_and_leaves_no_row(talk: Talk) -> None:
    await talk.does(Pressed(Press("promise", "d1")))
    await talk.says("stop")
    assert await remembered(talk) is None
    assert await talk.later(timedelta(days=2)) == ()


@pytest.mark.parametrize("outcome", [Delivered(), Unsure()])
async def test_a_promise_made_in_a_server_is_proven_by_a_direct_message(
    talk: Talk, outcome: Delivered | Unsure
) -> None:
    talk.mailbox.outcome = outcome
    text = drawn(await talk.does(Pressed(Press("promise", "d1")), elsewhere=True))
    assert "direct message" in text
    assert await remembered(talk)


@pytest.mark.parametrize("outcome", [Gone(), TryAgain()])
async def test_where_no_direct_message_arrives_nothing_is_promised(
    talk: Talk, outcome: Gone | TryAgain
) -> None:
    talk.mailbox.outcome = outcome
    messages = await talk.does(Pressed(Press("promise", "d1")), elsewhere=True)
    assert "cannot send you direct messages" in drawn(messages)
    assert "[In my own calendar]" in drawn(messages)
    assert await remembered(talk) is None
    talk.mailbox.outcome = Delivered()
    await talk.does(Pressed(talk.button("Try again").press), elsewhere=True)
    assert await remembered(talk)


async def test_reading_facts_in_a_server_needs_no_direct_message(talk: Talk) -> None:
    talk.mailbox.outcome = Gone()
    assert "profile" in drawn(await talk.does(Asked("data"), elsewhere=True))


@pytest.mark.parametrize("command", ["/remind", "/erinnern", "/rappel", "/fakkarni"])
async def test_a_command_has_its_name_in_every_language(talk: Talk, command: str) -> None:
    assert "When shall I come back" in drawn(await talk.says(command))


async def test_what_is_said_is_not_in_the_person(talk: Talk) -> None:
    await talk.does(Pressed(Press("promise", "d1")))
    await talk.does(Said("my password is hunter2"))
    assert "hunter2" not in repr(await remembered(talk))
    assert "hunter2" not in repr(Said("hunter2"))
    assert "hunter2" not in repr(replace(Asked("ask"), argument="hunter2"))


async def test_later_asks_the_same_question_again(talk: Talk) -> None:
    await talk.does(Pressed(Press("promise", "form")))
    await talk.later(timedelta(days=30))
    await talk.says("[Can't look now]")
    await talk.says("[In a week]")
    assert "Did LinkedIn answer" in drawn(await talk.later(timedelta(days=1)))
    assert "still off?" in drawn(await talk.later(timedelta(days=6)))


async def test_no_letter_comes_after_stop(talk: Talk) -> None:
    await talk.does(Pressed(Press("promise", "d1")))
    await talk.says("/stop")
    assert await talk.later(timedelta(days=1, minutes=1)) == ()
