"""A platform in trouble: how it is told from letters that fail by themselves, and waited for."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, Sequence
from datetime import timedelta

from bot.core.messages import Address
from bot.service.ports import Chat, Claim
from bot.service.timer import Timer

log = logging.getLogger(__name__)

FEW = 2
"""So many letters may fail by themselves. When all of more fail, that is an outage."""

LONGEST_PAUSE = 20
"""Seconds between two questions whether the platform is well. With the ten that silence takes, what is
held goes on within half a minute."""

MOST = 1_000
"""So many people are remembered who were written to in vain."""


class Outage:
    """None at first. While one is on, a letter at a time is sent, to see whether it is over."""

    def __init__(self, chat: Chat, timer: Timer, timeout: timedelta) -> None:
        """`timeout` is how long the platform has to say that it is well."""
        self._chat = chat
        self._timer = timer
        self._timeout = timeout.total_seconds()
        self._rounds = 0
        self._tried: dict[Address, Claim] = {}

    @property
    def is_on(self) -> bool:
        """Whether rounds have come to nothing of late."""
        return self._rounds > 0

    async def explains(self, failed: int) -> bool:
        """Whether it is the platform's fault that all of so many letters have failed."""
        return failed > FEW or (failed > 0 and not await self._is_well())

    async def over(self) -> None:
        """Wait, ever more patiently, until the platform says that it is well."""
        while self.is_on:
            await self._timer.sleep(min(2 ** (self._rounds - 1), LONGEST_PAUSE))
            if await self._is_well():
                return
            self._goes_on()

    def in_vain(self, tried: Iterable[Claim]) -> None:
        """A round has come to nothing. Some of its letters were `tried` though the platform is well."""
        if not self.is_on:
            log.warning("%s: an outage: follow-ups are held until it is over", self._chat.name)
        self._goes_on()
        for claim in tried:
            if len(self._tried) < MOST:
                self._tried[claim.address] = claim

    def end(self) -> Sequence[Claim]:
        """The platform takes letters. Those that were tried in vain meanwhile are to come back now, and
        not after the pauses of letters that fail by themselves."""
        if self.is_on:
            log.info("%s: the outage is over: follow-ups go on", self._chat.name)
        self._rounds = 0
        tried = tuple(self._tried.values())
        self._tried.clear()
        return tried

    def _goes_on(self) -> None:
        self._rounds = min(self._rounds + 1, LONGEST_PAUSE)

    async def _is_well(self) -> bool:
        try:
            async with asyncio.timeout(self._timeout):
                return await self._chat.is_well()
        except TimeoutError:
            return False
