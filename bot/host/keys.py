"""Where the key to what is stored comes from: the settings, a file, or one made at first use."""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from bot.host.errors import Misconfigured
from bot.storage.seal import Seal

MAKE_A_KEY = "this makes one: openssl rand -hex 32"

SQLITE = ("", "-wal", "-shm")
"""What SQLite adds to the name of its file for those it lays beside it."""

FEWEST_CHARACTERS = 8
"""Different ones: a key made by a machine has more, and `aaaa…` is soon tried."""


@dataclass(frozen=True, slots=True)
class DataKeys:
    """The keys, the one that seals first; what to warn of, at each start for as long as it is so."""

    keys: tuple[str, ...] = field(repr=False)
    warnings: tuple[str, ...] = ()


def split_keys(text: str) -> tuple[str, ...]:
    """Keys written one after the other, with commas between them.

    Raises `ValueError`, which does not repeat them, when there is none or one is too short.
    """
    keys = tuple(key.strip() for key in text.split(",") if key.strip())
    if not keys:
        raise ValueError(f"there is no key in it; {MAKE_A_KEY}")
    for place, key in enumerate(keys, 1):
        try:
            Seal(key)
        except ValueError as error:
            raise ValueError(f"key {place} of {len(keys)}: {error}; {MAKE_A_KEY}") from None
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


def data_keys(given: str | None, file: Path | None, database: Path | None) -> DataKeys:
    """The keys as they were given, else those in the file, else in the one beside the SQLite database.

    The last is made when it is not there. Raises `Misconfigured` when it cannot be written, or a
    file changed since the settings were read.
    """
    news: Iterable[str] = ()
    if given:
        file = None
        keys = split_keys(given)
    elif file:
        keys = _read(file)
    elif database:
        file = key_beside(database)
        news = _news(file, database) if _made(file) else ()
        keys = _read(file)
    else:
        raise Misconfigured(["DATA_KEY: this database needs a key that is set."])
    unwise = (*_guessable(keys[0]), *_together(file, database), *_open(file, database))
    return DataKeys(keys, (*news, *unwise))


def _made(path: Path) -> bool:
    try:
        return not path.exists() and _make(path)
    except OSError as error:
        raise Misconfigured([f"{path}: no key can be written here: {error.strerror}."]) from None


def _read(path: Path) -> tuple[str, ...]:
    try:
        return keys_in(path)
    except ValueError as error:
        raise Misconfigured([f"{path}: {error}"]) from None


def _news(key: Path, database: Path) -> Iterable[str]:
    yield f"A key was made: {key.resolve()}"
    if database.exists():
        yield (
            f"{database} was there before this key. What an earlier key sealed, only that one opens."
        )


def _guessable(key: str) -> Iterable[str]:
    """Of the key that seals: once the bot has started, nothing is under another."""
    if len(set(key)) < FEWEST_CHARACTERS:
        yield (
            f"The key has only {len(set(key))} different characters and can be guessed. Put a new "
            f"one before it, start once, and drop the old one; {MAKE_A_KEY}"
        )


def _together(key: Path | None, database: Path | None) -> Iterable[str]:
    if key and database and key.resolve().parent == database.resolve().parent:
        yield (
            f"The key lies beside the database: whoever copies {key.resolve().parent} can read what "
            "is stored. Move it elsewhere and name it in DATA_KEY_FILE."
        )


def _open(key: Path | None, database: Path | None) -> Iterable[str]:
    """Files that others on this machine may read or change."""
    if os.name != "posix":
        return
    beside = [database.with_name(f"{database.name}{end}") for end in SQLITE] if database else []
    for what, path in [("the key", key), *(("the database", each) for each in beside)]:
        with suppress(FileNotFoundError):
            if path and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
                yield f"Others on this machine can reach {what}: chmod 600 {path.resolve()}"


def _make(path: Path) -> bool:
    """Write a new key, whole or not at all; False if somebody else was faster.

    Two processes may start at once, and either may die while it writes: so the file gets its name,
    which can be given only once, when it is complete.
    """
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(Seal.new_key() + "\n")
            file.flush()
            os.fsync(descriptor)
        os.link(draft, path)
    except FileExistsError:
        return False
    finally:
        draft.unlink()
    return True
