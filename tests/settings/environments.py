"""Environments to read the settings from, and what is found wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.host.errors import Misconfigured
from bot.host.settings import Settings

TELEGRAM = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0"
DISCORD = "MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs-abcdef"
KEY, OLD_KEY = "2f5c9a7e" * 8, "8b1d6e40" * 8
POSTGRES = "postgresql://me:hunter2@db.example:5432/bot"
SECRETS = (TELEGRAM, TELEGRAM.partition(":")[2], DISCORD, KEY, OLD_KEY, "hunter2")


def faults(environ: dict[str, str], *, chat_required: bool = False) -> tuple[str, ...]:
    with pytest.raises(Misconfigured) as caught:
        Settings.read(environ, chat_required=chat_required)
    assert caught.value.__context__ is None
    assert str(caught.value) == "\n".join(caught.value.lines)
    return caught.value.lines


def sqlite(path: Path, **more: str) -> Settings:
    return Settings.read({"DATABASE_URL": f"sqlite:///{path}", **more})


def disk_faults(path: Path, **more: str) -> tuple[str, ...]:
    return faults({"DATABASE_URL": f"sqlite:///{path}", **more})
