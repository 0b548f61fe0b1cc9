"""What is unwise about the settings is said at every start, and to nobody in the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.__main__ import MISCONFIGURED, main
from tests.logged import logging_at
from tests.processes import bot, running
from tests.settings.environments import DISCORD
from tests.stand_ins.telegram.server import TelegramServer


async def test_each_start_says_it_until_it_is_mended(tmp_path: Path) -> None:
    (tmp_path / "safe").mkdir()
    key = tmp_path / "optout-bot.db.key"
    unwise = f"The key lies beside the database: whoever copies {tmp_path} can read"
    async with TelegramServer() as telegram:
        settings = {"TELEGRAM_TOKEN": telegram.token, "TELEGRAM_API_URL": telegram.url}
        for made in (True, False):
            async with running(tmp_path, settings) as process:
                assert unwise in process.log
                assert ("A key was made" in process.log) == made
                assert "in the clear" not in process.log
                assert await process.stops() == 0
        moved = key.rename(tmp_path / "safe" / "key")
        async with running(tmp_path, {**settings, "DATA_KEY_FILE": str(moved)}) as process:
            assert "WARNING" not in process.log
            assert await process.stops() == 0


async def test_the_terminal_is_quiet_about_it(tmp_path: Path) -> None:
    for _ in range(2):
        status, _, errors = await bot(tmp_path, "chat", "--language", "en", typed="/about\n")
        assert (status, errors) == (0, "")


def test_a_token_in_the_clear_is_warned_of_before_it_is_sent(
    capsys: pytest.CaptureFixture[str],
) -> None:
    # An address that is not known as this machine's own, and yet no other's.
    environ = {"DISCORD_TOKEN": DISCORD, "DISCORD_API_URL": "http://0.0.0.0:9/api/v10"}
    with logging_at("INFO"):
        assert main(["publish"], environ) == MISCONFIGURED
    warning, error = capsys.readouterr().err.splitlines()
    assert "DISCORD_API_URL: the token and all messages go to 0.0.0.0 in the clear" in warning
    assert error.startswith("Discord cannot be reached")
