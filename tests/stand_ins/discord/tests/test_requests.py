"""Bare requests: who may write and look where, and what is no request."""

from __future__ import annotations

import aiohttp
import pytest

from tests.stand_ins.discord import DiscordServer
from tests.stand_ins.discord.mistakes import JSON
from tests.stand_ins.discord.tests.asking import Call, dm_route


async def test_who_may_write_where(server: DiscordServer, call: Call) -> None:
    hello = {"content": "x"}
    status, answer = await call(await dm_route(server, call, dms="closed"), hello)
    assert (status, answer["code"]) == (403, 50007)
    for guild, code in (
        (server.guild(bot=False), 50001),
        (server.guild(permissions=1 << 10), 50013),
        (server.guild(permissions=1 << 11), 50001),
    ):
        channel = guild.record.channel.id
        status, answer = await call(f"POST /channels/{channel}/messages", hello)
        assert (status, answer["code"]) == (403, code)
    server.check()


async def test_the_life_of_a_message(server: DiscordServer, call: Call) -> None:
    guild = server.guild(permissions=1 << 10 | 1 << 11 | 1 << 51)
    path = f"/channels/{guild.record.channel.id}/messages"
    _, message = await call(f"POST {path}", {"content": "Ziel: 50"})
    one = f"{path}/{message['id']}"
    assert (await guild.posted()).content == "Ziel: 50"
    _, edited = await call(f"PATCH {one}", {"content": "Ziel: 60"})
    assert edited["edited_timestamp"]
    assert (await call(f"PUT {path}/pins/{message['id']}"))[0] == 204
    _, shown = await call(f"GET {one}")
    assert (shown["content"], shown["pinned"]) == ("Ziel: 60", True)
    assert [m["id"] for m in (await call(f"GET {path}?limit=1"))[1]] == [message["id"]]
    assert (await call(f"DELETE {one}"))[0] == 204
    status, answer = await call(f"PATCH {one}", {"content": "Ziel: 70"})
    assert (status, answer["code"]) == (404, 10008)
    server.check()


async def test_what_else_the_bot_may_look_at(server: DiscordServer, call: Call) -> None:
    anna, guild = server.user(), server.guild()
    for path in (
        "/gateway/bot",
        "/users/@me",
        "/users/@me/guilds",
        f"/users/{anna.id}",
        f"/guilds/{guild.id}",
        f"/guilds/{guild.id}/members/{anna.id}",
        f"/channels/{guild.record.channel.id}",
        "/applications/@me",
    ):
        status, answer = await call(f"GET {path}")
        assert status == 200, answer
    description = {"description": {"default": "Out"}, "tags": ["privacy"]}
    _, application = await call("PATCH /applications/@me", description)
    assert (application["description"], application["tags"]) == ("Out", ["privacy"])
    assert (await call(f"DELETE /users/@me/guilds/{guild.id}"))[0] == 204
    assert (await call(f"GET /guilds/{guild.id}"))[0] == 403
    # This includes that every answer of the stand-in itself is as specified.
    server.check()


@pytest.mark.parametrize(
    ("route", "more", "status", "complaint"),
    [
        ("GET /users/@me", {"token": "wrong"}, 401, "401: Unauthorized"),
        ("GET /nowhere", {}, 404, "404: Not Found"),
        ("PUT /users/@me", {}, 405, "405: Method Not Allowed"),
        ("GET /channels/abc", {}, 400, "is not snowflake"),
        ("GET /users/@me/guilds?limit=500", {}, 400, "limit"),
        ("POST /users/@me/channels", {"body": {"recipient_id": 5}}, 400, "Invalid Recipient"),
        ("POST /users/@me/channels", {"data": "recipient_id=5"}, 400, "Expected application/json"),
        ("POST /users/@me/channels", {}, 400, "None is not of type 'object'"),
        ("PUT /applications/1/commands", {"body": []}, 403, "Missing Access"),
        ("PATCH /applications/@me", {"body": {"tags": ["x"] * 6}}, 400, "tags"),
        ("POST /interactions/1/none/callback", {"body": {"type": 5}}, 404, "Unknown interaction"),
        ("POST /webhooks/1/none", {"body": {"content": "x"}}, 404, "Unknown Webhook"),
    ],
)
async def test_a_wrong_request_is_refused(
    server: DiscordServer, call: Call, route: str, more: JSON, status: int, complaint: str
) -> None:
    assert (await call(route, more.pop("body", None), **more))[0] == status
    assert complaint in server.complaints[0]


async def test_broken_json_and_strange_parts_are_refused(server: DiscordServer, call: Call) -> None:
    route = await dm_route(server, call)
    form = aiohttp.FormData()
    form.add_field("payload_json", "{", content_type="application/json")
    assert (await call(route, data=form))[1]["code"] == 50109
    strange = aiohttp.FormData()
    strange.add_field("photo", b"x", filename="x.png")
    assert "photo" in (await call(route, data=strange))[1]["errors"]
