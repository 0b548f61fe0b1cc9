"""What can be typed in place of pressing a button."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.days import DayWords
from bot.core.facts import BadKnowledge
from bot.core.folding import fold
from bot.core.messages import Word
from bot.core.words import PlainWords
from bot.languages.days import vocabulary
from bot.languages.table import LanguageWords, Words


def together(spoken: Mapping[str, LanguageWords]) -> PlainWords:
    """The words of these languages, by their codes.

    Raises `BadKnowledge` when one of them means two things in its language.
    """
    return PlainWords(
        {code: _meanings(code, each.plain) for code, each in spoken.items() if each.plain},
        DayWords({code: vocabulary(code, each.days) for code, each in spoken.items() if each.days}),
    )


def _meanings(code: str, plain: Mapping[Word, Words]) -> Mapping[str, Word]:
    table: dict[str, Word] = {}
    for meaning, phrases in plain.items():
        for said in map(fold, phrases):
            if table.setdefault(said, meaning) is not meaning:
                where = f"{code}.toml: plain.{meaning.value}"
                raise BadKnowledge(f"{where}: {said!r} means something else, too")
    return table
