"""Which buttons were shown last, so that a digit or a plain word can stand for one of them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.messages import Address, AnyButton, Button, Message
from bot.core.person import Question
from bot.core.press import Press
from bot.core.words import harmless


@dataclass(frozen=True, slots=True)
class Choices:
    """The buttons that were shown last, and those of the place where the person is.

    They differ after something said in passing. All buttons of a `place` are kept, with its links.
    Those it repeats are without the question they answered, so no plain word does a deed by them.
    `question` is the last follow-up that had come by then, as far as it was resumed here; `language`
    the one in which all this was shown.
    """

    last: tuple[Button[str], ...] = ()
    place: tuple[AnyButton[str], ...] = ()
    question: Question | None = None
    language: str | None = None

    @property
    def carried(self) -> Press | None:
        """A press of theirs: each takes along all that has been chosen on the way."""
        return next((each.press for each in (*self.last, *presses(self.place))), None)


def numbered(messages: Sequence[Message]) -> tuple[Button[str], ...]:
    """The buttons that a number chooses, the first of them by 1."""
    return presses([each for message in messages for each in message.buttons])


def presses(buttons: Sequence[AnyButton[str]]) -> tuple[Button[str], ...]:
    """Those of the buttons that go to a place."""
    return tuple(each for each in buttons if isinstance(each, Button))


class Shown:
    """For so many people at the most, in memory only: after a restart a digit means nothing but what
    it meant for the last follow-up, which is stored."""

    def __init__(self, most: int = 10_000) -> None:
        self._most = most
        self._choices: OrderedDict[Address, Choices] = OrderedDict()

    def note(self, address: Address, messages: Sequence[Message]) -> None:
        """These were shown there just now."""
        place = [each for message in messages if not message.aside for each in message.buttons]
        before = self.at(address)
        last = numbered(messages)
        if not place:
            last = tuple(harmless(each) if each in before.place else each for each in last)
        language = messages[-1].language if messages else before.language
        self._keep(address, Choices(last, tuple(place) or before.place, before.question, language))

    def resume(self, address: Address, question: Question, message: Message, *, left: bool) -> None:
        """The follow-up they have yet to answer, with its choices. Unless it is known here, it was sent
        by another process, after everything that was shown there by this one.

        It is `left` if something was said in passing since, whose choices are lost.
        """
        if self.at(address).question != question:
            last = () if left else presses(message.buttons)
            choices = Choices(last, tuple(message.buttons), question, message.language)
            self._keep(address, choices)

    def at(self, address: Address) -> Choices:
        """What can be chosen there."""
        return self._choices.get(address, Choices())

    def forget(self, address: Address) -> None:
        """Nothing is shown there any more."""
        self._choices.pop(address, None)

    def _keep(self, address: Address, choices: Choices) -> None:
        self._choices[address] = choices
        self._choices.move_to_end(address)
        if len(self._choices) > self._most:
            self._choices.popitem(last=False)
