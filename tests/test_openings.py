"""No answer begins with yes or no: whoever asks the other way round would hear the opposite."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from bot.core.arguments import Topic
from bot.core.conversation.questions import OTHERS
from bot.core.countries import COUNTRIES, ELSEWHERE
from bot.core.folding import fold
from bot.core.messages import Message, Pressed, Understood
from bot.core.person import Person
from bot.core.press import Press
from bot.core.turn import Turn
from bot.core.understanding import Decision
from bot.reader.reader import HeadReader
from bot.sites import sites
from tests.walks import conversation, inbound, spoken

LANGUAGES = sorted(spoken())
GUIDE = sites()[""].guide
assert GUIDE

# By language. What is said in answer to a question that was put the other way round ("doch", "si"),
# or agrees without saying so ("right", "exactly"), is no better.
AGREEING: Mapping[str, str] = {
    "bg": "да не",
    "cs": "ano ne jasně",
    "da": "ja nej jo",
    "de": "ja nein doch jawohl genau richtig stimmt natürlich leider keineswegs",
    "el": "ναι όχι",
    "en": "yes no yep nope right correct exactly indeed sure certainly absolutely unfortunately",
    "es": "sí no",
    "et": "jah ei",
    "fi": "kyllä ei joo",
    "fr": "oui non si exact exactement bien effectivement absolument malheureusement",
    "ga": "tá níl sea ní",
    "hr": "da ne",
    "hu": "igen nem",
    "is": "já nei jú",
    "it": "sì no",
    "lt": "taip ne",
    "lv": "jā nē",
    "mt": "iva le ija eżatt",
    "nb": "ja nei jo",
    "nl": "ja nee jawel",
    "pl": "tak nie",
    "pt": "sim não",
    "ro": "da nu",
    "sk": "áno nie",
    "sl": "da ne ja",
    "sv": "ja nej jo",
    "uk": "так ні",
}


def opening(text: str) -> str:
    """The first word of a text, folded."""
    return fold(re.split(r"[\s,.:;!?–]", text.lstrip("¡¿\"'“„«"), maxsplit=1)[0])


def agrees(text: str, language: str) -> bool:
    """Whether its first word is a yes or a no in its language."""
    return opening(text) in fold(AGREEING[language]).split()


def first(turn: Turn) -> str:
    said: Message = spoken()[turn.language].message(turn.replies[0])
    return "".join(each for each in said.paragraphs[0].spans if isinstance(each, str))


def every_answer(language: str) -> Iterator[tuple[str, str]]:
    """Each answer there is, for each country and of each service, and how it begins."""
    assert GUIDE
    for topic in GUIDE.answers:
        for country in ("", *COUNTRIES, ELSEWHERE):
            wire = Topic(topic, country).wire()
            turn = conversation().respond(
                Person(), inbound(Pressed(Press("fact", wire, language=language)), language)
            )
            yield wire, first(turn)
    for key in filter(None, sites()):
        press = Press("fact", Topic(OTHERS, key).wire(), language=language)
        yield key, first(conversation().respond(Person(), inbound(Pressed(press), language)))


def test_a_yes_is_recognised() -> None:
    assert agrees("Yes, in the UK since 2025.", "en")
    assert agrees("Ja: seit 2025.", "de")
    assert agrees("«Si» vous voulez.", "fr") == agrees("Si vous voulez.", "fr")
    assert not agrees("Nobody is left out.", "en")
    assert not agrees("Nearly everywhere.", "en")


def test_every_language_has_its_words() -> None:
    assert set(AGREEING) >= set(LANGUAGES)
    assert len(AGREEING) == 27
    for code, language in spoken().items():
        assert language.code == code


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_answer_begins_with_yes_or_no(language: str) -> None:
    found = dict(every_answer(language))
    assert len(found) > 500
    assert [where for where, text in found.items() if agrees(text, language)] == []


QUESTIONS = [
    line
    for line in (Path(__file__).parent / "turned.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_however_a_question_is_put_its_answer_agrees_with_nobody(
    read: HeadReader, language: str
) -> None:
    answered = 0
    for line in QUESTIONS:
        head, *turned = [each.strip() for each in line.split("|")]
        code, topic = head.split()
        if code != language:
            continue
        assert len(turned) == 3, line
        assert GUIDE
        assert topic in GUIDE.answers
        for question in turned:
            reading = replace(read.read(question), languages={})
            turn = conversation().respond(Person(), inbound(Understood(reading), language))
            assert not agrees(first(turn), language), (question, first(turn))
            answered += reading.decision is Decision.ANSWER
    assert answered > 10
