"""Keeps every chat at work, each by itself: one platform's trouble is no other's."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta

from bot.service.courier import Courier
from bot.service.errors import described
from bot.service.ports import Chat, Receive, Store, TokenRefused
from bot.service.timer import Timer

log = logging.getLogger(__name__)

FIRST_PAUSE, LONGEST_PAUSE = 1, 300
"""Seconds between two tries of what has failed."""

SETTLED = 10
"""So many seconds a chat has to run before it counts as taken in again: some say no only after yes."""

PATIENCE = timedelta(minutes=1)
"""So long every chat has to be refused before the process ends: one that ended at once would be started
at once, until whatever starts it gives it up."""


class Keeper:
    """Keeps one chat at work: what comes in there, and what was promised there."""

    def __init__(
        self, store: Store, chat: Chat, courier: Courier, receive: Receive, timer: Timer
    ) -> None:
        self._store = store
        self._chat = chat
        self._courier = courier
        self._receive = receive
        self._timer = timer
        self._since = 0.0
        self.refusal: TokenRefused | None = None
        """What the platform has against the token, as long as it has."""

    @property
    def refused_for(self) -> float:
        """The seconds for which the platform has refused the token; 0 if it does not."""
        return self._timer.seconds() - self._since if self.refusal else 0.0

    async def keep(self) -> None:
        """Until cancelled, as long as no other process does; whatever fails is begun again."""
        await self._over_and_over("the work", self._alone)

    async def _alone(self) -> None:
        await self._store.alone(self._chat.name, self._work)

    async def _work(self) -> None:
        serving = asyncio.create_task(self._over_and_over("the connection", self._serve))
        writing = asyncio.create_task(self._over_and_over("the courier", self._courier.run))
        try:
            await asyncio.wait((serving, writing))
        finally:
            # A letter on its way needs the connection.
            for task in (writing, serving):
                task.cancel()
                await asyncio.wait((task,))

    async def _serve(self) -> None:
        watching = asyncio.create_task(self._until_taken())
        try:
            await self._chat.run(self._receive)
        finally:
            watching.cancel()

    async def _until_taken(self) -> None:
        """The token was refused, and this may be over."""
        while self.refusal:
            await self._timer.sleep(SETTLED)
            if await self._chat.is_well():
                log.info("%s: the token is taken again", self._chat.name)
                self.refusal = None

    async def _over_and_over(self, what: str, work: Callable[[], Awaitable[None]]) -> None:
        pause = FIRST_PAUSE
        while True:
            began = self._timer.seconds()
            try:
                await work()
            except TokenRefused as error:
                self._refused(error)
            except Exception as error:
                log.error("%s: %s failed: %s", self._chat.name, what, described(error))
            if self._timer.seconds() - began > LONGEST_PAUSE:
                pause = FIRST_PAUSE  # it went well for long
            await self._timer.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)

    def _refused(self, error: TokenRefused) -> None:
        """Said once: it is asked again and again."""
        if self.refusal is None:
            self._since = self._timer.seconds()
        if str(self.refusal) != str(error):
            log.error("%s", error)
        self.refusal = error


async def keep(
    store: Store,
    posts: Sequence[tuple[Chat, Courier]],
    receive: Receive,
    *,
    patience: timedelta = PATIENCE,
    timer: Timer | None = None,
) -> None:
    """Keep all these chats at work, until cancelled.

    Raises `TokenRefused` when each of them has been refused for as long as `patience`: nothing else
    can work then, and only whoever hosts the bot can mend it.
    """
    timer = timer or Timer()
    keepers = [Keeper(store, chat, courier, receive, timer) for chat, courier in posts]
    work = [asyncio.create_task(each.keep()) for each in keepers]
    try:
        while min(each.refused_for for each in keepers) < patience.total_seconds():
            await timer.sleep(1)
    finally:
        for task in work:
            task.cancel()
        await asyncio.wait(work)
    for each in keepers:
        if each.refusal:
            raise each.refusal
