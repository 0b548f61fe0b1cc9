"""Sends to direct messages, and tells what became of it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from datetime import timedelta
from hashlib import blake2b
from typing import Any

import aiohttp
import discord

from bot.chats.discord.draw import Drawing
from bot.chats.discord.wire import Wire, asked_for, is_page, retry_after, watched
from bot.core.messages import Address
from bot.service.errors import described
from bot.service.pace import Pace
from bot.service.ports import Away, Delivered, Delivery, Gone, TryAgain, Unsure

log = logging.getLogger(__name__)

_UNKNOWN_USER = 10013
_UNKNOWN_CHANNEL = 10003
_TOO_FAST = 40003
_MISSING_ACCESS = 50001
_CANNOT_SEND_TO_USER = 50007
_INVALID_RECIPIENT = 50033
_NO_MUTUAL_SERVER = 50278

_AWAY = (
    _UNKNOWN_CHANNEL,
    _MISSING_ACCESS,
    _CANNOT_SEND_TO_USER,
    _INVALID_RECIPIENT,
    _NO_MUTUAL_SERVER,
)
"""Nobody is reached there now
(https://docs.discord.com/developers/topics/opcodes-and-status-codes#json-json-error-codes). None of
these is a farewell: Discord has but one word for who has blocked the bot, who has closed their direct
messages, and who has left the last server that they shared with it. No other 403 is among them: one
that is about the bot is nobody else's absence."""

_TOO_FAST_PAUSE = timedelta(minutes=10)
"""After "you are opening direct messages too fast", which comes without a time to wait."""

NOT_SENT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError)
"""There was no connection: the request cannot have been carried out."""

LOST = (aiohttp.ClientError, OSError, TimeoutError)
"""The connection broke: the request may or may not have been carried out."""

UNREADABLE = (ValueError, TypeError, LookupError, AttributeError)
"""What the library raises at an answer that it cannot read."""


async def deliver(
    client: discord.Client,
    to: Address,
    drawings: Sequence[Drawing],
    key: str,
    within: timedelta,
    pace: Pace,
) -> Delivery:
    """Write to somebody's direct messages, within this time, at this pace of requests.

    Raises what is nobody's fault but ours: `discord.HTTPException` for a request that Discord does
    not take.
    """
    opened = False
    with watched() as wire:
        try:
            async with asyncio.timeout(within.total_seconds()):
                await pace.turn()
                channel = await _direct_messages(client, to)
                opened = True
                for number, drawing in enumerate(drawings):
                    await pace.turn()
                    await _hand_over(wire, channel, drawing, nonce(to.id, key, number))
        except discord.RateLimited as error:
            return TryAgain(asked_for(error))
        except discord.HTTPException as error:
            return _refused(error)
        except NOT_SENT:
            return TryAgain()
        except TimeoutError:
            return Unsure() if opened and wire.owed else TryAgain(wire.rest())
        except LOST:
            return Unsure() if opened else TryAgain()
        except RuntimeError:  # aiohttp's word for a connection that was closed before
            return TryAgain()
        except UNREADABLE as error:
            log.error("an answer to a delivery cannot be read: %s", described(error))
            return TryAgain(wire.rest())
    return Delivered()


async def _direct_messages(client: discord.Client, to: Address) -> discord.PartialMessageable:
    """Somebody's direct messages, opened anew: a channel that the library has kept may have become
    one where the bot has nothing to say, and opening it again mends that."""
    found = await client.http.start_private_message(int(to.id))
    return client.get_partial_messageable(int(found["id"]), type=discord.ChannelType.private)


async def _hand_over(
    wire: Wire, channel: discord.abc.Messageable, drawing: Drawing, nonce: str
) -> None:
    """Send it. What Discord has confirmed is there, also if the library stumbles over the rest."""
    wire.sent(owed=False)
    try:
        await send(channel, drawing, nonce=nonce)
    except UNREADABLE:
        if not wire.confirmed:
            raise


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
    if error.code == _UNKNOWN_USER:
        return Gone()
    if error.code in _AWAY:
        return Away()
    if error.code == _TOO_FAST:
        return TryAgain(retry_after(error.response.headers) or _TOO_FAST_PAUSE)
    if error.status == 429:
        return TryAgain(asked_for(error))
    if error.status == 401 or error.status >= 500 or is_page(error.response.headers):
        return TryAgain()
    raise error
