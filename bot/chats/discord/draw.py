"""From a `Message` to what Discord shows: pure, and within Discord's limits.

The limits are those of https://docs.discord.com/developers/resources/message and
https://docs.discord.com/developers/components/reference.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from math import ceil
from typing import Any, TypeAlias, TypeVar

import discord
from discord.utils import escape_markdown, escape_mentions

from bot.chats.discord.read import MARK
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
    Word,
)
from bot.core.text import CommandName, Label, Moment
from bot.core.translation import plain

CONTENT_LIMIT = 2000
LABEL_LIMIT = 80
OPTION_LABEL_LIMIT = 100
PLACEHOLDER_LIMIT = 150
ROWS = 5
BUTTONS_IN_ROW = 5
OPTIONS_IN_MENU = 25

FEW = 5
"""Up to so many buttons the first stands out; more of them are a choice among equals."""

Component: TypeAlias = "discord.ui.Button[Any] | discord.ui.Select[Any]"
Row: TypeAlias = tuple[Component, ...]
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Drawing:
    """One message as Discord takes it."""

    content: str
    rows: tuple[Row, ...] = ()
    file: File | None = None
    manner: Manner = PLAIN

    def view(self) -> discord.ui.View | None:
        """The rows for the library. Stopped, so that it does not keep them to wait for presses."""
        if not self.rows:
            return None
        view = discord.ui.View(timeout=None)
        for number, row in enumerate(self.rows):
            for component in row:
                component.row = number
                view.add_item(component)
        view.stop()
        return view

    def files(self) -> list[discord.File]:
        """The file for the library, which reads it only once: made anew for each try."""
        if self.file is None:
            return []
        return [discord.File(BytesIO(self.file.content), self.file.name)]


def draw(message: Message, *, door: str) -> list[Drawing]:
    """The message in as many parts as its length needs; buttons and file go with the last.

    `door` is the page where a `DoorButton` leads. Raises ValueError for more buttons than fit.
    """
    pieces = [piece for each in message.paragraphs for piece in _pieces(each)]
    *before, last = _packed(pieces, CONTENT_LIMIT, between="\n\n") or [""]
    rows = tuple(_rows(message.buttons, door))
    # Only the first takes the place of another message: the others follow it.
    following = message.manner & ~Manner.REPLACES
    parts = [Drawing(content, manner=following) for content in before]
    parts.append(Drawing(last, rows, message.file, following))
    return [replace(parts[0], manner=message.manner), *parts[1:]]


# --- text -----------------------------------------------------------------------------------------


def _pieces(paragraph: Paragraph) -> list[str]:
    """The paragraph, cut between words where it is longer than a message may be."""
    if paragraph.paste:
        words = _words("".join(map(plain, paragraph.spans)).replace("```", "`\u200b`\u200b`"))
        return [_fenced(each) for each in _packed(words, CONTENT_LIMIT - len(_fenced("")))]
    spans = enumerate(paragraph.spans)
    return _packed(
        (word for number, span in spans for word in _marked(span, opens=number == 0)),
        CONTENT_LIMIT,
    )


def _marked(span: Span, *, opens: bool) -> Iterable[str]:
    """The span with its markup, in parts between which it may be cut; `opens` begins a line."""
    match span:
        case Label(words=words):
            return [f"**{_escaped(words, opens=False)}**"]
        case Moment(at=at):
            return [f"<t:{at.timestamp():.0f}:f>"]
        case CommandName(local=local):
            return [f"/{local}"]
        case str():
            return _words(_escaped(span, opens=opens))


def _escaped(text: str, *, opens: bool) -> str:
    # Line by line, and with a letter before what does not begin one: the library takes the start of
    # a string for the start of a line, where a dash would be a list, and escapes it.
    first, *others = text.split("\n")
    head = escape_markdown(first) if opens else escape_markdown(f"x{first}")[1:]
    return escape_mentions("\n".join([head, *map(escape_markdown, others)]))


def _fenced(text: str) -> str:
    return f"```\n{text}\n```"


def _words(text: str) -> list[str]:
    """The text cut before each word, nothing left out."""
    return re.split(r"(?<=\s)(?=\S)", text)


def _packed(parts: Iterable[str], limit: int, between: str = "") -> list[str]:
    """The parts joined to as few texts as the limit allows; a longer part is cut."""
    packed: list[str] = []
    for part in filter(None, parts):
        if packed and len(packed[-1]) + len(between) + len(part) <= limit:
            packed[-1] += between + part
        else:
            packed += [part[start : start + limit] for start in range(0, len(part), limit)]
    return packed


# --- components -----------------------------------------------------------------------------------


def _rows(buttons: Sequence[AnyButton[str]], door: str) -> Iterator[Row]:
    """Rows of buttons; menus instead of those that only choose, if there are too many."""
    ids = _Ids()
    if len(buttons) > ROWS * BUTTONS_IN_ROW:
        options = [each for each in buttons if isinstance(each, Button) and each.word is None]
        buttons = [each for each in buttons if each not in options]
        menus = _spread(options, OPTIONS_IN_MENU)
        if len(menus) + ceil(len(buttons) / BUTTONS_IN_ROW) > ROWS:
            raise ValueError("more buttons than a message on Discord can hold")
        for menu in menus:
            yield (_menu(menu, ids),)
    favourite = _favourite(buttons)
    drawn = [_button(each, door, ids, stands_out=each is favourite) for each in buttons]
    for start in range(0, len(drawn), BUTTONS_IN_ROW):
        yield tuple(drawn[start : start + BUTTONS_IN_ROW])


def _button(
    button: AnyButton[str], door: str, ids: _Ids, *, stands_out: bool
) -> discord.ui.Button[Any]:
    label = _cut(button.label, LABEL_LIMIT)
    match button:
        case LinkButton(url=url):
            return discord.ui.Button(label=label, url=url)
        case DoorButton():
            return discord.ui.Button(label=label, url=door)
        case Button(press=press):
            style = discord.ButtonStyle.primary if stands_out else discord.ButtonStyle.secondary
            return discord.ui.Button(label=label, custom_id=ids(press.wire()), style=style)


def _menu(options: Sequence[Button[str]], ids: _Ids) -> discord.ui.Select[Any]:
    return discord.ui.Select(
        custom_id=ids(MARK),
        placeholder=_cut(f"{options[0].label} – {options[-1].label}", PLACEHOLDER_LIMIT),
        options=[
            discord.SelectOption(
                label=_cut(each.label, OPTION_LABEL_LIMIT), value=ids(each.press.wire())
            )
            for each in options
        ],
    )


def _favourite(buttons: Sequence[AnyButton[str]]) -> Button[str] | None:
    """The way on, where there is one: the first of a few buttons, unless it leads back."""
    presses = [each for each in buttons if isinstance(each, Button)]
    if not presses or len(presses) > FEW or presses[0].word is Word.BACK:
        return None
    return presses[0]


class _Ids:
    """Makes a `custom_id` unique within its message, where Discord demands it."""

    def __init__(self) -> None:
        self._given: Counter[str] = Counter()

    def __call__(self, wire: str) -> str:
        self._given[wire] += 1
        number = self._given[wire]
        return wire if number == 1 else f"{wire}{MARK}{number}"


def _spread(items: Sequence[Item], most: int) -> list[Sequence[Item]]:
    """The items in as few groups as `most` allows, all about the same size."""
    size = ceil(len(items) / ceil(len(items) / most)) if items else 1
    return [items[start : start + size] for start in range(0, len(items), size)]


def _cut(text: str, limit: int) -> str:
    """The text within the limit, and not in the middle of a joined character."""
    return text if len(text) <= limit else text[: limit - 1].rstrip(" \u200d\ufe0f") + "…"
