"""One letter: what is said, to whom, and what became of it."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.conversation import Conversation
from bot.core.person import FollowUp, Person
from bot.core.translation import Languages
from bot.service.courier.patience import Failed, Outcome, is_given_up
from bot.service.errors import described
from bot.service.ports import (
    Away,
    Chat,
    Claim,
    Clock,
    Delivered,
    Desk,
    Gone,
    Store,
    Unsure,
)
from bot.service.shown import Shown

log = logging.getLogger(__name__)


class Letters:
    """Delivers the letters of one chat, and notes what became of them."""

    def __init__(
        self,
        store: Store,
        chat: Chat,
        conversation: Conversation,
        languages: Languages,
        clock: Clock,
        shown: Shown,
        timeout: timedelta,
    ) -> None:
        """A letter has until `timeout`. What it shows people is noted in `shown`."""
        self._store = store
        self._chat = chat
        self._conversation = conversation
        self._languages = languages
        self._clock = clock
        self._shown = shown
        self._timeout = timeout.total_seconds()

    async def is_wanted(self, claim: Claim) -> bool:
        """Whether it is still promised: many letters may have gone out since it was claimed, and
        whoever said stop meanwhile was told that none would come. Raises what the store does."""
        async with self._store.open() as desk:
            return bool(await desk.held(claim))

    async def deliver(self, claim: Claim, now: datetime) -> Outcome:
        """Never raises: one failing delivery must not stop the others."""
        try:
            turn = self._conversation.follow_up(claim.person, claim.due, now)
            messages = [self._languages[turn.language].message(each) for each in turn.replies]
            async with asyncio.timeout(self._timeout):
                for number, message in enumerate(messages):
                    key = f"{claim.key}-{number}"
                    outcome = await self._chat.deliver(claim.address, message, key=key)
                    if not isinstance(outcome, Delivered):
                        return outcome
            self._shown.note(claim.address, messages)
        except TimeoutError:
            return Unsure()
        except Exception as error:
            log.error("a delivery failed at attempt %d: %s", claim.attempts, described(error))
            return Failed()
        return Delivered()

    async def note(self, claim: Claim, outcome: Outcome, now: datetime, rest: timedelta) -> None:
        """For whoever is still there and whatever is still promised. What was not delivered comes back
        after `rest`, unless it is given up. `now` is when it was sent. Raises what the store does."""
        async with self._store.open() as desk:
            person = await desk.find(claim.address)
            due = await desk.held(claim)
            if person is None or not due:
                return
            match outcome:
                case Delivered():
                    turn = self._conversation.follow_up(person, due, now)
                    await desk.save(claim.address, turn.person)
                case Gone():
                    await desk.forget(claim.address)
                case _ if is_given_up(claim, outcome):
                    await _give_up(desk, claim, person, due, outcome)
                case _:
                    unsure = claim.unsure or isinstance(outcome, Unsure)
                    await desk.postpone(claim, self._clock() + rest, unsure=unsure)


async def _give_up(
    desk: Desk, claim: Claim, person: Person, due: tuple[FollowUp, ...], outcome: Outcome
) -> None:
    if isinstance(outcome, Away):
        log.info("erased, as nobody was reached there at %d attempts: 1", claim.attempts)
        await desk.forget(claim.address)
        return
    what = type(outcome).__name__
    log.error("follow-ups are given up after %d attempts (%s): %d", claim.attempts, what, len(due))
    left = tuple(each for each in person.promises if each not in due)
    await desk.save(claim.address, replace(person, promises=left).worth_keeping())
