"""How the stand-in's own tests ask it, and expect to be refused."""

import re
from typing import Any

import aiohttp
import pytest
from telegram import error as errors

from tests.stand_ins.telegram.rules import JSON
from tests.stand_ins.telegram.server import TOKEN, TelegramServer


async def post(server: TelegramServer, method: str, **how: Any) -> tuple[int, JSON]:
    """A request without a library between."""
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{server.url}{TOKEN}/{method}", **how) as response,
    ):
        return response.status, await response.json()


def refused(
    words: str, error: type[errors.TelegramError] = errors.BadRequest
) -> pytest.RaisesExc[errors.TelegramError]:
    """Expect Telegram's words, the first letter of which the library makes a capital."""
    return pytest.raises(error, match=f"(?i){re.escape(words)}")
