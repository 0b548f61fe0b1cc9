"""Logs: one line a record, to the standard error, and no token in any of them.

What is logged may hold what a stranger made up. None of it forges a line or drives a terminal.
"""

from __future__ import annotations

import logging
import re
import sys
from typing import TextIO

LEAST = {
    "aiohttp": logging.WARNING,
    "aiosqlite": logging.WARNING,
    "alembic": logging.WARNING,
    "asyncio": logging.WARNING,
    # Whole payloads below WARNING; in warnings, the address of a channel or an interaction that is
    # rate limited, and that there are no guilds, which this bot does without.
    "discord": logging.WARNING,
    "discord.http": logging.ERROR,
    "discord.state": logging.ERROR,
    "discord.webhook": logging.ERROR,
    # Addresses, and Telegram's contain the bot's token.
    "httpcore": logging.WARNING,
    "httpx": logging.WARNING,
    "sqlalchemy": logging.WARNING,
    # Whole answers where they cannot be read. What matters of its errors is logged by the chat.
    "telegram": logging.CRITICAL + 1,
}
"""From which level on libraries are heard, whatever our own is."""

_SECRETS = (
    # Telegram's token, also where the colon is percent-encoded
    (re.compile(r"\d{5,}(?::|%3A)[A-Za-z0-9_-]{30,}", re.ASCII | re.IGNORECASE), "[token]"),
    # Discord's token
    (
        re.compile(r"[A-Za-z0-9_-]{18,}\.[A-Za-z0-9_-]{5,}\.[A-Za-z0-9_-]{25,}", re.ASCII),
        "[token]",
    ),
    # The token with which an interaction on Discord is answered
    (re.compile(r"(?<=/)((?:webhooks|interactions)/\d+/)[\w-]{20,}", re.ASCII), r"\1[token]"),
    # The user and the password in a database's address
    (re.compile(r"(?<=://)[^\s/@]+:[^\s/@]*@"), "[user]@"),
)


def is_signed(record: logging.LogRecord) -> bool:
    """Whether it comes from a logger with a name. discord.py tells ids to the one without, whose
    level is ours; nothing of ours speaks there."""
    return record.name != "root"


def visible(text: str) -> str:
    r"""The text with everything that is not to be seen written out, as `\n` or `\u2028`: controls,
    line and paragraph ends, marks that turn the direction round, lone surrogates."""
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode() for char in text
    )


def redact(text: str) -> str:
    """The text without anything that looks like a secret."""
    for pattern, instead in _SECRETS:
        text = pattern.sub(instead, text)
    return text


class Redacting(logging.Formatter):
    """The last line of defence: what leaves here holds no token, not even in a traceback, and begins
    a new line only for a new record. The lines of a traceback stand below it, further in."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802
        """The record on one line, whatever its message contains."""
        return visible(super().formatMessage(record))

    def format(self, record: logging.LogRecord) -> str:
        """The line, and below it the traceback if there is one."""
        first, *below = super().format(record).split("\n")
        return redact("\n".join((first, *(f"    {visible(each)}" for each in below))))


def set_up(level: str, stream: TextIO | None = None) -> None:
    """Log from this level on, to the standard error if no other stream is given."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(Redacting("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    handler.addFilter(is_signed)
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name, least in LEAST.items():
        logging.getLogger(name).setLevel(max(least, logging.getLogger().level))
