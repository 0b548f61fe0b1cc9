"""Keeps the promises: claims what is due, delivers it, and notes what became of it.

A promise is never lost: whatever fails is tried again, for as long as the person is remembered. A
platform and a database cannot commit together, so a message can come twice, if the process dies
between sending and noting it, or if the platform took it and its answer was lost. Then it is sent
once more and counts as delivered, unless the platform says that it is not. Where a repeat is known
to arrive as one message (`Chat.repeats_are_one`) it is sent more often.
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeAlias

from bot.core.conversation import Conversation
from bot.core.conversation.memory import SILENT_DAYS
from bot.core.translation import Languages
from bot.service.errors import described
from bot.service.ports import (
    Away,
    Chat,
    Claim,
    Clock,
    Delivered,
    Delivery,
    Gone,
    Store,
    TryAgain,
    Unsure,
)
from bot.service.shown import Shown

log = logging.getLogger(__name__)

ATTEMPTS = 6
"""After so many, what may have arrived counts as delivered; our own fault is worth few more a day."""

BACKOFF = tuple(timedelta(minutes=each) for each in (1, 4, 16, 64, 256))
LONGEST_BACKOFF = timedelta(hours=12)
"""Between two attempts, by how many there were; and whatever a platform asks for."""

SHORTEST_REST, LONGEST_REST = timedelta(seconds=1), timedelta(seconds=30)
"""Between two rounds."""

NOTING = (1, 2, 4, 8, 16, 32, 64)
"""Seconds between the tries to note a delivery while the database is away."""

NOTING_AT_THE_END = 5
"""Seconds to note a delivery in, once the process was told to end."""


@dataclass(frozen=True, slots=True)
class Failed:
    """Our own fault: something raised an exception."""


Outcome: TypeAlias = Delivery | Failed


class Courier:
    """Keeps the promises of its chats. Several couriers may share a store.

    `late` is by how much the last round was late, `outcomes` how many deliveries came to what.
    """

    def __init__(
        self,
        store: Store,
        chats: Mapping[str, Chat],
        conversation: Conversation,
        languages: Languages,
        clock: Clock,
        shown: Shown,
        *,
        lease: timedelta = timedelta(minutes=5),
        timeout: timedelta = timedelta(seconds=15),
        limit: int = 250,
        second: timedelta = timedelta(seconds=1),
    ) -> None:
        """A round takes on at most `limit` people, and a delivery has until `timeout`.
        What it shows people is noted in `shown`.

        `second` is how long a second lasts: a test may be in a hurry. Raises `ValueError` if a lease
        could end in the midst of a delivery.
        """
        if lease < 2 * timeout:
            raise ValueError("a lease lasts at least twice as long as a delivery may")
        self._store = store
        self._chats = chats
        self._conversation = conversation
        self._languages = languages
        self._clock = clock
        self._lease = lease
        self._timeout = timeout.total_seconds()
        self._limit = limit
        self._second = second.total_seconds()
        self._shown = shown
        self._slots = {name: asyncio.Semaphore(chat.per_second) for name, chat in chats.items()}
        self._woken = asyncio.Event()
        self._swept: date | None = None
        self.late = timedelta(0)
        self.outcomes: Counter[str] = Counter()

    def wake(self) -> None:
        """Something was promised, and may be due before the courier meant to rise."""
        self._woken.set()

    async def run(self) -> None:
        """Round after round, until cancelled. A database that is away is waited for.

        When cancelled, what is being delivered is still delivered and noted. The rest of the round
        keeps its lease and comes back when that ends.
        """
        failures = 0
        while True:
            self._woken.clear()
            try:
                rest = await self._work()
                failures = 0
            except Exception as error:
                log.error("the follow-ups have to wait: %s", described(error))
                failures = min(failures + 1, 5)
                rest = timedelta(seconds=self._second * 2**failures)
            with suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), rest.total_seconds())

    async def round(self) -> int:
        """Claims what is due, delivers it and notes what became of it; for how many people."""
        # The lease is measured on a clock that nobody can set.
        last_start = _time() + self._lease.total_seconds() - self._timeout
        now = self._clock()
        async with self._store.open() as desk:
            claims = await desk.claim(self._chats, now, self._lease, self._limit)
        overdue = (now - follow_up.due for claim in claims for follow_up in claim.due)
        self.late = max(overdue, default=timedelta(0))
        if claims:
            log.info("follow-ups are due for %d, late by %s at most", len(claims), self.late)
        async with asyncio.TaskGroup() as letters:
            for claim in claims:
                letters.create_task(self._letter(claim, last_start))
        return len(claims)

    async def _work(self) -> timedelta:
        """One round; how long the courier can rest after it."""
        if await self.round():
            return timedelta(0)
        await self._sweep()
        now = self._clock()
        async with self._store.open() as desk:
            due = await desk.next_due(self._chats, now)
        # What is due but could not be claimed is in somebody's hands at this moment.
        return min(max(due - now, SHORTEST_REST), LONGEST_REST) if due else LONGEST_REST

    async def _sweep(self) -> None:
        """Once a day, and at the start when nothing is due."""
        now = self._clock()
        if self._swept == now.date():
            return
        async with self._store.open() as desk:
            erased = await desk.erase_silent(now - timedelta(days=SILENT_DAYS))
        self._swept = now.date()
        if erased:
            log.info("erased after a long silence: %d", erased)

    async def _letter(self, claim: Claim, last_start: float) -> None:
        """Waits for its turn. A slot is held for a second at least, which is what keeps the pace."""
        async with self._slots[claim.address.chat]:
            if not await self._wanted(claim):
                return
            started = _time()
            if started > last_start:
                return
            hand = asyncio.create_task(self._carry(claim))
            try:
                await asyncio.shield(hand)
            except asyncio.CancelledError:
                await asyncio.wait([hand], timeout=self._timeout + NOTING_AT_THE_END)
                hand.cancel()
                raise
            await asyncio.sleep(started + self._second - _time())

    async def _carry(self, claim: Claim) -> None:
        now = self._clock()
        outcome = await self._deliver(claim, now)
        self.outcomes[type(outcome).__name__] += 1
        for rest in NOTING:
            try:
                await self._note(claim, outcome, now)
            except Exception as error:
                log.error("a delivery cannot be noted yet: %s", described(error))
                await asyncio.sleep(rest * self._second)
            else:
                return
        log.error("a delivery was not noted, and may be repeated")

    async def _wanted(self, claim: Claim) -> bool:
        """Whether it is still promised: many letters may have gone out since it was claimed, and
        whoever said stop meanwhile was told that none would come. When in doubt it waits."""
        try:
            async with self._store.open() as desk:
                return bool(await desk.held(claim))
        except Exception as error:
            log.error("a delivery has to wait: %s", described(error))
            return False

    async def _deliver(self, claim: Claim, now: datetime) -> Outcome:
        """Never raises: one failing delivery must not stop the others."""
        chat = self._chats[claim.address.chat]
        try:
            turn = self._conversation.follow_up(claim.person, claim.due, now)
            messages = [self._languages[turn.language].message(each) for each in turn.replies]
            async with asyncio.timeout(self._timeout):
                for number, message in enumerate(messages):
                    key = f"{claim.key}-{number}"
                    outcome = await chat.deliver(claim.address, message, key=key)
                    if not isinstance(outcome, Delivered):
                        return outcome
            self._shown.note(claim.address, messages)
        except TimeoutError:
            return Unsure()
        except Exception as error:
            log.error("a delivery failed at attempt %d: %s", claim.attempts, described(error))
            return Failed()
        return Delivered()

    async def _note(self, claim: Claim, outcome: Outcome, now: datetime) -> None:
        """In a second transaction, for whoever is still there and whatever is still promised."""
        async with self._store.open() as desk:
            person = await desk.find(claim.address)
            due = await desk.held(claim)
            if person is None or not due:
                return
            if isinstance(outcome, Unsure) and self._enough(claim):
                outcome = Delivered()
            match outcome:
                case Delivered():
                    turn = self._conversation.follow_up(person, due, now)
                    await desk.save(claim.address, turn.person)
                case Gone():
                    await desk.forget(claim.address)
                case Unsure():
                    # Soon, while the platform still knows the first one by its key.
                    await desk.postpone(claim, self._clock() + BACKOFF[0], unsure=True)
                case TryAgain() | Away() | Failed():
                    until = self._clock() + _rest(claim, outcome)
                    await desk.postpone(claim, until, unsure=claim.unsure)

    def _enough(self, claim: Claim) -> bool:
        """Whether what may have arrived twice by now is to count as delivered."""
        repeats_are_one = self._chats[claim.address.chat].repeats_are_one
        return claim.unsure and (claim.attempts >= ATTEMPTS or not repeats_are_one)


def _rest(claim: Claim, outcome: TryAgain | Away | Failed) -> timedelta:
    """What the platform asks for, but not less than our own patience and not for ever."""
    if isinstance(outcome, Failed) and claim.attempts >= ATTEMPTS:
        return LONGEST_BACKOFF
    least = BACKOFF[min(claim.attempts, len(BACKOFF)) - 1]
    asked = outcome.after if isinstance(outcome, TryAgain) else least
    return min(max(asked, least), LONGEST_BACKOFF)


def _time() -> float:
    return asyncio.get_running_loop().time()
