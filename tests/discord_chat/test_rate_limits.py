"""Letters that Discord takes later, or not so many of at once."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.service.ports import Delivered, TryAgain
from tests.discord_chat.script import (
    CREATE_DM,
    HELLO,
    IN_A_HURRY,
    SEND,
    Script,
    address,
    letters,
    running,
)
from tests.stand_ins.discord import (
    DiscordServer,
    RateLimited,
    Refused,
)


@pytest.mark.parametrize("everywhere", [False, True])
async def test_a_short_rate_limit_is_waited_for(server: DiscordServer, everywhere: bool) -> None:
    async with running(server, Script([HELLO])) as started:
        anna = server.user()
        server.fault(SEND, RateLimited(0.05, everywhere))
        assert await started.deliver(address(anna), HELLO, key="1") == Delivered()
    assert letters(server, anna) == ["Hello"]
    server.check()


async def test_a_long_rate_limit_says_when_to_try_again(server: DiscordServer) -> None:
    async with running(server, Script([HELLO])) as started:
        server.fault(SEND, RateLimited(90))
        outcome = await started.deliver(address(server.user()), HELLO, key="1")
        assert outcome == TryAgain(timedelta(seconds=90))
        server.fault(CREATE_DM, Refused(403, 40003))
        outcome = await started.deliver(address(server.user()), HELLO, key="2")
        assert outcome == TryAgain(timedelta(minutes=10))
    server.check()


@pytest.mark.parametrize("route", [CREATE_DM, SEND])
@pytest.mark.parametrize("everywhere", [False, True])
async def test_a_rate_limit_beyond_a_deliverys_time_is_certain_and_stops_nothing_else(
    server: DiscordServer, route: str, everywhere: bool
) -> None:
    async with running(server, Script([HELLO]), IN_A_HURRY) as started:
        anna, ben = server.user(), server.user()
        server.fault(route, RateLimited(20, everywhere))
        outcome = await started.deliver(address(anna), HELLO, key="1")
        assert isinstance(outcome, TryAgain)
        # Discord's header is rounded up, and some of it has gone by.
        assert timedelta(seconds=15) < outcome.after < timedelta(seconds=21)
        await ben.command("help")
    assert letters(server, anna) == []
    server.check()


async def test_a_global_rate_limit_ends_also_if_who_met_it_has_gone(server: DiscordServer) -> None:
    async with running(server, Script([HELLO]), IN_A_HURRY) as started:
        anna = server.user()
        server.fault(CREATE_DM, RateLimited(1.0, everywhere=True))
        assert isinstance(await started.deliver(address(anna), HELLO, key="1"), TryAgain)
        assert not await started.is_well()
        async with asyncio.timeout(10):
            while not await started.is_well():
                pass
        assert await started.deliver(address(anna), HELLO, key="1") == Delivered()
    server.check()


async def test_letters_keep_to_the_limits_that_the_headers_tell() -> None:
    async with DiscordServer(requests_per_window=2, window=0.2) as server:
        async with running(server, Script([HELLO])) as started:
            anna = server.user()
            for number in range(5):
                outcome = await started.deliver(address(anna), HELLO, key=str(number))
                assert outcome == Delivered()
        assert len(letters(server, anna)) == 5
        assert 429 not in [each.status for each in server.requests]
        server.check()
