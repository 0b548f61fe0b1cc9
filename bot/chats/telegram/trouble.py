"""What an error of the Bot API means, and when to ask again.

The library's errors are told apart by class, and the order matters: `BadRequest` and `TimedOut` are
both a `NetworkError`. Their texts may hold the token or a chat's id, so they are never logged.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import TypeVar

import httpx
from telegram.error import (
    BadRequest,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.chats.telegram.read import NAME
from bot.chats.telegram.request import Unwell
from bot.service.ports import Away, Delivery, Gone, TokenRefused, TryAgain, Unsure

# Without this the library warns at every 429 and counts in plain seconds, as it will not do any
# more in its next major version. It looks each time it is asked.
os.environ.setdefault("PTB_TIMEDELTA", "true")

Result = TypeVar("Result")

NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
"""What happens before the first byte of a request has left."""
PATIENCE = timedelta(seconds=30)
"""Nobody waits longer for an answer to what they did; whoever gets none asks again."""
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=0.5), timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)
"""Whatever the server asks for, so often it is polled."""

GONE = (
    "bot was blocked by the user",
    "user is deactivated",
    "bot was kicked",
    "the group chat was deleted",
)
"""What Telegram says of a chat that is no more. `check_chat_access` and `fail_query_with_error` in
https://github.com/tdlib/telegram-bot-api/blob/master/telegram-bot-api/Client.cpp list its words."""
AWAY = (
    "chat not found",
    "user not found",
    "peer_id_invalid",
    "have no rights to send",
    "not enough rights",
    "need administrator rights",
    "chat_restricted",
    "chat_write_forbidden",
    "topic_closed",
    "message thread not found",
)
"""What it calls a bad request, and is a chat that it does not find now, or where others decide
whether the bot may write."""


def wait(error: Exception) -> timedelta:
    """How long the server wants us to wait before asking again."""
    if not isinstance(error, RetryAfter):
        return timedelta(0)
    after = error.retry_after
    after = after if isinstance(after, timedelta) else timedelta(seconds=after)
    return max(after, timedelta(0))


def is_undone(error: Exception) -> bool:
    """Whether the request was certainly not carried out: it did not leave, or was turned down."""
    unsent = isinstance(error, NetworkError) and isinstance(error.__cause__, NOT_SENT)
    return unsent or isinstance(error, Unwell)


def outcome(error: Exception) -> Delivery:
    """What has become of a message whose sending ended in this. What is our own fault is raised."""
    match error:
        case RetryAfter():
            return TryAgain(wait(error))
        case InvalidToken():
            return TryAgain()
        case Forbidden():
            return Gone() if _says(error, GONE) else Away()
        case BadRequest() if _says(error, AWAY):
            return Away()
        case BadRequest():
            raise error
        case NetworkError():
            return TryAgain() if is_undone(error) else Unsure()
        case _:
            raise error


def _says(error: TelegramError, phrases: Sequence[str]) -> bool:
    return any(each in error.message.lower() for each in phrases)


async def insist(
    call: Callable[[], Awaitable[Result]],
    *,
    repeatable: bool = False,
    patience: timedelta = PATIENCE,
    tries: int = 2,
) -> Result:
    """Call the Bot API, and again if the call certainly was not carried out.

    What the server asks to wait is waited, `patience` in all; other failures end it after so many
    `tries`. A `repeatable` call does no harm if it is carried out twice. Raises the last
    TelegramError.
    """
    pause = FIRST_PAUSE
    while True:
        try:
            return await call()
        except RetryAfter as error:
            # A moment is counted also where none is asked for, so that this ends.
            patience -= max(wait(error), FIRST_PAUSE)
            if patience < timedelta(0):
                raise
            await asyncio.sleep(wait(error).total_seconds())
        except BadRequest:
            raise
        except NetworkError as error:
            tries -= 1
            if not tries or not (repeatable or is_undone(error)):
                raise
            if isinstance(error, Unwell):
                await asyncio.sleep(pause.total_seconds())
                pause *= 2


async def persist(
    call: Callable[[], Awaitable[Result]], report: Callable[[Exception], None]
) -> Result:
    """Call the Bot API until it works, however long that takes; every failure is reported.

    Raises TokenRefused, as waiting does not help against that. An answer that the library cannot
    read is no reason to end: it would stop all the other chats too.
    """
    pause = FIRST_PAUSE
    while True:
        try:
            return await call()
        except InvalidToken:
            raise TokenRefused(NAME) from None  # the library's own error prints the token
        except TokenRefused:
            raise
        except Exception as error:
            report(error)
            rest = max(pause, min(wait(error), LONGEST_WAIT))
            await asyncio.sleep(rest.total_seconds())
            pause = min(2 * pause, LONGEST_PAUSE)
