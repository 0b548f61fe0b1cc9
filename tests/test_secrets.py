"""What should never be sent to anybody, and what only looks like it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reader.normal import LONGEST
from bot.reader.reader import HeadReader
from bot.reader.secrets import secret
from training.texts import phrases, questions

TEXTS = Path(__file__).with_name("secret_texts")
SECRETS = (TEXTS / "secret.txt").read_text("utf-8").splitlines()
HARMLESS = (TEXTS / "harmless.txt").read_text("utf-8").splitlines()

UNUSUAL = (
    "٤٤٠٥١٤٠١٣٥٩",
    "４４０５１４０１３５９",
    "password: ٤٤٠٥١٤٠١٣٥٩",
    "4111  1111  1111  1111",
    "4111\n1111\n1111\n1111",
    "4111\u202f1111\u202f1111\u202f1111",
    "4111\u00a01111\u00a01111\u00a01111",
    "4111\u20131111\u20131111\u20131111",
    "4111\u200b1111\u200b1111\u200b1111",
    "DE89\u202f3704\u202f0044\u202f0532\u202f0130\u202f00",
    "DE89  3704  0044\n0532  0130  00",
    "pass\u200bword: hunter2",
    "my pass\u00adword is hunter2x",
    "login: anna\npassword: swordfish\nplease turn it off",
)
"""Secrets in other digits, or with spaces, dashes and signs between that a table cannot show."""

SIGNS = "0123456789ABDEFMTXYZßŉİ .,:;=#/+-_\n\"'"
"""What the numbers of the table are made of, and letters that are longer in capitals."""


@pytest.mark.parametrize("text", [*SECRETS, *UNUSUAL])
def test_a_secret_is_seen(text: str) -> None:
    assert secret(text)
    assert secret(f"hello, {text}")


@pytest.mark.parametrize("text", HARMLESS)
def test_what_only_looks_like_one_is_not_taken_for_it(text: str) -> None:
    assert not secret(text)
    assert not secret(f"hello, {text}")


@settings(deadline=None)
@given(
    st.text(
        st.characters(categories=["Nd", "Zs", "Pd", "Cf"]) | st.sampled_from(SIGNS), max_size=60
    )
)
def test_no_digits_of_any_script_confuse_it(text: str) -> None:
    # Whatever stands before it, a password is seen.
    assert secret(f"{text}\nmy password: swordfish")


def test_there_are_enough_of_both() -> None:
    assert min(len(set(SECRETS)), len(set(HARMLESS))) >= 90


def test_what_people_ask_is_no_secret() -> None:
    """A twentieth of the phrases: all of them take half a minute and have never told more."""
    texts = [each.text for each in chain(phrases(), questions())][::20]
    assert len(texts) > 3000
    assert [text for text in texts if secret(text)] == []


def test_one_behind_many_smileys_is_seen(read: HeadReader) -> None:
    assert read.read("😀 " * 160 + "my password is hunter2x").secret


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        *(("", False), ("1" * 5000, False), ("1 " * 2500, False), ("a" * 5000, False)),
        *(("password " * 500, False), ("pin: " * 900, False), ("passport " * 500, False)),
        *(("DE89 " * 900, False), ("DE89 3704 " * 450, False), ("1-" * 2500, False)),
        *(("4111 " * 900, False), ("password is x " * 300, False), ("κωδικός: " * 500, False)),
        *(("verification " * 400, False), ("." * 4000 + "a@b.cd/", False)),
    ],
)
def test_very_much_of_anything_is_read_in_a_moment(text: str, seen: bool) -> None:
    started = time.process_time()
    assert secret(text) is seen
    # Two seconds of work, however busy the machine is; it takes a twentieth of that.
    assert time.process_time() - started < 2
    assert secret(f"my password is hunter2x\n{text}")
    assert secret(f"{text[: LONGEST - 40]}\nmy password is hunter2x")


def test_in_the_terminal_nothing_is_left_but_what_is_on_the_screen(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bot", "chat"],
        input=b"my password is hunter2x\n",
        capture_output=True,
        check=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parent.parent)},
    )
    assert b"It is on your screen only." in done.stdout
    assert b"hunter2x" not in done.stdout + done.stderr
    assert not [each for each in tmp_path.iterdir() if b"hunter2x" in each.read_bytes()]
