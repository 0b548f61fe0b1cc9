"""What is said to somebody in danger or distress: no steps, no guess, nothing to sell."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.site import Answer
from bot.core.text import Fact, say

_LIMITS = say(
    "I am only a program about LinkedIn, and I cannot help you well with this. I am sorry. Please "
    "talk to a person you trust."
)
_EMERGENCY = say(
    "If you or somebody else is in danger now, call the emergency number: {number} in the EU, "
    "elsewhere the one of your country.",
    number=Fact("numbers", "emergency"),
)

DANGER: Mapping[str, Answer] = {
    "danger": Answer((_LIMITS, _EMERGENCY), quiet=True),
    "danger__watched": Answer(
        (
            _LIMITS,
            say(
                "If somebody may be reading along on this device, use another one to get help, and "
                "delete this chat."
            ),
            _EMERGENCY,
        ),
        quiet=True,
    ),
}
