"""Reads `locales/` into the languages the bot speaks.

Catalogues are compiled in memory as they are read, so there is no `.mo` file to forget. An entry
that is fuzzy or empty is left out and falls back to the English sentence.
"""

from __future__ import annotations

import gettext
from io import BytesIO
from pathlib import Path
from types import MappingProxyType

from babel.core import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from bot.core.translation import Language, Languages
from bot.resources import folder


def languages() -> Languages:
    """Every language with a catalogue, and English, which is written in the code itself."""
    found = [_language(each.parents[1].name, each) for each in folder("locales").glob("*/*/*.po")]
    found.append(Language("en", Locale("en"), gettext.NullTranslations()))
    return MappingProxyType({each.code: each for each in sorted(found, key=lambda each: each.name)})


def _language(code: str, path: Path) -> Language:
    with path.open("rb") as file:
        catalogue = read_po(file, locale=code)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Language(code, Locale.parse(code), gettext.GNUTranslations(compiled))
