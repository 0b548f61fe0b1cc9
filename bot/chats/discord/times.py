"""How long the Discord side waits for what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Times:
    """The values are for Discord's own limits; a test may be in a hurry."""

    answer: timedelta = timedelta(seconds=1.5)
    """How long the answer to an interaction may take before Discord is asked for more time, out of
    its three seconds."""

    login: timedelta = timedelta(seconds=5)
    """How long a delivery waits for the login, and a question about the bot for its answer."""

    send: timedelta = timedelta(seconds=10)
    """How long one delivery may take, the library's own patience with rate limits and 5xx included."""

    first_pause: timedelta = timedelta(seconds=1)
    longest_pause: timedelta = timedelta(minutes=5)
    """Between attempts to reach Discord at all; the first one also between connections to its gateway
    that fail in a row."""

    beginning: timedelta = timedelta(minutes=1)
    """How long Discord may take to begin a session on a connection, or to go on with one."""

    @property
    def drain(self) -> timedelta:
        """How long the connection is kept at the end for what is in hand: longer than a delivery."""
        return self.send + timedelta(seconds=1)


UNHURRIED = Times()
