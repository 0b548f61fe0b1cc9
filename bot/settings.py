"""What the environment says, checked once and as a whole, before anything connects."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
SHORTEST_KEY = 32
"""Bytes: a key is made by a machine, not by somebody who has to remember it."""

MAKE_A_KEY = "this makes one: openssl rand -hex 32"

_TELEGRAM = re.compile(r"\d+:[A-Za-z0-9_-]{30,}", re.ASCII)
_DISCORD = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+){2}", re.ASCII)
_MEMORY = ("", "/", "/:memory:")
_NO_CHAT = (
    "There is no chat to run: set TELEGRAM_TOKEN or DISCORD_TOKEN or both. Without either, "
    "`optout-bot chat` talks here in the terminal."
)
_NO_KEY = (
    "DATA_KEY: PostgreSQL needs a key that outlives this machine's disk. Set DATA_KEY or "
    f"DATA_KEY_FILE; {MAKE_A_KEY}"
)
_COSTLY_TO_MISS = ("TELEGRAM_TOKEN", "DISCORD_TOKEN", "DATABASE_URL", "DATA_KEY", "DATA_KEY_FILE")
_OTHER_NAMES = {
    "TELEGRAM_BOT_TOKEN": "TELEGRAM_TOKEN",
    "DISCORD_BOT_TOKEN": "DISCORD_TOKEN",
    "DB_URL": "DATABASE_URL",
}


class Misconfigured(ValueError):
    """Something is wrong with the settings. `lines` say what and how to mend it, one fault each."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines = tuple(lines)
        super().__init__("\n".join(self.lines))


# --- what makes a value a good one ----------------------------------------------------------------
# The text of each error follows the variable's name, and never repeats the value.


def _telegram_token(token: SecretStr) -> SecretStr:
    if not _TELEGRAM.fullmatch(token.get_secret_value()):
        raise ValueError(
            "this is not a Telegram token, which is digits, a colon and at least 30 letters and "
            "digits. Copy it again from @BotFather, without quotes."
        )
    return token


def _discord_token(token: SecretStr) -> SecretStr:
    if token.get_secret_value().lower().startswith("bot "):
        raise ValueError('leave out the word "Bot" before the token.')
    if not _DISCORD.fullmatch(token.get_secret_value()):
        raise ValueError(
            "this is not a Discord token, which is three parts joined by dots. Copy it again from "
            'the page "Bot" in the Discord Developer Portal, without quotes.'
        )
    return token


def _database(url: str) -> str:
    scheme, _, rest = url.partition("://")
    if scheme not in ("sqlite", "postgres", "postgresql") or not _is_address(url):
        raise ValueError(
            "write sqlite:///optout-bot.db or postgresql://user:password@host/database; in a "
            "password, what is not a letter or a digit is percent-encoded."
        )
    if scheme == "sqlite" and (rest in _MEMORY or not rest.startswith("/")):
        raise ValueError("SQLite needs a file: sqlite:///optout-bot.db, or sqlite:////var/lib/….")
    return url


def _keys(keys: SecretStr) -> SecretStr:
    split_keys(keys.get_secret_value())
    return keys


def _http(url: str) -> str:
    if not url.startswith(("http://", "https://")) or not _is_address(url):
        raise ValueError("write an address that begins with https:// or http://.")
    if not urlsplit(url).hostname:
        raise ValueError("the address has no host.")
    return url.rstrip("/")


def _level(name: str) -> str:
    if name.upper() not in LEVELS:
        raise ValueError(f"choose one of {', '.join(LEVELS)}.")
    return name.upper()


def _is_address(url: str) -> bool:
    try:
        port = urlsplit(url).port
    except ValueError:  # brackets or a port that make no sense
        return False
    return port is None or port > 0


def split_keys(text: str) -> tuple[str, ...]:
    """Keys written one after the other, with commas between them.

    Raises `ValueError`, which does not repeat them, when there is none or one is too short.
    """
    keys = tuple(key.strip() for key in text.split(",") if key.strip())
    if not keys:
        raise ValueError(f"there is no key in it; {MAKE_A_KEY}")
    for place, key in enumerate(keys, 1):
        if len(key.encode()) < SHORTEST_KEY:
            raise ValueError(
                f"key {place} of {len(keys)} has less than {SHORTEST_KEY} characters; {MAKE_A_KEY}"
            )
    return keys


# --- the settings ---------------------------------------------------------------------------------

Address = Annotated[str, AfterValidator(_http)]


class Settings(BaseSettings):
    """What can be set, each field by the environment variable of its name in capitals."""

    model_config = SettingsConfigDict(
        frozen=True, extra="forbid", hide_input_in_errors=True, use_attribute_docstrings=True
    )

    telegram_token: Annotated[SecretStr, AfterValidator(_telegram_token)] | None = None
    """The bot's token from @BotFather. Without it, the bot is not on Telegram."""

    discord_token: Annotated[SecretStr, AfterValidator(_discord_token)] | None = None
    """The bot's token from the Discord Developer Portal. Without it, the bot is not on Discord."""

    database_url: Annotated[str, AfterValidator(_database), Field(repr=False)] = (
        "sqlite:///optout-bot.db"
    )
    """Where follow-ups are remembered: a file for SQLite, or `postgresql://…`."""

    data_key: Annotated[SecretStr, AfterValidator(_keys)] | None = None
    """The key to what is stored. Of several, with commas between, the first one seals and the
    others still open."""

    data_key_file: Path | None = None
    """The file that holds the same. Without either, a key is made beside the SQLite file."""

    telegram_api_url: Address = "https://api.telegram.org/bot"
    """Where Telegram's Bot API is, for a server or a proxy of your own."""

    discord_api_url: Address = "https://discord.com/api/v10"
    """Where Discord's API is; the gateway's address comes from there."""

    log_level: Annotated[str, AfterValidator(_level)] = "INFO"
    """How much is logged: DEBUG, INFO, WARNING, ERROR or CRITICAL."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Nothing but what `read` was given: no file, and no look at the process's environment."""
        return (init_settings,)

    @classmethod
    def read(cls, environ: Mapping[str, str], *, chat_required: bool = False) -> Self:
        """The settings in these environment variables; an empty one counts as not set.

        Raises `Misconfigured` with everything that is wrong. With `chat_required` that includes
        having no token at all.
        """
        given = {
            name: value.strip()
            for name, value in environ.items()
            if value.strip() and name.lower() in cls.model_fields and name.isupper()
        }
        faults = list(_misnamed(environ, given))
        if chat_required and not given.keys() & {"TELEGRAM_TOKEN", "DISCORD_TOKEN"}:
            faults.append(_NO_CHAT)
        if given.get("DATABASE_URL", "").startswith("postgres") and not given.keys() & {
            "DATA_KEY",
            "DATA_KEY_FILE",
        }:
            faults.append(_NO_KEY)
        try:
            settings = cls.model_validate({name.lower(): each for name, each in given.items()})
        except ValidationError as error:
            faults += [
                f"{str(each['loc'][0]).upper()}: {each['ctx']['error']}" for each in error.errors()
            ]
        # Outside the `except`, so that pydantic's error with the values in it is left behind.
        if faults:
            raise Misconfigured(faults)
        return settings

    @property
    def chats(self) -> tuple[str, ...]:
        """The names of the chats that have a token."""
        tokens = {"telegram": self.telegram_token, "discord": self.discord_token}
        return tuple(name for name, token in tokens.items() if token)

    @property
    def sqlite(self) -> Path | None:
        """The file of the database, if it is one."""
        scheme, _, path = self.database_url.partition(":///")
        return Path(path.partition("?")[0]) if scheme == "sqlite" else None

    def check(self) -> None:
        """Look at what the settings name on this machine's disk; `Misconfigured` if it won't do."""
        faults = [*_file_faults(self.sqlite), *_key_file_faults(self)]
        if faults:
            raise Misconfigured(faults)


def _misnamed(environ: Mapping[str, str], given: Mapping[str, str]) -> Iterator[str]:
    """Variables nobody reads, where one that resembles them is missing and costly to miss."""
    missing = [name for name in _COSTLY_TO_MISS if name not in given]
    for name in sorted(environ):
        if not environ[name].strip() or (name.lower() in Settings.model_fields and name.isupper()):
            continue
        meant = _OTHER_NAMES.get(name) or next(
            iter(get_close_matches(name.upper(), missing, 1, 0.88)), None
        )
        if meant in missing:
            yield f"{name}: nothing is called that. Did you mean {meant}?"


def _file_faults(database: Path | None) -> Iterator[str]:
    if database is None:
        return
    folder = database.parent
    if not folder.is_dir():
        yield f"DATABASE_URL: there is no folder {folder.resolve()}. Make it, or name another."
    elif not os.access(folder, os.W_OK | os.X_OK):
        yield f"DATABASE_URL: nothing can be written into {folder.resolve()}, where SQLite must."
    elif database.is_dir():
        yield f"DATABASE_URL: {database.resolve()} is a folder. Name a file in it."
    elif database.exists() and not os.access(database, os.R_OK | os.W_OK):
        yield f"DATABASE_URL: the file {database.resolve()} cannot be read and written by me."


def _key_file_faults(settings: Settings) -> Iterator[str]:
    """A file that is not read because `DATA_KEY` is set may be what it likes."""
    file = settings.data_key_file
    if settings.data_key or file is None:
        return
    if not file.is_file():
        yield f"DATA_KEY_FILE: there is no file {file.resolve()}."
    elif not os.access(file, os.R_OK):
        yield f"DATA_KEY_FILE: {file.resolve()} cannot be read by me."
