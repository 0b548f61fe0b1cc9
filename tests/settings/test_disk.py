"""What the disk says to the settings: all that is wrong is said at once, and no secret with it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bot.host.keys import DataKeys
from tests.settings.environments import KEY, disk_faults, faults, sqlite


def test_a_folder_that_is_there_will_do(tmp_path: Path) -> None:
    assert sqlite(tmp_path / "bot.db").sqlite == tmp_path / "bot.db"
    assert list(tmp_path.iterdir()) == []


def test_the_database_nobody_named_is_looked_for_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "optout-bot.db").mkdir()
    monkeypatch.chdir(tmp_path)
    assert faults({}) == (
        f"DATABASE_URL: {tmp_path / 'optout-bot.db'} is a folder. Name a file in it.",
    )


def test_what_the_values_and_the_disk_and_the_key_have_wrong_is_said_at_once(
    tmp_path: Path,
) -> None:
    file = tmp_path / "key"
    file.write_text("hunter2")
    lines = disk_faults(
        tmp_path / "no" / "bot.db",
        DATA_KEY_FILE=str(file),
        LOG_LEVEL="loud",
        TELEGRAM_TOKEN="1",
    )
    assert [line.partition(" ")[0] for line in lines] == [
        "TELEGRAM_TOKEN:",
        "DATABASE_URL:",
        "DATA_KEY_FILE:",
        "LOG_LEVEL:",
    ]
    assert lines[1].endswith(f"there is no folder {tmp_path / 'no'}. Make it, or name another.")
    assert "a key has 32 bytes at least" in lines[2]
    assert "hunter2" not in "".join(lines)


def test_a_key_beside_the_database_is_looked_at_with_the_rest(tmp_path: Path) -> None:
    file = tmp_path / "bot.db.key"
    file.write_text("hunter2")
    first, second = disk_faults(tmp_path / "bot.db", LOG_LEVEL="loud")
    assert first.startswith(f"{file}: key 1 of 1: a key has 32 bytes at least")
    assert second.startswith("LOG_LEVEL: ")
    assert sqlite(tmp_path / "bot.db", DATA_KEY=KEY).data_keys() == DataKeys((KEY,))


UNPRIVILEGED = """
import os, sys
from bot.host.errors import Misconfigured
from bot.host.settings import Settings
os.chdir(sys.argv[1])
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    Settings.read(dict(each.split("=", 1) for each in sys.argv[2:]))
except Misconfigured as error:
    print(error)
"""
"""Root may read and write anywhere, so it becomes nobody first."""


@pytest.mark.parametrize(
    ("given", "fault"),
    [
        ("DATABASE_URL=sqlite:///bot.db", "DATABASE_URL: nothing can be written into {}, where"),
        ("DATABASE_URL=sqlite:///closed/bot.db", "DATABASE_URL: nothing can be written into {}/c"),
        ("DATABASE_URL=sqlite:///closed/x/bot.db", "DATABASE_URL: closed/x/bot.db cannot be"),
        ("DATABASE_URL=sqlite:///open/bot.db", "DATABASE_URL: the file {}/open/bot.db cannot be"),
        ("DATA_KEY_FILE=key", "DATA_KEY_FILE: {}/key cannot be read: Permission denied."),
        ("DATA_KEY_FILE=closed/key", "DATA_KEY_FILE: {}/closed/key cannot be read: Permission"),
    ],
)
def test_what_may_not_be_read_or_written(tmp_path: Path, given: str, fault: str) -> None:
    for name in ("closed", "open"):
        (tmp_path / name).mkdir()
        (tmp_path / name).chmod(0o777)
    for name in ("key", "open/bot.db"):
        (tmp_path / name).write_text(KEY)
        (tmp_path / name).chmod(0)
    (tmp_path / "closed").chmod(0)
    tmp_path.chmod(0o555)
    command = [sys.executable, "-c", UNPRIVILEGED, str(tmp_path), given]
    done = subprocess.run(
        command, cwd=Path(__file__).parents[2], capture_output=True, text=True, check=True
    )
    tmp_path.chmod(0o755)
    (tmp_path / "closed").chmod(0o755)
    lines = done.stdout.splitlines()
    assert any(line.startswith(fault.format(tmp_path)) for line in lines), done.stdout
