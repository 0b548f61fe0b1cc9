"""Asks Telegram what has happened, and has each update worked on.

The library's `Application` is not used. What it adds to its `Bot` is a queue and a limit, a dozen
lines here; in return it would close the connections while a follow-up is still on its way, stop
polling without a word when the token is revoked, and log what people write.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import TypeAlias

from telegram import Bot, Update

from bot.chats.telegram.buttons import Buttons
from bot.chats.telegram.hand import InHand
from bot.chats.telegram.trouble import persist
from bot.chats.turns import Turns
from bot.service.errors import described

log = logging.getLogger(__name__)

UPDATES = (Update.MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER, Update.CHANNEL_POST)
LONG_POLL = timedelta(seconds=25)
"""So long the server holds a request for updates when there are none."""
SHORTEST_POLL = timedelta(seconds=1)
"""Whatever answers sooner, and with nothing, is not asked again at once."""
WINDOW = 100
"""So many updates that are not confirmed are told of at once."""
DEATHS = 2
"""What was in hand at so many deaths of a process is not worked on again."""

Handle: TypeAlias = Callable[[Update], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Limits:
    """How much at once, and how long."""

    at_once: int = 512
    """So many chats are answered at the same time, each one thing after the other; what comes in
    meanwhile stays with Telegram."""
    hold: timedelta = timedelta(seconds=3)
    """So long an update waits for its end before it is confirmed."""
    glance: timedelta = timedelta(seconds=0.6)
    """How often Telegram is asked while something is in hand. It tells of a single update if the
    same offset comes twice within half a second (`process_get_updates_query` in
    https://github.com/tdlib/telegram-bot-api/blob/master/telegram-bot-api/Client.cpp)."""
    last_words: timedelta = timedelta(seconds=20)
    """So long after the stop the updates in hand may still take."""
    farewells: timedelta = timedelta(seconds=5)
    """So long after that what must not be lost: who has left, and where a group has gone."""


@dataclass(frozen=True, slots=True)
class Begun:
    """An update that is worked on since `at`, by the loop's time; without work it is passed over."""

    at: float
    work: asyncio.Future[None] | None

    @property
    def is_done(self) -> bool:
        """Whether it needs not be told of again."""
        return self.work is None or self.work.done()


class Polling:
    """Long polling (https://core.telegram.org/bots/api#getupdates).

    An update is confirmed by an `offset` above its own number, and that is sent when it is done, or
    takes long. What was in hand when the process died is therefore fetched again, and so is what
    was not begun when the bot stopped.
    """

    def __init__(
        self,
        bot: Bot,
        turns: Turns,
        hand: InHand,
        answered: Callable[[], None],
        failed: Callable[[Exception], None],
        limits: Limits,
    ) -> None:
        """`answered` and `failed` hear how each poll ended."""
        self._bot = bot
        self._turns = turns
        self._hand = hand
        self._answered = answered
        self._failed = failed
        self._limits = limits
        self._buttons = Buttons(limits.at_once)
        self._offset: int | None = None
        self._known: dict[int, Begun] = {}
        self._resting: set[int] = set()
        self._in_hand: set[asyncio.Future[None]] = set()
        self._asked = 0.0

    async def run(self, handle: Handle) -> None:
        """Poll until cancelled; the updates in hand are then finished. Raises TokenRefused, after
        which it goes on where it was if it is run again.

        `handle` never raises, and lines up in the turns at once.
        """
        # With a webhook set, the server refuses to be polled.
        await persist(partial(self._bot.delete_webhook, drop_pending_updates=False), self._failed)
        self._hand.open()
        try:
            while True:
                updates = await persist(self._poll, self._failed)
                for update in updates:
                    if update.update_id not in self._known:
                        await self._begin(update, handle)
                await self._settle(full=len(updates) >= WINDOW)
        finally:
            await self._finish()

    async def _poll(self) -> Sequence[Update]:
        """What has happened; waits for it while nothing is in hand."""
        if self._known:
            return await self._fetch(timedelta(0))
        updates = await self._fetch(LONG_POLL)
        if not updates:
            rest = self._asked + SHORTEST_POLL.total_seconds() - _time()
            await asyncio.sleep(max(0, rest))
        return updates

    async def _fetch(self, patience: timedelta) -> Sequence[Update]:
        self._asked = _time()
        updates = await self._bot.get_updates(
            self._offset, timeout=patience, allowed_updates=UPDATES
        )
        self._answered()
        if self._offset is not None:
            self._hand.forget(self._offset)
        for update in updates:
            if update.callback_query and update.update_id not in self._resting:
                self._resting.add(update.update_id)
                self._buttons.let_rest(update.callback_query)
        return updates

    async def _begin(self, update: Update, handle: Handle) -> None:
        number = update.update_id
        deaths = self._hand.deaths(number)
        if deaths >= DEATHS:
            log.error("An update was in hand at %d deaths of the process: passed over", deaths)
        if deaths >= DEATHS or self._hand.was_done(number):
            self._known[number] = Begun(_time(), None)
            return
        await self._room()
        self._hand.take(number)
        work = asyncio.ensure_future(self._work(number, handle(update)))
        self._in_hand.add(work)
        work.add_done_callback(self._in_hand.discard)
        self._known[number] = Begun(_time(), work)
        await asyncio.sleep(0)  # lets it line up
        if deaths:
            await self._alone(work)

    async def _work(self, number: int, answer: Awaitable[None]) -> None:
        try:
            await answer
        finally:
            self._hand.put_down(number)

    async def _room(self) -> None:
        """Wait until one more chat can be answered."""
        while len(self._turns) >= self._limits.at_once:
            await self._wait(self._in_hand, asyncio.FIRST_COMPLETED)
            await self._look()

    async def _alone(self, work: asyncio.Future[None]) -> None:
        """Let what may have killed a process be in hand alone, so that nothing else is blamed."""
        until = _time() + self._limits.hold.total_seconds()
        while not work.done() and _time() < until:
            await self._wait([work])
            await self._look()

    async def _look(self) -> None:
        """See what comes in meanwhile, if it is time: its buttons rest, the rest is begun later."""
        self._confirm()
        if _time() - self._asked >= self._limits.glance.total_seconds():
            with suppress(Exception):  # the next poll tells
                await self._fetch(timedelta(0))

    async def _settle(self, *, full: bool) -> None:
        """Wait a moment for what is in hand, and confirm what is done.

        If the window is `full`, nothing else would come in before that: all of it is confirmed.
        """
        unfinished = [each.work for each in self._known.values() if each.work and not each.is_done]
        if unfinished and not full:
            await self._wait(unfinished)
        self._confirm(everything=full)

    def _confirm(self, *, everything: bool = False) -> None:
        long_ago = _time() - self._limits.hold.total_seconds()
        for number, begun in sorted(self._known.items()):
            if not (everything or begun.is_done or begun.at < long_ago):
                break
            del self._known[number]
            self._offset = number + 1
        if self._offset is not None:
            self._resting = {each for each in self._resting if each >= self._offset}

    async def _wait(
        self, tasks: Iterable[asyncio.Future[None]], until: str = asyncio.ALL_COMPLETED
    ) -> None:
        await asyncio.wait(tasks, timeout=self._limits.glance.total_seconds(), return_when=until)

    async def _finish(self) -> None:
        if tasks := self._in_hand | self._buttons.tasks:
            _, late = await asyncio.wait(tasks, timeout=self._limits.last_words.total_seconds())
            for task in late:
                task.cancel()
            if late:
                await asyncio.wait(late, timeout=self._limits.farewells.total_seconds())
        self._confirm(everything=True)
        self._hand.close(confirmed=await self._say_goodbye())

    async def _say_goodbye(self) -> bool:
        """Confirm what was fetched, as no next poll does; whether Telegram has heard it."""
        if self._offset is None:
            return True
        try:
            await self._bot.get_updates(self._offset, limit=1, timeout=0)
        except Exception as error:  # an answer that cannot be read is no reason to fail here
            log.info("The last updates are not confirmed: %s", described(error))
            return False
        return True


def _time() -> float:
    return asyncio.get_running_loop().time()
