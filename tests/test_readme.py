"""What the README says is so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.host.settings import Settings

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def block(mark: str) -> str:
    """The fenced block or the table that follows a mark."""
    found = re.search(rf"<!-- {mark} -->\n(?:```\w+\n(.*?)\n```|((?:\|.*\n)+))", README, re.DOTALL)
    assert found, mark
    return found[1] or found[2]


def test_the_conversation_is_one_that_takes_place() -> None:
    played = (ROOT / "tests/transcripts/readme.txt").read_text("utf-8")
    lines = [re.sub(r" -> \S+?\]", "]", line) for line in played.splitlines()[2:]]
    assert block("conversation") == "\n".join(lines).strip()


def test_the_settings_are_those_there_are() -> None:
    named = re.findall(r"^\| `([A-Z_]+)` \|", block("settings"), re.MULTILINE)
    assert sorted(named) == sorted(name.upper() for name in Settings.model_fields)
    for field in ("telegram_api_url", "discord_api_url", "log_level", "database_url"):
        assert f"`{Settings.model_fields[field].default}`" in block("settings")


def test_the_folders_are_those_there_are() -> None:
    named = re.findall(r"^\| `(bot/\w+)/` \|", README, re.MULTILINE)
    rooms = [each for each in (ROOT / "bot").iterdir() if (each / "__init__.py").exists()]
    assert sorted(named) == sorted(f"bot/{each.name}" for each in rooms)


def test_one_line_runs_and_one_line_tests() -> None:
    for mark, end in (("run", ".venv/bin/optout-bot chat"), ("test", ".venv/bin/pytest")):
        line = block(mark)
        assert "\n" not in line
        assert line.endswith(f"&& {end}")
    assert "<!-- test -->" in (ROOT / ".ci/run").read_text("utf-8")


def test_every_command_it_names_exists(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    offered = set(re.findall(r"^    (\w+) ", capsys.readouterr().out, re.MULTILINE))
    assert set(re.findall(r"`optout-bot (\w+)", README)) <= offered
