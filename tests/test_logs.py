"""The logs: one line a record, and no secret in any of them."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator

import pytest

from bot.chats.discord.connection import Connection
from bot.chats.telegram import TelegramChat
from bot.clock import now
from bot.logs import LEAST, redact, set_up
from bot.service.errors import described
from tests.logged import logging_at

TELEGRAM = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0"
DISCORD = "MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs-abcdef"
INTERACTION = "aW50ZXJhY3Rpb246MTIzNDU2Nzg5MDEyMzQ1Njc4"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What is logged at DEBUG."""
    with logging_at("DEBUG") as (written, _):
        yield written


@pytest.mark.parametrize(
    ("text", "redacted"),
    [
        (
            f"POST https://api.telegram.org/bot{TELEGRAM}/getMe",
            "POST https://api.telegram.org/bot[token]/getMe",
        ),
        (TELEGRAM.replace(":", "%3a"), "[token]"),
        (f"Authorization: Bot {DISCORD}", "Authorization: Bot [token]"),
        (f"/webhooks/123/{INTERACTION}?wait=1", "/webhooks/123/[token]?wait=1"),
        (f"/interactions/123/{INTERACTION}/callback", "/interactions/123/[token]/callback"),
        ("to postgresql://me:hunter2@db:5432/bot", "to postgresql://[user]@db:5432/bot"),
        ("bot.chats.telegram 10:30:00 https://discord.com/api/v10", None),
    ],
)
def test_secrets_are_recognised(text: str, redacted: str | None) -> None:
    assert redact(text) == (text if redacted is None else redacted)


def test_no_token_leaves_not_even_in_a_traceback(log: io.StringIO) -> None:
    logger = logging.getLogger("bot.chats")
    logger.info("for %s and %r", TELEGRAM, {"token": DISCORD})
    try:
        raise RuntimeError(f"401 for https://api.telegram.org/bot{TELEGRAM}/getMe")
    except RuntimeError:
        logger.exception("failed", stack_info=True)
    written = log.getvalue()
    assert "INFO bot.chats: for [token] and {'token': '[token]'}\n" in written
    assert "RuntimeError: 401 for https://api.telegram.org/bot[token]/getMe" in written
    assert TELEGRAM not in written
    assert DISCORD not in written


def test_a_record_is_one_line(log: io.StringIO) -> None:
    logging.getLogger("bot").warning("one\nINFO bot: forged\r")
    assert log.getvalue().count("\n") == 1
    assert log.getvalue().endswith(r" WARNING bot: one\nINFO bot: forged\r" + "\n")


@pytest.mark.parametrize(("name", "least"), LEAST.items())
def test_a_library_is_heard_from_its_own_level_on(log: io.StringIO, name: str, least: int) -> None:
    assert least >= logging.WARNING
    logging.getLogger(f"{name}.client").log(least - 1, "quiet")
    logging.getLogger(f"{name}.client").log(least, "loud")
    assert "quiet" not in log.getvalue()
    assert "loud" in log.getvalue()


def test_a_higher_level_holds_for_libraries_too(log: io.StringIO) -> None:
    set_up("ERROR", log)
    logging.getLogger("httpx").warning("quiet")
    assert log.getvalue() == ""


def test_what_a_library_tells_to_no_logger_is_dropped(log: io.StringIO) -> None:
    logging.getLogger().info("Unknown channel type 18 for channel ID 1234.")
    assert log.getvalue() == ""


async def test_a_chat_that_is_made_changes_no_level() -> None:
    def levels() -> list[int]:
        return [logging.getLogger(name).level for name in LEAST]

    before = levels()
    TelegramChat("1:x", "http://127.0.0.1/bot", {}, clock=now)
    async with Connection("http://127.0.0.1"):
        assert levels() == before


def test_an_error_is_described_without_its_words() -> None:
    try:
        try:
            raise ValueError("secret")
        except ValueError as cause:
            raise KeyError("secret") from cause
    except KeyError as error:
        told = described(error)
    assert re.fullmatch(r"KeyError from ValueError at test_logs\.py:\d+", told)
    assert described(OSError("secret")) == "OSError"


def test_the_code_that_a_platform_gave_an_error_belongs_to_it() -> None:
    class Refused(Exception):
        status, code = 400, 50035

    class Closed(Exception):
        code: int | str = 4004

    assert described(Refused("secret")) == "Refused (400, 50035)"
    assert described(Closed()) == "Closed (4004)"
    Closed.code = "secret"
    assert described(Closed()) == "Closed"
