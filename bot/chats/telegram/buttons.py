"""Lets the buttons rest that people press, at once and whatever else is going on.

A button turns until its query is answered, and Telegram asks for that even where nothing is said
(https://core.telegram.org/bots/api#callbackquery).
"""

from __future__ import annotations

import asyncio
import logging
from collections import Counter

from telegram import CallbackQuery
from telegram.error import BadRequest

from bot.chats.telegram.trouble import insist
from bot.chats.turns import WAITING
from bot.service.errors import described

log = logging.getLogger(__name__)


class Buttons:
    """The buttons that are being let rest. `tasks` is what still does so."""

    def __init__(self, at_once: int) -> None:
        """So many rest at the same time; beyond that they turn until the app gives up."""
        self.tasks: set[asyncio.Task[None]] = set()
        self._at_once = at_once
        self._of: Counter[str] = Counter()

    def let_rest(self, query: CallbackQuery) -> None:
        """Begin to let the pressed button rest. Whoever presses like mad is left behind."""
        whose = str(query.from_user.id)
        if len(self.tasks) >= self._at_once or self._of[whose] > WAITING:
            return
        self._of[whose] += 1
        task = asyncio.create_task(self._stop_spinning(query, whose))
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def _stop_spinning(self, query: CallbackQuery, whose: str) -> None:
        try:
            await insist(query.answer, repeatable=True)
        except BadRequest:
            pass  # It is too old, and rests already.
        except Exception as error:
            log.warning("A button was not put to rest: %s", described(error))
        finally:
            self._of -= Counter((whose,))
