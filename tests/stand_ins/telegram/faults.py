"""What a call may be met with instead of, or on the way to, its answer."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

from tests.stand_ins.line import AnswerLost, ConnectionReset, Slow

__all__ = [
    "Answer",
    "AnswerLost",
    "BadRequest",
    "ConnectionReset",
    "Fault",
    "Forbidden",
    "Page",
    "RateLimited",
    "Refused",
    "ServerError",
    "Slow",
    "bad_request",
    "forbidden",
]


@dataclass(frozen=True)
class Answer:
    """An error in place of the work."""

    status: int
    description: str
    parameters: Mapping[str, int] = field(default_factory=dict)

    @property
    def content_type(self) -> str:
        """What the body is."""
        return "application/json"

    @property
    def body(self) -> str:
        """The error as the Bot API words it."""
        answer = {"ok": False, "error_code": self.status, "description": self.description}
        return json.dumps({**answer, "parameters": self.parameters} if self.parameters else answer)


class RateLimited(Answer):
    """Too much in too short a time."""

    def __init__(self, seconds: int) -> None:
        description = f"Too Many Requests: retry after {seconds}"
        super().__init__(HTTPStatus.TOO_MANY_REQUESTS, description, {"retry_after": seconds})


class ServerError(Answer):
    """Telegram has a fault of its own."""

    def __init__(self, status: int = 500) -> None:
        super().__init__(status, HTTPStatus(status).phrase)


class Forbidden(Answer):
    """A 403 with Telegram's words, such as "Forbidden: bot was blocked by the user"."""

    def __init__(self, description: str) -> None:
        super().__init__(HTTPStatus.FORBIDDEN, description)


class BadRequest(Answer):
    """A 400 with Telegram's words, such as "Bad Request: chat not found"."""

    def __init__(self, description: str) -> None:
        super().__init__(HTTPStatus.BAD_REQUEST, description)


class Page(Answer):
    """Something before Telegram answers, with a page or whatever text of its own."""

    def __init__(self, status: int = 200, text: str = "<html>somebody in between</html>") -> None:
        super().__init__(status, text)

    @property
    def content_type(self) -> str:
        """What most of them send."""
        return "text/html"

    @property
    def body(self) -> str:
        """As it stands."""
        return self.description


Fault = Answer | ConnectionReset | Slow | AnswerLost


class Refused(Exception):
    """The server says no."""

    def __init__(self, answer: Answer) -> None:
        super().__init__(answer.description)
        self.answer = answer


def bad_request(words: str, **parameters: int) -> Refused:
    """A refusal of what is asked, in the server's words."""
    return Refused(Answer(HTTPStatus.BAD_REQUEST, f"Bad Request: {words}", parameters))


def forbidden(words: str) -> Refused:
    """A refusal of who asks, in the server's words."""
    return Refused(Forbidden(f"Forbidden: {words}"))
