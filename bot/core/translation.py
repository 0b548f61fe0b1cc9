"""From a `Reply` to a `Message`: one language, no platform yet.

Babel reads its CLDR data from disk the first time a language is asked for; that is the one impurity
in the core.
"""

from __future__ import annotations

import gettext
import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TypeAlias

from babel.core import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal

from bot.core.calendar import calendar_file
from bot.core.messages import (
    AnyButton,
    Button,
    DoorButton,
    LinkButton,
    Message,
    Paragraph,
    Paste,
    Reply,
    Span,
)
from bot.core.text import (
    CommandName,
    CountryName,
    Fact,
    Label,
    LanguageName,
    Menu,
    Moment,
    Period,
    Text,
    Value,
)


@dataclass(frozen=True, slots=True)
class Language:
    """One of the languages the bot speaks: its catalogue, and CLDR for what is not a sentence."""

    code: str
    locale: Locale
    catalogue: gettext.NullTranslations

    @property
    def name(self) -> str:
        """What the language calls itself, as a heading: "Français"."""
        return language_name(self.code, self.locale)

    def text(self, text: Text) -> str:
        """A sentence alone, in plain characters."""
        return "".join(plain(span) for span in self.spans(text))

    def spans(self, text: Text) -> tuple[Span, ...]:
        """A sentence with its places filled; strings that touch are joined."""
        joined: list[Span] = []
        for span in self._fill(text):
            if isinstance(span, str) and joined and isinstance(joined[-1], str):
                joined[-1] += span
            else:
                joined.append(span)
        return tuple(joined)

    def message(self, reply: Reply) -> Message:
        """The reply in this language."""
        return Message(
            language=self.code,
            paragraphs=tuple(map(self._paragraph, reply.paragraphs)),
            buttons=tuple(map(self._button, reply.buttons)),
            file=calendar_file(reply.entry, self.text) if reply.entry else None,
            manner=reply.manner,
            otherwise=tuple(map(self._button, reply.otherwise)),
        )

    def _paragraph(self, paragraph: Text | Paste) -> Paragraph:
        if isinstance(paragraph, Paste):
            return Paragraph(self.spans(paragraph.text), paste=True)
        return Paragraph(self.spans(paragraph))

    def _button(self, button: AnyButton[Text]) -> AnyButton[str]:
        label = self.text(button.label)
        match button:
            case Button(press=press, word=word):
                return Button(label, press, word)
            case LinkButton(url=url):
                return LinkButton(label, url)
            case DoorButton(press=press):
                return DoorButton(label, press)

    def _fill(self, text: Text) -> Iterator[Span]:
        for literal, place, _, _ in string.Formatter().parse(self._sentence(text)):
            yield literal
            if place is not None:
                yield from self._value(text.values[place])

    def _sentence(self, text: Text) -> str:
        if text.context is not None:
            return self.catalogue.pgettext(text.context, text.sentence)
        if text.plural is None:
            return self.catalogue.gettext(text.sentence)
        match text.values["count"]:
            case int(count):
                return self.catalogue.ngettext(text.sentence, text.plural, count)
        raise TypeError(f"{text.sentence!r} needs a whole number to count")

    def _value(self, value: Value) -> Iterator[Span]:
        match value:
            case Text():
                yield from self._fill(value)
            case datetime():
                raise TypeError("a point in time is a Moment, a day is a date")
            case date():
                yield format_date(value, "long", locale=self.locale)
            case Period(year=year, month=0):
                yield str(year)
            case Period(year=year, month=month):
                yield format_skeleton("yMMMM", date(year, month, 1), locale=self.locale)
            case CountryName(code=code):
                yield str(self.locale.territories[code.upper()])
            case int():
                yield format_decimal(value, locale=self.locale)
            case CommandName(name=name, local=local):
                yield CommandName(name, self.text(local))
            case LanguageName(code=code, own=own):
                named = OWN_NAMES.get(code) if own else None
                yield named or language_name(code, Locale(code) if own else self.locale)
            case Label() | Moment() | str():
                yield value
            case Fact() | Menu():
                raise TypeError(f"nobody has filled in {value}")


OWN_NAMES: Mapping[str, str] = {
    **{"cs": "Čeština", "da": "Dansk", "de": "Deutsch", "el": "Ελληνικά", "en": "English"},
    **{"es": "Español", "fi": "Suomi", "fr": "Français", "hu": "Magyar", "it": "Italiano"},
    **{"nb": "Norsk bokmål", "nl": "Nederlands", "pl": "Polski", "pt": "Português"},
    **{"ro": "Română", "sv": "Svenska", "uk": "Українська"},
}
"""What languages call themselves, as CLDR has it: to ask Babel would keep a megabyte for each."""


def language_name(code: str, locale: Locale) -> str:
    """What a language is called there; in its own locale, as a heading: "Français"."""
    name = str(locale.languages.get(code, code))
    return name[:1].upper() + name[1:] if locale.language == code else name


def plain(span: Span) -> str:
    """A span where nothing can be emphasised or shown in the reader's own time."""
    match span:
        case Label(words=words):
            return words
        case Moment(at=at):
            return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
        case CommandName(name=name):
            return f"/{name}"
        case str():
            return span


Languages: TypeAlias = Mapping[str, Language]
"""The languages the bot speaks, by code, in the order of their names."""


def nearest(hint: str | None, codes: Mapping[str, object] | set[str]) -> str:
    """The language a platform's hint points to, or English: `pt-BR` is `pt`, `no` and `nn` `nb`."""
    code = (hint or "").replace("_", "-").split("-")[0].lower()
    code = {"no": "nb", "nn": "nb"}.get(code, code)
    return code if code in codes else "en"
