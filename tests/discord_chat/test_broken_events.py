"""What the gateway sends that cannot be read, and a stream that breaks."""

from __future__ import annotations

from typing import Any

import pytest

from bot.core.messages import Asked, Said
from tests.discord_chat.script import (
    HELLO,
    Script,
    running,
)
from tests.stand_ins.discord import (
    DiscordServer,
)

UNREADABLE: list[tuple[str, Any]] = [
    ("INTERACTION_CREATE", {"id": "1", "secret": "x"}),
    ("INTERACTION_CREATE", ["secret"]),
    ("INTERACTION_CREATE", None),
    ("MESSAGE_CREATE", {"id": "secret", "content": "secret"}),
    ("MESSAGE_CREATE", "secret"),
    ("GUILD_CREATE", 7),
    ("CHANNEL_DELETE", {"id": "1"}),
    ("RESUMED", None),
    ("SOMETHING_NEW", {"secret": "x"}),
]


async def test_an_event_that_cannot_be_read_costs_that_event_alone(
    server: DiscordServer, caplog: pytest.LogCaptureFixture
) -> None:
    async with running(server, Script([HELLO])):
        anna = server.user()
        for event, data in UNREADABLE:
            server.world.dispatch(event, data)
            assert (await anna.command("help")).content == "Hello"
            await anna.says("hello")
            assert (await anna.dm()).content == "Hello"
    assert (server.gateway.identified, server.gateway.resumed) == (1, 0)
    assert "an event of Discord's cannot be read: KeyError at" in caplog.text
    assert "secret" not in caplog.text
    server.check()


@pytest.mark.parametrize(
    "frame", ["no JSON", "", "7", "null", '["secret"]', '{"op": 99}', '{"op": 0, "t": []}']
)
async def test_a_frame_that_is_no_event_costs_nothing(
    server: DiscordServer, frame: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with running(server, Script([HELLO])):
        server.gateway.babble(frame)
        assert (await server.user().command("help")).content == "Hello"
    assert (server.gateway.identified, server.gateway.resumed) == (1, 0)
    assert "secret" not in caplog.text
    server.check()


async def test_a_broken_stream_costs_the_connection_but_not_the_session(
    server: DiscordServer, caplog: pytest.LogCaptureFixture
) -> None:
    script = Script([HELLO])
    async with running(server, script):
        anna = server.user()
        server.gateway.babble(b"nothing compressed\x00\x00\xff\xff")
        server.say(anna.account, "said meanwhile", None)
        assert (await anna.dm()).content == "Hello"
        assert (await anna.command("help")).content == "Hello"
    assert (server.gateway.identified, server.gateway.resumed) == (1, 1)
    assert script.events == [Said("said meanwhile"), Asked("help")]
    assert "the connection to Discord's gateway broke: error at" in caplog.text
    server.check()
