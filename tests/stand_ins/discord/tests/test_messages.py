"""Messages, written by bare requests: which are refused, which could ping, which are one."""

from __future__ import annotations

import pytest

from tests.stand_ins.discord import DiscordServer
from tests.stand_ins.discord.mistakes import JSON
from tests.stand_ins.discord.tests.asking import LINK, Call, button, dm_route, option, row, select


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ({"content": "x" * 2001}, "content: Must be 2000"),
        ({"content": 5}, "content"),
        ({"content": " \n "}, "empty message"),
        ({"components": []}, "empty message"),
        ({"content": "x", "flags": 64}, "flags 64"),
        ({"content": "x", "nonce": "x" * 26}, "nonce"),
        ({"embeds": [{"title": "x" * 257}]}, "embeds.0.title"),
        ({"embeds": [{"description": "x" * 4097}]}, "embeds.0.description"),
        ({"embeds": [{"description": "x" * 4000}] * 2}, "maximum size of 6000"),
        ({"embeds": [{}]}, "embeds.0: This embed is empty"),
        ({"embeds": [{"fields": [{"name": " ", "value": "x"}]}]}, "embeds.0.fields.0.name"),
        ({"content": "x", "components": [row(button(n)) for n in range(6)]}, "1 and 5"),
        ({"content": "x", "components": [button()]}, "components.0"),
        ({"content": "x", "components": [{"type": 10, "content": "x"}]}, "IS_COMPONENTS_V2"),
        ({"content": "x", "components": [row()]}, "components.0.components"),
        ({"content": "x", "components": [row(*map(button, range(6)))]}, "components.0.components"),
        ({"content": "x", "components": [row(button(), select(option()))]}, "fills a row"),
        ({"content": "x", "components": [row(button(), button())]}, "cannot be duplicated"),
        ({"content": "x", "components": [row(button()), row(button())]}, "cannot be duplicated"),
        ({"content": "x", "components": [row(button(label="x" * 81))]}, "components.0.label"),
        ({"content": "x", "components": [row(button(label=""))]}, "label or an emoji"),
        ({"content": "x", "components": [row(button(custom_id=""))]}, "custom_id"),
        ({"content": "x", "components": [row(button(custom_id="x" * 101))]}, "custom_id"),
        ({"content": "x", "components": [row(button(custom_id=None))]}, "custom id is required"),
        ({"content": "x", "components": [row(button(style=9))]}, "style"),
        ({"content": "x", "components": [row(button(url="https://x.org"))]}, "Only a link button"),
        ({"content": "x", "components": [row(LINK | {"custom_id": "1"})]}, "both be specified"),
        ({"content": "x", "components": [row(LINK | {"url": None})]}, "url is required"),
        ({"content": "x", "components": [row(LINK | {"url": "mailto:a@b.org"})]}, "Scheme"),
        ({"content": "x", "components": [row(select())]}, "options"),
        ({"content": "x", "components": [row(select(*map(option, range(26))))]}, "options"),
        ({"content": "x", "components": [row(select(option(), option()))]}, "already used"),
        ({"content": "x", "components": [row(select(option(label="x" * 101)))]}, "label"),
        ({"content": "x", "components": [row(select(option(value="x" * 101)))]}, "value"),
        ({"content": "x", "components": [row(select(option(description="x" * 101)))]}, "descript"),
        ({"content": "x", "components": [row(select(option(), max_values=2))]}, "max_values"),
        ({"content": "x", "attachments": [{"id": 0}]}, "files[0]"),
        ({"content": "x", "allowed_mentions": {"parse": ["all"]}}, "allowed_mentions"),
        ({"content": "x", "message_reference": {}}, "message_reference"),
    ],
)
async def test_a_wrong_message_is_refused(
    server: DiscordServer, call: Call, body: JSON, complaint: str
) -> None:
    status, answer = await call(await dm_route(server, call), body)
    assert (status, answer["code"]) in {(400, 50035), (400, 50006)}
    assert complaint in server.complaints[0], server.complaints
    with pytest.raises(AssertionError, match="Discord would object"):
        server.check()


@pytest.mark.parametrize(
    "body",
    [
        {"content": "x" * 2000},
        {"embeds": [{"title": "x", "fields": [{"name": "a", "value": "b"}]}]},
        {"embeds": [{"footer": {"text": "x"}, "author": {"name": "x"}, "color": 5, "url": None}]},
        {"content": "x", "components": [row(*map(button, range(n, n + 5))) for n in (0, 5, 10)]},
        {"content": "x", "components": [row(select(*map(option, range(25)))), row(LINK)]},
        {"flags": 1 << 15, "components": [{"type": 10, "content": "x"}, row(button())]},
        {"content": "hello <@1>", "allowed_mentions": {"parse": []}},
    ],
)
async def test_a_right_message_is_accepted(server: DiscordServer, call: Call, body: JSON) -> None:
    status, answer = await call(await dm_route(server, call), body)
    assert status == 200, answer
    server.check()


@pytest.mark.parametrize("text", ["@everyone", "hi @here", "<@1>", "<@!1>", "<@&1>"])
@pytest.mark.parametrize(
    "allowed", [{}, {"allowed_mentions": {"parse": ["everyone", "users", "roles"]}}]
)
async def test_a_message_that_could_ping_is_a_complaint(
    server: DiscordServer, call: Call, text: str, allowed: JSON
) -> None:
    status, _ = await call(await dm_route(server, call), {"content": text} | allowed)
    assert status == 200
    assert "pings" in server.complaints[0]


async def test_an_enforced_nonce_makes_one_message(server: DiscordServer, call: Call) -> None:
    route = await dm_route(server, call)
    body = {"content": "x", "nonce": "7", "enforce_nonce": True}
    (_, first), (_, again) = await call(route, body), await call(route, body)
    assert first["id"] == again["id"]
    _, other = await call(route, body | {"nonce": "8"})
    _, careless = await call(route, body | {"enforce_nonce": False})
    assert len({first["id"], other["id"], careless["id"]}) == 3


async def test_errors_are_told_the_way_discord_tells_them(
    server: DiscordServer, call: Call
) -> None:
    body = {"content": "x", "components": [row(button(), button(2, label="x" * 81))]}
    _, answer = await call(await dm_route(server, call), body)
    error = answer["errors"]["components"]["0"]["components"]["1"]["label"]["_errors"][0]
    assert error["code"] == "BASE_TYPE_MAX_LENGTH"
