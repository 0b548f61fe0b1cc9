"""Every reply there is, in every language, drawn for every platform and held to its limits."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache

import pytest

from bot.chats.discord import draw as discord
from bot.chats.telegram import draw as telegram
from bot.chats.terminal_layout import Layout, width
from bot.core.messages import Button, Message, Reply
from bot.core.translation import plain
from tests.telegram.judge import judge
from tests.walks import NOBODY_YET, WAITING, follow_ups, in_groups, spoken, walk

LANGUAGES = sorted(spoken())
LONG = 560
"""Characters of the longest message that is not made to be kept or a list of all the steps."""
PHONE = 38
"""Characters of a button's label that a phone shows."""


@cache
def messages(language: str) -> tuple[Message, ...]:
    """Every different message in this language."""
    found: dict[str, Message] = {}
    for reply in _replies(language):
        message = spoken()[language].message(reply)
        found.setdefault(repr(message), message)
    return tuple(found.values())


def _replies(language: str) -> Iterator[Reply]:
    for person in (NOBODY_YET, WAITING):
        for press, turn in walk(person, language):
            if press.language == language:
                yield from turn.replies
    for turn in (*follow_ups(language), *in_groups(language)):
        yield from turn.replies


def text_of(message: Message) -> str:
    return "\n\n".join("".join(map(plain, each.spans)) for each in message.paragraphs)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_left_unfilled_and_nothing_is_too_long(language: str) -> None:
    for message in messages(language):
        text = text_of(message)
        assert not re.search(r"[{}]|%\(|None", text), text
        kept = any(each.paste for each in message.paragraphs) or len(message.paragraphs) > 4
        assert kept or len(text) <= LONG, (len(text), text)
        for button in message.buttons:
            assert button.label.strip() == button.label != ""
            assert len(button.label) <= PHONE or not isinstance(button, Button), button.label
        labels = [each.label for each in message.buttons]
        assert len(set(labels)) == len(labels), labels


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_can_be_sent_on_telegram(language: str) -> None:
    for message in messages(language):
        for part in telegram.draw(message, "optout_bot", "Copy").parts:
            arguments = {
                "chat_id": "1",
                "text": part.text,
                "entities": json.dumps([each.to_dict() for each in part.entities]),
            }
            if part.keyboard:
                arguments["reply_markup"] = part.keyboard.to_json()
            assert judge("sendMessage", arguments).offences == ()


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_message_can_be_sent_on_discord(language: str) -> None:
    for message in messages(language):
        for drawing in discord.draw(message, door="https://discord.com/users/1"):
            assert 0 < len(drawing.content) <= 2000
            assert len(drawing.rows) <= 5
            for row in drawing.rows:
                assert 1 <= len(row) <= 5


@pytest.mark.parametrize("columns", [40, 60, 80])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_fits_into_a_terminal(language: str, columns: int) -> None:
    layout = Layout(columns, bold=False)
    for message in messages(language):
        for line in layout.messages([message]).splitlines():
            # An address is never broken: it would not lead anywhere any more.
            assert width(line) <= columns or "https://" in line, line
