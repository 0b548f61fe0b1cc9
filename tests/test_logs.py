"""The logs: one line a record, and no secret in any of them."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest

from bot.logs import TALKATIVE, redact, set_up

TELEGRAM = "123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw0"
DISCORD = "MTk4NjIyNDgzNDcxOTI1MjQ4.Cl2FMQ.ZnCjm1XVW7vRze4b7Cq4se7kKWs-abcdef"
INTERACTION = "aW50ZXJhY3Rpb246MTIzNDU2Nzg5MDEyMzQ1Njc4"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What is logged at DEBUG. Afterwards logging is as it was."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in TALKATIVE}
    root.handlers.clear()
    stream = io.StringIO()
    set_up("DEBUG", stream)
    yield stream
    root.handlers[:] = handlers
    root.setLevel(level)
    for name, former in levels.items():
        logging.getLogger(name).setLevel(former)


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


def test_libraries_are_heard_from_warning_on(log: io.StringIO) -> None:
    for name in TALKATIVE:
        logging.getLogger(f"{name}.client").info("quiet")
        logging.getLogger(f"{name}.client").warning("loud")
    assert "quiet" not in log.getvalue()
    assert log.getvalue().count("loud") == len(TALKATIVE)


def test_a_higher_level_holds_for_libraries_too(log: io.StringIO) -> None:
    set_up("ERROR", log)
    logging.getLogger("httpx").warning("quiet")
    assert log.getvalue() == ""
