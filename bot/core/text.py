"""What is said, in no language yet: English sentences and the values that go into them.

Emphasis belongs to values (`Label`, `Moment`), never to sentences: no markup passes here, so nothing
has to be escaped in a catalogue.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
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
class CountryName:
    """A country by its code, named in the language of the message."""

    code: str


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """The month or the year in which something was, where nobody knows the day."""

    year: int
    month: int = 0


@dataclass(frozen=True, slots=True)
class Fact:
    """A date, a year or a number that has its sources, by kind and key: `Knowledge` holds it."""

    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class Menu:
    """Words of a site's menus, by key: shown as the person's own menus have them.

    `beside_english` puts the English words beside them, for whoever finds others there.
    """

    key: str
    beside_english: bool = False


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


Value: TypeAlias = (
    "str | int | date | Period | Label | Moment | LanguageName | CountryName | CommandName[Text]"
    " | Fact | Menu | Text"
)
"""What can stand in a sentence. A site's constants name a `Fact` or a `Menu` where the value is not
known before the sentence is said; what goes out to be translated holds neither."""


def say(sentence: str, /, **values: Value) -> Text:
    """A sentence to be translated."""
    return Text(sentence, values)


def nsay(singular: str, plural: str, /, count: int | Fact, **values: Value) -> Text:
    """A sentence whose form depends on `count`, by the plural rules of each language."""
    return Text(singular, {"count": count, **values}, plural)


def csay(context: str, sentence: str, /, **values: Value) -> Text:
    """A sentence or a word whose meaning depends on where it stands."""
    return Text(sentence, values, context=context)


def literal(value: Value) -> Text:
    """A value on its own, the same in every language."""
    return Text("{value}", {"value": value})


def joined(*sentences: Text) -> Text:
    """Several sentences as one text."""
    names = [f"part{number}" for number in range(len(sentences))]
    return Text(" ".join(f"{{{name}}}" for name in names), dict(zip(names, sentences, strict=True)))


def filled(text: Text, fill: Callable[[Fact | Menu], Value]) -> Text:
    """The same sentence with the values of its facts and menus, and of those in its values."""

    def known(value: Value) -> Value:
        match value:
            case Fact() | Menu():
                return fill(value)
            case Text():
                return filled(value, fill)
            case _:
                return value

    return replace(text, values={name: known(each) for name, each in text.values.items()})


def untranslated(text: Text) -> Text:
    """The English sentences themselves, whatever the language of the message."""
    return literal(text.sentence.format_map(dict(_in_english(text))))


def _in_english(text: Text) -> Iterator[tuple[str, Value]]:
    for name, value in text.values.items():
        yield name, untranslated(value).values["value"] if isinstance(value, Text) else value
