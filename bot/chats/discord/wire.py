"""How far a request to Discord has come, which the library tells nobody who stops waiting for it.

It sends a request again by itself after a 429 or a 5xx. Whoever is out of patience meanwhile has to
know whether an answer is owed (then it may have been carried out) or has come (then it was not).
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import timedelta
from types import SimpleNamespace

import aiohttp
import discord

LONGEST_WAIT = timedelta(days=1)
"""More than anybody is to be asked to wait for."""


class Wire:
    """The last request of a block."""

    def __init__(self) -> None:
        self.owed = False
        """Whether a request is out and its answer has not, or not wholly, come."""
        self._answer: aiohttp.ClientResponse | None = None
        self._since = 0.0

    def sent(self, *, owed: bool = True) -> None:
        """A request goes out, or, if nothing is `owed` for it yet, is about to."""
        self.owed = owed
        self._answer = None

    def answered(self, answer: aiohttp.ClientResponse) -> None:
        """Its answer begins to come in."""
        self._answer = answer
        self._since = asyncio.get_running_loop().time()

    def heard(self) -> None:
        """Its answer is there."""
        self.owed = False

    @property
    def confirmed(self) -> bool:
        """Whether the answer says that the request was carried out, whatever else it says."""
        return bool(self._answer and self._answer.ok and not is_page(self._answer.headers))

    def rest(self) -> timedelta:
        """What is left of the time that the last answer asks for; 0 if it asks for none."""
        if self._answer is None:
            return timedelta(0)
        gone = asyncio.get_running_loop().time() - self._since
        return pause(retry_after(self._answer.headers).total_seconds() - gone)


_watched: ContextVar[Wire | None] = ContextVar("_watched", default=None)


@contextmanager
def watched() -> Iterator[Wire]:
    """Tells of the requests that this task makes in the block."""
    wire = Wire()
    token = _watched.set(wire)
    try:
        yield wire
    finally:
        _watched.reset(token)


def watching() -> Wire | None:
    """What is told of this task's requests, if they are watched."""
    return _watched.get()


def trace() -> aiohttp.TraceConfig:
    """What a client needs for its requests to be `watched`."""
    config = aiohttp.TraceConfig()
    config.on_request_headers_sent.append(_sent)
    config.on_request_end.append(_answered)
    config.on_response_chunk_received.append(_heard)
    return config


async def _sent(
    _: aiohttp.ClientSession, __: SimpleNamespace, ___: aiohttp.TraceRequestHeadersSentParams
) -> None:
    if wire := watching():
        wire.sent()


async def _answered(
    _: aiohttp.ClientSession, __: SimpleNamespace, told: aiohttp.TraceRequestEndParams
) -> None:
    if wire := watching():
        wire.answered(told.response)


async def _heard(
    _: aiohttp.ClientSession, __: SimpleNamespace, ___: aiohttp.TraceResponseChunkReceivedParams
) -> None:
    # The library reads an answer as a whole, and so it is one chunk.
    if wire := watching():
        wire.heard()


def is_page(headers: Mapping[str, str]) -> bool:
    """Whether it is not Discord's API that answers, but something before it, with a page."""
    return headers.get("Content-Type", "").partition(";")[0] != "application/json"


def retry_after(headers: Mapping[str, str]) -> timedelta:
    """How long to wait, by the header that also Discord's proxy sets; 0 if it does not say
    (https://docs.discord.com/developers/topics/rate-limits)."""
    try:
        return pause(float(headers.get("Retry-After", "")))
    except ValueError:
        return timedelta(0)


def pause(seconds: float) -> timedelta:
    """So long, whatever number somebody else has made up."""
    return timedelta(seconds=min(max(0.0, seconds), LONGEST_WAIT.total_seconds()))


def asked_for(error: BaseException | None) -> timedelta:
    """How long a rate limit that was met with asks to wait; 0 if it was none."""
    if isinstance(error, discord.RateLimited):
        return pause(error.retry_after)
    if isinstance(error, discord.HTTPException) and error.status == 429:
        return retry_after(error.response.headers)
    return timedelta(0)
