"""The languages: what is said in each stands in its catalogue in `locales/`, what is typed in it in
its file beside this one. Which there are is told by these folders and nowhere else.

The reader's process needs the words alone, so pydantic, Babel and the conversation are imported only
by whoever asks for what needs them.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import TYPE_CHECKING

from bot.languages.table import LanguageWords, trusted

if TYPE_CHECKING:
    from bot.core.translation import Languages
    from bot.core.words import PlainWords


@cache
def words() -> Mapping[str, LanguageWords]:
    """All that is typed in each language, by its code, from files that are right."""
    return MappingProxyType({code: trusted(text) for code, text in texts().items()})


def texts() -> Mapping[str, str]:
    """The files of the languages, by code."""
    paths = [each for each in files(__package__).iterdir() if each.name.endswith(".toml")]
    found = {each.name.removesuffix(".toml"): each.read_text("utf-8") for each in paths}
    return dict(sorted(found.items()))


def quotation_marks(language: str) -> tuple[str, str]:
    """The opening one and the closing one, as CLDR has them (Babel leaves these out)."""
    return words()[language].quotes


def plain_words() -> PlainWords:
    """What can be typed in place of pressing a button, in all languages. Raises `BadKnowledge` when a
    file is wrong, or a word in it means two things."""
    from bot.languages.check import checked
    from bot.languages.plain import together

    return together({code: checked(code, text) for code, text in texts().items()})


def languages() -> Languages:
    """Every language with a catalogue, and English, which is written in the code itself."""
    from bot.languages.catalogues import languages

    return languages()
