"""Walks the whole conversation: every button of every place, pressed by everybody."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache

import pytest

from bot.core.commands import COMMANDS, aliases
from bot.core.conversation import Conversation
from bot.core.messages import Address, Asked, Button, Event, Inbound, Pressed, Setting, Understood
from bot.core.person import FollowUp, Kind, Person, Progress
from bot.core.press import Press
from bot.core.site import Site
from bot.core.translation import Languages
from bot.core.turn import Turn
from bot.core.understanding import Guess, Reading, Trace
from bot.core.words import PlainWords
from bot.languages import languages, plain_words
from bot.sites import sites

NOW = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
SOMEBODY = Address("telegram", "4711")
THE_GROUP = Address("telegram", "-4712")

NOBODY_YET = Person()
WAITING = Person(
    language="mt",
    chosen=True,
    sites=(Progress(switched_off=date(2026, 11, 20), form_sent=date(2026, 11, 21)),),
    unanswered=1,
    promises=tuple(
        FollowUp(kind, NOW + timedelta(days=1 + number), date(2026, 11, 20))
        for number, kind in enumerate(Kind)
    ),
)


# What the bot is made of at its start takes longer than a whole test, so each process makes it once.


@cache
def spoken() -> Languages:
    return languages()


@cache
def typed() -> PlainWords:
    return plain_words()


@cache
def known() -> Mapping[str, Site]:
    return sites()


@cache
def conversation() -> Conversation:
    names = {code: each.name for code, each in spoken().items()}
    return Conversation(known(), names, aliases(spoken()), typed().days)


in_every_language = pytest.mark.parametrize("language", sorted(spoken()), scope="session")
"""Runs a test once for each `language`. The scope brings all the tests of one together, so that its
walks, which are kept, are mostly made by one process alone."""


LINKEDIN = ("", "en", "de", "da")
"""LinkedIn in one of these stands for all: with every word seen, with some, with none."""


def few(press: Press) -> bool:
    linkedin = press.argument if press.place == "linkedin" else press.interface
    return linkedin in LINKEDIN


def inbound(event: Event, language: str | None = "en", **more: object) -> Inbound:
    return Inbound(SOMEBODY, event, NOW, language, **more)  # type: ignore[arg-type]


def pressable(turn: Turn) -> list[Press]:
    """Where the buttons of a turn lead."""
    buttons = [each for reply in turn.replies for each in (*reply.buttons, *reply.otherwise)]
    return [each.press for each in buttons if isinstance(each, Button)]


@cache
def walk(person: Person, language: str) -> tuple[tuple[Press, Turn], ...]:
    """Every press that can be reached from any command, and what comes of it.

    In one language: where the choice of another one leads is walked with that one.
    """
    return tuple(_walk(person, language))


def _walk(person: Person, language: str) -> Iterator[tuple[Press, Turn]]:
    spoken_here = ("", person.language or language)
    todo: deque[Press] = deque()
    seen: set[Press] = set()

    def found(turn: Turn) -> None:
        presses = [each for each in pressable(turn) if few(each) and each.language in spoken_here]
        todo.extend(press for press in presses if press not in seen)
        seen.update(presses)

    for command in ("start", *(each.name for each in COMMANDS)):
        found(conversation().respond(person, inbound(Asked(command), language)))
    while todo:
        press = todo.popleft()
        turn = conversation().respond(person, inbound(Pressed(press), language))
        yield press, turn
        found(turn)


def follow_ups(language: str) -> Iterator[Turn]:
    """Everything that is ever said unasked: each kind, round, silence and lateness; and all at once."""
    for late in (timedelta(0), timedelta(days=3)):
        for unanswered in (0, 1, 2, 3):
            person = Person(language=language, unanswered=unanswered)
            for kind in Kind:
                for number in (1, 2, 3):
                    due = (FollowUp(kind, NOW - late, date(2026, 11, 20), number),)
                    yield conversation().follow_up(person, due, NOW)
            everything = tuple(FollowUp(kind, NOW - late, date(2026, 11, 20)) for kind in Kind)
            yield conversation().follow_up(person, everything, NOW)


SURE, NEARLY, BESIDE = (
    Reading(guesses)
    for guesses in (
        (Guess("start_date", 0.9),),
        (Guess("start_date", 0.4), Guess("minors", 0.3), Guess("old_content", 0.2)),
        (Guess("out_of_scope", 0.9),),
    )
)


def asked(language: str) -> Iterator[Turn]:
    """What is said to free words: understood, half understood, and such as hold a secret."""
    other = "de" if language == "en" else "en"
    for reading in (SURE, NEARLY, BESIDE, replace(BESIDE, secret=True)):
        for trace in Trace:
            for read in (reading, replace(reading, languages={other: 1.0})):
                event = Understood(read)
                yield conversation().respond(Person(), inbound(event, language, trace=trace))
    erased = Pressed(Press("erase", language=language))
    for done in (True, False, None):
        yield conversation().respond(Person(), inbound(erased, language, erased=done))


def in_groups(language: str) -> Iterator[Turn]:
    """Everything that is said where everybody reads it."""
    for admin in (True, False):
        for command in ("optout", "about", "panel", "language"):
            event = Asked(command)
            yield conversation().respond(
                Person(), inbound(event, language, setting=Setting.GROUP, admin=admin)
            )
    for said in ("", language):
        setting = inbound(Asked("language", said), language, room=THE_GROUP, admin=True)
        yield conversation().respond(Person(), setting)
