"""What the gateway keeps of a client: its session, and the connection it has at the moment."""

from __future__ import annotations

import asyncio
import importlib
import json
import zlib
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from aiohttp import web

from tests.stand_ins.line import reset

from .mistakes import JSON

DISPATCH = 0
GUILDS, GUILD_MESSAGES, DIRECT_MESSAGES = 1 << 0, 1 << 9, 1 << 12
_NEEDED_INTENT = {
    "GUILD_CREATE": (GUILDS, GUILDS),
    "GUILD_DELETE": (GUILDS, GUILDS),
    "MESSAGE_CREATE": (GUILD_MESSAGES, DIRECT_MESSAGES),
}
"""What a session must have asked for to be told: in a guild, in direct messages."""

_SEND_LIMIT, _SEND_PERIOD = 120, 60.0


class Closed(Exception):
    """The server closes this connection with this code."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


@dataclass(eq=False)
class Session:
    """A client as Discord remembers it between its connections."""

    id: str
    intents: int
    shard: tuple[int, int]
    events: list[JSON | bytes] = field(default_factory=list)
    connection: Connection | None = None

    @property
    def sequence(self) -> int:
        return len(self.events)

    def tell(self, event: str, data: Any) -> None:
        """Number an event and send it; without a connection it waits to be resumed."""
        payload = {"op": DISPATCH, "t": event, "s": self.sequence + 1, "d": data}
        self.events.append(payload)
        if self.connection:
            self.connection.send(payload)

    def wants(self, event: str, guild_id: int | None) -> bool:
        number, count = self.shard
        if number != ((guild_id >> 22) % count if guild_id else 0):
            return False
        needed = _NEEDED_INTENT.get(event)
        return needed is None or bool(self.intents & needed[0 if guild_id else 1])


class Connection:
    """One websocket, with the compression that its address asked for."""

    def __init__(self, request: web.Request, socket: web.WebSocketResponse) -> None:
        self.session: Session | None = None
        self.socket = socket
        self.mute = False
        self._request = request
        self._compress = _compressor(request.query.get("compress", ""))
        self._outbox: asyncio.Queue[JSON | str | bytes] = asyncio.Queue()
        self._received: deque[float] = deque(maxlen=_SEND_LIMIT)

    def send(self, payload: JSON | str | bytes) -> None:
        """What is not a payload goes out as it is: a text that may be no JSON, bytes that may not
        be of the compressed stream."""
        self._outbox.put_nowait(payload)

    async def deliver(self) -> None:
        """Send, in order, all that is to be sent, until cancelled or disconnected."""
        while True:
            payload = await self._outbox.get()
            if self.mute:
                continue
            text = json.dumps(payload) if isinstance(payload, dict) else payload
            try:
                if isinstance(text, bytes):
                    await self.socket.send_bytes(text)
                elif self._compress:
                    await self.socket.send_bytes(self._compress(text.encode()))
                else:
                    await self.socket.send_str(text)
            except ConnectionError:
                return

    def count(self) -> None:
        """Refuse a client that sends more than 120 payloads a minute."""
        now = monotonic()
        if len(self._received) == _SEND_LIMIT and now - self._received[0] < _SEND_PERIOD:
            raise Closed(4008, "Rate limited.")
        self._received.append(now)

    def abort(self) -> None:
        reset(self._request)


def _compressor(method: str) -> Callable[[bytes], bytes] | None:
    if method == "zlib-stream":
        deflate = zlib.compressobj()
        return lambda data: deflate.compress(data) + deflate.flush(zlib.Z_SYNC_FLUSH)
    if method == "zstd-stream":
        # A client asks for it only where the library is installed.
        zstd = importlib.import_module("zstandard").ZstdCompressor().compressobj()
        return lambda data: bytes(zstd.compress(data) + zstd.flush(1))
    if method:
        raise web.HTTPBadRequest(text=f"no such compression: {method}")
    return None
