"""Digits, days, labels and plain words: what can be typed in place of pressing a button."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.core.conversation.map import WORDS
from bot.core.days import typed_day
from bot.core.folding import fold
from bot.core.messages import Button, Word
from bot.core.press import Press


@dataclass(frozen=True, slots=True)
class PlainWords:
    """The plain words of every language, folded; what one of them means is the same in all."""

    table: Mapping[str, Word]

    def read(
        self, text: str, shown: Sequence[Button[str]], before: Sequence[Button[str]] = ()
    ) -> Press | None:
        """The press meant by these words, given the buttons that were shown last.

        `before` are those shown where the person still is, if the last were said in passing.
        """
        if day := typed_day(text):
            return Press("promise", f"on{day:%Y%m%d}")
        said = fold(text)
        if said.isdecimal():
            place = int(said[:4]) - 1
            return shown[place].press if 0 <= place < len(shown) else None
        by_label = (button.press for button in shown if fold(button.label) == said)
        word = self.table.get(said)
        by_word = (each.press for each in (*shown, *before) if word and each.word is word)
        default = Press(WORDS[word]) if word else None
        return next(by_label, None) or next(by_word, None) or default
