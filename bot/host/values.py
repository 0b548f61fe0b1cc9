"""What makes the value of a setting a good one.

The text of each error follows the variable's name, and never repeats the value.
"""

from __future__ import annotations

import os
import re
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from pydantic import SecretStr

from bot.host.keys import keys_in, split_keys

LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")

_TELEGRAM = re.compile(r"\d+:[A-Za-z0-9_-]{30,}", re.ASCII)
_DISCORD = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+){2}", re.ASCII)
_MEMORY = ("", "/", "/:memory:")


def telegram_token(token: SecretStr) -> SecretStr:
    """A token as @BotFather gives it."""
    if not _TELEGRAM.fullmatch(token.get_secret_value()):
        raise ValueError(
            "this is not a Telegram token, which is digits, a colon and at least 30 letters and "
            "digits. Copy it again from @BotFather, without quotes."
        )
    return token


def discord_token(token: SecretStr) -> SecretStr:
    """A token as the Developer Portal gives it."""
    if token.get_secret_value().lower().startswith("bot "):
        raise ValueError('leave out the word "Bot" before the token.')
    if not _DISCORD.fullmatch(token.get_secret_value()):
        raise ValueError(
            "this is not a Discord token, which is three parts joined by dots. Copy it again from "
            'the page "Bot" in the Discord Developer Portal, without quotes.'
        )
    return token


def database(url: str) -> str:
    """The address of a database, whose file can be reached and written if it has one."""
    scheme, _, rest = url.partition("://")
    if scheme not in ("sqlite", "postgres", "postgresql") or not _is_address(url):
        raise ValueError(
            "write sqlite:///optout-bot.db or postgresql://user:password@host/database; in a "
            "password, what is not a letter or a digit is percent-encoded."
        )
    if scheme == "sqlite" and (rest in _MEMORY or not rest.startswith("/")):
        raise ValueError("SQLite needs a file: sqlite:///optout-bot.db, or sqlite:////var/lib/….")
    if file := file_of(url):
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


def keys(keys: SecretStr) -> SecretStr:
    """One key or several."""
    split_keys(keys.get_secret_value())
    return keys


def key_file(file: Path) -> Path:
    """A file with one key or several."""
    keys_in(file)
    return file


def http(url: str) -> str:
    """An address on the web, without the slash at its end."""
    if not url.startswith(("http://", "https://")) or not _is_address(url):
        raise ValueError("write an address that begins with https:// or http://.")
    if not urlsplit(url).hostname:
        raise ValueError("the address has no host.")
    return url.rstrip("/")


def level(name: str) -> str:
    """The name of a level, in capitals."""
    if name.upper() not in LEVELS:
        raise ValueError(f"choose one of {', '.join(LEVELS)}.")
    return name.upper()


def _is_address(url: str) -> bool:
    try:
        port = urlsplit(url).port
    except ValueError:  # brackets or a port that make no sense
        return False
    return port is None or port > 0


def is_here(url: str) -> bool:
    """Whether what is sent there never leaves the machine."""
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:  # a name; this one never leaves the machine (RFC 6761, section 6.3)
        return host == "localhost" or host.endswith(".localhost")


def file_of(url: str) -> Path | None:
    """The file of a database, if it is one."""
    scheme, _, path = url.partition(":///")
    return Path(path.partition("?")[0]) if scheme == "sqlite" else None
