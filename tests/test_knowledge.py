"""What is known: sourced, dated, used, and refused when it is wrong."""

import re
from importlib.resources import files

import pytest

from bot.core.conversation import on_services
from bot.core.conversation.answers import ANSWERS, ESSENTIALS, FURTHER
from bot.core.conversation.scene import MEANINGS
from bot.core.facts import Knowledge
from bot.core.folding import fold
from bot.core.messages import LinkButton, Pressed, Word
from bot.core.person import Person
from bot.core.press import Press
from bot.core.text import Label
from bot.knowledge import BadKnowledge, knowledge, plain_words, read
from tests.walks import NOBODY_YET, WAITING, conversation, follow_ups, inbound, spoken, walk

FILES = ("sources.toml", "facts.toml", "labels.toml")


@pytest.fixture(scope="module")
def known() -> Knowledge:
    return knowledge()


@pytest.fixture
def texts() -> dict[str, str]:
    return {name: files("bot.knowledge").joinpath(name).read_text("utf-8") for name in FILES}


def test_every_source_is_used_and_every_link_differs(
    known: Knowledge, texts: dict[str, str]
) -> None:
    for key in known.sources:
        assert f'"{key}"' in texts["facts.toml"], key
    urls = [source.url for source in known.sources.values()]
    assert len(set(urls)) == len(urls)
    assert len(set(known.links.values())) == len(known.links)


def test_quotes_are_short_and_days_are_past(known: Knowledge) -> None:
    for source in known.sources.values():
        assert len(source.quote or "") < 300
        assert source.dated is None or source.dated <= source.read_on


def test_every_fact_is_said_somewhere(known: Knowledge) -> None:
    code = "".join(
        each.read_text("utf-8")
        for each in files("bot.core.conversation").iterdir()
        if each.is_file()
    )
    used = set(re.findall(r'"([a-z_]+)"', code))
    for kind in (
        known.dates,
        known.years,
        known.numbers,
        known.links,
        known.topics,
        known.services,
    ):
        assert set(kind) <= used, set(kind) - used


def test_every_link_shown_is_one_we_know(known: Knowledge) -> None:
    ours = {*known.links.values(), *(source.url for source in known.sources.values())}
    for person in (NOBODY_YET, WAITING):
        turns = [turn for _, turn in walk(person, "en")] + list(follow_ups("en"))
        buttons = (each for turn in turns for reply in turn.replies for each in reply.buttons)
        assert {each.url for each in buttons if isinstance(each, LinkButton)} <= ours


def test_every_answer_shows_its_sources(known: Knowledge) -> None:
    assert {*ESSENTIALS, *FURTHER} == set(known.topics) == {*ANSWERS, "other_services"}
    for topic in known.topics:
        event = Pressed(Press("source", topic))
        reply = conversation().respond(Person(), inbound(event)).replies[0]
        text = " ".join(spoken()["en"].text(each) for each in reply.paragraphs)  # type: ignore[arg-type]
        for source in known.topics[topic]:
            assert source.title in text
            assert "2026" in text


def test_every_service_has_its_line_and_its_sources(known: Knowledge) -> None:
    assert set(on_services.NAMES) == set(known.services)
    said = set()
    for name in on_services.NAMES:
        press = Press("fact", f"other_services__{name}")
        reply = conversation().respond(Person(), inbound(Pressed(press))).replies[0]
        said.add(str(reply.paragraphs))
    assert len(said) == len(on_services.NAMES)


def test_a_label_nobody_has_seen_is_given_in_english(known: Knowledge) -> None:
    assert known.label("toggle", "da") == known.label("toggle", "en")
    assert known.label("me", "de") == Label("Me", "en")
    assert known.label("data_privacy", "de") == Label("Datenschutz", "de")


def test_every_label_a_step_can_show_has_its_meaning(known: Knowledge) -> None:
    assert set(known.labels) == set(MEANINGS)


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("facts.toml", "[dates.notice]", "[dates.notice", "facts.toml"),
        ("facts.toml", "value = 2026-08-21", 'value = "soon"', "dates.notice"),
        ("facts.toml", 'data_used = ["linkedin-eu-notice"', 'data_used = ["nobody"', "nobody"),
        ("facts.toml", 'countries = ["', 'countries = [] # "', "topics.countries"),
        ("facts.toml", "https://www.linkedin.com/help", "http://www.linkedin.com/help", "https"),
        ("facts.toml", "[numbers.adult_age]", "[number.adult_age]", "number"),
        ("sources.toml", 'known = "read"', 'known = "heard"', "heard"),
        ("sources.toml", 'publisher = "LinkedIn"\n', "", "publisher"),
        ("sources.toml", "read_on = 2026-11-23", 'read_on = "lately"', "read_on"),
        ("sources.toml", 'title = "Privacy Policy"', 'titel = "Privacy Policy"', "titel"),
        ("labels.toml", 'known = "several"', 'known = "maybe"', "labels.toml"),
        ("labels.toml", 'en = { words = "Me"', 'eo = { words = "Me"', "words.me"),
    ],
)
def test_a_wrong_file_is_refused_by_name(
    texts: dict[str, str], name: str, old: str, new: str, says: str
) -> None:
    comment, data = texts[name].split("[", 1)
    assert old in "[" + data
    texts[name] = comment + ("[" + data).replace(old, new, 1)
    with pytest.raises(BadKnowledge, match=says):
        read(texts)


def test_plain_words_mean_one_thing_in_all_languages() -> None:
    words = plain_words()
    for text, word in {
        "Später": Word.LATER,
        "spater": Word.LATER,
        " STOP! ": Word.STOP,
        "zurück": Word.BACK,
        "għajnuna": Word.HELP,
        "C'est fait": Word.DONE,
        "iva": Word.YES,
    }.items():
        assert words.table[fold(text)] is word
