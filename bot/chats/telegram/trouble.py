"""What an error of the Bot API means, and when to ask again.

The library's errors are told apart by class, and the order matters: `BadRequest` and `TimedOut` are
both a `NetworkError`. Their texts may hold the token or a chat's id, so they are never logged.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

import httpx
from telegram.error import BadRequest, Forbidden, InvalidToken, NetworkError, RetryAfter

from bot.chats.telegram.read import NAME
from bot.service.ports import Delivery, Gone, TokenRefused, TryAgain, Unsure

# Without this the library warns at every 429 and counts in plain seconds, as it will not do any
# more in its next major version. It looks each time it is asked.
os.environ.setdefault("PTB_TIMEDELTA", "true")

Result = TypeVar("Result")

NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)
"""What happens before the first byte of a request has left."""
PATIENCE = timedelta(seconds=30)
"""Nobody waits longer for an answer to what they did; whoever gets none asks again."""
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=0.5), timedelta(seconds=30)


def wait(error: Exception) -> timedelta:
    """How long the server wants us to wait before asking again."""
    if not isinstance(error, RetryAfter):
        return timedelta(0)
    after = error.retry_after
    return after if isinstance(after, timedelta) else timedelta(seconds=after)


def is_unsent(error: Exception) -> bool:
    """Whether the request certainly did not reach the server."""
    return isinstance(error, NetworkError) and isinstance(error.__cause__, NOT_SENT)


def outcome(error: Exception) -> Delivery:
    """What has become of a message whose sending ended in this. What is our own fault is raised."""
    match error:
        case RetryAfter():
            return TryAgain(wait(error))
        case InvalidToken():
            return TryAgain(TokenRefused.PAUSE)
        case Forbidden():
            # With a cause it is a page that was no JSON: a proxy in between, not Telegram.
            return Gone() if error.__cause__ is None else TryAgain(LONGEST_PAUSE)
        case BadRequest() if "chat not found" in error.message.lower():
            return Gone()
        case BadRequest():
            raise error
        case NetworkError():
            return TryAgain() if is_unsent(error) else Unsure()
        case _:
            raise error


async def insist(
    call: Callable[[], Awaitable[Result]],
    *,
    repeatable: bool = False,
    patience: timedelta = PATIENCE,
    tries: int = 2,
) -> Result:
    """Call the Bot API, and again if the call certainly was not carried out.

    A `repeatable` call does no harm if it is carried out twice. Raises the last TelegramError.
    """
    while True:
        tries -= 1
        try:
            return await call()
        except RetryAfter as error:
            if not tries or wait(error) > patience:
                raise
            await asyncio.sleep(wait(error).total_seconds())
        except BadRequest:
            raise
        except NetworkError as error:
            if not tries or not (repeatable or is_unsent(error)):
                raise


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
            await asyncio.sleep(max(pause, wait(error)).total_seconds())
            pause = min(2 * pause, LONGEST_PAUSE)
