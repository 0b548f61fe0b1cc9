"""What is asked within a topic: where it leads, and what is not offered there."""

from __future__ import annotations

import pytest

from bot.core.arguments import Topic
from bot.core.conversation.asking import place_of
from bot.core.messages import Button, Message, Understood
from bot.core.person import Person
from bot.core.understanding import DANGER, Guess, Reading
from bot.sites import sites
from tests.walks import WAITING, conversation, inbound, spoken

GUIDE = sites()[""].guide


def answered(reading: Reading, person: Person, language: str = "en") -> Message:
    turn = conversation().respond(person, inbound(Understood(reading), language))
    return spoken()[turn.language].message(turn.replies[0])


def places(message: Message) -> list[str]:
    return [each.press.place for each in message.buttons if isinstance(each, Button)]


@pytest.mark.parametrize(
    ("topic", "facet", "country", "where"),
    [
        ("data_used", "drafts", None, ("fact", "data_used__drafts")),
        ("data_used", "of_no_answer", None, ("fact", "data_used")),
        ("cannot_find_setting", "form_fails", None, ("fact", "cannot_find_setting__form_fails")),
        ("cannot_find_setting", None, None, ("stuck", "")),
        ("stop_reminders", "annoyed", None, ("sorry", "")),
        ("out_of_scope", "personal", None, ("greeting", "")),
        ("complaint", "how", "de", ("fact", "complaint__de")),
    ],
)
def test_a_facet_leads_to_its_answer_or_to_its_topic(
    topic: str, facet: str | None, country: str | None, where: tuple[str, str]
) -> None:
    assert GUIDE
    guess = Guess(topic, 0.9, facet)
    assert place_of(guess, Reading((guess,), country=country), GUIDE) == where


@pytest.mark.parametrize("language", sorted(spoken()))
def test_who_is_in_danger_gets_the_number_and_no_steps(language: str) -> None:
    said = answered(Reading((Guess(DANGER, 0.3),), country="de"), Person(), language)
    text = "".join(str(span) for each in said.paragraphs for span in each.spans)
    assert "112" in text
    assert places(said) == ["help"]


def test_after_a_death_nothing_cheerful_is_offered() -> None:
    said = answered(Reading((Guess("access_erasure", 0.9, "deceased"),)), Person())
    assert "optout" not in places(said)


def test_who_is_annoyed_gets_regret_and_the_way_to_stop() -> None:
    said = answered(Reading((Guess("stop_reminders", 0.9, "annoyed"),)), WAITING)
    assert places(said)[:2] == ["stop", "status"]


def test_every_facet_on_a_button_stands_below_its_topic() -> None:
    assert GUIDE
    for each in GUIDE.facets:
        topic = Topic.read(each)
        assert each in GUIDE.facets_of(Topic(topic.id))
        assert not GUIDE.facets_of(topic)
