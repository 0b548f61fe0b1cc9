"""The environment, the disk and the key: what is wrong is said at once, and no secret with it."""

from __future__ import annotations

import multiprocessing
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from bot.keys import DataKeys, data_keys
from bot.settings import Misconfigured, Settings

TELEGRAM = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0"
DISCORD = "MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs-abcdef"
KEY, OLD_KEY = "k3" * 16, "o1" * 16
POSTGRES = "postgresql://me:hunter2@db.example:5432/bot"
SECRETS = (TELEGRAM, TELEGRAM.partition(":")[2], DISCORD, KEY, OLD_KEY, "hunter2")


def faults(environ: dict[str, str], *, chat_required: bool = False) -> tuple[str, ...]:
    with pytest.raises(Misconfigured) as caught:
        Settings.read(environ, chat_required=chat_required)
    assert caught.value.__context__ is None
    assert str(caught.value) == "\n".join(caught.value.lines)
    return caught.value.lines


# --- good environments ----------------------------------------------------------------------------


def test_nothing_has_to_be_set() -> None:
    settings = Settings.read({})
    assert (settings.telegram_token, settings.discord_token) == (None, None)
    assert settings.database_url == "sqlite:///optout-bot.db"
    assert settings.sqlite == Path("optout-bot.db")
    assert settings.telegram_api_url == "https://api.telegram.org/bot"
    assert settings.discord_api_url == "https://discord.com/api/v10"
    assert settings.log_level == "INFO"


@pytest.mark.parametrize(
    ("environ", "field", "value"),
    [
        ({"LOG_LEVEL": "debug"}, "log_level", "DEBUG"),
        ({"LOG_LEVEL": " "}, "log_level", "INFO"),
        (
            {"TELEGRAM_API_URL": "http://[::1]:8081/bot/"},
            "telegram_api_url",
            "http://[::1]:8081/bot",
        ),
        (
            {"DISCORD_API_URL": " https://d.example/v10//"},
            "discord_api_url",
            "https://d.example/v10",
        ),
        ({"TELEGRAM_TOKEN": f"{TELEGRAM}\n"}, "telegram_token", SecretStr(TELEGRAM)),
        ({"TELEGRAM_TOKEN": "", "DISCORD_TOKEN": DISCORD}, "telegram_token", None),
        ({"TELEGRAM_TOKEN": "", "DISCORD_TOKEN": DISCORD}, "discord_token", SecretStr(DISCORD)),
        ({"DATABASE_URL": "sqlite:////tmp/b.db?timeout=9"}, "sqlite", Path("/tmp/b.db")),
        ({"DATABASE_URL": POSTGRES, "DATA_KEY": KEY}, "sqlite", None),
        ({"DATABASE_URL": POSTGRES, "DATA_KEY": KEY}, "database_url", POSTGRES),
        ({"DATA_KEY": KEY, "DATA_KEY_FILE": "/none"}, "data_key", SecretStr(KEY)),
        ({"DATABASE_URL": "postgres:///b?host=/tmp/s", "DATA_KEY": KEY}, "sqlite", None),
        ({"TELEGRAM_TOKEN": TELEGRAM, "TELEGRAM_BOT_TOKEN": "other"}, "discord_token", None),
        ({"LOGLEVEL": "loud", "PORT": "x", "DATABASE_URL_TEST": "y"}, "log_level", "INFO"),
    ],
)
def test_good_environments(environ: dict[str, str], field: str, value: object) -> None:
    assert getattr(Settings.read(environ), field) == value


def test_only_what_is_given_is_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"DISCORD_TOKEN={DISCORD}")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TELEGRAM_TOKEN", TELEGRAM)
    settings = Settings.read({})
    assert (settings.telegram_token, settings.discord_token) == (None, None)


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError):
        Settings.read({}).log_level = "DEBUG"


# --- bad environments -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environ", "line"),
    [
        ({"TELEGRAM_TOKEN": "123"}, "TELEGRAM_TOKEN: this is not a Telegram token"),
        ({"TELEGRAM_TOKEN": f'"{TELEGRAM}"'}, "TELEGRAM_TOKEN: this is not"),
        ({"TELEGRAM_TOKEN": TELEGRAM.replace("1", "١")}, "TELEGRAM_TOKEN: this is not"),
        ({"DISCORD_TOKEN": f"Bot {DISCORD}"}, 'DISCORD_TOKEN: leave out the word "Bot"'),
        ({"DISCORD_TOKEN": DISCORD.replace(".", " ")}, "DISCORD_TOKEN: this is not a Discord"),
        ({"DISCORD_TOKEN": DISCORD.rpartition(".")[0]}, "DISCORD_TOKEN: this is not a Discord"),
        ({"DATABASE_URL": "mysql://me:hunter2@db/x"}, "DATABASE_URL: write sqlite:///"),
        ({"DATABASE_URL": "bot.db"}, "DATABASE_URL: write sqlite:///"),
        ({"DATABASE_URL": "postgresql://a:hunter2/@h/d", "DATA_KEY": KEY}, "DATABASE_URL: write"),
        ({"DATABASE_URL": "postgresql://a:h[2@h/d", "DATA_KEY": KEY}, "DATABASE_URL: write"),
        ({"DATABASE_URL": "sqlite://"}, "DATABASE_URL: SQLite needs a file"),
        ({"DATABASE_URL": "sqlite:///:memory:"}, "DATABASE_URL: SQLite needs a file"),
        ({"DATABASE_URL": "sqlite://bot.db"}, "DATABASE_URL: SQLite needs a file"),
        ({"DATABASE_URL": POSTGRES}, "DATA_KEY: PostgreSQL needs a key"),
        ({"DATA_KEY": f"{KEY}, short"}, "DATA_KEY: key 2 of 2 has less than 32 characters"),
        ({"DATA_KEY": " , "}, "DATA_KEY: there is no key in it"),
        ({"TELEGRAM_API_URL": "api.telegram.org"}, "TELEGRAM_API_URL: write an address"),
        ({"DISCORD_API_URL": "ftp://discord.com"}, "DISCORD_API_URL: write an address"),
        ({"DISCORD_API_URL": "https://"}, "DISCORD_API_URL: the address has no host"),
        ({"DISCORD_API_URL": "https://h:port"}, "DISCORD_API_URL: write an address"),
        ({"LOG_LEVEL": "verbose"}, "LOG_LEVEL: choose one of DEBUG, INFO"),
        ({"TELEGRAM_BOT_TOKEN": TELEGRAM}, "TELEGRAM_BOT_TOKEN: nothing is called that. Did"),
        ({"DISCORD_BOT_TOKEN": DISCORD}, "DISCORD_BOT_TOKEN: nothing is called that. Did you"),
        ({"telegram_token": TELEGRAM}, "telegram_token: nothing is called that. Did you mean TEL"),
        ({"DATABASE_URI": POSTGRES}, "DATABASE_URI: nothing is called that. Did you mean DATABASE"),
    ],
)
def test_bad_environments(environ: dict[str, str], line: str) -> None:
    (found,) = faults(environ)
    assert found.startswith(line)
    assert not any(secret in found for secret in SECRETS)


def test_everything_that_is_wrong_is_said_at_once() -> None:
    lines = faults(
        {
            "TELEGRAM_TOKEN": "1",
            "DISCORD_TOKEN": f"Bot {DISCORD}",
            "DATABASE_URL": "postgres://me:hunter2@db:x/bot",
            "DATA_KEYS": KEY,
            "TELEGRAM_API_URL": "x",
            "LOG_LEVEL": "y",
        }
    )
    assert [line.partition(":")[0] for line in lines] == [
        "DATA_KEYS",
        "DATA_KEY",
        "TELEGRAM_TOKEN",
        "DISCORD_TOKEN",
        "DATABASE_URL",
        "TELEGRAM_API_URL",
        "LOG_LEVEL",
    ]
    assert not any(secret in "".join(lines) for secret in SECRETS)


def test_no_chat_at_all_is_wrong_only_where_one_is_required() -> None:
    lines = faults({"LOG_LEVEL": "x"}, chat_required=True)
    assert "set TELEGRAM_TOKEN or DISCORD_TOKEN" in lines[0]
    assert "`optout-bot chat`" in lines[0]
    assert len(lines) == 2
    assert Settings.read({"DISCORD_TOKEN": DISCORD}, chat_required=True).discord_token


def test_no_secret_is_printed(tmp_path: Path) -> None:
    settings = Settings.read(
        {
            "TELEGRAM_TOKEN": TELEGRAM,
            "DISCORD_TOKEN": DISCORD,
            "DATABASE_URL": POSTGRES,
            "DATA_KEY": f"{KEY},{OLD_KEY}",
        }
    )
    printed = f"{settings} {settings!r} {data_keys(settings)!r}"
    assert not any(secret in printed for secret in SECRETS)


# --- what the disk says ---------------------------------------------------------------------------


def sqlite(path: Path, **more: str) -> Settings:
    return Settings.read({"DATABASE_URL": f"sqlite:///{path}", **more})


def disk_faults(path: Path, **more: str) -> tuple[str, ...]:
    return faults({"DATABASE_URL": f"sqlite:///{path}", **more})


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
    assert "has less than 32 characters" in lines[2]
    assert "hunter2" not in "".join(lines)


def test_a_key_beside_the_database_is_looked_at_with_the_rest(tmp_path: Path) -> None:
    file = tmp_path / "bot.db.key"
    file.write_text("hunter2")
    first, second = disk_faults(tmp_path / "bot.db", LOG_LEVEL="loud")
    assert first.startswith(f"{file}: key 1 of 1 has less than 32 characters")
    assert second.startswith("LOG_LEVEL: ")
    assert data_keys(sqlite(tmp_path / "bot.db", DATA_KEY=KEY)) == DataKeys((KEY,))


UNPRIVILEGED = """
import os, sys
from bot.settings import Misconfigured, Settings
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
        command, cwd=Path(__file__).parents[1], capture_output=True, text=True, check=True
    )
    tmp_path.chmod(0o755)
    (tmp_path / "closed").chmod(0o755)
    lines = done.stdout.splitlines()
    assert any(line.startswith(fault.format(tmp_path)) for line in lines), done.stdout


# --- keys -----------------------------------------------------------------------------------------


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
