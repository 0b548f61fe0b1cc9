"""What a button carries: the place it leads to, and what has been chosen on the way.

A press holds everything its place needs and no reference to anything stored, so it works for ever,
in any state, on any device, pressed twice or pressed by somebody else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields

MAX_BYTES = 64
"""As much as every platform allows: Telegram takes 64 bytes in a button and 64 in a deep link
(https://core.telegram.org/bots/api#inlinekeyboardbutton), Discord 100 characters."""

ERASE = "erase"
"""The place behind the button that asks for somebody's own message to be deleted. A chat that can do
so deletes the message to which the pressed one is a reply, and then passes the press on."""

_FIELD = re.compile(r"[a-z0-9_]{0,32}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Press:
    """A place to go, with all that is taken along: the device, the language of the site's menus, our
    language, and the site, if it is not the one at home.

    An older version of the bot, which knew fewer fields, sends a press with more to the start.
    """

    place: str
    argument: str = ""
    device: str = ""
    interface: str = ""
    language: str = ""
    site: str = ""

    def wire(self, separator: str = ":") -> str:
        """The press in ASCII, trailing blanks cut: `step:2:iphone:de:mt`."""
        own = (self.place, self.argument, self.device, self.interface, self.language, self.site)
        return separator.join(own).rstrip(separator)

    def deep(self) -> str:
        """The press as it may stand in a deep link, where Telegram allows `A-Za-z0-9_-` only."""
        return self.wire("-")

    @classmethod
    def read(cls, wire: str) -> Press:
        """The press in a button or a deep link; what cannot be one leads to the start."""
        known = re.split("[:-]", wire) if len(wire) <= MAX_BYTES else []
        if not 0 < len(known) <= len(fields(cls)) or not all(map(_FIELD.fullmatch, known)):
            return cls("start")
        return cls(*known) if known[0] else cls("start", *known[1:])
