"""What the bot asks Telegram with, and what of an answer the library is given to read."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Mapping
from http import HTTPStatus
from typing import Any

from telegram import Update
from telegram.error import NetworkError
from telegram.request import HTTPXRequest

from bot.service.errors import described
from bot.service.pace import Pace
from bot.service.timer import Timer

log = logging.getLogger(__name__)

UNKNOWN = (HTTPStatus.UNAUTHORIZED, HTTPStatus.NOT_FOUND)
"""What a token that is not known is answered with, and an address that is not the API's."""
TOLD = (HTTPStatus.BAD_REQUEST, HTTPStatus.FORBIDDEN, HTTPStatus.CONFLICT)
"""What Telegram itself says no with, besides how long to wait
(https://core.telegram.org/bots/api#making-requests)."""


MESSAGES = 28
"""So many a second, of about 30 that Telegram takes
(https://core.telegram.org/bots/faq#broadcasting-to-users): they may arrive closer together than they
were sent, and letters share them with answers."""


class Unwell(NetworkError):
    """An answer came, and no work was done: a 5xx, or a page that is not Telegram's.

    The library raises the same error for these as for an answer that never came.
    """

    def __init__(self, code: int) -> None:
        super().__init__(f"HTTP {code}")
        self.code = code


class Request(HTTPXRequest):
    """What the bot asks with. Raises Unwell for an answer that is none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._pace = Pace(MESSAGES, Timer())

    async def do_request(self, url: str, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """The status and the body of an answer by Telegram. Messages wait for their turn."""
        if "/send" in url:
            await self._pace.turn()
        code, payload = await super().do_request(url, *args, **kwargs)
        if code not in UNKNOWN and not _is_telegrams(code, payload):
            raise Unwell(code)
        return code, payload


class PollRequest(Request):
    """What the bot polls with.

    The library reads all updates of an answer or none. One that it cannot read would come again
    for ever, and nothing behind it would be heard: such a one loses its content here.
    """

    @staticmethod
    def parse_json_payload(payload: bytes) -> dict[str, Any]:
        """The answer, with updates that can be read."""
        answer = HTTPXRequest.parse_json_payload(payload)
        if isinstance(updates := answer.get("result"), list):
            answer["result"] = list(_readable(updates))
        return answer


def _is_telegrams(code: int, payload: bytes) -> bool:
    try:
        answer = json.loads(payload)
    except (ValueError, RecursionError):
        return False
    if not isinstance(answer, dict):
        return False
    if code == HTTPStatus.TOO_MANY_REQUESTS:
        return _asks_to_wait(answer.get("parameters"))
    done = HTTPStatus.OK <= code < HTTPStatus.MULTIPLE_CHOICES
    return code in TOLD or (done and answer.get("ok") is True and "result" in answer)


def _asks_to_wait(parameters: Any) -> bool:
    after = parameters.get("retry_after") if isinstance(parameters, dict) else None
    return type(after) is int and 0 < after < 2**31


def _readable(updates: list[Any]) -> Iterator[Mapping[str, Any]]:
    """Each update, or what of it can be read; one without a number cannot even be confirmed."""
    for update in updates:
        number = update.get("update_id") if isinstance(update, dict) else None
        if type(number) is not int or not 0 <= number < 2**63:
            log.error("An update has no number")
            continue
        yield next(each for each in _forms(update, number) if _is_read(each))


def _forms(update: Mapping[str, Any], number: int) -> Iterator[Mapping[str, Any]]:
    """The whole; a pressed button, so that it rests, without its message; nothing."""
    yield update
    if isinstance(query := update.get("callback_query"), dict):
        shell = {name: query.get(name) for name in ("id", "from", "chat_instance")}
        yield {"update_id": number, "callback_query": shell}
    yield {"update_id": number}


def _is_read(update: Mapping[str, Any]) -> bool:
    try:
        Update.de_json(dict(update))
    except Exception as error:
        log.error("An update cannot be read: %s", described(error))
        return False
    return True
