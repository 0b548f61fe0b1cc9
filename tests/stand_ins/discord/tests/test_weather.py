"""What fails for as long as it lasts."""

from __future__ import annotations

import aiohttp
import pytest

from tests.stand_ins.discord import ConnectionReset, DiscordServer, ServerError
from tests.stand_ins.discord.calls import Request
from tests.stand_ins.discord.weather import Dice, Limit, always, fair, is_limited


async def test_an_outage_ends_when_it_is_over(server: DiscordServer) -> None:
    async with aiohttp.ClientSession() as session:
        server.weather = always(ServerError(502))
        for _ in range(3):
            assert await _status(session, server) == 502
        server.weather = always(ConnectionReset())
        with pytest.raises(aiohttp.ClientError):
            await _status(session, server)
        server.weather = fair
        assert await _status(session, server) == 200


async def test_one_request_over_the_limit_is_told_how_long_to_wait(server: DiscordServer) -> None:
    time = 100.0
    server.weather = limit = Limit(2, lambda: time)
    async with aiohttp.ClientSession() as session:
        assert [await _status(session, server) for _ in range(2)] == [200, 200]
        time += 0.25
        async with session.get(f"{server.url}/gateway") as answer:
            body = await answer.json()
        assert (answer.status, body["global"], body["retry_after"]) == (429, True, 0.75)
        time += 0.75
        assert await _status(session, server) == 200
    assert limit.refused == 1


def test_answers_to_interactions_do_not_count() -> None:
    assert is_limited(_call("POST /channels/{}/messages"))
    assert not is_limited(_call("POST /interactions/{}/{}/callback"))
    assert not is_limited(_call("PATCH /webhooks/{}/{}/messages/@original"))


def test_the_dice_deal_every_fault() -> None:
    dice = Dice(seed=7)
    for _ in range(60):
        dice(_call("GET /gateway"))
    assert dice.dealt.keys() == {
        *("RateLimited", "ServerError", "ConnectionReset", "AnswerLost", "NoneType")
    }


def _call(route: str) -> Request:
    method, path = route.split()
    return Request(method, path, route)


async def _status(session: aiohttp.ClientSession, server: DiscordServer) -> int:
    async with session.get(f"{server.url}/gateway") as answer:
        return answer.status
