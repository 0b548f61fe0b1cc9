"""Digits, days, labels and plain words: what can be typed in place of pressing a button."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from bot.core.conversation import DEEDS, WORDS
from bot.core.days import DayWords
from bot.core.folding import fold
from bot.core.messages import Button, Word
from bot.core.press import Press
from bot.core.typed import is_numeric, typed_day

_TIME = re.compile(r"(?:h6|d\d+|on\d*)(?:__|$)")
"""The argument of a promise that somebody was offered when asked for a time."""


@dataclass(frozen=True, slots=True)
class PlainWords:
    """The plain words of every language, folded, by the languages' codes; and those for days."""

    tables: Mapping[str, Mapping[str, Word]]
    days: DayWords = field(default_factory=DayWords)

    def meaning(self, text: str, language: str | None) -> Word | None:
        """What a word means in this language, or else in all the others that know it."""
        said = fold(text)
        if own := self.tables.get(language or "", {}).get(said):
            return own
        others = {each[said] for each in self.tables.values() if said in each}
        return others.pop() if len(others) == 1 else None

    def read(
        self,
        text: str,
        shown: Sequence[Button[str]],
        before: Sequence[Button[str]] = (),
        *,
        today: date,
        language: str | None,
    ) -> Press | None:
        """The press meant by these words, given the buttons that were shown last in this language.

        `before` are those shown where the person still is, if the last were said in passing. Their
        question is not on the screen any more: no word answers it, and none does what it asked about.
        """
        said = fold(text)
        if said.isdecimal():
            place = int(said[:4]) - 1
            return shown[place].press if 0 <= place < len(shown) else None
        by_label = (button.press for button in shown if fold(button.label) == said)
        word = self.meaning(text, language)
        behind = () if word in (Word.YES, Word.NO) else map(harmless, before)
        by_word = (each.press for each in (*shown, *behind) if word and each.word is word)
        default = Press(WORDS[word]) if word else None
        return (
            next(by_label, None)
            or next(by_word, None)
            or default
            or self._reminder(text, _times(shown), _times(before), today, language)
        )

    def _reminder(
        self,
        text: str,
        asked: Sequence[str],
        before: Sequence[str],
        today: date,
        language: str | None,
    ) -> Press | None:
        """A day; in words only if one was asked for or to be reminded: "morgen" is a greeting, too.

        It is about the question that was put off, if a time for that one was offered.
        """
        about = "".join(next(iter((*asked, *before)), "").partition("__")[1:])
        day = typed_day(text)
        if asked or self.days.asks(text, language):
            day = day or self.days.read(text, today, language)
        if day:
            return Press("promise", f"on{day:%Y%m%d}{about}")
        return Press("promise", f"on{about}") if asked and is_numeric(text) else None


def harmless(button: Button[str]) -> Button[str]:
    """The button, to be chosen by a plain word only if it leads to no deed."""
    return replace(button, word=None) if button.press.place in DEEDS else button


def _times(buttons: Sequence[Button[str]]) -> Sequence[str]:
    """The times among them that can be promised."""
    arguments = (each.press.argument for each in buttons if each.press.place == "promise")
    return [each for each in arguments if _TIME.match(each)]
