"""What a person's own words ask for, as far as it was understood; and what to make of that."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, StrEnum

from bot.core.person import Device

SURE = 0.6
"""From here on the first guess is answered outright."""
NEARLY = 0.20
"""From here on the best guesses are offered; below it the words are about something else."""
OFFERED = 3
"""How many guesses are offered."""

OUT_OF_SCOPE = "out_of_scope"
BESIDE = 0.25
"""From here on it is too likely about something else to be answered."""


class Trace(Enum):
    """Where somebody's words still stand, and so who can delete them there."""

    OURS = "in a chat in which we can, if asked to"
    THEIRS = "in a chat in which they alone can"
    NONE = "on their screen only"


class Decision(StrEnum):
    """Answer, ask which was meant, or say that it is about something else."""

    ANSWER = "answer"
    ASK = "ask"
    DECLINE = "decline"


@dataclass(frozen=True, slots=True)
class Guess:
    """A topic, and how likely it is the one that was meant, from 0 to 1.

    `facet` is what it is within the topic that was asked, if that is plain.
    """

    topic: str
    confidence: float
    facet: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read out of somebody's words; the words themselves are gone.

    `guesses` are ranked, the likeliest first. `language` is the one the words are in, if that is
    plain. `country` is the code of one, or "eea"; `service` a key of the other services.
    """

    guesses: tuple[Guess, ...]
    language: str | None = None
    country: str | None = None
    device: Device | None = None
    service: str | None = None
    secret: bool = False

    @property
    def decision(self) -> Decision:
        """What to make of it."""
        likely = {guess.topic: guess.confidence for guess in self.guesses}
        best = self.guesses[0].confidence
        if best < NEARLY or likely.get(OUT_OF_SCOPE, 0.0) >= BESIDE:
            return Decision.DECLINE
        return Decision.ANSWER if best >= SURE else Decision.ASK
