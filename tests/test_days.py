"""When shall I come back? Days as people say them, in the languages the bot speaks."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.messages import Pressed
from bot.core.person import Kind
from bot.core.press import Press
from bot.knowledge import plain_words
from bot.storage.store import SqlStore
from tests.talk import Talk, drawn
from tests.walks import SOMEBODY, spoken

WEDNESDAY = date(2026, 11, 25)
DAYS = plain_words().days

SAID = {
    1: "tomorrow|morgen|demain|għada|in 1 day|in einem Tag|26.11.|26/11|thursday|le 26 novembre"
    "|tomorrow morning|morgen früh|Morgen Abend|demain matin|demain après-midi|għada filgħodu|in a day"
    "|tomorrow in the afternoon|Thursday, 26 November|Donnerstag, den 26.11.|jeudi 26 novembre",
    2: "day after tomorrow|the day after tomorrow|übermorgen|après-demain|pitgħada|il-Ġimgħa|am Freitag"
    "|in two days|Friday morning|Freitag früh|this Friday|diesen Freitag|ce vendredi|il-Ġimgħa filgħodu"
    "|jumejn oħra|fi żewġt ijiem",
    3: "in 3 Tagen|dans trois jours|in three days|wara tlett ijiem|Samstag|samedi|is-Sibt",
    5: "Monday|next Monday|lundi prochain|nhar it-Tnejn|30. November|il-30 ta' Novembru",
    7: "next week|nächste Woche|la semaine prochaine|in a week|in einer Woche|fi ġimgħa|f'ġimgħa"
    "|kommende Woche|il-ġimgħa d-dieħla|on Wednesday|a week from now|2026-12-02|2.12.2026|02/12/26",
    14: "in two weeks|in zwei Wochen|dans deux semaines|wara ġimagħtejn|in a fortnight|9 décembre"
    "|übernächste Woche|in der übernächsten Woche|the week after next",
    20: "15.12.|15/12|am 15.12.|15 December|December 15|the 15th of December|15. Dezember 2026"
    "|le 15 décembre|15 ta' Diċembru",
    30: "next month|in einem Monat|le mois prochain|fi xahar",
    182: "in half a year|in a half year|in einem halben Jahr|dans six mois|fi nofs sena",
    365: "next year|in a year|nächstes Jahr|l'an prochain|l’année prochaine|is-sena d-dieħla|fi sena",
    -1: "yesterday|gestern|hier|ilbieraħ",
    0: "today|heute|aujourd'hui|illum|tonight|this evening|heute Abend|ce soir",
    65: "29 January|29.1.",
}


@pytest.mark.parametrize(
    ("text", "ahead"), [(each, ahead) for ahead, texts in SAID.items() for each in texts.split("|")]
)
def test_a_day_as_it_is_said(text: str, ahead: int) -> None:
    assert DAYS.read(text, WEDNESDAY) == WEDNESDAY + timedelta(days=ahead)


@pytest.mark.parametrize(
    "text",
    [
        *("", "31.02.", "0.0.", "whenever", "in 5 minutes", "32 December", "3", "may"),
        *(
            "this week",
            "this month",
            "this year",
            "diese Woche",
            "ce mois",
            "-3 days",
            "in −3 days",
        ),
        *("day", "week", "the year", "Tag!", "Woche", "an", "le mois", "sena", "24/7", "morning"),
        *("Friday 5 December", "Friday morning morning of", "in the morning", "every day"),
    ],
)
def test_what_is_no_day(text: str) -> None:
    assert DAYS.read(text, WEDNESDAY) is None


def test_the_29th_of_february_comes_when_it_comes() -> None:
    assert DAYS.read("29.2.", WEDNESDAY) == date(2028, 2, 29)


def test_every_language_has_its_words_for_days() -> None:
    tables = tomllib.loads(Path("bot/knowledge/days.toml").read_text("utf-8"))
    assert {frozenset(each) for each in tables.values()} == {frozenset(spoken())}


@given(st.text(max_size=40), st.dates(min_value=date(2000, 1, 1), max_value=date(2999, 1, 1)))
def test_whatever_is_typed_is_read(text: str, today: date) -> None:
    DAYS.read(text, today)


@given(st.integers(0, 9999), st.sampled_from(["days", "Wochen", "mois", "years"]))
def test_no_number_is_too_large(number: int, unit: str) -> None:
    DAYS.read(f"in {number} {unit}", WEDNESDAY)


# --- in the conversation --------------------------------------------------------------------------


@pytest.fixture
def talk(store: SqlStore) -> Talk:
    return Talk(store, "de")


async def due(talk: Talk) -> list[tuple[Kind, int]]:
    async with talk.store.open() as desk:
        person = await desk.find(SOMEBODY)
    days = person.promises if person else ()
    return [(each.kind, (each.due.date() - talk.now.date()).days) for each in days]


@pytest.mark.parametrize(
    "command", ["/remind in zwei Wochen", "/remind 9.12.", "/erinnern 9.12.26"]
)
async def test_with_the_command(talk: Talk, command: str) -> None:
    await talk.says(command)
    assert await due(talk) == [(Kind.LATER, 14)]


@pytest.mark.parametrize("text", ["in zwei wochen", "dans deux semaines", "9.12.", "in two weeks!"])
async def test_where_a_day_was_asked_for(talk: Talk, text: str) -> None:
    await talk.says("/remind")
    await talk.says(text)
    assert await due(talk) == [(Kind.LATER, 14)]


async def test_in_one_sentence(talk: Talk) -> None:
    await talk.says("erinnere mich bitte in zwei Wochen")
    assert await due(talk) == [(Kind.LATER, 14)]


async def test_good_morning_is_no_day(talk: Talk) -> None:
    for text in ("Morgen!", "morgen", "next week", "15.12."):
        await talk.says(text)
        assert await due(talk) == []


async def test_the_question_that_was_put_off_is_the_one_asked_then(talk: Talk) -> None:
    await talk.does(Pressed(Press("later", "form_answer")))
    await talk.says("in drei Tagen")
    assert await due(talk) == [(Kind.FORM_ANSWER, 3)]


@pytest.mark.parametrize("text", ["31.02.", "gestern", "1.1.2020", "in 30 Monaten"])
async def test_a_day_that_cannot_be_is_answered_kindly(talk: Talk, text: str) -> None:
    await talk.does(Pressed(Press("later", "form_answer")))
    said = drawn(await talk.says(text))
    assert "Bitte wähle einen aus" in said
    assert await due(talk) == []
    await talk.says("übermorgen")
    assert await due(talk) == [(Kind.FORM_ANSWER, 2)]


async def test_other_words_do_not_lose_the_choice_of_days(talk: Talk) -> None:
    await talk.says("/remind")
    assert "[Morgen]" in drawn(await talk.says("hm, weiß nicht"))


@pytest.mark.parametrize("text", ["heute", "tonight", "/remind today", "ce soir"])
async def test_still_today_leads_to_the_choice_of_hours(talk: Talk, text: str) -> None:
    await talk.does(Pressed(Press("later", "form_answer")))
    said = drawn(await talk.says(text))
    assert "[In 6 Stunden]" in said
    assert "Wann soll ich" in said
    await talk.says("[In 6 Stunden]")
    assert await due(talk) == [(Kind.LATER if "/" in text else Kind.FORM_ANSWER, 0)]


@pytest.mark.parametrize("text", ["Tag!", "-3 days", "24/7", "this week", "an"])
@pytest.mark.parametrize("ask", ["/remind", "/remind {}", "remind me {}"])
async def test_what_is_no_day_promises_nothing(talk: Talk, text: str, ask: str) -> None:
    await talk.says(ask.format(text))
    await talk.says(text)
    assert await due(talk) == []
