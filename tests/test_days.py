"""When shall I come back? Days as people say them, in the languages the bot speaks."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.days import LONGEST, TRIED
from bot.core.messages import Pressed
from bot.core.person import Kind
from bot.core.press import Press
from bot.languages import plain_words
from bot.storage.store import SqlStore
from tests.talk import Talk, drawn
from tests.walks import SOMEBODY

WEDNESDAY = date(2026, 11, 25)
DAYS = plain_words().days

SAID = {
    "en": {
        0: "today|tonight|this evening",
        1: "tomorrow|in 1 day|26.11.|26/11|thursday|tomorrow morning|in a day|26 Nov|Thu|Thu."
        "|tomorrow in the afternoon|Thursday, 26 November|tomorrow at 5|tomorrow 17:30|tomorrow, 5pm"
        "|tomorrow at 5 in the afternoon|Thursday at 9|on the 26th|the twenty-sixth",
        2: "day after tomorrow|the day after tomorrow|in two days|Friday morning|this Friday|Fri",
        3: "in three days|in 3 days|next weekend|this weekend",
        5: "Monday|next Monday|nov 30|Mon, 30 Nov.",
        7: "next week|in a week|on Wednesday|a week from now|2026-12-02|2.12.2026|02/12/26",
        8: "on the 3rd|3rd|on Thursday the 3rd",
        14: "in two weeks|in a fortnight|the week after next|in two weeks' time|in a couple of weeks",
        20: "15.12.|15/12|15 December|December 15|the 15th of December|on the 15th|Dec. 15, 2026",
        30: "next month",
        65: "29 January|29.1.",
        182: "in half a year|in a half year",
        365: "next year|in a year",
        730: "in 2 years",
        -1: "yesterday",
    },
    "de": {
        0: "heute|heute Abend",
        1: "morgen|in einem Tag|morgen früh|Morgen Abend|Donnerstag, den 26.11.|Do|Do., 26. Nov."
        "|morgen um 17 Uhr|morgen um 17.30 Uhr|am 26.|der 26.|am sechsundzwanzigsten",
        2: "übermorgen|am Freitag|Freitag früh|diesen Freitag|Freitag um 5|am Freitag 17 Uhr",
        3: "in 3 Tagen|Samstag|Sa.|nächstes Wochenende",
        5: "30. November|kommenden Montag",
        7: "nächste Woche|in einer Woche|kommende Woche",
        14: "in zwei Wochen|übernächste Woche|in der übernächsten Woche|in zwei Wochen um 9",
        20: "am 15.12.|15. Dezember 2026|am 15.|den 15. Dez.",
        30: "in einem Monat",
        182: "in einem halben Jahr",
        365: "nächstes Jahr",
        730: "in zwei Jahren",
        -1: "gestern",
    },
    "fr": {
        0: "aujourd'hui|ce soir",
        1: "demain|le 26 novembre|demain matin|demain après-midi|jeudi 26 novembre|jeu.|le 26"
        "|demain à 17h30|demain vers 17 h|demain à 9 heures",
        2: "après-demain|ce vendredi",
        3: "dans trois jours|samedi|le week-end prochain",
        5: "lundi prochain",
        7: "la semaine prochaine|d'ici une semaine",
        12: "le lun. 7 déc.",
        14: "dans deux semaines|9 décembre",
        20: "le 15 décembre|le 15|le mardi 15",
        30: "le mois prochain",
        37: "le 1er janvier|1er janvier 2027|le premier janvier",
        182: "dans six mois",
        365: "l'an prochain|l’année prochaine|dans un an",
        730: "dans 2 ans",
        -1: "hier",
    },
    "mt": {
        0: "illum",
        1: "għada|għada filgħodu|għada fil-5|għada wara nofsinhar",
        2: "pitgħada|il-Ġimgħa|il-Ġimgħa filgħodu|jumejn oħra|fi żewġt ijiem|f'jumejn",
        3: "wara tlett ijiem|is-Sibt|nhar is-Sibt|Sib",
        5: "nhar it-Tnejn|il-30 ta' Novembru|nhar Monday",
        7: "fi ġimgħa|f'ġimgħa|il-ġimgħa d-dieħla|fi żmien ġimgħa|nhar l-Erbgħa|fakkarni next week",
        8: "fit-3 ta' Diċembru|fit-3",
        14: "wara ġimagħtejn|fi żmien ġimagħtejn",
        20: "15 ta' Diċembru|fil-15|15 ta’ Diċ",
        30: "fi xahar|f'xahar|ix-xahar id-dieħel",
        60: "fi żmien xahrejn",
        182: "fi nofs sena",
        365: "is-sena d-dieħla|fi sena",
        730: "fi żmien sentejn",
        -1: "ilbieraħ",
    },
}


@pytest.mark.parametrize(
    ("code", "text", "ahead"),
    [
        (code, each, ahead)
        for code, table in SAID.items()
        for ahead, texts in table.items()
        for each in texts.split("|")
    ],
)
def test_a_day_as_it_is_said(code: str, text: str, ahead: int) -> None:
    meant = WEDNESDAY + timedelta(days=ahead)
    assert DAYS.read(text, WEDNESDAY, code) == meant
    # Who speaks another of the languages is understood as well, but for what is very short.
    others = {DAYS.read(text, WEDNESDAY, each) for each in SAID}
    assert others == {meant} if len(text.strip(".")) > 3 else others <= {meant, None}


@pytest.mark.parametrize("code", [*SAID, None])
@pytest.mark.parametrize(
    "text",
    [
        *("", "31.02.", "0.0.", "whenever", "in 5 minutes", "32 December", "3", "may", "mai"),
        *("this week", "this month", "this year", "diese Woche", "ce mois", "-3 days"),
        *(
            "in −3 days",
            "day",
            "week",
            "the year",
            "Tag!",
            "Woche",
            "an",
            "le mois",
            "sena",
            "24/7",
        ),
        *("morning", "Friday 5 December", "Friday morning morning of", "in the morning"),
        *("every day", "1.5 weeks", "at 5", "5 pm", "17:00", "Thursday, 27.11.", "two", "the 32nd"),
        *("in", "on", "next", "to", "no", "so what", "3 days ago", "15th 16th", "0 days", "wara"),
    ],
)
def test_what_is_no_day(text: str, code: str | None) -> None:
    assert DAYS.read(text, WEDNESDAY, code) is None


def test_the_29th_of_february_comes_when_it_comes() -> None:
    assert DAYS.read("29.2.", WEDNESDAY, "de") == date(2028, 2, 29)
    assert DAYS.read("on the 29th", date(2027, 1, 30), "en") == date(2027, 3, 29)


@settings(deadline=None)
@given(st.text(max_size=40), st.dates(min_value=date(2000, 1, 1), max_value=date(2999, 1, 1)))
def test_whatever_is_typed_is_read(text: str, today: date) -> None:
    for code in SAID:
        DAYS.read(text, today, code)


VOCABULARY = sorted({word for each in DAYS.languages.values() for word in each.senses})


@settings(deadline=None)
@given(
    st.lists(st.sampled_from([*VOCABULARY, "3", "26.", "15th", "26.11.", "2027", "17:00"])),
    st.sampled_from([*SAID, None]),
)
def test_whatever_of_our_words_is_typed_is_read(said: list[str], code: str | None) -> None:
    DAYS.read(" ".join(said), WEDNESDAY, code)


@settings(deadline=None)
@given(st.integers(0, 9999), st.sampled_from(["days", "Wochen", "mois", "years"]))
def test_no_number_is_too_large(number: int, unit: str) -> None:
    DAYS.read(f"in {number} {unit}", WEDNESDAY, "en")


@pytest.mark.parametrize("word", ["morgen", "wara", "mar", "il-Ġimgħa", "fil", "so what"])
def test_words_that_can_be_taken_in_many_ways_are_given_up_in_time(word: str) -> None:
    readings = DAYS.languages["mt"].readings([word] * LONGEST)
    assert len(readings) <= TRIED
    assert DAYS.read(f"{word} " * LONGEST, WEDNESDAY, "mt") is None


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


@pytest.mark.parametrize("command", ["", "/remind "])
async def test_a_short_name_is_read_in_the_language_that_the_bot_speaks_to_them(
    store: SqlStore, command: str
) -> None:
    talk = Talk(store, "en")
    await talk.says("/remind")
    await talk.says(f"{command}Mo")
    assert await due(talk) == []
    await talk.does(Pressed(Press("lang", "de")))
    await talk.says("/remind")
    await talk.says(f"{command}Mo")
    assert await due(talk) == [(Kind.LATER, 5)]


async def test_a_day_in_another_language_is_understood_where_it_was_asked_for(
    store: SqlStore,
) -> None:
    talk = Talk(store, "de")
    for text in ("nhar l-Erbgħa", "fi żmien ġimgħa", "on the 2nd"):
        await talk.says("/remind")
        await talk.says(text)
        assert await due(talk) == [(Kind.LATER, 7)]
