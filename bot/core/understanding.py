"""What a person's own words ask for, as far as it was understood; and what to make of that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum

from bot.core.person import Device

SURE = 0.6
"""From here on the first guess is answered outright."""
NEARLY = 0.20
"""From here on a guess is near enough to be offered in place of a refusal."""
PLAINLY = 0.9
"""So much likelier than the usual language another one has to be."""
OFFERED = 3
"""How many guesses are offered."""

DANGER = "danger"
"""Somebody is threatened or desperate: that is never asked back."""
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

    `guesses` are ranked, the likeliest first. `languages` are those the words may be in, and how
    likely each is; of `brief` words no more than that can be said. `country` is the code of one, or
    "eea"; `service` a key of the other services.
    """

    guesses: tuple[Guess, ...]
    languages: Mapping[str, float] = field(default_factory=dict)
    brief: bool = False
    country: str | None = None
    device: Device | None = None
    service: str | None = None
    secret: bool = False

    @property
    def heard(self) -> str | None:
        """The language the words are likeliest in."""
        return max(self.languages, key=self.languages.__getitem__, default=None)

    def tongue(self, usual: str | None) -> str | None:
        """The language to answer in: the usual one, unless the words are plainly in another."""
        heard = self.heard
        if heard is None or self.brief:
            return usual
        margin = self.languages[heard] - self.languages.get(usual or "", 0.0)
        return heard if margin >= PLAINLY else usual

    @property
    def decision(self) -> Decision:
        """What to make of it. Nothing is declined if something of ours leads."""
        first, *others = self.guesses
        if first.topic == DANGER and first.confidence >= NEARLY:
            return Decision.ANSWER
        if first.topic == OUT_OF_SCOPE:
            close = first.confidence < SURE and others and others[0].confidence >= NEARLY
            return Decision.ASK if close else Decision.DECLINE
        beside = max(
            (each.confidence for each in others if each.topic == OUT_OF_SCOPE), default=0.0
        )
        sure = first.confidence >= SURE and beside < BESIDE
        return Decision.ANSWER if sure else Decision.ASK
