"""Where the key to what is stored comes from: the settings, a file, or one made at first use."""

from __future__ import annotations

import os
import secrets
import stat
from dataclasses import dataclass, field
from pathlib import Path

from bot.settings import SHORTEST_KEY, Misconfigured, Settings, split_keys


@dataclass(frozen=True, slots=True)
class DataKeys:
    """The keys, the one that seals first; the file that was just made for them; what to warn of."""

    keys: tuple[str, ...] = field(repr=False)
    made: Path | None = None
    warnings: tuple[str, ...] = ()


def data_keys(settings: Settings) -> DataKeys:
    """The keys from `DATA_KEY`, else `DATA_KEY_FILE`, else the file beside the SQLite database.

    The last is made when it is not there. Raises `Misconfigured` when a file cannot be read or
    written or holds no good key.
    """
    if settings.data_key:
        return DataKeys(split_keys(settings.data_key.get_secret_value()))
    if settings.data_key_file:
        return _read(settings.data_key_file, "DATA_KEY_FILE")
    if settings.sqlite is None:
        raise Misconfigured(["DATA_KEY: this database needs a key that is set."])
    return _beside(settings.sqlite)


def _beside(database: Path) -> DataKeys:
    path = database.with_name(f"{database.name}.key")
    known = database.exists()
    try:
        made = not path.exists() and _make(path)
    except OSError as error:
        raise Misconfigured([f"{path}: no key can be written here: {error.strerror}."]) from None
    found = _read(path, str(path))
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
    return DataKeys(found.keys, path, (*warnings, *found.warnings))


def _read(path: Path, name: str) -> DataKeys:
    try:
        keys = split_keys(path.read_text("utf-8").replace("\n", ","))
        mode = path.stat().st_mode
    except UnicodeDecodeError:
        raise Misconfigured([f"{name}: the file is not text."]) from None
    except ValueError as error:
        raise Misconfigured([f"{name}: {error}"]) from None
    except OSError as error:
        raise Misconfigured([f"{name}: {path} cannot be read: {error.strerror}."]) from None
    if os.name == "posix" and mode & (stat.S_IRWXG | stat.S_IRWXO):
        return DataKeys(
            keys, warnings=(f"{name}: others on this machine can read it. chmod 600 {path}",)
        )
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
            file.write(secrets.token_urlsafe(SHORTEST_KEY) + "\n")
            file.flush()
            os.fsync(descriptor)
        os.link(draft, path)
    except FileExistsError:
        return False
    finally:
        draft.unlink()
    return True
