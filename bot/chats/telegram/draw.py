"""From a `Message` to what is sent: texts with entities, and rows of buttons.

Pure. There is no parse mode, so nothing has to be escaped; emphasis is laid over the text as
entities, counted in UTF-16 units (https://core.telegram.org/bots/api#messageentity).
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TypeAlias

from babel.core import Locale
from telegram import CopyTextButton, InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity
from telegram.constants import (
    InlineKeyboardButtonLimit,
    MessageEntityDateTimeFormats,
    MessageLimit,
)

from bot.chats.words import moment
from bot.core.messages import (
    PLAIN,
    AnyButton,
    Button,
    DoorButton,
    File,
    LinkButton,
    Manner,
    Message,
    Paragraph,
    Span,
)
from bot.core.press import Press
from bot.core.text import CommandName, Label, Moment

MAX_BUTTONS = 100
"""A keyboard holds no more (https://core.telegram.org/bots/api#inlinekeyboardmarkup)."""
ROW_WIDTH = 36
"""So many characters can be read on the buttons of one row of a phone, shared evenly by them."""
MANY_BUTTONS = 9
"""From so many on, such as a list of languages, three stand in a row if their labels are short."""

_GAP = "\n\n"
_CHUNK = MessageLimit.MAX_TEXT_LENGTH // 2
"""So many characters are never too long, whatever they are: the widest take two units."""

Run: TypeAlias = "tuple[str, Sequence[MessageEntity]]"
"""A text and the entities that lie over it."""


@dataclass(frozen=True, slots=True)
class Part:
    """One message of the Bot API."""

    text: str
    entities: tuple[MessageEntity, ...] = ()
    keyboard: InlineKeyboardMarkup | None = None


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that a `Message` comes to: one part, or more if it is very long, and perhaps a file."""

    parts: tuple[Part, ...]
    file: File | None = None
    manner: Manner = PLAIN


def draw(message: Message, username: str, copy: str) -> Drawing:
    """Draw a message of the bot called `username`; a button that copies has the label `copy`."""
    locale = Locale.parse(message.language)
    runs = [run for each in message.paragraphs for run in _runs(each, locale)]
    texts = [_joined(page) for page in _pages(runs)]
    parts = [Part(text, tuple(entities)) for text, entities in texts]
    buttons = [
        *_copy_buttons(message.paragraphs, copy, locale),
        *(
            _button(each, username, shared=Manner.SHARED in message.manner)
            for each in message.buttons
        ),
    ]
    if buttons:
        keyboard = InlineKeyboardMarkup(rows(buttons[:MAX_BUTTONS]))
        parts[-1] = replace(parts[-1], keyboard=keyboard)
    return Drawing(tuple(parts), message.file, message.manner)


def units(text: str) -> int:
    """How long Telegram holds a text to be: UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


# --- text -----------------------------------------------------------------------------------------


def _runs(paragraph: Paragraph, locale: Locale) -> Iterator[Run]:
    """A paragraph; several if it is longer than a message, and then without emphasis."""
    run = _run(paragraph, locale)
    if units(run[0]) <= MessageLimit.MAX_TEXT_LENGTH:
        yield _pre(run[0]) if paragraph.paste else run
        return
    for chunk in textwrap.wrap(run[0], _CHUNK, replace_whitespace=False):
        yield _pre(chunk) if paragraph.paste else (chunk, ())


def _run(paragraph: Paragraph, locale: Locale) -> Run:
    return MessageEntity.concatenate(*(_span(each, locale) for each in paragraph.spans))


def _span(span: Span, locale: Locale) -> Run:
    match span:
        case Label(words=words):
            return words, (MessageEntity(MessageEntity.BOLD, 0, units(words)),)
        case Moment(at=at):
            return _moment(at, locale)
        case CommandName(name=name):
            return f"/{name}", ()
        case str():
            return span, ()


def _moment(at: datetime, locale: Locale) -> Run:
    """A point in time: the reader's app shows it in their own zone; an old app, in UTC as here."""
    text = moment(at.astimezone(UTC), locale, " UTC")
    entity = MessageEntity(
        MessageEntity.DATE_TIME,
        0,
        units(text),
        unix_time=at,
        date_time_format=MessageEntityDateTimeFormats.LONG_DATE_SHORT_TIME,
    )
    return text, (entity,)


def _pre(text: str) -> Run:
    """Words that a tap copies. No other entity may lie inside."""
    return text, (MessageEntity(MessageEntity.PRE, 0, units(text)),)


def _pages(runs: Iterable[Run]) -> Iterator[list[Run]]:
    """As many whole paragraphs to a message as there is room for."""
    page: list[Run] = []
    size = 0
    for run in runs:
        size += units(run[0]) + (len(_GAP) if page else 0)
        if page and size > MessageLimit.MAX_TEXT_LENGTH:
            yield page
            page, size = [], units(run[0])
        page.append(run)
    if page:
        yield page


def _joined(page: list[Run]) -> Run:
    gaps: list[Run] = [(_GAP, ())] * len(page)
    apart = [each for pair in zip(gaps, page, strict=True) for each in pair]
    return MessageEntity.concatenate(*apart[1:])


# --- buttons --------------------------------------------------------------------------------------


def _copy_buttons(
    paragraphs: Iterable[Paragraph], copy: str, locale: Locale
) -> Iterator[InlineKeyboardButton]:
    for paragraph in paragraphs:
        text = _run(paragraph, locale)[0]
        if paragraph.paste and units(text) <= InlineKeyboardButtonLimit.MAX_COPY_TEXT:
            yield InlineKeyboardButton(copy, copy_text=CopyTextButton(text))


def _button(button: AnyButton[str], username: str, *, shared: bool) -> InlineKeyboardButton:
    match button:
        case LinkButton(label=label, url=url):
            return InlineKeyboardButton(label, url=url)
        case Button(label=label, press=press) if not shared:
            return InlineKeyboardButton(label, callback_data=press.wire())
        case Button(label=label, press=press) | DoorButton(label=label, press=press):
            # What everybody sees, everybody presses, and nobody's answer may be seen by all.
            return InlineKeyboardButton(label, url=door(username, press))


def door(username: str, press: Press) -> str:
    """The address that opens the private chat at a place (https://core.telegram.org/bots/features#deep-linking)."""
    return f"https://t.me/{username}?start={press.deep()}"


def rows(buttons: Iterable[InlineKeyboardButton]) -> list[list[InlineKeyboardButton]]:
    """The buttons in their order, as many in a row as can be read there."""
    queue = list(buttons)
    most = 3 if len(queue) >= MANY_BUTTONS else 2
    found: list[list[InlineKeyboardButton]] = []
    for button in queue:
        if found and len(found[-1]) < most and _fit([*found[-1], button]):
            found[-1].append(button)
        else:
            found.append([button])
    return found


def _fit(row: list[InlineKeyboardButton]) -> bool:
    return max(len(button.text) for button in row) * len(row) <= ROW_WIDTH
