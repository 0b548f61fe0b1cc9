"""What is known of each site: sourced, dated, used, and refused when it is wrong."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path

import pytest

from bot.core.arguments import Topic
from bot.core.conversation.questions import OTHERS
from bot.core.facts import BadKnowledge, facts_in
from bot.core.messages import LinkButton, Pressed
from bot.core.person import Person
from bot.core.press import Press
from bot.core.site import Guide
from bot.core.text import Label, Menu, Period, Text
from bot.core.understanding import DANGER
from bot.sites import sites
from bot.sites.knowledge import read
from tests.walks import NOBODY_YET, WAITING, conversation, follow_ups, inbound, spoken, walk

SITES = sites()
HOME = SITES[""]
KNOWN = HOME.knowledge
OF_THE_BOT = {"about_bot__who", "bot_privacy__clear_chat"}
"""What it says of itself rests on no source."""
FILES = ("sources.toml", "facts.toml", "facets.toml", "labels.toml")


@pytest.fixture
def texts() -> dict[str, str]:
    folder = files("bot.sites.linkedin")
    return {name: folder.joinpath(name).read_text("utf-8") for name in FILES}


def guide() -> Guide:
    assert HOME.guide
    return HOME.guide


def said(value: object) -> Iterator[Text]:
    """Every sentence in a site's constants."""
    if isinstance(value, Text):
        yield value
        for each in value.values.values():
            yield from said(each)
    elif isinstance(value, dict):
        for each in value.values():
            yield from said(each)
    elif isinstance(value, tuple):
        for each in value:
            yield from said(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from said(getattr(value, field.name))


@pytest.mark.parametrize("key", SITES)
def test_every_fact_and_every_word_that_is_said_is_known_and_the_other_way_round(key: str) -> None:
    site = SITES[key]
    sentences = list(said(site))
    stated = {fact for each in sentences for fact in facts_in(each)}
    assert stated == {
        each
        for each in site.knowledge.facts
        if each.kind not in ("read", "captured") or each in stated
    }
    menus = {each for text in sentences for each in text.values.values() if isinstance(each, Menu)}
    assert {each.key for each in menus} <= set(site.knowledge.labels)


@pytest.mark.parametrize("key", SITES)
def test_every_source_and_link_is_used_and_differs(key: str) -> None:
    known = SITES[key].knowledge
    heard = (each.sources for each in known.authorities.values())
    cited = (*known.topics.values(), *known.cited.values(), *heard)
    used = {each.id for found in cited for each in found}
    assert set(known.sources) == used
    urls = [source.url for source in known.sources.values()]
    assert len(set(urls)) == len(urls)
    assert len(set(known.links.values())) == len(known.links)


@pytest.mark.parametrize("key", SITES)
def test_days_are_past(key: str) -> None:
    for source in SITES[key].knowledge.sources.values():
        assert source.dated is None or source.dated <= source.read_on
        earliest, latest = span(source.captured)
        assert earliest <= source.read_on
        assert source.dated is None or source.dated <= latest


def span(captured: date | Period | None) -> tuple[date, date]:
    """The first and the last day that it may mean."""
    match captured:
        case date():
            return captured, captured
        case Period(year=year, month=0):
            return date(year, 1, 1), date(year, 12, 31)
        case Period(year=year, month=month):
            return date(year, month, 1), date(year, month, 28) + timedelta(days=3)
    return date.min, date.max


@pytest.mark.parametrize("key", SITES)
def test_of_what_a_source_says_one_knows_where_it_stands_and_when_that_was_seen(key: str) -> None:
    undated = {each for each in SITES[key].knowledge.sources.values() if each.captured is None}
    # A page of a service without a date may say what it says, and one of LinkedIn may tell a way
    # around; its own case rests on dates: each topic as a whole, and every fact but one.
    whole = {topic: found for topic, found in KNOWN.topics.items() if not Topic.read(topic).detail}
    assert key or not undated & {each for found in whole.values() for each in found}
    stated = {fact: {*by} for fact, by in KNOWN.cited.items() if fact.kind != "read"}
    dateless = {fact.key for fact, by in stated.items() if undated & by}
    assert key or dateless == {"reopened_within_days"}
    for source in SITES[key].knowledge.sources.values():
        assert source.url.startswith("https://")
        assert source.title
        assert source.publisher


def test_every_link_shown_is_one_we_know() -> None:
    known = [each.knowledge for each in SITES.values()]
    ours = {url for each in known for url in each.links.values()}
    ours |= {source.url for each in known for source in each.sources.values()}
    ours |= {authority.url for each in known for authority in each.authorities.values()}
    for person in (NOBODY_YET, WAITING):
        turns = [turn for _, turn in walk(person, "en")] + list(follow_ups("en"))
        buttons = (each for turn in turns for reply in turn.replies for each in reply.buttons)
        assert {each.url for each in buttons if isinstance(each, LinkButton)} <= ours


def test_every_question_on_a_button_has_its_answer_and_every_answer_its_sources() -> None:
    asked = {*guide().essentials, *guide().further, *guide().facets}
    answered = {*guide().answers, OTHERS}
    assert asked <= answered
    # Whoever is in danger says so: that is on no button.
    general = {each for each in answered if not Topic.read(each).detail} - {DANGER}
    assert general <= asked
    assert set(KNOWN.topics) <= answered


def shown_sources(topic: Topic) -> str:
    reply = conversation().respond(Person(), inbound(Pressed(Press("source", topic.wire()))))
    return " ".join(
        spoken()["en"].text(each) for each in reply.replies[0].paragraphs if isinstance(each, Text)
    )


@pytest.mark.parametrize("topic", sorted({*guide().answers} - OF_THE_BOT))
def test_an_answer_shows_its_sources_and_those_of_each_fact_it_states(topic: str) -> None:
    answer = guide().answers[topic]
    for country, says in {"": answer.says, **answer.by_country}.items():
        text = shown_sources(Topic.read(topic) if not country else Topic(topic, country))
        facts = [fact for each in says for fact in facts_in(each)]
        due = {*KNOWN.topics.get(topic, ()), *(one for fact in facts for one in KNOWN.cited[fact])}
        assert due
        for source in due:
            assert source.title in text
            assert str(source.read_on.year) in text


@pytest.mark.parametrize("key", [each for each in SITES if each])
def test_every_other_site_has_its_line_and_its_sources(key: str) -> None:
    press = Press("fact", Topic(OTHERS, key).wire())
    reply = conversation().respond(Person(), inbound(Pressed(press))).replies[0]
    (line,) = reply.paragraphs
    assert isinstance(line, Text)
    assert line.sentence == SITES[key].line.sentence
    for source in SITES[key].knowledge.sources.values():
        assert source.title in shown_sources(Topic(OTHERS, key))


def test_no_two_sites_are_called_by_the_same_word() -> None:
    words = [word for site in SITES.values() for word in site.words]
    assert len(set(words)) == len(words)


def test_a_label_nobody_has_seen_is_given_in_english() -> None:
    assert KNOWN.label("toggle", "da") == KNOWN.label("toggle", "en")
    assert KNOWN.label("me", "de") == Label("Me", "en")
    assert KNOWN.label("data_privacy", "de") == Label("Datenschutz", "de")


def test_every_label_a_step_can_show_has_its_meaning() -> None:
    assert set(KNOWN.labels) == set(guide().menus)


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("facts.toml", "[dates.notice]", "[dates.notice", "linkedin"),
        ("facts.toml", "value = 2026-08-21", 'value = "soon"', "dates.notice"),
        ("facts.toml", 'data_used = ["linkedin-eu-notice"', 'data_used = ["nobody"', "nobody"),
        ("facts.toml", 'countries = ["', 'countries = [] # "', "topics.countries"),
        ("facts.toml", "https://www.linkedin.com/help", "http://www.linkedin.com/help", "https"),
        ("facts.toml", "[numbers.adult_age]", "[number.adult_age]", "number"),
        ("sources.toml", 'known = "read"', 'known = "heard"', "heard"),
        ("sources.toml", 'publisher = "LinkedIn"\n', "", "publisher"),
        ("sources.toml", "read_on = 2026-11-30", 'read_on = "lately"', "read_on"),
        ("sources.toml", 'title = "Privacy Policy"', 'titel = "Privacy Policy"', "titel"),
        ("labels.toml", 'known = "several"', 'known = "maybe"', "words.*known"),
        ("labels.toml", 'en = { words = "Me"', 'eo = { words = "Me"', "words.me"),
    ],
)
def test_a_wrong_file_is_refused_by_site_and_key(
    texts: dict[str, str], name: str, old: str, new: str, says: str
) -> None:
    comment, data = texts[name].split("[", 1)
    assert old in "[" + data
    texts[name] = comment + ("[" + data).replace(old, new, 1)
    with pytest.raises(BadKnowledge, match=says):
        read("linkedin", texts.values())


def test_a_fact_given_twice_is_refused(texts: dict[str, str]) -> None:
    with pytest.raises(BadKnowledge, match="twice"):
        read("linkedin", [*texts.values(), texts["facts.toml"]])


NEW_SITE = """
from bot.core.site import Site
from bot.core.text import Fact, literal, say

SITE = Site(
    called=literal("Example"),
    words=("example",),
    line=say("Example has trained AI since {date}.", date=Fact("dates", "since")),
)
"""
NEW_FACTS = """
[topics]
line = ["terms"]
[dates.since]
value = 2026-01-02
sources = ["terms"]
[sources.terms]
publisher = "Example"
title = "Terms"
url = "https://example.org/terms"
known = "read"
captured = 2026-11-30
read_on = 2026-11-30
"""
ASKING = """
import bot.sites
bot.sites.__path__.append("{folder}")
from bot.reader.details import service
from tests.walks import conversation, inbound, spoken
from bot.core.messages import Pressed
from bot.core.person import Person
from bot.core.press import Press
named = f"other_services__{{service(['example'])}}"
for press in (Press("fact", named), Press("fact", "other_services")):
    reply = conversation().respond(Person(), inbound(Pressed(press))).replies[0]
    print(*(spoken()["en"].text(each) for each in reply.paragraphs))
    print(*(spoken()["en"].text(each.label) for each in reply.buttons))
"""


def test_a_second_site_of_one_sentence_is_a_folder_and_no_line_elsewhere(tmp_path: Path) -> None:
    folder = tmp_path / "sites" / "example"
    folder.mkdir(parents=True)
    (folder / "__init__.py").write_text(NEW_SITE)
    (folder / "facts.toml").write_text(NEW_FACTS)
    script = ASKING.format(folder=tmp_path / "sites")
    asked = subprocess.run(
        [sys.executable, "-c", script], check=True, stdout=subprocess.PIPE, text=True
    )
    line, ways, _, choice = asked.stdout.splitlines()
    assert line == "Example has trained AI since January 2, 2026."
    assert "How do you know?" in ways
    assert "Example" in choice
