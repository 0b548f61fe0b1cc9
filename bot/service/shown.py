"""What was shown last, so that a digit or a plain word can stand for a button, and what follows what
is said in passing."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.core.messages import Address, AnyButton, Button, Manner, Message
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
        """A press of the place: each takes along all that has been chosen on the way. What was said in
        passing, perhaps in another language, chose nothing."""
        return next((each.press for each in presses(self.place)), None)

    def followed(self, message: Message) -> Message:
        """The message with what follows it: the choices of the place, where it has others for
        `otherwise`."""
        if not message.otherwise:
            return message
        follow = self.place or message.otherwise
        return replace(message, buttons=(*message.buttons, *follow), otherwise=())

    def after(self, messages: Sequence[Message]) -> Choices:
        """What can be chosen once these were shown. An aside leaves the person at their place."""
        place = tuple(
            button
            for each in messages
            if Manner.ASIDE not in each.manner
            for button in each.buttons
        )
        last = numbered(messages)
        if not place:
            last = tuple(harmless(each) if each in self.place else each for each in last)
        language = messages[-1].language if messages else self.language
        return Choices(last, place or self.place, self.question, language)


NOTHING_YET = Choices()


def in_place(messages: Sequence[Message]) -> Sequence[Message]:
    """The answer to a press, which takes the place of the message whose button was pressed: if it is a
    single one. What comes in several is read from top to bottom."""
    if len(messages) != 1 or Manner.KEPT in messages[0].manner:
        return messages
    return [replace(each, manner=each.manner | Manner.REPLACES) for each in messages]


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
        self._keep(address, self.at(address).after(messages))

    def resume(self, address: Address, question: Question, message: Message, *, left: bool) -> None:
        """The follow-up they have yet to answer, with its choices. Unless it is known here, it was sent
        by another process, after everything that was shown there by this one.

        It is `left` if something was said in passing since, whose choices are lost.
        """
        if self.at(address).question != question:
            last = () if left else presses(message.buttons)
            choices = Choices(last, tuple(message.buttons), question, message.language)
            self._keep(address, choices)

    def at(self, address: Address | None) -> Choices:
        """What can be chosen there; nothing where everybody reads, for there is nobody's place."""
        return self._choices.get(address, NOTHING_YET) if address else NOTHING_YET

    def forget(self, address: Address) -> None:
        """Nothing is shown there any more."""
        self._choices.pop(address, None)

    def _keep(self, address: Address, choices: Choices) -> None:
        self._choices[address] = choices
        self._choices.move_to_end(address)
        if len(self._choices) > self._most:
            self._choices.popitem(last=False)
