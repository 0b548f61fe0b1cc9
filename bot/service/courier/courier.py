"""Round after round: what is due in one chat is claimed, sent, and noted."""

from __future__ import annotations

import asyncio
import logging
from collections import Counter, deque
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.core.conversation import Conversation
from bot.core.person import SILENT
from bot.core.translation import Languages
from bot.service.courier.letters import Letters
from bot.service.courier.outage import Outage
from bot.service.courier.patience import LONGEST_BACKOFF, Failed, Outcome, pause
from bot.service.courier.sweep import Sweep
from bot.service.errors import described
from bot.service.finishing import finished
from bot.service.pace import Pace
from bot.service.ports import Chat, Claim, Clock, Desk, Store, TryAgain, Unsure
from bot.service.shown import Shown
from bot.service.timer import Timer

log = logging.getLogger(__name__)

ROUND = 8
"""So many seconds of sending are claimed at once: who is claimed and not sent to has to wait, if the
process is killed, until the lease ends."""

SHORTEST_REST, LONGEST_REST = timedelta(seconds=1), timedelta(seconds=30)
"""Between two rounds."""

NOTING = (1, 2, 4, 8, *(15 for _ in range(8)))
"""Seconds between the tries to note a delivery while the database is away."""


@dataclass
class Round:
    """How a round stands.

    `failed` are those which a platform in trouble would let fail, and `answered` says that it was not:
    some were delivered, or refused for a reason of their own.
    """

    last_start: float
    unsent: deque[Claim] = field(default_factory=deque)
    failed: list[tuple[Claim, Outcome, datetime]] = field(default_factory=list)
    unharmed: deque[Claim] = field(default_factory=deque)
    answered: bool = False


class Courier:
    """Keeps the promises of one chat. Several couriers may share a store.

    `late` is by how much the last round was late, `outcomes` how many deliveries came to what.
    """

    def __init__(
        self,
        store: Store,
        chat: Chat,
        conversation: Conversation,
        languages: Languages,
        clock: Clock,
        shown: Shown,
        *,
        timer: Timer | None = None,
        sweep: Sweep | None = None,
        lease: timedelta = timedelta(seconds=50),
        timeout: timedelta = timedelta(seconds=15),
        farewell: timedelta = timedelta(seconds=5),
        limit: int | None = None,
    ) -> None:
        """A round takes on at most `limit` people, what can be sent within seconds if it is not given.
        A delivery has until `timeout`, and noting it until `farewell` once the process was told to end.
        What it shows people is noted in `shown`.

        Raises `ValueError` if a lease could end in the midst of a delivery.
        """
        if lease < 2 * timeout:
            raise ValueError("a lease lasts at least twice as long as a delivery may")
        self._store = store
        self._chat = chat
        self._clock = clock
        self._timer = timer or Timer()
        self._sweep = sweep or Sweep(clock, self._timer)
        self._lease = lease
        self._timeout = timeout.total_seconds()
        self._farewell = farewell.total_seconds()
        self._limit = limit or chat.per_second * ROUND
        self._letters = Letters(store, chat, conversation, languages, clock, shown, timeout)
        self._pace = Pace(chat.per_second, self._timer)
        self._outage = Outage(chat, self._timer, timeout)
        self._woken = asyncio.Event()
        self._owed: list[Claim] = []  # to be given back before anything else
        self._complained = False
        self.late = timedelta(0)
        self.outcomes: Counter[str] = Counter()

    def wake(self) -> None:
        """Something was promised, and may be due before the courier meant to rise."""
        self._woken.set()

    async def run(self) -> None:
        """Round after round, until cancelled. A database or a platform that is away is waited for.

        When cancelled, what is being delivered is still delivered and noted, and the rest of the round
        is given back.
        """
        failures = 0
        while True:
            self._woken.clear()
            try:
                rest = (await self._work()).total_seconds()
                failures = 0
            except Exception as error:
                log.error("%s: the follow-ups have to wait: %s", self._chat.name, described(error))
                failures = min(failures + 1, 4)
                rest = 2**failures
            await self._timer.wait(self._woken, rest)

    async def round(self) -> int:
        """Claims what is due, delivers it and notes what became of it; for how many people."""
        await self._pace.quiet()
        # The lease is measured on a clock that nobody can set.
        this = Round(self._timer.seconds() + self._lease.total_seconds() - self._timeout)
        try:
            claimed = await finished(self._claim(this), self._farewell)
            async with asyncio.TaskGroup() as letters:
                try:
                    await self._send(this, letters)
                finally:
                    await self._give_back(this.unsent)
            await self._judge(this)
        except asyncio.CancelledError:
            await self._give_back(this.unsent)
            with suppress(TimeoutError):
                async with asyncio.timeout(self._farewell):
                    await self._settle(this, outage=True)
            raise
        return claimed

    # --- a round ----------------------------------------------------------------------------------

    async def _work(self) -> timedelta:
        """One round; how long the courier can rest after it."""
        await self._outage.over()
        if await self.round():
            return timedelta(0)
        if self._sweep.is_due():
            await finished(self._erase_silent(), self._farewell)
        now = self._clock()
        due = await finished(self._next_due(now), self._farewell)
        # What is due but could not be claimed is in somebody's hands at this moment.
        return min(max(due - now, SHORTEST_REST), LONGEST_REST) if due else LONGEST_REST

    async def _next_due(self, now: datetime) -> datetime | None:
        async with self._store.open() as desk:
            return await desk.next_due(self._chat.name, now)

    async def _claim(self, this: Round) -> int:
        now, limit = self._clock(), 1 if self._outage.is_on else self._limit
        async with self._store.open() as desk:
            await desk.give_back(self._owed)
            claims = await desk.claim(self._chat.name, now, self._lease, limit)
        self._owed.clear()
        self._complained = False
        this.unsent.extend(claims)
        overdue = (now - follow_up.due for claim in claims for follow_up in claim.due)
        self.late = max(overdue, default=timedelta(0))
        if claims:
            name, late = self._chat.name, self.late
            log.info("%s: follow-ups are due for %d, late by %s at most", name, len(claims), late)
        else:
            self._owed += self._outage.end()
        return len(claims)

    async def _send(self, this: Round, letters: asyncio.TaskGroup) -> None:
        """Begins one letter after the other, until something speaks against it."""
        while this.unsent:
            try:
                claim = this.unsent[0]
                wanted = await finished(self._letters.is_wanted(claim), self._farewell)
            except Exception as error:
                self._complain("follow-ups have to wait", error)
                return
            if wanted:
                await self._pace.turn()
                if self._pace.held or self._timer.seconds() > this.last_start:
                    return
                letters.create_task(self._letter(claim, this))
            this.unsent.popleft()

    async def _letter(self, claim: Claim, this: Round) -> None:
        await finished(self._carry(claim, this), self._timeout + self._farewell)

    async def _carry(self, claim: Claim, this: Round) -> None:
        now = self._clock()
        outcome = await self._letters.deliver(claim, now)
        self.outcomes[type(outcome).__name__] += 1
        match outcome:
            case TryAgain(after=after) if after:
                # Whether it is this person or all of us that is too much, nobody says.
                self._pace.hold(min(after, LONGEST_BACKOFF).total_seconds())
                this.answered = True
                this.unharmed.append(claim)
            case TryAgain() | Unsure():
                this.failed.append((claim, outcome, now))
            case _:
                this.answered |= not isinstance(outcome, Failed)
                await self._note(claim, outcome, now, pause(claim, outcome))

    async def _judge(self, this: Round) -> None:
        """Whether letters have failed by themselves or in an outage is known when all are back."""
        if this.answered:
            self._owed += self._outage.end()
        failed = 0 if this.answered else len(this.failed)
        outage = await self._outage.explains(failed)
        await self._settle(this, outage=outage)
        if failed and (outage or self._outage.is_on):
            certain = [each for each, outcome, _ in this.failed if isinstance(outcome, TryAgain)]
            self._outage.in_vain(() if outage else certain)

    async def _settle(self, this: Round, *, outage: bool) -> None:
        """Notes what came to nothing. In an outage that is not counted, but for what may have arrived:
        it is repeated once when the outage is over."""
        async with asyncio.TaskGroup() as notes:
            for claim, outcome, now in this.failed:
                if outage and isinstance(outcome, TryAgain):
                    this.unharmed.append(claim)
                    continue
                soon = outage and not claim.unsure
                rest = timedelta(0) if soon else pause(claim, outcome)
                notes.create_task(self._note(claim, outcome, now, rest))
        await self._give_back(this.unharmed)

    async def _note(self, claim: Claim, outcome: Outcome, now: datetime, rest: timedelta) -> None:
        for wait in NOTING:
            try:
                await self._letters.note(claim, outcome, now, rest)
            except Exception as error:
                self._complain("what became of letters cannot be noted yet", error)
                await self._timer.sleep(wait)
            else:
                return
        log.error("%s: what became of a letter was not noted: it may be repeated", self._chat.name)

    async def _give_back(self, claims: deque[Claim]) -> None:
        """To be claimed again at once, as if nothing had happened; later, if the database is away."""
        if not claims:
            return
        given = list(claims)
        claims.clear()  # whoever gave twice could give back what is another's by then
        try:
            async with asyncio.timeout(self._farewell), self._store.open() as desk:
                await desk.give_back(given)
        except Exception as error:
            self._complain("follow-ups cannot be given back yet", error)
            self._owed += given

    def _complain(self, what: str, error: Exception) -> None:
        """Once a round: what ails one letter ails them all."""
        if not self._complained:
            log.error("%s: %s: %s", self._chat.name, what, described(error))
        self._complained = True

    # --- the silent -------------------------------------------------------------------------------

    async def _erase_silent(self) -> None:
        now = self._clock()
        silent_since = now - SILENT
        mended = await self._all(lambda desk: desk.mend(now))
        await self._all(lambda desk: desk.drop_questions())
        erased = await self._all(lambda desk: desk.erase_silent(silent_since))
        self._sweep.begin()
        if mended or erased:
            log.info("dated by a wrong clock: %d; erased after a long silence: %d", mended, erased)

    async def _all(self, some: Callable[[Desk], Awaitable[int]]) -> int:
        """Some at a time, so that nobody has to wait for it; how many they were."""
        done = 0
        while True:
            async with self._store.open() as desk:
                now = await some(desk)
            if not now:
                return done
            done += now
