"""The catalogues: all but complete, well formed, and true to CLDR."""

import gettext
import re
import string
import tomllib
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.core import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import bot
from bot.core.commands import COMMANDS
from bot.core.translation import OWN_NAMES, language_name, nearest
from bot.resources import folder
from bot.sites import profile, sites
from tests.walks import spoken

CATALOGUES = sorted(folder("locales").glob("*/LC_MESSAGES/messages.po"))
CODES = [path.parents[1].name for path in CATALOGUES]
TEMPLATE = folder("locales") / "messages.pot"
FLOOR = tomllib.loads((folder("locales").parent / "pyproject.toml").read_text("utf-8"))["tool"][
    "optout"
]["translated"]
each_catalogue = pytest.mark.parametrize("path", CATALOGUES, ids=CODES)


@cache
def sentences() -> Catalog:
    """What the code says now, marked with say, nsay and csay."""
    found = Catalog()
    marks = {"say": None, "nsay": (1, 2), "csay": ((1, "c"), 2)}
    for _, _, message, _, context in extract_from_dir(
        Path(bot.__file__).parent, [("**.py", "python")], keywords=marks, directory_filter=None
    ):
        found.add(message, context=context)
    return found


@cache
def read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parents[1].name if path.suffix == ".po" else None)


def messages(path: Path) -> Iterator[Message]:
    return (message for message in read(path) if message.id)


def is_spoken(message: Message) -> bool:
    """Or people read the English sentence instead."""
    return not message.fuzzy and all(forms(message.string))


def forms(text: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    text = text or ""
    return (text,) if isinstance(text, str) else tuple(text)


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_the_template_holds_every_sentence_of_the_code() -> None:
    assert {(m.context, str(m.id)) for m in read(TEMPLATE)} == {
        (m.context, str(m.id)) for m in sentences()
    }


@each_catalogue
def test_a_catalogue_has_exactly_the_sentences_of_the_code(path: Path) -> None:
    assert {(m.context, str(m.id)) for m in read(path)} == {
        (m.context, str(m.id)) for m in sentences()
    }


def untranslated(catalogue: Catalog) -> list[str]:
    """What is missing or fuzzy; raises `AssertionError` if that is more than the floor allows."""
    of_them = [message for message in catalogue if message.id]
    missing = [str(message.id) for message in of_them if not is_spoken(message)]
    share = 1 - len(missing) / len(of_them)
    assert share >= FLOOR, f"{share:.1%} is translated, not {missing}"
    return missing


@each_catalogue
def test_little_is_missing_or_fuzzy(path: Path) -> None:
    """After a change of an English sentence the others follow when somebody has looked at it."""
    for sentence in untranslated(read(path)):
        warnings.warn(f"not translated yet into {path.parents[1].name}: {sentence}", stacklevel=1)


def test_the_floor_lets_a_changed_sentence_through_and_no_neglected_catalogue() -> None:
    def catalogue(spoken: int, fuzzy: int, empty: int) -> Catalog:
        made = Catalog()
        for number in range(spoken + fuzzy + empty):
            text = "" if number < empty else "übersetzt"
            made.add(
                f"sentence {number}", text, flags=["fuzzy"] if number >= empty + spoken else []
            )
        return made

    assert untranslated(catalogue(98, 1, 1)) == ["sentence 0", "sentence 99"]
    for fuzzy, empty in ((4, 0), (0, 4), (2, 2)):
        with pytest.raises(AssertionError, match=r"^96\.0% is translated"):
            untranslated(catalogue(96, fuzzy, empty))


@pytest.mark.parametrize("path", [*CATALOGUES, TEMPLATE], ids=[*CODES, "template"])
def test_headers_are_filled_in(path: Path) -> None:
    """`locales/update.sh` does it for the template, from which new catalogues begin."""
    head = path.read_text("utf-8").partition("\n\n")[0]
    left = re.findall(r"EMAIL@ADDRESS|FULL NAME|FIRST AUTHOR|ORGANIZATION|optout-bot VERSION", head)
    assert left == []


@each_catalogue
def test_every_translation_has_the_places_of_its_sentence(path: Path) -> None:
    for message in filter(is_spoken, messages(path)):
        wanted = places(forms(message.id)[-1])
        translations = forms(message.string)
        # A form for exactly one or two may say the number in its word: "jumejn" is two days.
        assert places(translations[-1]) == wanted, message.id
        assert all(places(each) | {"count"} == wanted | {"count"} for each in translations), (
            message.id
        )


@each_catalogue
def test_plural_rules_are_those_of_cldr(path: Path) -> None:
    code = path.parents[1].name
    rule = Locale(code).plural_form
    header = dict(read(path).mime_headers)["Plural-Forms"]
    index = gettext.c2py(header.split("plural=")[1].rstrip("; "))
    assert f"nplurals={len(rule.tags) + 1};" in header
    numbers = [*range(300), 1_000, 1_000_000, 2_000_000]
    seen = {(rule(number), index(number)) for number in numbers}
    assert len({tag for tag, _ in seen}) == len({form for _, form in seen}) == len(seen)


@each_catalogue
def test_sentences_hold_no_digits_addresses_or_markup(path: Path) -> None:
    bad = re.compile(r"\d|https?:|www\.|</?[a-z]+>|\*\*|\(s\)|[\u200b\u200e\u200f]")
    for message in messages(path):
        for text in (*forms(message.id), *forms(message.string)):
            assert not bad.search(text), text


@pytest.mark.parametrize("language", sorted(spoken()))
def test_command_names_and_descriptions_fit_both_platforms(language: str) -> None:
    text = spoken()[language].text
    for command in COMMANDS:
        name, description = text(command.local), text(command.description(profile()))
        assert re.fullmatch(r"[-_'\w]{1,32}", name), name
        assert name == name.lower(), name
        assert 1 <= len(description) <= 100, description
    assert len({text(each.local) for each in COMMANDS}) == len(COMMANDS)
    assert len(text(profile().description)) <= 512
    assert len(text(profile().about)) <= 120


@pytest.mark.parametrize(
    ("hint", "language"),
    [
        ("de", "de"),
        ("de-AT", "de"),
        ("FR_be", "fr"),
        ("mt", "mt"),
        ("pt-br", "en"),
        ("zh-hans", "en"),
        ("", "en"),
        (None, "en"),
        ("x", "en"),
        ("-", "en"),
    ],
)
def test_the_first_guess_at_a_language_never_fails(hint: str | None, language: str) -> None:
    assert nearest(hint, spoken()) == language


def test_norwegian_is_understood_however_it_is_written() -> None:
    assert {nearest(hint, {"nb", "en"}) for hint in ("no", "nn", "nb-NO", "NO")} == {"nb"}


def test_languages_call_themselves_what_cldr_says_they_do() -> None:
    assert set(OWN_NAMES) >= set(sites()[""].knowledge.interface)
    assert {code: language_name(code, Locale(code)) for code in OWN_NAMES} == OWN_NAMES


def test_each_language_names_itself() -> None:
    names = {code: spoken()[code].name for code in ("de", "en", "fr", "mt")}
    assert names == {"de": "Deutsch", "en": "English", "fr": "Français", "mt": "Malti"}
