"""Sends to direct messages, and tells what became of it."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from hashlib import blake2b
from typing import Any

import aiohttp
import discord

from bot.chats.discord.draw import Drawing
from bot.core.messages import Address
from bot.service.ports import Delivered, Delivery, Gone, TokenRefused, TryAgain, Unsure

SEND_TIME = timedelta(seconds=10)
"""How long one delivery may take, the library's own patience with rate limits and 5xx included."""

_UNKNOWN_USER = 10013
_TOO_FAST = 40003
_MISSING_ACCESS = 50001
_CANNOT_SEND_TO_USER = 50007
_INVALID_RECIPIENT = 50033
_NO_MUTUAL_SERVER = 50278

_GONE = frozenset(
    (
        _UNKNOWN_USER,
        _MISSING_ACCESS,
        _CANNOT_SEND_TO_USER,
        _INVALID_RECIPIENT,
        _NO_MUTUAL_SERVER,
    )
)
"""Nobody is reached there
(https://docs.discord.com/developers/topics/opcodes-and-status-codes#json-json-error-codes).
No other 403 is among them: one that is about the bot must not look like everybody's farewell."""

_TOO_FAST_PAUSE = timedelta(minutes=10)
"""After "you are opening direct messages too fast", which comes without a time to wait."""

NOT_SENT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)
"""There was no connection: the request cannot have been carried out."""

LOST = (aiohttp.ClientError, OSError, TimeoutError)
"""The connection broke: the request may or may not have been carried out."""


async def deliver(
    client: discord.Client, to: Address, drawings: Sequence[Drawing], key: str
) -> Delivery:
    """Write to somebody's direct messages, opening them if need be.

    Raises what is nobody's fault but ours: `discord.HTTPException` for a request that Discord does
    not take.
    """
    sending = False
    try:
        async with asyncio.timeout(SEND_TIME.total_seconds()):
            channel = await client.create_dm(discord.Object(int(to.id)))
            sending = True
            for number, drawing in enumerate(drawings):
                await send(channel, drawing, nonce=nonce(to.id, key, number))
    except discord.RateLimited as error:
        return TryAgain(timedelta(seconds=error.retry_after))
    except discord.HTTPException as error:
        return _refused(error)
    except NOT_SENT:
        return TryAgain()
    except LOST:
        return Unsure() if sending else TryAgain()
    return Delivered()


async def send(
    channel: discord.abc.Messageable,
    drawing: Drawing,
    *,
    nonce: str,
    reply_to: discord.Message | None = None,
) -> None:
    """Send one message; within minutes the same nonce sends nothing new. A reply pings nobody."""
    parts: dict[str, Any] = {"files": drawing.files(), "nonce": nonce, "suppress_embeds": True}
    if view := drawing.view():
        parts["view"] = view
    if reply_to:
        parts["reference"] = reply_to.to_reference(fail_if_not_exists=False)
        parts["mention_author"] = False
    await channel.send(drawing.content, **parts)


def nonce(*parts: object) -> str:
    """A nonce of 24 characters; Discord takes 25.

    The recipient belongs among the parts: Discord compares a nonce with all that the bot has sent
    within a few minutes, to whomever
    (https://docs.discord.com/developers/resources/message#create-message).
    """
    return blake2b(repr(parts).encode(), digest_size=12).hexdigest()


def _refused(error: discord.HTTPException) -> Delivery:
    if error.code in _GONE:
        return Gone()
    if error.code == _TOO_FAST:
        return TryAgain(_TOO_FAST_PAUSE)
    if error.status == 401:
        return TryAgain(TokenRefused.PAUSE)
    if error.status == 429:
        return TryAgain(_retry_after(error))
    if error.status >= 500:
        return TryAgain()
    raise error


def _retry_after(error: discord.HTTPException) -> timedelta:
    """How long to wait, by the header that also Discord's proxy sets; 0 if it does not say."""
    try:
        return timedelta(seconds=max(0.0, float(error.response.headers.get("Retry-After", ""))))
    except ValueError:
        return timedelta(0)
