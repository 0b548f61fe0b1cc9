"""The values in the environment: what is wrong is said at once, and no secret with it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from bot.host.settings import Settings
from tests.settings.environments import DISCORD, KEY, OLD_KEY, POSTGRES, SECRETS, TELEGRAM, faults


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
        ({"DATA_KEY": f"{KEY}, short"}, "DATA_KEY: key 2 of 2: a key has 32 bytes at least"),
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
    printed = f"{settings} {settings!r} {settings.data_keys()!r}"
    assert not any(secret in printed for secret in SECRETS)


# --- what goes in the clear -----------------------------------------------------------------------

LOCAL = (
    "http://127.0.0.1:8081/bot",
    "http://127.9.9.9/bot",
    "http://[::1]/bot",
    "http://localhost/b",
)


@pytest.mark.parametrize("url", [*LOCAL, "http://api.localhost/bot", "https://api.example/bot"])
def test_what_stays_on_this_machine_or_is_encrypted_needs_no_word(url: str) -> None:
    tokens = {"TELEGRAM_TOKEN": TELEGRAM, "DISCORD_TOKEN": DISCORD}
    urls = {"TELEGRAM_API_URL": url, "DISCORD_API_URL": url}
    assert Settings.read({**tokens, **urls}).in_the_clear == ()


@pytest.mark.parametrize("host", ["api.example", "10.0.0.7", "[fd00::7]", "localhost.example"])
def test_tokens_that_go_elsewhere_in_the_clear_are_warned_of(host: str) -> None:
    tokens = {"TELEGRAM_TOKEN": TELEGRAM, "DISCORD_TOKEN": DISCORD}
    url = f"http://me:hunter2@{host}:8081/bot"
    urls = {"TELEGRAM_API_URL": url, "DISCORD_API_URL": url}
    lines = Settings.read({**tokens, **urls}).in_the_clear
    for line, name in zip(lines, urls, strict=True):
        assert line.startswith(
            f"{name}: the token and all messages go to {host.strip('[]')} in the"
        )
        assert not any(secret in line for secret in SECRETS)
    assert Settings.read(urls).in_the_clear == ()
