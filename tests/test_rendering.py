"""Every reply there is, in every language, drawn for every platform and held to its limits."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import pytest

from bot.chats.discord import draw as discord
from bot.chats.telegram import draw as telegram
from bot.chats.terminal.layout import Layout, width
from bot.core.commands import COMMANDS
from bot.core.messages import Asked, Button, Event, Manner, Message, Reply, Said
from bot.core.translation import plain
from bot.service.shown import NOTHING_YET
from tests.stand_ins.discord.message_rules import message_mistakes, pings, shows_something
from tests.stand_ins.discord.spec import load
from tests.stand_ins.telegram.judge import judge
from tests.walks import (
    NOBODY_YET,
    WAITING,
    asked,
    conversation,
    follow_ups,
    in_every_language,
    in_groups,
    inbound,
    spoken,
    walk,
)

LONG = 560
"""Characters of the longest message that is neither made to be kept nor a list."""
LISTS = {"all", "mydata", "source"}
"""Places that list: all the steps, all that is stored, all that a fact rests on."""
PHONE = 38
"""Characters of a button's label that a phone shows."""


@dataclass(frozen=True)
class Drawable:
    """A message, and whether it is there to be kept or a list."""

    message: Message
    may_be_long: bool

    @property
    def text(self) -> str:
        paragraphs = self.message.paragraphs
        return "\n\n".join("".join(map(plain, each.spans)) for each in paragraphs)

    @property
    def looks(self) -> object:
        """What tells it from others: the same words and buttons may lead to many places."""
        labels = [(type(each), each.label) for each in self.message.buttons]
        return self.message.paragraphs, tuple(labels), Manner.SHARED in self.message.manner

    @property
    def weight(self) -> int:
        """How much is hidden in its buttons."""
        buttons = self.message.buttons
        return sum(len(each.press.wire()) for each in buttons if isinstance(each, Button))


@cache
def drawables(language: str) -> tuple[Drawable, ...]:
    """Every message that looks different in this language; of those that do not, the heaviest."""
    found: dict[object, Drawable] = {}
    for place, reply in _replies(language):
        message = NOTHING_YET.followed(spoken()[language].message(reply))
        each = Drawable(message, may_be_long=Manner.KEPT in reply.manner or place in LISTS)
        found[each.looks] = max(each, found.get(each.looks, each), key=lambda one: one.weight)
    return tuple(found.values())


def _replies(language: str) -> Iterator[tuple[str, Reply]]:
    """What is said, and where."""
    for person in (NOBODY_YET, WAITING):
        for press, turn in walk(person, language):
            if press.language == language:
                yield from ((press.place, each) for each in turn.replies)
        commands = [Asked(each.name) for each in COMMANDS]
        events: list[Event] = [Said("?"), Asked("unknown"), *commands]
        for event in events:
            turn = conversation().respond(person, inbound(event, language))
            if turn.language == language:
                place = event.command if isinstance(event, Asked) else ""
                yield from ((place, each) for each in turn.replies)
    for turn in (*follow_ups(language), *in_groups(language), *asked(language)):
        yield from (("", each) for each in turn.replies)


def test_enough_is_drawn() -> None:
    assert len(drawables("en")) > 150


@in_every_language
def test_nothing_is_left_unfilled_and_nothing_is_too_long(language: str) -> None:
    for drawable in drawables(language):
        text, buttons = drawable.text, drawable.message.buttons
        assert not re.search(r"[{}]|%\(|None", text), text
        assert len(text) <= (2 * LONG if drawable.may_be_long else LONG), (len(text), text)
        for button in buttons:
            assert button.label.strip() == button.label != ""
            assert len(button.label) <= PHONE or not isinstance(button, Button), button.label
        labels = [each.label for each in buttons]
        assert len(set(labels)) == len(labels), labels


@in_every_language
def test_every_message_can_be_sent_on_telegram(language: str) -> None:
    for drawable in drawables(language):
        for part in telegram.draw(drawable.message, "optout_bot", "Copy").parts:
            arguments = {
                "chat_id": "1",
                "text": part.text,
                "entities": json.dumps([each.to_dict() for each in part.entities]),
            }
            if part.keyboard:
                arguments["reply_markup"] = part.keyboard.to_json()
            assert judge("sendMessage", arguments).mistakes == ()


@in_every_language
async def test_every_message_can_be_sent_on_discord(language: str) -> None:
    found = load().match("POST", "/channels/1/messages")
    assert found
    for drawable in drawables(language):
        for drawing in discord.draw(drawable.message, door="https://discord.com/users/1"):
            view = drawing.view()
            body = {
                "content": drawing.content,
                "components": view.to_components() if view else [],
                "allowed_mentions": {"parse": []},
            }
            assert found[0].body_mistakes(body) == []
            assert message_mistakes(body, (), interaction=False) == []
            assert shows_something(body, ())
            assert pings(body | {"allowed_mentions": None}) == []


@pytest.mark.parametrize("columns", [40, 60, 80])
@in_every_language
def test_every_message_fits_into_a_terminal(language: str, columns: int) -> None:
    layout = Layout(columns, bold=False)
    for drawable in drawables(language):
        for line in layout.messages([drawable.message]).splitlines():
            # An address is never broken: it would not lead anywhere any more.
            assert width(line) <= columns or "https://" in line, line
