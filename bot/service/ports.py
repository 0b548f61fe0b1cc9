"""What the service asks of the world. Chats and the storage implement these; tests may too."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Hashable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import blake2b
from typing import Protocol, TypeAlias

from bot.core.group import Group
from bot.core.messages import Address, Inbound, Message
from bot.core.person import FollowUp, Person
from bot.core.site import Profile
from bot.core.understanding import Reading

Clock: TypeAlias = Callable[[], datetime]
"""Tells the time as an aware `datetime` in UTC."""

# --- chats ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Delivered:
    """It is there."""


@dataclass(frozen=True, slots=True)
class TryAgain:
    """It is certainly not there, and may be sent again: after so long, if the platform asks for it."""

    after: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class Unsure:
    """It may be there: the answer was lost after the request was sent."""


@dataclass(frozen=True, slots=True)
class Away:
    """Nobody is reached there now, which may pass: to be tried again for days, by a road found anew."""


@dataclass(frozen=True, slots=True)
class Gone:
    """Nobody is reached there any more: blocked, kicked, deactivated or deleted."""


Delivery: TypeAlias = Delivered | TryAgain | Unsure | Away | Gone


class TokenRefused(Exception):
    """A platform does not know the bot's token, or its address is not that of the API.

    `run` and `publish` raise it, for mostly only whoever hosts the bot can mend that. A delivery does
    not, it is to be tried again: it is no fault of who waits for a message.
    """

    def __init__(self, chat: str, what: str = "the token") -> None:
        look_at = f"{chat.upper()}_TOKEN and {chat.upper()}_API_URL"
        super().__init__(f"{chat.capitalize()} refuses {what}: see {look_at}")


class Unreachable(Exception):
    """A platform cannot be reached, or not now. `why` is for whoever hosts the bot, without secrets."""

    def __init__(self, chat: str, why: str) -> None:
        look_at = f"see {chat.upper()}_API_URL or try again later"
        super().__init__(f"{chat.capitalize()} cannot be reached: {look_at} ({why})")


Receive: TypeAlias = Callable[[Inbound], Awaitable[Sequence[Message]]]


class Chat(Protocol):
    """A platform people talk to the bot on. `per_second` is how many messages it takes from us."""

    name: str
    per_second: int

    async def run(self, receive: Receive) -> None:
        """Take what comes in and answer it, until cancelled. Raises `TokenRefused` at once, and may
        then be called again."""

    async def deliver(self, to: Address, message: Message, *, key: str) -> Delivery:
        """Write to somebody unasked. The same `key` is the same message, which a platform may know."""

    async def is_well(self) -> bool:
        """Whether the platform takes what we ask just now. Never raises."""


class Publisher(Protocol):
    """A platform that lists the bot's commands and shows what it is before anybody has written."""

    async def publish(self, profile: Profile) -> None:
        """Set both in all languages, in place of what is there. Needs no `run`.

        Raises `TokenRefused` or `Unreachable`.
        """


class Platform(Chat, Publisher, Protocol):
    """A chat that is reached over the network, with a token."""


# --- understanding --------------------------------------------------------------------------------


class Reader(Protocol):
    """Understands free words, on this machine alone."""

    async def read(self, text: str, whose: Hashable) -> Reading | None:
        """What these words of somebody's ask for; None if that cannot be told now. Nothing of them is
        kept."""


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


class Groups(Protocol):
    """What is set in groups and servers, within a transaction."""

    async def find(self, room: Address) -> Group | None:
        """What is set there, held until the transaction ends; None if nothing is."""

    async def save(self, room: Address, group: Group) -> None:
        """Remember what is set there now; where nothing is, no row is left."""

    async def forget(self, room: Address) -> None:
        """Erase whatever names this room."""

    async def move(self, old: Address, new: Address) -> None:
        """The room has a new address. What is set at that one already stays."""


class Desk(Protocol):
    """One transaction, about people; `groups` is what is set in rooms."""

    @property
    def groups(self) -> Groups:
        """What is set in groups and servers."""

    async def find(self, address: Address) -> Person | None:
        """The person at this address, held until the transaction ends."""

    async def meet(self, address: Address) -> Person:
        """The same, made first if need be: two at once are given the same one, in turn."""

    async def save(self, address: Address, person: Person) -> None:
        """Remember the person as they now are; who is no longer memorable is forgotten."""

    async def forget(self, address: Address) -> None:
        """Erase whatever names this address."""

    async def claim(
        self, chat: str, now: datetime, lease: timedelta, limit: int
    ) -> Sequence[Claim]:
        """Take what is due there for up to `limit` people; nobody else gets it until the lease ends."""

    async def held(self, claim: Claim) -> tuple[FollowUp, ...]:
        """What of the claim is still ours: neither withdrawn meanwhile nor claimed by another."""

    async def postpone(self, claim: Claim, until: datetime, *, unsure: bool = False) -> None:
        """Give back what is still ours, to be taken up again at that time."""

    async def give_back(self, claims: Collection[Claim]) -> None:
        """Give back what was never begun, as if it had not been claimed."""

    async def next_due(self, chat: str, now: datetime) -> datetime | None:
        """When the next follow-up can be claimed there."""

    async def drop_questions(self) -> int:
        """Drop some of the questions that nobody answered in time; how many, none when all are gone."""

    async def erase_silent(self, before: datetime) -> int:
        """Erase some of who has been silent since then and waits for nothing; how many they were, none
        when all are gone."""

    async def mend(self, now: datetime) -> int:
        """Set right some of what was written while the clock was wrong; for how many people, none when
        all are seen to.

        Only to be called when the clock has been steady for a while.
        """


class Store(Protocol):
    """What is remembered."""

    def open(self) -> AbstractAsyncContextManager[Desk]:
        """A transaction: committed at the end, undone by an exception."""

    async def alone(self, chat: str, work: Callable[[], Awaitable[None]]) -> None:
        """Does the work as long as no other process does that of this chat; stands by until then.

        The work is cancelled and stood by for again when the lock was lost to another. Returns when the
        work ended by itself.
        """
