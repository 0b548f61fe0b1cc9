"""The gateway: the websocket that tells the bot what happens."""

from __future__ import annotations

import asyncio
import json
import secrets
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from aiohttp import WSMsgType, web

from . import payloads
from .mistakes import JSON
from .sessions import Closed, Connection, Session
from .world import World

HEARTBEAT, IDENTIFY, PRESENCE, VOICE_STATE = 1, 2, 3, 4
RESUME, RECONNECT, INVALID_SESSION, HELLO, ACK = 6, 7, 9, 10, 11

PRIVILEGED = 1 << 1 | 1 << 8 | 1 << 15
"""Members, presences, message content: none of them has been granted to this application."""
_INTENTS = (1 << 17) - 1 | 1 << 20 | 1 << 21 | 1 << 24 | 1 << 25
_PAYLOAD_LIMIT = 4096


class Gateway:
    """All sessions and connections, and the mishaps that a test can order."""

    def __init__(self, world: World, token: str, address: Callable[[], str]) -> None:
        self._world = world
        self._token = token
        self._address = address
        self._connections: set[Connection] = set()
        self.sessions: dict[str, Session] = {}
        self.heartbeat_interval = 41.25
        self.leaves_waiting = 0
        """So many sessions are not told that they have begun."""
        self.identified = 0
        self.resumed = 0
        self.heartbeats = 0

    @property
    def connected(self) -> bool:
        return any(session.connection for session in self.sessions.values())

    async def ready(self, seconds: float = 10.0) -> None:
        """Wait until a bot is connected and identified (discord.py pauses 5 s before a second try)."""
        await self.until(lambda: self.connected, seconds, "the bot to connect to the gateway")

    async def until(self, true: Callable[[], bool], seconds: float, waiting_for: str) -> None:
        """Wait for something about the gateway, such as `lambda: gateway.resumed == 1`."""
        await self._world.bell.until(lambda: true() or None, seconds, waiting_for)

    async def drop(self, code: int | None = None) -> None:
        """End every connection: broken, or closed with a code. Its session can be resumed."""
        for connection in self._part_with_all():
            if code is None:
                connection.abort()
            else:
                await connection.socket.close(code=code)

    def invalidate(self, *, resumable: bool = False) -> None:
        """Tell every client that its session is invalid, and forget it unless resumable."""
        if not resumable:
            self.sessions.clear()
        for connection in self._part_with_all():
            connection.send({"op": INVALID_SESSION, "d": resumable, "s": None, "t": None})

    def reconnect(self) -> None:
        """Ask every client to connect anew and to resume."""
        for connection in self._part_with_all():
            connection.send({"op": RECONNECT, "d": None, "s": None, "t": None})

    def babble(self, frame: str | bytes) -> None:
        """Send every client a frame that is not what Discord sends."""
        for connection in self._connections:
            connection.send(frame)

    def stop_acks(self) -> None:
        """Make zombies of the open connections: open, but nothing comes through any more.

        The client has to notice by the missing answers to its heartbeats. New connections work.
        """
        for connection in self._part_with_all():
            connection.mute = True

    def dispatch(self, event: str, data: Any, *, guild_id: int | None = None) -> int:
        """Give an event to every session that asked for its kind, connected or not.

        Returns how many are connected.
        """
        told = [session for session in self.sessions.values() if session.wants(event, guild_id)]
        for session in told:
            session.tell(event, data)
        return sum(session.connection is not None for session in told)

    def _part_with_all(self) -> list[Connection]:
        connections = list(self._connections)
        for connection in connections:
            self._part(connection)
        return connections

    def _part(self, connection: Connection) -> None:
        self._connections.discard(connection)
        if connection.session and connection.session.connection is connection:
            connection.session.connection = None
        self._world.bell.ring()

    async def serve(self, request: web.Request) -> web.WebSocketResponse:
        """One connection from HELLO to its end."""
        socket = web.WebSocketResponse(max_msg_size=_PAYLOAD_LIMIT * 4, timeout=1.0)
        connection = Connection(request, socket)
        await socket.prepare(request)
        self._connections.add(connection)
        delivery = asyncio.create_task(connection.deliver())
        try:
            await self._converse(connection, request)
        except Closed as end:
            self._world.complaints.append(f"gateway: closed with {end.code}: {end.reason}")
            await socket.close(code=end.code, message=end.reason.encode())
        finally:
            delivery.cancel()
            with suppress(asyncio.CancelledError):
                await delivery
            self._part(connection)
        return socket

    async def _converse(self, connection: Connection, request: web.Request) -> None:
        if request.query.get("v") != "10" or request.query.get("encoding", "json") != "json":
            raise Closed(4012, "Invalid API version or encoding.")
        milliseconds = int(self.heartbeat_interval * 1000)
        connection.send({"op": HELLO, "d": {"heartbeat_interval": milliseconds}, "s": None})
        while True:
            try:
                message = await connection.socket.receive(timeout=self.heartbeat_interval * 2)
            except TimeoutError:
                raise Closed(4009, "Session timed out: no heartbeat.") from None
            if message.type is not WSMsgType.TEXT:
                if message.type is WSMsgType.CLOSE and message.data in {1000, 1001}:
                    self._forget(connection)
                return
            connection.count()
            if not connection.mute:
                self._take(connection, _payload(message.data))

    def _take(self, connection: Connection, payload: JSON) -> None:
        op, data = payload.get("op"), payload.get("d")
        if op == HEARTBEAT:
            self._beat(connection, data)
        elif op == IDENTIFY:
            self._identify(connection, data)
        elif op == RESUME:
            self._resume(connection, data)
        elif op not in {PRESENCE, VOICE_STATE}:
            raise Closed(4001, f"Unknown opcode {op!r}.")
        elif connection.session is None:
            raise Closed(4003, "Not authenticated.")

    def _beat(self, connection: Connection, sequence: Any) -> None:
        if sequence is not None and not isinstance(sequence, int):
            raise Closed(4002, "A heartbeat carries the last sequence number or null.")
        self.heartbeats += 1
        connection.send({"op": ACK, "d": None, "s": None, "t": None})
        self._world.bell.ring()

    def _identify(self, connection: Connection, data: Any) -> None:
        if connection.session:
            raise Closed(4005, "Already authenticated.")
        if not isinstance(data, dict) or not {"token", "properties", "intents"} <= data.keys():
            raise Closed(4002, "IDENTIFY needs token, properties and intents.")
        self._authenticate(data["token"])
        _judge_intents(data["intents"])
        session = Session(secrets.token_hex(16), data["intents"], _shard(data))
        self.sessions[session.id] = session
        self._attach(connection, session)
        self.identified += 1
        guilds = [
            guild
            for guild in self._world.guilds.values()
            if guild.bot and session.wants("GUILD_CREATE", guild.id)
        ]
        if self.leaves_waiting:
            self.leaves_waiting -= 1
            return
        session.tell("READY", self._ready_payload(session, [guild.id for guild in guilds]))
        for guild in guilds:
            session.tell("GUILD_CREATE", payloads.guild_created(self._world, guild))

    def _ready_payload(self, session: Session, guild_ids: list[int]) -> JSON:
        bot = self._world.bot
        return {
            "v": 10,
            "user": payloads.me(bot),
            "guilds": [{"id": str(number), "unavailable": True} for number in guild_ids],
            "session_id": session.id,
            "session_type": "normal",
            "resume_gateway_url": self._address(),
            "shard": list(session.shard),
            "application": {"id": str(bot.id), "flags": self._world.application["flags"]},
            "private_channels": [],
            "relationships": [],
        }

    def _resume(self, connection: Connection, data: Any) -> None:
        if connection.session:
            raise Closed(4005, "Already authenticated.")
        if not isinstance(data, dict) or not {"token", "session_id", "seq"} <= data.keys():
            raise Closed(4002, "RESUME needs token, session_id and seq.")
        self._authenticate(data["token"])
        session = self.sessions.get(data["session_id"])
        if session is None:
            connection.send({"op": INVALID_SESSION, "d": False, "s": None, "t": None})
            return
        if not isinstance(data["seq"], int) or data["seq"] > session.sequence:
            raise Closed(4007, "Invalid sequence number.")
        self._attach(connection, session)
        self.resumed += 1
        for missed in session.events[data["seq"] :]:
            connection.send(missed)
        session.tell("RESUMED", {"_trace": []})

    def _forget(self, connection: Connection) -> None:
        """A client that takes its leave does not mean to come back."""
        if connection.session:
            self.sessions.pop(connection.session.id, None)

    def _attach(self, connection: Connection, session: Session) -> None:
        connection.session = session
        session.connection = connection
        self._world.bell.ring()

    def _authenticate(self, token: Any) -> None:
        if token != self._token:
            raise Closed(4004, "Authentication failed.")


def _payload(text: str) -> JSON:
    if len(text) > _PAYLOAD_LIMIT:
        raise Closed(4002, f"A payload holds at most {_PAYLOAD_LIMIT} bytes.")
    try:
        payload = json.loads(text)
    except ValueError:
        raise Closed(4002, "A payload is JSON.") from None
    if not isinstance(payload, dict):
        raise Closed(4002, "A payload is an object.")
    return payload


def _judge_intents(intents: Any) -> None:
    if not isinstance(intents, int) or intents & ~_INTENTS:
        raise Closed(4013, f"Invalid intents {intents!r}.")
    if intents & PRIVILEGED:
        raise Closed(4014, "Disallowed intents: privileged ones have not been granted.")


def _shard(data: JSON) -> tuple[int, int]:
    match data.get("shard", [0, 1]):
        case [int(number), int(count)] if 0 <= number < count:
            return number, count
        case shard:
            raise Closed(4010, f"Invalid shard {shard!r}.")
