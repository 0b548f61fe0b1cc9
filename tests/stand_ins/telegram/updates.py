"""The queue of updates, and the one poller that may empty it."""

from http import HTTPStatus
from typing import TypeVar

from tests.stand_ins.bell import Bell

from .faults import Answer, Refused
from .judge import DEFAULT_UPDATES
from .rules import JSON

T = TypeVar("T")

CONFLICT = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)
WEBHOOK_ACTIVE = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


class Updates:
    """What has happened and has not been fetched and confirmed yet."""

    def __init__(self, bell: Bell) -> None:
        self.pending: list[JSON] = []
        self.webhook = ""
        self._bell = bell
        self._next_id = 731_000_001
        self._allowed = DEFAULT_UPDATES
        self._poller = 0

    def put(self, kind: str, body: JSON) -> None:
        """Queue what has happened, if the bot asked for its kind before it happened."""
        if kind in self._allowed:
            self.pending.append({"update_id": self._next_id, kind: body})
            self._next_id += 1
            self._bell.ring()

    def allow(self, kinds: list[str] | None) -> None:
        """Remember which kinds the bot wants; none named: as before; an empty list: the default."""
        if kinds is not None:
            self._allowed = frozenset(kinds) or DEFAULT_UPDATES

    def terminate_poll(self) -> None:
        """Send the waiting poller away."""
        self._poller += 1
        self._bell.ring()

    async def poll(self, offset: int, limit: int, seconds: float) -> list[JSON]:
        """Hand over what is pending, waiting for it if need be; a later poller ends an earlier."""
        if self.webhook:
            raise Refused(Answer(HTTPStatus.CONFLICT, WEBHOOK_ACTIVE))
        self._confirm(offset)
        self.terminate_poll()
        me = self._poller

        def batch() -> list[JSON] | None:
            if self._poller != me:
                raise Refused(Answer(HTTPStatus.CONFLICT, CONFLICT))
            return self.pending[:limit] or None

        try:
            return await self._bell.until(batch, seconds, "an update")
        except TimeoutError:
            return self.pending[:limit]

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            self.pending = self.pending[offset:]
        else:
            self.pending = [each for each in self.pending if each["update_id"] >= offset]
