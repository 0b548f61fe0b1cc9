"""What is written to somebody unasked."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import discord
import pytest

from bot.chats.discord import chat
from bot.core.messages import Message, Paragraph
from bot.service.ports import Delivered, Gone, TryAgain, Unsure
from tests.discord_chat.script import (
    CREATE_DM,
    HELLO,
    SEND,
    Script,
    address,
    discord_chat,
    letters,
    running,
)
from tests.discord_server import (
    AnswerLost,
    ConnectionReset,
    DiscordServer,
    RateLimited,
    Refused,
    ServerError,
    Slow,
)


async def test_a_letter_is_delivered(server: DiscordServer) -> None:
    async with running(server, Script([HELLO])) as started:
        anna = server.user()
        assert await started.deliver(address(anna), HELLO, key="1") == Delivered()
        assert (await anna.dm()).labels == ["Next"]
    server.check()


async def test_the_same_key_is_the_same_letter_and_another_person_another(
    server: DiscordServer,
) -> None:
    long = Message("en", tuple(Paragraph((letter * 1500,)) for letter in "abc"))
    key = "a key that is longer than the 25 characters of a nonce"
    async with running(server, Script([HELLO])) as started:
        anna, ben = server.user(), server.user(name="Ben")
        for user in (anna, anna, ben):
            assert await started.deliver(address(user), long, key=key) == Delivered()
        assert await started.deliver(address(anna), long, key=f"{key}!") == Delivered()
    assert [text[0] for text in letters(server, anna)] == ["a", "b", "c", "a", "b", "c"]
    assert [text[0] for text in letters(server, ben)] == ["a", "b", "c"]
    bodies = [each.body for each in server.requests if each.route == SEND]
    assert len({body["nonce"] for body in bodies}) == 9
    assert all(body["enforce_nonce"] and len(body["nonce"]) <= 25 for body in bodies)
    server.check()


async def test_who_closed_their_direct_messages_is_gone(server: DiscordServer) -> None:
    async with running(server, Script([HELLO])) as started:
        anna = server.user(dms="closed")
        assert await started.deliver(address(anna), HELLO, key="1") == Gone()
    server.check()


@pytest.mark.parametrize("route", [CREATE_DM, SEND])
@pytest.mark.parametrize(
    ("status", "code"), [(403, 50007), (403, 50278), (404, 10013), (403, 50001), (400, 50033)]
)
async def test_who_cannot_be_reached_is_gone(
    server: DiscordServer, route: str, status: int, code: int
) -> None:
    async with running(server, Script([HELLO])) as started:
        server.fault(route, Refused(status, code))
        assert await started.deliver(address(server.user()), HELLO, key="1") == Gone()
    server.check()


@pytest.mark.parametrize(("status", "code"), [(400, 50035), (403, 20026)])
async def test_what_is_our_own_fault_is_raised_and_no_farewell(
    server: DiscordServer, status: int, code: int
) -> None:
    async with running(server, Script([HELLO])) as started:
        server.fault(SEND, Refused(status, code))
        with pytest.raises(discord.HTTPException):
            await started.deliver(address(server.user()), HELLO, key="1")
    server.check()


@pytest.mark.parametrize("route", [CREATE_DM, SEND])
async def test_a_refused_token_is_not_the_fault_of_who_waits(
    server: DiscordServer, route: str
) -> None:
    async with running(server, Script([HELLO])) as started:
        server.fault(route, Refused(401, 0))
        outcome = await started.deliver(address(server.user()), HELLO, key="1")
        assert outcome == TryAgain(timedelta(hours=1))
    server.check()


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


async def test_an_error_of_the_server_is_tried_again(server: DiscordServer) -> None:
    async with running(server, Script([HELLO])) as started:
        anna = server.user()
        server.fault(SEND, ServerError(500))  # once more by the library itself
        assert await started.deliver(address(anna), HELLO, key="1") == Delivered()
        server.fault(SEND, ServerError(503))
        assert await started.deliver(address(anna), HELLO, key="2") == TryAgain()
        server.fault(CREATE_DM, ServerError(503))
        assert await started.deliver(address(server.user()), HELLO, key="3") == TryAgain()
    assert letters(server, anna) == ["Hello"]
    server.check()


@pytest.mark.parametrize("fault", [ConnectionReset(), AnswerLost()])
async def test_a_lost_connection_leaves_it_open_and_a_repeat_makes_it_one(
    server: DiscordServer, fault: ConnectionReset | AnswerLost
) -> None:
    async with running(server, Script([HELLO])) as started:
        anna = server.user()
        server.fault(SEND, fault)
        assert await started.deliver(address(anna), HELLO, key="1") == Unsure()
        assert await started.deliver(address(anna), HELLO, key="1") == Delivered()
    assert letters(server, anna) == ["Hello"]
    server.check()


async def test_a_connection_lost_before_the_letter_was_sent_is_no_doubt(
    server: DiscordServer,
) -> None:
    async with running(server, Script([HELLO])) as started:
        server.fault(CREATE_DM, ConnectionReset())
        assert await started.deliver(address(server.user()), HELLO, key="1") == TryAgain()
    server.check()


async def test_a_letter_that_takes_too_long_leaves_it_open(
    server: DiscordServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.chats.discord.deliver.SEND_TIME", timedelta(seconds=0.2))
    async with running(server, Script([HELLO])) as started:
        anna = server.user()
        server.fault(SEND, Slow(0.5))
        assert await started.deliver(address(anna), HELLO, key="1") == Unsure()
    server.check()


async def test_where_nobody_listens_nothing_was_sent(
    server: DiscordServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(server, Script([HELLO])) as started:
        monkeypatch.setattr("discord.http.Route.BASE", "http://127.0.0.1:9/api/v10")
        assert await started.deliver(address(server.user()), HELLO, key="1") == TryAgain()
    server.check()


async def test_a_letter_waits_for_the_login_but_not_for_ever(
    server: DiscordServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chat, "LOGIN", timedelta(seconds=0.05))
    started, anna = discord_chat(server), server.user()
    assert await started.deliver(address(anna), HELLO, key="1") == TryAgain()
    monkeypatch.setattr(chat, "LOGIN", timedelta(seconds=5))
    letter = asyncio.create_task(started.deliver(address(anna), HELLO, key="1"))
    await asyncio.sleep(0)
    task = asyncio.create_task(started.run(Script([HELLO])))
    assert await letter == Delivered()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    server.check()
