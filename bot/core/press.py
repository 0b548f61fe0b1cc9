"""What a button carries: the place it leads to, and what has been chosen on the way.

A press holds everything its place needs and no reference to anything stored, so it works for ever,
in any state, on any device, pressed twice or pressed by somebody else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_BYTES = 48
"""Shorter than every platform allows: Telegram takes 64 bytes in a button and 64 in a deep link
(https://core.telegram.org/bots/api#inlinekeyboardbutton), Discord 100 characters."""

ERASE = "erase"
"""The place behind the button that asks for somebody's own message to be deleted. A chat that can do
so deletes the message to which the pressed one is a reply, and then passes the press on."""

_FIELD = re.compile(r"[a-z0-9_]{0,32}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Press:
    """A place to go, with the device, LinkedIn's language and our language taken along."""

    place: str
    argument: str = ""
    device: str = ""
    linkedin: str = ""
    language: str = ""

    def wire(self, separator: str = ":") -> str:
        """The press in ASCII, trailing blanks cut: `step:2:iphone:de:mt`."""
        fields = (self.place, self.argument, self.device, self.linkedin, self.language)
        return separator.join(fields).rstrip(separator)

    def deep(self) -> str:
        """The press as it may stand in a deep link, where Telegram allows `A-Za-z0-9_-` only."""
        return self.wire("-")

    @classmethod
    def read(cls, wire: str) -> Press:
        """The press in a button or a deep link; what cannot be one leads to the start."""
        fields = re.split("[:-]", wire[:MAX_BYTES])
        if len(fields) > 5 or not all(_FIELD.fullmatch(each) for each in fields):
            return cls("start")
        return cls(*fields) if fields[0] else cls("start", *fields[1:])
