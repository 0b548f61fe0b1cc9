"""The logs: one line a record, and no secret in any of them."""

from __future__ import annotations

import io
import logging
import re
import sys
from collections.abc import Iterator

import pytest

from bot.chats.discord.connection import Connection
from bot.chats.telegram import TelegramChat
from bot.host.clock import now
from bot.host.logs import LEAST, Redacting, redact, set_up
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


UNSEEN = {
    "a line end": ("\n", r"\n"),
    "a carriage return": ("\r", r"\r"),
    "a tabulator": ("\t", r"\t"),
    "a null": ("\0", r"\x00"),
    "an escape": ("\x1b[31m", r"\x1b[31m"),
    "a file separator": ("\x1c", r"\x1c"),
    "a delete": ("\x7f", r"\x7f"),
    "a next line": ("\x85", r"\x85"),
    "a control sequence": ("\x9b31m", r"\x9b31m"),
    "a line separator": ("\u2028", r"\u2028"),
    "a paragraph separator": ("\u2029", r"\u2029"),
    "an override": ("\u202e", r"\u202e"),
    "an isolate": ("\u2066", r"\u2066"),
    "a lone surrogate": ("\ud800", r"\ud800"),
}


def formatted(message: str, **more: object) -> str:
    """A record as it is written. Logged it would be captured by pytest, which trips over surrogates."""
    record = {"name": "bot", "levelname": "ERROR", "msg": "%s", "args": (message,), **more}
    return Redacting("%(levelname)s %(name)s: %(message)s").format(logging.makeLogRecord(record))


@pytest.mark.parametrize(("char", "written_out"), UNSEEN.values(), ids=UNSEEN)
def test_a_record_is_one_line_and_all_of_it_is_seen(char: str, written_out: str) -> None:
    line = formatted(f"one{char}ERROR bot: forged")
    assert line == f"ERROR bot: one{written_out}ERROR bot: forged"


@pytest.mark.parametrize(("char", "written_out"), UNSEEN.values(), ids=UNSEEN)
def test_nothing_in_a_traceback_looks_like_a_record(char: str, written_out: str) -> None:
    try:
        try:
            raise ValueError(f"cause{char}ERROR bot: forged")
        except ValueError as cause:
            raise RuntimeError(f"error{char}ERROR bot: forged") from cause
    except RuntimeError:
        text = formatted("failed", exc_info=sys.exc_info(), stack_info=f"Stack:{char}forged")
    first, *below = text.split("\n")
    assert first == "ERROR bot: failed"
    assert all(line.startswith("    ") for line in below)
    assert len(below) == len("\n".join(below).splitlines())
    if char != "\n":
        assert char not in text
        assert f"    ValueError: cause{written_out}ERROR bot: forged" in below
        assert f"    RuntimeError: error{written_out}ERROR bot: forged" in below
        assert f"    Stack:{written_out}forged" in below


def test_a_record_is_one_line(log: io.StringIO) -> None:
    logging.getLogger("bot").warning("one\nINFO bot: forged\r")
    assert log.getvalue().count("\n") == 1
    assert log.getvalue().endswith(r" WARNING bot: one\nINFO bot: forged\r" + "\n")


def test_the_letters_of_all_languages_are_as_they_are(log: io.StringIO) -> None:
    logging.getLogger("bot").info("Ġganni · Ελένη · Тарас · 日本 · ✓")
    assert log.getvalue().endswith(" INFO bot: Ġganni · Ελένη · Тарас · 日本 · ✓\n")


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
