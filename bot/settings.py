"""What the environment says and what it names on the disk, checked once, as a whole, at first."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError

from bot.storage.seal import SHORTEST_KEY

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
MAKE_A_KEY = "this makes one: openssl rand -hex 32"

_DATABASE = "sqlite:///optout-bot.db"
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
    if file := _file_of(url):
        try:
            _writable(file)
        except OSError as error:
            raise ValueError(f"{file} cannot be reached: {error.strerror}.") from None
    return url


def _writable(database: Path) -> None:
    folder = database.parent
    if not folder.is_dir():
        raise ValueError(f"there is no folder {folder.resolve()}. Make it, or name another.")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise ValueError(f"nothing can be written into {folder.resolve()}, where SQLite must.")
    if database.is_dir():
        raise ValueError(f"{database.resolve()} is a folder. Name a file in it.")
    if database.exists() and not os.access(database, os.R_OK | os.W_OK):
        raise ValueError(f"the file {database.resolve()} cannot be read and written by me.")


def _keys(keys: SecretStr) -> SecretStr:
    split_keys(keys.get_secret_value())
    return keys


def _key_file(file: Path) -> Path:
    keys_in(file)
    return file


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


def _is_here(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:  # a name; this one never leaves the machine (RFC 6761, section 6.3)
        return host == "localhost" or host.endswith(".localhost")


def _file_of(url: str) -> Path | None:
    scheme, _, path = url.partition(":///")
    return Path(path.partition("?")[0]) if scheme == "sqlite" else None


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


def keys_in(file: Path) -> tuple[str, ...]:
    """The keys in a file, with commas or line ends between. Raises `ValueError` as `split_keys`."""
    try:
        if not file.is_file():
            raise ValueError(f"there is no file {file.resolve()}.")
        return split_keys(file.read_text("utf-8").replace("\n", ","))
    except UnicodeDecodeError:
        raise ValueError("the file is not text.") from None
    except OSError as error:
        raise ValueError(f"{file.resolve()} cannot be read: {error.strerror}.") from None


def key_beside(database: Path) -> Path:
    """The file for a key that nobody set."""
    return database.parent / f"{database.name}.key"


# --- the settings ---------------------------------------------------------------------------------


class Settings(BaseModel):
    """What can be set, each field by the environment variable of its name in capitals."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True, validate_default=True)

    telegram_token: Annotated[SecretStr, AfterValidator(_telegram_token)] | None = None
    """The bot's token from @BotFather. Without it, the bot is not on Telegram."""

    discord_token: Annotated[SecretStr, AfterValidator(_discord_token)] | None = None
    """The bot's token from the Discord Developer Portal. Without it, the bot is not on Discord."""

    database_url: Annotated[str, AfterValidator(_database), Field(repr=False)] = _DATABASE
    """Where follow-ups are remembered: a file for SQLite, or `postgresql://…`."""

    data_key: Annotated[SecretStr, AfterValidator(_keys)] | None = None
    """The key to what is stored. Of several, with commas between, the first one seals and the
    others still open."""

    data_key_file: Annotated[Path, AfterValidator(_key_file)] | None = None
    """The file that holds the same. Without either, a key is made beside the SQLite file."""

    telegram_api_url: Annotated[str, AfterValidator(_http)] = "https://api.telegram.org/bot"
    """Where Telegram's Bot API is, for a server or a proxy of your own."""

    discord_api_url: Annotated[str, AfterValidator(_http)] = "https://discord.com/api/v10"
    """Where Discord's API is; the gateway's address comes from there."""

    log_level: Annotated[str, AfterValidator(_level)] = "INFO"
    """How much is logged: DEBUG, INFO, WARNING, ERROR or CRITICAL."""

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
        faults += _keyless(given)
        if "DATA_KEY" in given:  # Then the file may be what it likes.
            given.pop("DATA_KEY_FILE", None)
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
    def sqlite(self) -> Path | None:
        """The file of the database, if it is one."""
        return _file_of(self.database_url)

    @property
    def in_the_clear(self) -> tuple[str, ...]:
        """What to warn of: tokens and messages that anybody on the way can read."""
        reached = {
            "TELEGRAM_API_URL": (self.telegram_token, self.telegram_api_url),
            "DISCORD_API_URL": (self.discord_token, self.discord_api_url),
        }
        return tuple(
            f"{name}: the token and all messages go to {urlsplit(url).hostname} in the clear: let it "
            "be reached by https://."
            for name, (token, url) in reached.items()
            if token and url.startswith("http://") and not _is_here(url)
        )


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


def _keyless(given: Mapping[str, str]) -> Iterator[str]:
    """Where no key is set, there is one beside the SQLite file, or will be."""
    if given.keys() & {"DATA_KEY", "DATA_KEY_FILE"}:
        return
    url = given.get("DATABASE_URL", _DATABASE)
    if url.startswith("postgres"):
        yield _NO_KEY
    elif (database := _file_of(url)) and os.access(key_beside(database), os.F_OK):
        try:
            keys_in(key_beside(database))
        except ValueError as error:
            yield f"{key_beside(database)}: {error}"
