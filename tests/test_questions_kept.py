"""What a follow-up asked is remembered, so that a word answers it in whatever process it is read."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.core.messages import Pressed, Understood
from bot.core.person import PATIENCE, Kind, Person, Progress, Question
from bot.core.press import Press
from bot.core.understanding import Guess, Reading
from bot.storage.store import SqlStore
from tests.stores import NOON, address, found, promise, save, store_at, tables
from tests.talk import Talk, drawn, remembered
from tests.walks import SOMEBODY

DAYS = {"notyet": 1, "off": 30, "form": 31}
"""After how many days everything is asked that was promised by these."""


async def asked(store: SqlStore, language: str, promised: str) -> Talk:
    """Somebody whom a follow-up has just reached, and about whom nothing else is known."""
    async with store.open() as desk:
        await desk.forget(SOMEBODY)
    talk = Talk(store, language)
    await talk.does(Pressed(Press("promise", promised)))
    assert await talk.later(timedelta(days=DAYS[promised]))
    return talk


def restarted(talk: Talk) -> Talk:
    """Another process on the same database: nothing has been shown by it."""
    return Talk(talk.store, talk.language, talk.now)


@pytest.mark.parametrize("promised", DAYS)
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("yes", "no", "done", "later", "stop", "1", "3", "99")),
        ("de", ("ja", "nein", "fertig", "später", "stopp", "2")),
    ],
)
async def test_after_a_restart_a_word_answers_the_last_follow_up(
    store: SqlStore, language: str, words: tuple[str, ...], promised: str
) -> None:
    for word in words:
        before = await asked(store, language, promised)
        expected = drawn(await before.says(word))
        after = restarted(await asked(store, language, promised))
        assert drawn(await after.says(word)) == expected, word


async def test_what_they_are(store: SqlStore) -> None:
    talk = restarted(await asked(store, "en", "off"))
    assert "Shall I ask again every half year?" in drawn(await talk.says("yes"))
    talk = restarted(await asked(store, "de", "off"))
    assert "Stell den Schalter wieder auf Aus" in drawn(await talk.says("nein"))
    talk = restarted(await asked(store, "en", "notyet"))
    assert "When shall I come back to you?" in drawn(await talk.says("LATER!"))


async def test_whoever_has_answered_is_forgotten_as_before(store: SqlStore) -> None:
    talk = await asked(store, "en", "off")
    person = await remembered(talk)
    assert person
    assert not person.promises
    await restarted(talk).says("yes")
    assert await remembered(talk) is None


async def test_an_answer_is_for_the_follow_up_that_another_process_sent(store: SqlStore) -> None:
    here = Talk(store, "en")
    await here.does(Pressed(Press("promise", "off")))
    await here.says("/deleteme")
    there = Talk(store, "en", here.now)
    assert "still off?" in drawn(await there.later(timedelta(days=30)))
    assert "every half year" in drawn(await here.says("yes"))
    assert await remembered(here) is None
    assert "Finish" in drawn(await here.says("yes"))
    person = await remembered(here)
    assert person
    assert [each.kind for each in person.promises] == [Kind.HALF_YEARLY]


async def test_a_question_in_passing_leaves_it_unanswered(store: SqlStore) -> None:
    talk = await asked(store, "en", "off")
    in_passing = Understood(Reading((Guess("start_date", 0.9),)))
    assert "November 3, 2025" in drawn(await talk.does(in_passing))
    assert "I did not understand" in drawn(await restarted(talk).says("1"))
    assert "When shall I come back" in drawn(await restarted(talk).says("later"))


@pytest.mark.parametrize("said", ["/deleteme", "/privacy", "/mydata", "[Can't look now]"])
async def test_whatever_else_is_shown_takes_its_place(store: SqlStore, said: str) -> None:
    talk = await asked(store, "en", "off")
    await talk.says(said)
    assert await remembered(talk) is None
    assert "I am here for you" in drawn(await restarted(talk).says("yes"))


async def test_a_goodbye_can_be_answered_too(store: SqlStore) -> None:
    talk = await asked(store, "en", "notyet")
    for days in (2, 4):
        assert await talk.later(timedelta(days=days))
    assert "leave you in peace" in drawn(talk.answer)
    assert "Where do you use LinkedIn?" in drawn(await restarted(talk).says("yes"))


async def test_what_was_not_answered_in_time_is_answered_no_more(store: SqlStore) -> None:
    talk = await asked(store, "en", "off")
    talk.now += PATIENCE
    assert "I am here for you" in drawn(await restarted(talk).says("yes"))


ASKED = Question((Kind.STILL_OFF,), NOON)


@pytest.mark.parametrize(
    ("person", "left"),
    [
        (Person(language="mt", question=ASKED), None),
        (
            Person(language="mt", chosen=True, sites=(Progress(interface="de"),), question=ASKED),
            Person("mt", True),
        ),
        (
            Person(unanswered=1, question=ASKED, promises=(promise(Kind.FORM_ANSWER),)),
            Person(unanswered=1, promises=(promise(Kind.FORM_ANSWER),)),
        ),
    ],
)
async def test_it_is_kept_for_two_weeks_at_most(
    url: str, person: Person, left: Person | None
) -> None:
    async def sweep(now: datetime) -> Person | None:
        async with store_at(url, clock=lambda: now) as store:
            async with store.open() as desk:
                await desk.drop_questions()
            return await found(store)

    async with store_at(url) as store:
        await save(store, person)
        await save(store, Person("de", True), address(2))
    touched = {row["touched"] for row in tables(url)["people"]}
    assert await sweep(NOON + PATIENCE - timedelta(days=1)) == person
    assert await sweep(NOON + PATIENCE) == left
    assert {row["touched"] for row in tables(url)["people"]} == touched
    assert {row["until"] for row in tables(url)["people"]} == {None}
    async with store_at(url) as store:
        assert await found(store, address(2)) == Person("de", True)
