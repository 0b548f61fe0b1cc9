"""The gateway, by hand: what it refuses, whom it cuts off, what it tells."""

from __future__ import annotations

import json
import zlib

import pytest

from tests.stand_ins.discord import DiscordServer
from tests.stand_ins.discord.mistakes import JSON
from tests.stand_ins.discord.tests.asking import identify, listening, websocket


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        ({"token": "wrong"}, 4004),
        ({"intents": 1 << 15}, 4014),
        ({"intents": 1 << 1}, 4014),
        ({"intents": 1 << 60}, 4013),
        ({"shard": [1, 1]}, 4010),
    ],
)
async def test_a_wrong_identify_is_refused(server: DiscordServer, payload: JSON, code: int) -> None:
    async with websocket(server) as socket:
        assert (await socket.receive_json())["op"] == 10
        await socket.send_json(identify(server, **payload))
        await socket.receive()
        assert socket.close_code == code
    assert f"closed with {code}" in server.complaints[0]


@pytest.mark.parametrize(
    ("text", "code"),
    [("nonsense", 4002), ('{"op": 99}', 4001), ('{"op": 3}', 4003), ('{"op": 1, "d": "x"}', 4002),
     ('{"op": 2, "d": {}}', 4002), (f'"{"x" * 4096}"', 4002)],
)  # fmt: skip
async def test_a_wrong_payload_is_refused(server: DiscordServer, text: str, code: int) -> None:
    async with websocket(server) as socket:
        await socket.receive_json()
        await socket.send_str(text)
        await socket.receive()
        assert socket.close_code == code


async def test_a_wrong_version_is_refused(server: DiscordServer) -> None:
    async with websocket(server, "v=8&encoding=json") as socket:
        await socket.receive()
        assert socket.close_code == 4012


async def test_a_silent_client_is_cut_off(server: DiscordServer) -> None:
    server.gateway.heartbeat_interval = 0.05
    async with websocket(server) as socket:
        await socket.receive_json()
        await socket.receive()
        assert socket.close_code == 4009


async def test_compression_is_as_asked_for(server: DiscordServer) -> None:
    async with websocket(server, "v=10&encoding=json&compress=zlib-stream") as socket:
        data = await socket.receive_bytes()
        assert data.endswith(b"\x00\x00\xff\xff")
        assert json.loads(zlib.decompressobj().decompress(data))["op"] == 10


async def test_events_missed_while_away_come_with_the_resume(server: DiscordServer) -> None:
    anna = server.user()
    async with listening(server):
        (session,) = server.gateway.sessions.values()
        await server.gateway.drop()
        server.say(anna.account, "missed", None, (), ())
    resume = {"token": server.token, "session_id": session.id, "seq": 1}
    async with websocket(server) as socket:
        await socket.receive_json()
        await socket.send_json({"op": 6, "d": resume | {"seq": 99}})
        await socket.receive()
        assert socket.close_code == 4007
    async with websocket(server) as socket:
        await socket.receive_json()
        await socket.send_json({"op": 6, "d": resume})
        missed, resumed = await socket.receive_json(), await socket.receive_json()
        assert (missed["s"], missed["d"]["content"]) == (2, "missed")
        assert (resumed["s"], resumed["t"]) == (3, "RESUMED")
    async with websocket(server) as socket:
        await socket.receive_json()
        await socket.send_json({"op": 6, "d": resume | {"session_id": "other"}})
        assert await socket.receive_json() == {"op": 9, "d": False, "s": None, "t": None}


async def test_only_what_was_asked_for_is_told(server: DiscordServer) -> None:
    anna = server.user()
    async with websocket(server) as socket:
        await socket.receive_json()
        await socket.send_json(identify(server, intents=1))
        await socket.receive_json()
        server.say(anna.account, "not asked for", None, (), ())
        guild = server.guild()
        assert (await socket.receive_json())["t"] == "GUILD_CREATE"
        guild.remove_bot()
        assert (await socket.receive_json())["t"] == "GUILD_DELETE"
