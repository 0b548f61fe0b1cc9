"""The words that can be typed, in all the languages."""

from __future__ import annotations

import pytest

from bot.core.messages import Word
from tests.walks import typed


@pytest.mark.parametrize("language", ["en", "de", "fr", "mt", "pl", None])
@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Später", Word.LATER),
        ("spater", Word.LATER),
        (" STOP! ", Word.STOP),
        ("zurück", Word.BACK),
        ("għajnuna", Word.HELP),
        ("C'est fait", Word.DONE),
        ("iva", Word.YES),
    ],
)
def test_a_plain_word_works_in_every_language(text: str, word: Word, language: str | None) -> None:
    assert typed().meaning(text, language) is word
