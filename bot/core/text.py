"""What is said, in no language yet: English sentences and the values that go into them.

Emphasis belongs to values (`Label`, `Moment`), never to sentences: no markup passes here, so nothing
has to be escaped in a catalogue.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Generic, TypeAlias, TypeVar


@dataclass(frozen=True, slots=True)
class Label:
    """Another site's own words, exactly as it shows them, in its `language`."""

    words: str
    language: str


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time, shown in the reader's own zone where the chat can do that."""

    at: datetime


Caption = TypeVar("Caption", "Text", str)


@dataclass(frozen=True, slots=True)
class CommandName(Generic[Caption]):
    """A command as one types it: `name` everywhere, `local` where a platform translates names."""

    name: str
    local: Caption


@dataclass(frozen=True, slots=True)
class LanguageName:
    """A language by its code: named in the language of the message, or in its `own`."""

    code: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """An English sentence, the msgid of its translations, and the values for its named places.

    With `plural`, the value named `count` chooses the form. A `context` tells apart what English
    writes alike.
    """

    sentence: str
    values: Mapping[str, Value] = field(default_factory=dict)
    plural: str | None = None
    context: str | None = None


Value: TypeAlias = "str | int | date | Label | Moment | LanguageName | CommandName[Text] | Text"


def say(sentence: str, /, **values: Value) -> Text:
    """A sentence to be translated."""
    return Text(sentence, values)


def nsay(singular: str, plural: str, /, count: int, **values: Value) -> Text:
    """A sentence whose form depends on `count`, by the plural rules of each language."""
    return Text(singular, {"count": count, **values}, plural)


def csay(context: str, sentence: str, /, **values: Value) -> Text:
    """A sentence or a word whose meaning depends on where it stands."""
    return Text(sentence, values, context=context)


def literal(value: Value) -> Text:
    """A value on its own, the same in every language."""
    return Text("{value}", {"value": value})


def untranslated(text: Text) -> Text:
    """The English sentence itself, whatever the language of the message."""
    return literal(text.sentence.format(**text.values))
