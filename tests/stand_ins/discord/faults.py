"""Trouble to order: what the server or the line does to the next matching request."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Collection
from dataclasses import dataclass

from tests.stand_ins.line import AnswerLost, ConnectionReset, Slow

from .mistakes import REASONS, Refusal
from .spec import anonymous

__all__ = [
    "AnswerLost",
    "ConnectionReset",
    "Fault",
    "Faults",
    "Mangled",
    "Page",
    "RateLimited",
    "Refused",
    "ServerError",
    "Slow",
]


@dataclass(frozen=True, slots=True)
class RateLimited:
    """429 before any work is done."""

    retry_after: float
    everywhere: bool = False


@dataclass(frozen=True, slots=True)
class ServerError:
    """5xx before any work is done."""

    status: int = 500


@dataclass(frozen=True, slots=True)
class Page:
    """Something before Discord answers, with a page of its own, before any work is done."""

    status: int = 200


@dataclass(frozen=True, slots=True)
class Mangled:
    """The work is done; the answer to it is JSON in which nothing is as documented."""


@dataclass(frozen=True, slots=True)
class Refused:
    """An error of Discord's, such as 403 50007, before any work is done."""

    status: int
    code: int
    message: str = ""

    def refusal(self) -> Refusal:
        known = REASONS.get(self.code, (self.status, "Refused"))[1]
        return Refusal(self.status, self.code, self.message or known)


Fault = RateLimited | ServerError | Page | Mangled | Refused | ConnectionReset | Slow | AnswerLost


class Faults:
    """The faults that are still to come, by route."""

    def __init__(self, routes: Collection[str]) -> None:
        self._routes = routes
        self._waiting: defaultdict[str, deque[Fault]] = defaultdict(deque)

    def add(self, route: str, fault: Fault, times: int) -> None:
        name = anonymous(route)
        if name not in self._routes:
            known = "\n  ".join(sorted(self._routes))
            raise ValueError(f"{route!r} is none of the routes:\n  {known}")
        self._waiting[name].extend([fault] * times)

    def take(self, route: str) -> Fault | None:
        waiting = self._waiting[route]
        return waiting.popleft() if waiting else None
