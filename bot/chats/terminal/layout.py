"""Lays a message out for a terminal: lines that fit, with numbers to type. No input, no output."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from babel.core import Locale

from bot.chats.words import moment
from bot.core.messages import AnyButton, Button, DoorButton, LinkButton, Message, Paragraph, Span
from bot.core.text import CommandName, Label, Moment
from bot.languages import quotation_marks
from bot.service.shown import numbered

LIST = 9
"""Up to so many buttons stand one under the other; more of them share lines, like a table."""

_BOLD, _PLAIN = "\x0e", "\x0f"
"""Stand for the escape sequences until lines are made: one character each, and no column."""

_JOINER, _EMOJI_STYLE = "\N{ZERO WIDTH JOINER}", "\N{VARIATION SELECTOR-16}"
_SKIN_TONES = range(0x1F3FB, 0x1F400)


# --- how wide is it -------------------------------------------------------------------------------


def width(text: str) -> int:
    """How many columns a terminal gives the text."""
    return sum(_columns(cluster) for cluster in _clusters(text))


def _columns(cluster: str) -> int:
    if _is_thin(cluster[0]):
        return 0
    wide = _EMOJI_STYLE in cluster or unicodedata.east_asian_width(cluster[0]) in "WF"
    return 2 if wide else 1


def _clusters(text: str) -> Iterator[str]:
    """What stands in one place: a character with its accents, an emoji with all it is made of."""
    cluster = ""
    for character in text:
        joins = _is_thin(character) or ord(character) in _SKIN_TONES
        if cluster and not joins and not cluster.endswith(_JOINER):
            yield cluster
            cluster = ""
        cluster += character
    if cluster:
        yield cluster


def _is_thin(character: str) -> bool:
    return unicodedata.category(character) in {"Mn", "Me", "Cf", "Cc"}


# --- lines ----------------------------------------------------------------------------------------


def wrap(text: str, columns: int) -> list[str]:
    """The text in lines, broken at spaces; only a word wider than a line is cut."""
    lines = []
    for part in text.split("\n"):
        line, used = "", 0
        for word in _words(part, columns):
            wide = width(word)
            if line and used + 1 + wide > columns:
                lines.append(line)
                line = ""
            line, used = (f"{line} {word}", used + 1 + wide) if line else (word, wide)
        lines.append(line)
    return lines


def _words(text: str, columns: int) -> Iterator[str]:
    for word in text.split(" "):
        # An address stays whole: the terminal wraps it and still knows it for one link.
        if "://" in word or width(word) <= columns:
            yield from filter(None, [word])
        else:
            yield from _pieces(word, columns)


def _pieces(word: str, columns: int) -> Iterator[str]:
    piece = ""
    for cluster in _clusters(word):
        if width(piece + cluster) > columns:
            yield piece
            piece = ""
        piece += cluster
    yield piece


def _hanging(mark: str, text: str, columns: int) -> list[str]:
    """Lines that begin under the first letter of the text, not under the mark before it."""
    first, *others = wrap(text, columns - width(mark))
    return [mark + first, *(" " * width(mark) + line for line in others)]


# --- messages -------------------------------------------------------------------------------------


def moment_here(at: datetime, language: str) -> str:
    """Date and time by this computer's clock."""
    return moment(at.astimezone(), Locale.parse(language))


@dataclass(frozen=True, slots=True)
class Layout:
    """How wide the lines are, and whether another site's words are bold or in quotation marks."""

    columns: int = 80
    bold: bool = False

    def messages(self, messages: Sequence[Message]) -> str:
        """Messages one after the other; the numbers of their buttons run through all of them."""
        drawn = (
            self.message(message, first=len(numbered(messages[:place])) + 1)
            for place, message in enumerate(messages)
        )
        return "\n\n".join(drawn)

    def message(self, message: Message, first: int = 1) -> str:
        """One message: its paragraphs, then its buttons, numbered from `first`."""
        blocks = [self._paragraph(each, message.language) for each in message.paragraphs]
        blocks.append(self._buttons(message.buttons, first))
        text = "\n\n".join("\n".join(lines) for lines in blocks if lines)
        return text.replace(_BOLD, "\x1b[1m").replace(_PLAIN, "\x1b[22m")

    def note(self, text: str) -> str:
        """A line of the terminal's own."""
        return "\n".join(wrap(text, self.columns))

    def _paragraph(self, paragraph: Paragraph, language: str) -> list[str]:
        text = "".join(self._span(span, language) for span in paragraph.spans)
        if not paragraph.paste:
            return wrap(text, self.columns)
        return [f"    {line}".rstrip() for line in wrap(text, self.columns - 4)]

    def _span(self, span: Span, language: str) -> str:
        match span:
            case Label(words=words) if self.bold:
                return f"{_BOLD}{words}{_PLAIN}"
            case Label(words=words):
                opening, closing = quotation_marks(language)
                return f"{opening}{words}{closing}"
            case Moment(at=at):
                return moment_here(at, language)
            case CommandName(name=name):
                return f"/{name}"
            case str():
                return span

    def _buttons(self, buttons: Sequence[AnyButton[str]], number: int) -> list[str]:
        if len(buttons) > LIST and all(isinstance(button, Button) for button in buttons):
            return self._table([button.label for button in buttons], number)
        lines: list[str] = []
        for button in buttons:
            match button:
                case Button(label=label):
                    lines += _hanging(f"{number:>2}  ", label, self.columns)
                    number += 1
                case LinkButton(label=label, url=url):
                    lines += _hanging(" →  ", f"{label}: {url}", self.columns)
                case DoorButton(label=label, press=press):
                    lines += _hanging(" →  ", f"{label}: /start {press.deep()}", self.columns)
        return lines

    def _table(self, labels: Sequence[str], number: int) -> list[str]:
        """Short labels side by side, read from left to right."""
        cell = max(map(width, labels)) + len("12  ") + len("  ")
        per_line = max(1, (self.columns + len("  ")) // cell)
        cells = [
            _hanging(f"{place:>2}  ", label, self.columns)
            for place, label in enumerate(labels, number)
        ]
        if per_line == 1:
            return [line for lines in cells for line in lines]
        padded = [lines[0] + " " * (cell - width(lines[0])) for lines in cells]
        rows = (padded[at : at + per_line] for at in range(0, len(padded), per_line))
        return ["".join(row).rstrip() for row in rows]
