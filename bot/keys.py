"""Where the key to what is stored comes from: the settings, a file, or one made at first use."""

from __future__ import annotations

import os
import secrets
import stat
from dataclasses import dataclass, field
from pathlib import Path

from bot.settings import Misconfigured, Settings, key_beside, keys_in, split_keys
from bot.storage.seal import Seal


@dataclass(frozen=True, slots=True)
class DataKeys:
    """The keys, the one that seals first; what to warn of."""

    keys: tuple[str, ...] = field(repr=False)
    warnings: tuple[str, ...] = ()


def data_keys(settings: Settings) -> DataKeys:
    """The keys from `DATA_KEY`, else `DATA_KEY_FILE`, else the file beside the SQLite database.

    The last is made when it is not there. Raises `Misconfigured` when it cannot be written, or a
    file changed since the settings were read.
    """
    if settings.data_key:
        return DataKeys(split_keys(settings.data_key.get_secret_value()))
    if settings.data_key_file:
        return _read(settings.data_key_file)
    if settings.sqlite is None:
        raise Misconfigured(["DATA_KEY: this database needs a key that is set."])
    return _beside(settings.sqlite)


def _beside(database: Path) -> DataKeys:
    path = key_beside(database)
    known = database.exists()
    try:
        made = not path.exists() and _make(path)
    except OSError as error:
        raise Misconfigured([f"{path}: no key can be written here: {error.strerror}."]) from None
    found = _read(path)
    if not made:
        return found
    warnings = [
        f"A key was made: {path.resolve()}. Whoever has it and the database can read both: move it "
        "elsewhere and name it in DATA_KEY_FILE."
    ]
    if known:
        warnings.append(
            f"{database} was there before this key. What an earlier key sealed, only that one opens."
        )
    return DataKeys(found.keys, (*warnings, *found.warnings))


def _read(path: Path) -> DataKeys:
    try:
        keys = keys_in(path)
    except ValueError as error:
        raise Misconfigured([f"{path}: {error}"]) from None
    if os.name == "posix" and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        return DataKeys(keys, (f"Others on this machine can read the key: chmod 600 {path}",))
    return DataKeys(keys)


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
