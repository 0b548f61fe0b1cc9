"""Which buttons were shown last, so that a digit or a plain word can stand for one of them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence

from bot.core.messages import Address, Button, Message


def numbered(messages: Sequence[Message]) -> tuple[Button[str], ...]:
    """The buttons that a number chooses, the first of them by 1."""
    found = (each for message in messages for each in message.buttons)
    return tuple(each for each in found if isinstance(each, Button))


class Shown:
    """For so many people at the most, in memory only: after a restart a digit means nothing."""

    def __init__(self, most: int = 10_000) -> None:
        self._most = most
        self._buttons: OrderedDict[Address, tuple[Button[str], ...]] = OrderedDict()

    def note(self, address: Address, messages: Sequence[Message]) -> None:
        """These were shown there just now."""
        self._buttons[address] = numbered(messages)
        self._buttons.move_to_end(address)
        if len(self._buttons) > self._most:
            self._buttons.popitem(last=False)

    def at(self, address: Address) -> Sequence[Button[str]]:
        """The buttons that were shown there last."""
        return self._buttons.get(address, ())

    def forget(self, address: Address) -> None:
        """Nothing is shown there any more."""
        self._buttons.pop(address, None)
