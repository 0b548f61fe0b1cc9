"""What is installed is what was tested: the wheel is whole, alone, and carries nothing else."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from zipfile import ZipFile

import pytest

from bot.languages import languages, plain_words
from bot.reader.wheel import model
from bot.sites import sites
from tests.stores import tables

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
CARRIED = (
    r"bot/[\w/]+\.py",
    r"bot/py\.typed",
    r"bot/[\w/]+\.toml",
    r"bot/reader/head\.npz",
    r"bot/locales/\w+/LC_MESSAGES/messages\.po",
    r"bot/migrations/script\.py\.mako",
    r"optout_bot-[\d.]+\.dist-info/(METADATA|WHEEL|RECORD|entry_points\.txt|licenses/LICENSE)",
)


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built as pip would build it."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (made,) = folder.iterdir()
    return made


@pytest.fixture(scope="session")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("installed")
    with ZipFile(wheel) as file:
        file.extractall(folder)
    return folder


def python(unpacked: Path, folder: Path, *arguments: str, typed: str = "") -> str:
    """What Python prints that finds the wheel and what it depends on, and no checkout."""
    installed = [each for each in sys.path if each.endswith("site-packages")]
    done = subprocess.run(
        # Without `site`, which reads the file that leads from `site-packages` to the checkout.
        [sys.executable, "-S", *arguments],
        cwd=folder,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": os.pathsep.join([str(unpacked), *installed]),
            "PYTHONUTF8": "1",
        },
        input=typed,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_the_wheel_carries_what_it_needs_and_nothing_else(wheel: Path) -> None:
    with ZipFile(wheel) as file:
        names = set(file.namelist())
    assert [name for name in names if not any(re.fullmatch(each, name) for each in CARRIED)] == []
    assert {each.relative_to(ROOT).as_posix() for each in (ROOT / "bot").rglob("*.py")} <= names
    for pattern in ("locales/*/*/*.po", "migrations/versions/*.py", "migrations/env.py"):
        for each in ROOT.glob(pattern):
            assert f"bot/{each.relative_to(ROOT).as_posix()}" in names


def test_the_wheel_alone_speaks_german_and_migrates(unpacked: Path, tmp_path: Path) -> None:
    out = python(
        unpacked, tmp_path, "-m", "bot", "chat", "--language", "de", typed="/remind\n2\n/mydata\n"
    )
    assert "Das ist alles, was über dich gespeichert ist" in out
    assert len(tables(f"sqlite:///{tmp_path}/optout-bot.db")["follow_ups"]) == 1


def test_the_wheel_alone_knows_everything(unpacked: Path, tmp_path: Path) -> None:
    files = sorted((ROOT / "bot").rglob("*.toml"))
    assert files
    for each in files:
        assert (unpacked / each.relative_to(ROOT)).read_bytes() == each.read_bytes()
    script = (
        "import bot, bot.languages, bot.reader.wheel, bot.sites\n"
        "print(bot.__file__)\n"
        "known, words = bot.sites.sites(), bot.languages.plain_words()\n"
        "sources = sum(len(each.knowledge.sources) for each in known.values())\n"
        "print(*known, sources, words.tables['mt']['stop'])\n"
        "print(*bot.languages.languages())\n"
        "print(bot.reader.wheel.model() is None)\n"
    )
    place, knows, speaks, dumb = python(unpacked, tmp_path, "-c", script).splitlines()
    assert place == str(unpacked / "bot/__init__.py")
    here = sites()
    sources = sum(len(each.knowledge.sources) for each in here.values())
    assert knows == f"{' '.join(here)} {sources} {plain_words().tables['mt']['stop']}"
    assert speaks == " ".join(languages())
    assert dumb == str(model() is None)


def test_what_is_imported_is_declared() -> None:
    declared = {_name(each) for each in PROJECT["dependencies"]}
    to_train, to_test = (
        {_name(each) for each in PROJECT["optional-dependencies"][extra]}
        for extra in ("train", "test")
    )
    assert _imported("bot", "migrations") <= declared
    assert _imported("training") <= declared | to_train
    assert _imported("tests", "benchmarks") <= declared | to_test


def _imported(*folders: str) -> set[str]:
    """The distributions which the code in these folders imports by name."""
    modules = set()
    for path in (each for folder in folders for each in (ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                modules |= {each.name.partition(".")[0] for each in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                modules.add(node.module.partition(".")[0])
    known = packages_distributions()
    others = modules - sys.stdlib_module_names - {"bot", "training", "tests", "benchmarks"}
    return {_name(known[each][0]) for each in others}


def _name(requirement: str) -> str:
    """The name of a distribution, as PyPI compares names."""
    found = re.match(r"[\w.-]+", requirement)
    assert found
    return re.sub(r"[-_.]+", "-", found[0]).lower()
