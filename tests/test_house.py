"""What the house asks of its files, and `lint-imports` cannot see."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LONGEST = 300
NAMES = re.compile(r"telegram|discord|linkedin", re.IGNORECASE)
ON_THE_WIRE = "linkedin"
"""The place where the language of a site's menus is chosen, in buttons sent long ago."""


@pytest.mark.parametrize("room", ["bot", "tests", "benchmarks", "migrations"])
def test_no_file_is_longer_than_one_can_read_at_once(room: str) -> None:
    long = {
        each.relative_to(ROOT).as_posix(): lines
        for each in (ROOT / room).rglob("*.py")
        if (lines := len(each.read_text("utf-8").splitlines())) > LONGEST
    }
    assert long == {}


def code(file: Path) -> Iterator[str]:
    """The names and the strings in it, but for what explains them."""
    tree = ast.parse(file.read_text("utf-8"))
    explained = {id(each.value) for each in ast.walk(tree) if isinstance(each, ast.Expr)}
    for each in ast.walk(tree):
        match each:
            case ast.Constant(value=str(text)) if id(each) not in explained:
                yield text
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.alias(name=name):
                yield name
            case ast.arg(arg=name) | ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name


@pytest.mark.parametrize("room", ["core", "service"])
def test_whoever_thinks_or_acts_names_no_platform_and_no_site(room: str) -> None:
    named = {
        (each.name, text)
        for each in (ROOT / "bot" / room).rglob("*.py")
        for text in code(each)
        if NAMES.search(text) and text != ON_THE_WIRE
    }
    assert named == set()


def test_a_platform_is_found_where_it_is_named() -> None:
    found = set(code(ROOT / "bot/chats/telegram/read.py"))
    assert {"telegram", "Update"} & found
