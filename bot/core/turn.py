"""What one event comes to: a value, in which nothing has been sent, stored or scheduled yet."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.core.group import Group
from bot.core.messages import Manner, Reply
from bot.core.person import Person


@dataclass(frozen=True, slots=True)
class Turn:
    """The person as they now are, what is said to them and in which language.

    `forget` means that whatever names them is to be erased, and comes before everything else.
    `group` is what is set from now on in the room where it happened; None leaves it as it is.
    """

    person: Person
    language: str
    replies: tuple[Reply, ...] = ()
    forget: bool = False
    group: Group | None = None

    def also(self, manner: Manner) -> Turn:
        """The same, said in this manner too."""
        replies = (replace(each, manner=each.manner | manner) for each in self.replies)
        return replace(self, replies=tuple(replies))
