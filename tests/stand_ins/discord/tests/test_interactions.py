"""Interactions, answered by hand: once, in time, in the right way."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest

from tests.stand_ins.discord import DiscordServer
from tests.stand_ins.discord.mistakes import JSON
from tests.stand_ins.discord.tests.asking import Call, button, row


def callback(interaction: Any) -> str:
    return f"POST /interactions/{interaction.id}/{interaction.token}/callback"


def webhook(server: DiscordServer, interaction: Any) -> str:
    return f"POST /webhooks/{server.world.bot.id}/{interaction.token}"


SHOW = {"type": 4, "data": {"content": "x"}}


async def test_an_interaction_is_answered_once(
    server: DiscordServer, call: Call, interaction: Any
) -> None:
    one = await interaction()
    assert (await call(callback(one), SHOW))[0] == 204
    status, answer = await call(callback(one), SHOW)
    assert (status, answer["code"]) == (400, 40060)
    assert "already been acknowledged" in server.complaints[0]


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ({"type": 7, "data": {"content": "x"}}, "does not answer"),
        ({"type": 8, "data": {"choices": []}}, "does not answer"),
        ({"type": 3}, "type"),
        ({"type": 4, "data": {"content": ""}}, "empty message"),
        ({"type": 4, "data": {"content": "x" * 2001}}, "data.content"),
        ({"type": 4, "data": {"content": "x", "components": [row(button(), button())]}}, "data.comp"),
    ],
)  # fmt: skip
async def test_a_wrong_answer_is_refused(
    server: DiscordServer, call: Call, interaction: Any, body: JSON, complaint: str
) -> None:
    one = await interaction()
    assert (await call(callback(one), body))[0] == 400
    assert complaint in server.complaints[0]
    assert server.unanswered == [one]


async def test_a_late_answer_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    async with DiscordServer(answer_within=0.0, token_for=0.0) as server:
        world = server.world
        channel, anna = world.add_channel(0), server.user()
        about: JSON = {"guild": None, "context": 0, "owners": {}, "permissions": 0, "data": {}}
        one = world.add_interaction(
            type=2, person=anna.account, channel=channel, what="/late", **about
        )
        async with aiohttp.ClientSession() as session:
            url = f"{server.url}/interactions/{one.id}/{one.token}/callback"
            async with session.post(url, json=SHOW) as answer:
                assert (await answer.json())["code"] == 10062
            one.callback = 4
            url = f"{server.url}/webhooks/{world.bot.id}/{one.token}"
            async with session.post(url, json={"content": "x"}) as answer:
                assert (answer.status, (await answer.json())["code"]) == (401, 50027)
        assert len(server.complaints) == 2


async def test_followups(server: DiscordServer, call: Call, interaction: Any) -> None:
    one = await interaction(guild=server.guild(bot=False))
    route = webhook(server, one)
    assert (await call(route, {"content": "too early"}))[1]["code"] == 10015
    await call(callback(one), {"type": 5, "data": {"flags": 64}})
    _, answer = await call(route, {"content": "instead of thinking"})
    assert answer["flags"] == 64
    for number in range(5):
        status, answer = await call(route, {"content": str(number)})
        assert status == 200
    assert (await call(route, {"content": "the sixth"}))[1]["code"] == 40094
    path = route.removeprefix("POST ")
    _, edited = await call(f"PATCH {path}/messages/{answer['id']}", {"content": "edited"})
    assert edited["content"] == "edited"
    _, original = await call(f"GET {path}/messages/@original")
    assert original["content"] == "instead of thinking"
    assert (await call(f"DELETE {path}/messages/@original"))[0] == 204
    assert (await call(f"PATCH {path}/messages/@original", {"content": "x"}))[1]["code"] == 10008
    assert [complaint.split(": ")[-1] for complaint in server.complaints] == [
        "404 Unknown Webhook (10015)",
        "400 This interaction has hit the maximum number of follow up messages (40094)",
    ]


async def test_an_ephemeral_message_exists_only_for_its_interaction(
    server: DiscordServer, call: Call, interaction: Any
) -> None:
    one = await interaction()
    hidden = {"type": 4, "data": {"content": "x", "flags": 64}}
    _, answer = await call(callback(one) + "?with_response=1", hidden)
    message = answer["resource"]["message"]
    assert answer["interaction"]["response_message_ephemeral"] is True
    path = f"/channels/{message['channel_id']}/messages/{message['id']}"
    assert (await call(f"GET {path}"))[1]["code"] == 10008
    server.check()


async def test_thinking_for_ever_is_no_answer(
    server: DiscordServer, call: Call, interaction: Any
) -> None:
    one = await interaction()
    await call(callback(one), {"type": 5})
    with pytest.raises(AssertionError, match="no answer to /optout"):
        server.check()
