"""The map of the conversation: nothing leads nowhere, everything can be reached."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.commands import COMMANDS
from bot.core.conversation import Conversation
from bot.core.conversation.asking import PLACES_OF
from bot.core.conversation.map import DEEDS, PLACES, WORDS
from bot.core.messages import Address, Asked, Button, Pressed, Said
from bot.core.person import Device, Kind, Person
from bot.core.press import MAX_BYTES, Press
from bot.core.text import Text
from bot.sites import sites
from tests.walks import (
    NOBODY_YET,
    WAITING,
    asked,
    conversation,
    follow_ups,
    in_every_language,
    inbound,
    known,
    pressable,
    spoken,
    walk,
)

PEOPLE = {"nobody yet": NOBODY_YET, "waiting": WAITING}


@in_every_language
@pytest.mark.parametrize("person", PEOPLE.values(), ids=PEOPLE)
def test_every_button_leads_to_an_answer(person: Person, language: str) -> None:
    pressed = 0
    for press, turn in walk(person, language):
        pressed += 1
        assert press.place in PLACES, press
        assert turn.replies, press
        assert all(reply.paragraphs for reply in turn.replies), press
    assert pressed > 200


@in_every_language
def test_every_place_can_be_reached(language: str) -> None:
    reached = {press.place for press, _ in walk(WAITING, language)}
    for turn in (*follow_ups(language), *asked(language)):
        reached |= {press.place for press in pressable(turn)}
    reached |= {command.name for command in COMMANDS} | {"start", *PLACES_OF.values()}
    assert set(PLACES) - reached <= {"linkedin"}


def test_a_guess_at_what_was_meant_shows_things_and_does_nothing() -> None:
    assert not DEEDS & set(PLACES_OF.values())


def paragraphs(press: Press, among: Conversation) -> list[str]:
    reply, *_ = among.respond(NOBODY_YET, inbound(Pressed(press))).replies
    return [spoken()["en"].text(each) for each in reply.paragraphs if isinstance(each, Text)]


def test_buttons_sent_long_ago_still_lead_to_the_form_and_to_what_the_uk_is_told() -> None:
    assert "ICO" in " ".join(paragraphs(Press("uk"), conversation()))
    sources = conversation().respond(NOBODY_YET, inbound(Pressed(Press("source", "countries__uk"))))
    assert [each.place for each in pressable(sources)] == ["uk", "optout"]
    stuck = conversation().respond(NOBODY_YET, inbound(Pressed(Press("stuck", "6"))))
    assert [each.place for each in pressable(stuck)] == ["problem"] * 3 + ["cover"]


def test_where_nothing_is_different_in_any_country_nobody_is_asked() -> None:
    here = sites()[""]
    assert here.guide
    form = replace(here.guide.form, elsewhere=None)
    plain = replace(here, guide=replace(here.guide, form=form))
    alike = replace(conversation(), sites={**sites(), "": plain})
    turn = alike.respond(NOBODY_YET, inbound(Pressed(Press("uk"))))
    assert paragraphs(Press("uk"), alike) == paragraphs(Press("cover"), alike)
    assert "uk" not in {each.place for each in pressable(turn)}
    source = alike.respond(NOBODY_YET, inbound(Pressed(Press("source", "countries__uk"))))
    assert "uk" not in {each.place for each in pressable(source)}


def test_linkedins_language_is_asked_only_when_unsure() -> None:
    def asks(language: str) -> bool:
        press = Press("device", Device.IPHONE)
        turn = conversation().respond(Person(), inbound(Pressed(press), language))
        buttons = turn.replies[0].buttons
        return any(isinstance(each, Button) and each.press.place == "linkedin" for each in buttons)

    assert [language for language in ("de", "en", "fr", "mt") if asks(language)] == ["mt"]


@in_every_language
def test_every_step_on_every_device_offers_a_way_on_and_a_way_out(language: str) -> None:
    for device in Device:
        for number in "12345":
            press = Press("step", number, device, "en", language)
            turn = conversation().respond(Person(), inbound(Pressed(press), language))
            places = [
                each.press.place for each in turn.replies[0].buttons if isinstance(each, Button)
            ]
            assert places[0] == ("cover" if number == "5" else "step")
            assert places[1] == "stuck"


def test_every_problem_occurs_somewhere() -> None:
    for site in known().values():
        if site.guide:
            occurring = {each for causes in site.guide.causes_at.values() for each in causes}
            assert occurring == set(site.guide.causes)


def test_plain_words_lead_to_places() -> None:
    assert set(WORDS.values()) <= set(PLACES)


@in_every_language
def test_every_press_fits_into_a_button_and_a_deep_link(language: str) -> None:
    for press, _ in walk(NOBODY_YET, language):
        assert press.wire().isascii()
        assert len(press.wire()) <= MAX_BYTES
        assert Press.read(press.wire()) == press
        assert Press.read(press.deep()) == press


@given(st.text(max_size=100))
def test_whatever_stands_in_an_old_button_it_is_answered(wire: str) -> None:
    turn = conversation().respond(Person(), inbound(Pressed(Press.read(wire)), "de"))
    assert turn.replies


@given(st.sampled_from(sorted(PLACES)), st.from_regex(r"[a-z0-9_]{0,32}", fullmatch=True))
def test_any_argument_at_any_place_is_answered(place: str, argument: str) -> None:
    turn = conversation().respond(WAITING, inbound(Pressed(Press(place, argument)), "fr"))
    assert turn.replies


@given(st.text(max_size=200), st.text(max_size=20))
def test_any_command_is_answered(argument: str, command: str) -> None:
    assert conversation().respond(Person(), inbound(Asked(command, argument), None)).replies
    assert conversation().respond(Person(), inbound(Asked("start", argument), None)).replies
    assert conversation().respond(Person(), inbound(Said(argument), None)).replies


@in_every_language
def test_reading_facts_and_doing_the_steps_leaves_nothing_to_remember(language: str) -> None:
    tells = {"promise", "lang"}
    for press, turn in walk(NOBODY_YET, language):
        assert press.place in tells or not turn.person.memorable, press


def test_only_a_tap_that_asks_for_one_makes_a_promise() -> None:
    for press, turn in walk(NOBODY_YET, "en"):
        assert not turn.person.promises or press.place == "promise", press


@pytest.mark.parametrize("place", sorted(DEEDS))
@pytest.mark.parametrize("argument", ["", "d1", "both", "mt", "half"])
def test_a_link_somebody_made_up_does_nothing(place: str, argument: str) -> None:
    for command in (Asked("start", Press(place, argument).deep()), Asked(place, argument)):
        turn = conversation().respond(WAITING, inbound(command))
        assert not turn.forget
        if command.command != "stop":
            assert turn.person.promises == WAITING.promises
            assert turn.person.sites == WAITING.sites
            assert turn.person.language == WAITING.language


def test_every_deed_is_known_as_one() -> None:
    for press, turn in walk(WAITING, "en"):
        here = replace(turn.person.at(""), interface=None)
        same = replace(turn.person.being(here), device=None, unanswered=WAITING.unanswered)
        assert same == WAITING or press.place in DEEDS, press


def test_stop_takes_every_promise_back() -> None:
    turn = conversation().respond(WAITING, inbound(Asked("stop")))
    assert turn.person.promises == ()
    assert len(WAITING.promises) == len(Kind)


def test_an_address_never_prints_its_id() -> None:
    assert "4711" not in repr(Address("telegram", "4711"))
