"""The keys to the data: given, read from a file, or made beside the database."""

from __future__ import annotations

import multiprocessing
import re
import secrets
import stat
from pathlib import Path

import pytest

from bot.host.errors import Misconfigured
from bot.host.keys import DataKeys
from bot.host.settings import Settings
from bot.storage.seal import Seal
from tests.settings.environments import KEY, OLD_KEY, disk_faults, sqlite


def test_keys_that_are_set_come_first(tmp_path: Path) -> None:
    settings = sqlite(tmp_path / "bot.db", DATA_KEY=f"{KEY}, {OLD_KEY},", DATA_KEY_FILE="/none")
    assert settings.data_keys() == DataKeys((KEY, OLD_KEY))
    assert list(tmp_path.iterdir()) == []


def test_keys_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "key"
    file.write_text(f"{KEY}\n{OLD_KEY}\n")
    found = sqlite(tmp_path / "bot.db", DATA_KEY_FILE=str(file)).data_keys()
    assert found.keys == (KEY, OLD_KEY)


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "there is no key in it"),
        (b"hunter2", "a key has 32 bytes at least"),
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
    with pytest.raises(Misconfigured, match="a key has 32 bytes at least") as caught:
        settings.data_keys()
    assert "hunter2" not in str(caught.value)


def test_a_key_is_made_once_beside_the_database(tmp_path: Path) -> None:
    settings = sqlite(tmp_path / "bot.db")
    made = settings.data_keys()
    file = tmp_path / "bot.db.key"
    assert len(made.keys[0]) >= 32
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert made.warnings[0] == f"A key was made: {file}"
    assert settings.data_keys() == DataKeys(made.keys, made.warnings[1:])
    assert list(tmp_path.iterdir()) == [file]


def test_a_database_older_than_its_key_is_warned_of(tmp_path: Path) -> None:
    (tmp_path / "bot.db").touch()
    assert "was there before this key" in sqlite(tmp_path / "bot.db").data_keys().warnings[1]


def test_a_key_that_cannot_be_written_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    settings = sqlite(tmp_path / "folder" / "bot.db")
    (tmp_path / "folder").rmdir()
    with pytest.raises(Misconfigured, match="no key can be written here"):
        settings.data_keys()


def test_processes_that_start_at_once_have_one_key(tmp_path: Path) -> None:
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        found = pool.map(Settings.data_keys, [sqlite(tmp_path / "bot.db")] * 32, chunksize=1)
    assert len({each.keys for each in found}) == 1
    assert sum("A key was made" in str(each.warnings) for each in found) == 1
    assert [file.name for file in tmp_path.iterdir()] == ["bot.db.key"]


# --- what is unwise is said at each start ---------------------------------------------------------

TOGETHER = "The key lies beside the database: whoever copies {} can read what is stored."


def warned(settings: Settings) -> tuple[str, ...]:
    """What is said at a start, and at the next one as well."""
    first = settings.data_keys().warnings
    assert settings.data_keys().warnings == first
    return first


def test_a_key_beside_the_database(tmp_path: Path) -> None:
    sqlite(tmp_path / "bot.db").data_keys()
    (line,) = warned(sqlite(tmp_path / "bot.db"))
    assert line.startswith(TOGETHER.format(tmp_path))


def test_a_key_in_the_same_folder_by_whatever_road(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "secrets").symlink_to("data")
    file = tmp_path / "secrets" / "key"
    file.write_text(KEY)
    file.chmod(0o600)
    (line,) = warned(sqlite(tmp_path / "data" / "bot.db", DATA_KEY_FILE=str(file)))
    assert line.startswith(TOGETHER.format(tmp_path / "data"))


def test_a_key_elsewhere_or_in_the_environment_is_no_matter(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    file = tmp_path / "key"
    file.write_text(KEY)
    file.chmod(0o400)
    database = tmp_path / "data" / "bot.db"
    database.touch(0o600)
    assert warned(sqlite(database, DATA_KEY_FILE=str(file))) == ()
    assert warned(sqlite(database, DATA_KEY=KEY)) == ()


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o644])
def test_files_that_others_can_reach(tmp_path: Path, mode: int) -> None:
    (tmp_path / "data").mkdir()
    database, key = tmp_path / "data" / "bot.db", tmp_path / "key"
    key.write_text(KEY)
    files = [key, *(database.with_name(f"bot.db{end}") for end in ("", "-wal", "-shm"))]
    for file in files:
        file.touch()
        file.chmod(mode)
    lines = warned(sqlite(database, DATA_KEY_FILE=str(key)))
    assert [line.rpartition(" ")[2] for line in lines] == [str(file) for file in files]
    assert all("chmod 600" in line for line in lines)
    assert len(warned(sqlite(database, DATA_KEY=KEY))) == 3
    for file in files:
        file.chmod(0o600)
    assert warned(sqlite(database, DATA_KEY_FILE=str(key))) == ()


@pytest.mark.parametrize("key", ["a" * 32, "0" * 64, "abcdefg" * 9])
def test_a_key_that_can_be_guessed(tmp_path: Path, key: str) -> None:
    settings = sqlite(tmp_path / "bot.db", DATA_KEY=key)
    (line,) = warned(settings)
    assert line.startswith(f"The key has only {len(set(key))} different characters")
    assert "openssl rand -hex 32" in line
    assert key not in line
    assert settings.data_keys().keys == (key,)
    assert warned(sqlite(tmp_path / "bot.db", DATA_KEY=f"{KEY},{key}")) == ()


def test_a_key_made_by_a_machine_is_never_called_guessable(tmp_path: Path) -> None:
    for _ in range(1_000):
        for key in (Seal.new_key(), secrets.token_hex(32)):
            assert warned(sqlite(tmp_path / "bot.db", DATA_KEY=key)) == ()
