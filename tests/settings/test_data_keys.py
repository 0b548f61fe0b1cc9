"""The keys to the data: given, read from a file, or made beside the database."""

from __future__ import annotations

import multiprocessing
import re
import stat
from pathlib import Path

import pytest

from bot.keys import DataKeys, data_keys
from bot.settings import Misconfigured
from tests.settings.environments import KEY, OLD_KEY, disk_faults, sqlite


def test_keys_that_are_set_come_first(tmp_path: Path) -> None:
    settings = sqlite(tmp_path / "bot.db", DATA_KEY=f"{KEY}, {OLD_KEY},", DATA_KEY_FILE="/none")
    assert data_keys(settings) == DataKeys((KEY, OLD_KEY))
    assert list(tmp_path.iterdir()) == []


def test_keys_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(f"{KEY}\n{OLD_KEY}\n")
    file.chmod(0o640)
    found = data_keys(sqlite(tmp_path / "bot.db", DATA_KEY_FILE=str(file)))
    assert found.keys == (KEY, OLD_KEY)
    assert found.warnings == (f"Others on this machine can read the key: chmod 600 {file}",)
    file.chmod(0o400)
    assert data_keys(sqlite(tmp_path / "bot.db", DATA_KEY_FILE=str(file))).warnings == ()


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "there is no key in it"),
        (b"hunter2", "has less than 32 characters"),
        (b"\xff" * 40, "is not text"),
        (None, "there is no file"),
    ],
)
def test_a_file_without_a_good_key(tmp_path: Path, content: bytes | None, fault: str) -> None:
    file = tmp_path / "key"
    if content is not None:
        file.write_bytes(content)
    (line,) = disk_faults(tmp_path / "bot.db", DATA_KEY_FILE=str(file))
    assert re.match(f"DATA_KEY_FILE: .*{fault}", line)
    assert "hunter2" not in line


def test_a_key_that_went_bad_since_the_settings_were_read_is_a_fault(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(KEY)
    settings = sqlite(tmp_path / "bot.db", DATA_KEY_FILE=str(file))
    file.write_text("hunter2")
    with pytest.raises(Misconfigured, match="has less than 32 characters") as caught:
        data_keys(settings)
    assert "hunter2" not in str(caught.value)


def test_a_key_is_made_once_beside_the_database(tmp_path: Path) -> None:
    settings = sqlite(tmp_path / "bot.db")
    made = data_keys(settings)
    file = tmp_path / "bot.db.key"
    assert len(made.keys[0]) >= 32
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert len(made.warnings) == 1
    assert str(file) in made.warnings[0]
    assert data_keys(settings) == DataKeys(made.keys)
    assert list(tmp_path.iterdir()) == [file]


def test_a_database_older_than_its_key_is_warned_of(tmp_path: Path) -> None:
    (tmp_path / "bot.db").touch()
    assert "was there before this key" in data_keys(sqlite(tmp_path / "bot.db")).warnings[1]


def test_a_key_that_cannot_be_written_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    settings = sqlite(tmp_path / "folder" / "bot.db")
    (tmp_path / "folder").rmdir()
    with pytest.raises(Misconfigured, match="no key can be written here"):
        data_keys(settings)


def test_processes_that_start_at_once_have_one_key(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        found = pool.map(data_keys, [sqlite(tmp_path / "bot.db")] * 32, chunksize=1)
    assert len({each.keys for each in found}) == 1
    assert sum("A key was made" in str(each.warnings) for each in found) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["bot.db.key"]
