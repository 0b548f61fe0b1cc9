"""Trouble on the line: what may befall a request to any server."""

from __future__ import annotations

import socket
import struct
from dataclasses import dataclass

from aiohttp import web


@dataclass(frozen=True, slots=True)
class ConnectionReset:
    """The connection is reset and no work is done."""


@dataclass(frozen=True, slots=True)
class Slow:
    """The work begins only after some seconds; a client that gives up before gets none done."""

    seconds: float


@dataclass(frozen=True, slots=True)
class AnswerLost:
    """The work is done; then, after some seconds of silence, the connection is dropped.

    With seconds beyond the client's time-out this is how a message comes to be sent twice.
    """

    seconds: float = 0.0


SILENCE = Slow(86_400.0)
"""No answer, and no work done, for longer than any client waits."""


def reset(request: web.BaseRequest) -> web.Response:
    """Break the connection so that the client sees a reset; the response is for nobody."""
    transport = request.transport
    if transport is not None:
        connection: socket.socket | None = transport.get_extra_info("socket")
        if connection is not None:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        transport.abort()
    return web.Response(status=503)
