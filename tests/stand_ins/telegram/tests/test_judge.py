"""The stand-in's judge: right requests pass, each kind of wrong one is blamed for what is wrong."""

import json

import pytest

from tests.stand_ins.telegram.judge import File, judge
from tests.stand_ins.telegram.rules import JSON, is_link
from tests.stand_ins.telegram.tests.cases import RIGHT, WRONG
from tests.stand_ins.telegram.text import tidy, units


def wire(arguments: JSON) -> dict[str, str | File]:
    """Arguments as strings, nested ones as JSON."""
    return {
        name: value if isinstance(value, str | File) else json.dumps(value)
        for name, value in arguments.items()
    }


@pytest.mark.parametrize("request_", RIGHT.values(), ids=RIGHT)
def test_a_right_request_passes(request_: tuple[str, JSON]) -> None:
    method, arguments = request_
    assert judge(method, wire(arguments)).mistakes == ()


@pytest.mark.parametrize(("request_", "where", "words"), WRONG.values(), ids=WRONG)
def test_a_wrong_request_is_blamed_for_what_is_wrong(
    request_: tuple[str, JSON], where: str, words: str
) -> None:
    method, arguments = request_
    (mistake,) = judge(method, wire(arguments)).mistakes
    assert mistake.where == where
    assert words in mistake.answer


@pytest.mark.parametrize(
    "url",
    [
        "https://www.linkedin.com/",
        "http://edpb.europa.eu:8080/a",
        "https://bücher.example",
        "https://xn--bcher-kva.example/",
        "https://192.0.2.1/",
        "tg://resolve?domain=x",
    ],
)
def test_addresses_telegram_opens(url: str) -> None:
    assert is_link(url)


@pytest.mark.parametrize(
    "url",
    [
        "www.linkedin.com",
        "https://",
        "https://linkedin",
        "https://linked in.com",
        "https://a..eu",
        "https://a.eu:x/",
        "https://[::1",
        "mailto:a@b.eu",
        "javascript:x",
        "tg://",
    ],
)
def test_addresses_telegram_does_not_open(url: str) -> None:
    assert not is_link(url)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  plain \n", "plain"),
        ("a\tb\0c", "a b c"),
        ("line\r\nline", "line\nline"),
        ("\u202eright to left", "right to left"),
        ("\u2068isolate\u2069", "\u2068isolate\u2069"),
    ],
)
def test_text_is_tidied(text: str, kept: str) -> None:
    assert tidy(text, []) == (kept, ())


def test_entities_stay_over_their_words_when_text_is_tidied() -> None:
    text = " \r\u202e 😀 one\r two \n"
    words = ("😀", "one", "two", " \n")
    entities = [
        {"type": "bold", "offset": units(text[: text.index(word)]), "length": units(word)}
        for word in words
    ]
    kept, moved = tidy(text, entities)
    assert kept == "😀 one two"
    assert [(each["offset"], each["length"]) for each in moved] == [(0, 2), (3, 3), (7, 3)]
