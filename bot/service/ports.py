"""What the service asks of the world. Chats and the storage implement these; tests may too."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Protocol, TypeAlias

from bot.core.messages import Address, Inbound, Message
from bot.core.person import FollowUp, Person

# --- chats ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Delivered:
    """It is there."""


@dataclass(frozen=True, slots=True)
class TryAgain:
    """It is certainly not there, and may be sent again after so long."""

    after: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class Unsure:
    """It may be there: the answer was lost after the request was sent."""


@dataclass(frozen=True, slots=True)
class Gone:
    """Nobody is reached there any more: blocked, closed or deleted."""


Delivery: TypeAlias = Delivered | TryAgain | Unsure | Gone

Receive: TypeAlias = Callable[[Inbound], Awaitable[Sequence[Message]]]


class Chat(Protocol):
    """A platform people talk to the bot on.

    `per_second` is how many messages a second it takes from us. `repeats_are_one` says that the same
    message sent twice arrives once, so that whatever is unsure may be sent again.
    """

    name: str
    per_second: int
    repeats_are_one: bool

    async def run(self, receive: Receive) -> None:
        """Take what comes in and answer it, until cancelled."""

    async def deliver(self, to: Address, message: Message, *, key: str) -> Delivery:
        """Write to somebody unasked. The same `key`, of at most 25 characters, is the same message."""


# --- storage --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Claim:
    """The follow-ups of one person that are due and ours to send until the lease ends.

    `attempts` counts this one, and `unsure` says that an earlier one may have arrived: both as for
    the follow-up that was tried least. `fence` tells each row, and at which attempt it was claimed;
    a worker that woke too late no longer matches it.
    """

    address: Address
    person: Person
    due: tuple[FollowUp, ...]
    attempts: int
    fence: tuple[tuple[int, int], ...]
    unsure: bool = False

    @property
    def key(self) -> str:
        """The same at every attempt, so that a platform can refuse a repeat; 20 characters."""
        rows = sorted(row for row, _ in self.fence)
        return blake2b(repr(rows).encode(), digest_size=10).hexdigest()


class Desk(Protocol):
    """One transaction."""

    async def find(self, address: Address) -> Person | None:
        """The person at this address, held until the transaction ends."""

    async def meet(self, address: Address) -> Person:
        """The same, made first if need be: two at once are given the same one, in turn."""

    async def save(self, address: Address, person: Person) -> None:
        """Remember the person as they now are; who is no longer memorable is forgotten."""

    async def forget(self, address: Address) -> None:
        """Erase whatever names this address."""

    async def move(self, old: Address, new: Address) -> None:
        """The conversation has a new address."""

    async def claim(
        self, chats: Collection[str], now: datetime, lease: timedelta, limit: int
    ) -> Sequence[Claim]:
        """Take what is due for up to `limit` people; nobody else gets it until the lease ends."""

    async def held(self, claim: Claim) -> tuple[FollowUp, ...]:
        """What of the claim is still ours: neither withdrawn meanwhile nor claimed by another."""

    async def postpone(self, claim: Claim, until: datetime, *, unsure: bool = False) -> None:
        """Give back what is still ours, to be taken up again at that time."""

    async def next_due(self, chats: Collection[str], now: datetime) -> datetime | None:
        """When the next follow-up can be claimed."""

    async def erase_silent(self, before: datetime) -> int:
        """Erase who was promised nothing and has been silent since then; how many they were."""


class Store(Protocol):
    """What is remembered."""

    def open(self) -> AbstractAsyncContextManager[Desk]:
        """A transaction: committed at the end, undone by an exception."""
