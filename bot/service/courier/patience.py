"""When a letter that came to nothing is tried again, and when no more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TypeAlias

from bot.service.ports import Away, Claim, Delivery, Unsure

BACKOFF = tuple(timedelta(minutes=each) for each in (1, 4, 16, 64, 256))
LONGEST_BACKOFF = timedelta(hours=12)
"""Between two tries, by how many there were, and after those."""

ABSENCE = timedelta(days=7)
"""So long nobody is reached before they are erased."""

PERSISTENCE = timedelta(days=14)
"""So long anything else is tried."""


@dataclass(frozen=True, slots=True)
class Failed:
    """Our own fault: something raised an exception."""


Outcome: TypeAlias = Delivery | Failed


def pause(claim: Claim, outcome: Outcome) -> timedelta:
    """How long to wait after this try.

    What may have arrived is repeated once soon, while a platform may still know the first one by its
    key, and afterwards like anything else: a copy is the smaller harm, but no copy a minute.
    """
    if isinstance(outcome, Unsure) and not claim.unsure:
        return BACKOFF[0]
    return _after(claim.attempts)


def is_given_up(claim: Claim, outcome: Outcome) -> bool:
    """Whether this was the last try, by how many there were: a wrong clock must not end anything."""
    limit = ABSENCE if isinstance(outcome, Away) else PERSISTENCE
    return sum(map(_after, range(1, claim.attempts)), timedelta(0)) >= limit


def _after(attempts: int) -> timedelta:
    return BACKOFF[attempts - 1] if attempts <= len(BACKOFF) else LONGEST_BACKOFF
