"""What the environment says and what it names on the disk, checked once, as a whole, at first."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError

from bot.host import values
from bot.host.errors import Misconfigured
from bot.host.keys import MAKE_A_KEY, DataKeys, data_keys, key_beside, keys_in

_DATABASE = "sqlite:///optout-bot.db"
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


class Settings(BaseModel):
    """What can be set, each field by the environment variable of its name in capitals."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True, validate_default=True)

    telegram_token: Annotated[SecretStr, AfterValidator(values.telegram_token)] | None = None
    """The bot's token from @BotFather. Without it, the bot is not on Telegram."""

    discord_token: Annotated[SecretStr, AfterValidator(values.discord_token)] | None = None
    """The bot's token from the Discord Developer Portal. Without it, the bot is not on Discord."""

    database_url: Annotated[str, AfterValidator(values.database), Field(repr=False)] = _DATABASE
    """Where follow-ups are remembered: a file for SQLite, or `postgresql://…`."""

    data_key: Annotated[SecretStr, AfterValidator(values.keys)] | None = None
    """The key to what is stored. Of several, with commas between, the first one seals and the
    others still open."""

    data_key_file: Annotated[Path, AfterValidator(values.key_file)] | None = None
    """The file that holds the same. Without either, a key is made beside the SQLite file."""

    telegram_api_url: Annotated[str, AfterValidator(values.http)] = "https://api.telegram.org/bot"
    """Where Telegram's Bot API is, for a server or a proxy of your own."""

    discord_api_url: Annotated[str, AfterValidator(values.http)] = "https://discord.com/api/v10"
    """Where Discord's API is; the gateway's address comes from there."""

    log_level: Annotated[str, AfterValidator(values.level)] = "INFO"
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
        return values.file_of(self.database_url)

    def data_keys(self) -> DataKeys:
        """The keys to what is stored, as `bot.host.keys.data_keys` finds them, or raises."""
        given = self.data_key.get_secret_value() if self.data_key else None
        return data_keys(given, self.data_key_file, self.sqlite)

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
            if token and url.startswith("http://") and not values.is_here(url)
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
    elif (database := values.file_of(url)) and os.access(key_beside(database), os.F_OK):
        try:
            keys_in(key_beside(database))
        except ValueError as error:
            yield f"{key_beside(database)}: {error}"
