"""What is wrong with a request, in Discord's own words and codes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

JSON = dict[str, Any]
Path = tuple[str | int, ...]

REASONS: dict[int, tuple[int, str]] = {
    10003: (404, "Unknown Channel"),
    10004: (404, "Unknown Guild"),
    10007: (404, "Unknown Member"),
    10008: (404, "Unknown Message"),
    10013: (404, "Unknown User"),
    10015: (404, "Unknown Webhook"),
    10062: (404, "Unknown interaction"),
    40060: (400, "Interaction has already been acknowledged."),
    40094: (400, "This interaction has hit the maximum number of follow up messages"),
    50001: (403, "Missing Access"),
    50003: (403, "Cannot execute action on a DM channel"),
    50005: (403, "Cannot edit a message authored by another user"),
    50006: (400, "Cannot send an empty message"),
    50007: (403, "Cannot send messages to this user"),
    50013: (403, "Missing Permissions"),
    50027: (401, "Invalid Webhook Token"),
    50033: (400, "Invalid Recipient(s)"),
    50035: (400, "Invalid Form Body"),
    50109: (400, "The request body contains invalid JSON."),
    50278: (403, "Cannot send messages to this user due to having no mutual guilds"),
    160002: (403, "Cannot reply without permission to read message history"),
}
"""Discord's error codes with the status and the message that come with them."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One place in a request that Discord would not accept."""

    path: Path
    code: str
    message: str

    def __str__(self) -> str:
        where = ".".join(map(str, self.path))
        return f"{where}: {self.message}" if where else self.message


class Refusal(Exception):
    """An error answer.

    `off_spec` tells a request that no correct bot would make (which becomes a complaint) from one
    that was merely unlucky, such as a message to somebody who closed their direct messages.
    """

    def __init__(
        self,
        status: int,
        code: int,
        message: str,
        *,
        mistakes: Sequence[Mistake] = (),
        off_spec: bool = False,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.mistakes = tuple(mistakes)
        self.off_spec = off_spec

    def __str__(self) -> str:
        reason = f"{self.status} {self.message} ({self.code})"
        return "; ".join([reason, *map(str, self.mistakes)])

    def body(self) -> JSON:
        body: JSON = {"message": self.message, "code": self.code}
        if self.mistakes:
            body["errors"] = _nested(self.mistakes)
        return body


def refusal(code: int, *, off_spec: bool = False) -> Refusal:
    """Refuse with the status and words that Discord uses for this code."""
    status, message = REASONS[code]
    return Refusal(status, code, message, off_spec=off_spec)


def invalid(*mistakes: Mistake) -> Refusal:
    """Refuse a body, pointing at every mistake in it."""
    status, message = REASONS[50035]
    return Refusal(status, 50035, message, mistakes=mistakes, off_spec=True)


def too_long(path: Path, length: int, limit: int) -> list[Mistake]:
    if length <= limit:
        return []
    return [Mistake(path, "BASE_TYPE_MAX_LENGTH", f"Must be {limit} or fewer in length.")]


def _nested(mistakes: Sequence[Mistake]) -> JSON:
    """Discord's error tree: one level for each step of the path, the errors at its end."""
    tree: JSON = {}
    for mistake in mistakes:
        node = tree
        for step in mistake.path:
            node = node.setdefault(str(step), {})
        node.setdefault("_errors", []).append({"code": mistake.code, "message": mistake.message})
    return tree
