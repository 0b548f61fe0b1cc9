"""The shipped head was learned from these phrases, understands as published, and can be made anew."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.core.folding import fold
from bot.core.understanding import OUT_OF_SCOPE
from bot.reader.features import pieces
from bot.reader.head import Head
from bot.reader.reader import HEAD, HeadReader
from training.quality import EVERY, SAMPLE, answers, figures, published
from training.texts import PHRASES, PURPOSES, Example, fingerprint, phrases, questions
from training.train import train

LARGEST_HEAD = 3_000_000
"""Bytes: each version stays in the history for ever."""


# --- the head that ships --------------------------------------------------------------------------


def test_it_was_learned_from_these_phrases() -> None:
    head, learned = Head.load(HEAD), list(phrases())
    assert head.learned_from == fingerprint(learned)
    assert set(head.topics) == {each.label for each in learned}
    assert set(head.languages) == {each.language for each in learned}


def test_it_is_small() -> None:
    assert HEAD.stat().st_size <= LARGEST_HEAD


def test_a_sample_is_understood_as_the_published_table_says(read: HeadReader) -> None:
    found = figures(answers(read, list(questions())[::EVERY]))
    # Machines round otherwise in the last place, which may turn a question or two.
    assert found == pytest.approx(published(SAMPLE), abs=0.01)


# --- what it is learned from ----------------------------------------------------------------------


def test_questions_and_phrases_are_apart() -> None:
    asked = {(each.language, fold(each.text)) for each in questions()}
    learned = {(each.language, fold(each.text)) for each in phrases()}
    assert not asked & learned
    assert {language for language, _ in asked} == {language for language, _ in learned}


def test_each_language_has_a_file_for_each_purpose() -> None:
    for folder in PHRASES.iterdir():
        assert {each.stem for each in folder.iterdir()} == set(PURPOSES)


def test_what_is_about_something_else_stands_beside() -> None:
    for each in PHRASES.glob("*/*.txt"):
        headings = [line for line in each.read_text("utf-8").splitlines() if line.startswith("[")]
        if each.stem == "beside":
            assert headings == [f"[{OUT_OF_SCOPE}]"]
        else:
            assert f"[{OUT_OF_SCOPE}]" not in headings


def written(folder: Path, name: str, content: str) -> Path:
    file = folder / "mt" / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(content, "utf-8")
    return folder


def test_a_heading_names_a_topic_or_a_facet_within_it(tmp_path: Path) -> None:
    content = "[start_date]\nmeta jibda\n\n[how_to_opt_out/pasted_post]\n  post biżżejjed? \n"
    first, second = phrases(written(tmp_path, "plain.txt", content))
    assert first == Example("mt", "start_date", "", "meta jibda")
    assert second == Example("mt", "how_to_opt_out", "pasted_post", "post biżżejjed?")
    assert (first.label, second.label) == ("start_date", "how_to_opt_out/pasted_post")


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("plain.txt", "meta jibda\n", r"plain\.txt:1: .*meta jibda"),
        ("plain.txt", "[start_date]\n[Start date]\n", r"plain\.txt:2: "),
        ("plain.txt", "[start_date/]\n", r"plain\.txt:1: "),
        ("plain.txt", "[start_date/a/b]\n", r"plain\.txt:1: "),
        ("other.txt", "[start_date]\nmeta jibda\n", r"other\.txt: not one of plain"),
    ],
)
def test_a_file_of_another_form_is_refused(
    name: str, content: str, complaint: str, tmp_path: Path
) -> None:
    written(tmp_path, name, content)
    with pytest.raises(ValueError, match=complaint):
        list(phrases(tmp_path))


def test_a_fingerprint_is_that_of_the_phrases_wherever_they_stand() -> None:
    one, two = Example("mt", "minors", "", "u t-tfal?"), Example("mt", "minors", "", "18?")
    assert fingerprint([one, two]) == fingerprint([two, one])
    others = ([one], [one, two, two], [one, Example("mt", "purpose", "", "18?")])
    assert len({fingerprint(each) for each in ([one, two], *others)}) == 4


# --- training -------------------------------------------------------------------------------------


def test_training_twice_gives_the_same_head(tmp_path: Path) -> None:
    # Of few topics: each step works on a number for every piece and topic.
    topics = {"start_date", "minors", "how_to_opt_out/pasted_post"}
    few = [each for each in phrases() if each.language == "mt" and each.label in topics][::8]
    one, two = train(few), train(reversed(few))
    assert np.allclose(one.in_full.by_meaning, two.in_full.by_meaning, atol=1e-5)
    assert one.learned_from == two.learned_from == fingerprint(few)
    one.save(tmp_path / "head.npz")
    again = Head.load(tmp_path / "head.npz")
    assert (again.topics, again.learned_from) == (one.topics, one.learned_from)
    assert np.array_equal(again.in_full.table, one.in_full.table)
    assert np.allclose(again.in_full.by_meaning, one.in_full.by_meaning, atol=1e-2)
    # It has learned: nearly all of what it was shown is told apart at a glance.
    glances = [again.topics[int(np.argmax(again.glance(pieces(each.text))))] for each in few]
    assert np.mean([seen == each.label for seen, each in zip(glances, few, strict=True)]) > 0.9
