"""What is written to somebody unasked."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import discord
import pytest

from bot.chats.discord.connection import Connection
from bot.chats.discord.deliver import deliver
from bot.chats.discord.draw import Drawing
from bot.chats.discord.times import Times
from bot.core.messages import Message, Paragraph
from bot.service.pace import Pace
from bot.service.ports import Away, Delivered, Delivery, Gone, TryAgain, Unsure
from bot.service.timer import Timer
from tests.discord_chat.script import (
    CREATE_DM,
    HELLO,
    IN_A_HURRY,
    SEND,
    Script,
    address,
    discord_chat,
    letters,
    running,
)
from tests.stand_ins.discord import (
    AnswerLost,
    ConnectionReset,
    DiscordServer,
    Mangled,
    Page,
    RateLimited,
    Refused,
    ServerError,
)

APPLICATION = "GET /oauth2/applications/@me"


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
    bodies = [each.body for each in server.calls(SEND)]
    assert len({body["nonce"] for body in bodies}) == 9
    assert all(body["enforce_nonce"] and len(body["nonce"]) <= 25 for body in bodies)
    server.check()


async def test_who_closed_their_direct_messages_is_away_and_may_come_back(
    server: DiscordServer,
) -> None:
    async with running(server, Script([HELLO])) as started:
        anna = server.user(dms="closed")
        assert await started.deliver(address(anna), HELLO, key="1") == Away()
        anna.dms = "open"
        assert await started.deliver(address(anna), HELLO, key="1") == Delivered()
    server.check()


async def test_a_channel_without_access_is_opened_anew(server: DiscordServer) -> None:
    async with running(server, Script([HELLO])) as started:
        anna = server.user()
        assert await started.deliver(address(anna), HELLO, key="1") == Delivered()
        server.world.lose_dm_channel(anna.account)
        assert await started.deliver(address(anna), HELLO, key="2") == Delivered()
    assert letters(server, anna) == ["Hello"]
    server.check()


@pytest.mark.parametrize("route", [CREATE_DM, SEND])
@pytest.mark.parametrize(
    ("status", "code", "outcome"),
    [
        (403, 50001, Away()),
        (403, 50007, Away()),
        (400, 50007, Away()),
        (403, 50278, Away()),
        (400, 50033, Away()),
        (404, 10003, Away()),
        (404, 10013, Gone()),
    ],
)
async def test_only_who_does_not_exist_any_more_is_gone(
    server: DiscordServer, route: str, status: int, code: int, outcome: Delivery
) -> None:
    async with running(server, Script([HELLO])) as started:
        anna = server.user()
        server.fault(route, Refused(status, code))
        assert await started.deliver(address(anna), HELLO, key="1") == outcome
        assert await started.deliver(address(anna), HELLO, key="1") == Delivered()
    assert len(server.calls(CREATE_DM)) == 2
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
        assert await started.deliver(address(server.user()), HELLO, key="1") == TryAgain()
    server.check()


@pytest.mark.parametrize("route", [CREATE_DM, SEND])
@pytest.mark.parametrize("status", [200, 400, 403, 404, 503])
async def test_a_page_is_no_answer_of_discords(
    server: DiscordServer, route: str, status: int
) -> None:
    async with running(server, Script([HELLO])) as started:
        anna = server.user()
        server.fault(route, Page(status))
        assert await started.deliver(address(anna), HELLO, key="1") == TryAgain()
        assert await started.deliver(address(anna), HELLO, key="1") == Delivered()
    assert letters(server, anna) == ["Hello"]
    server.check()


async def test_what_discord_confirms_is_delivered_whatever_else_it_says(
    server: DiscordServer,
) -> None:
    async with running(server, Script([HELLO])) as started:
        anna = server.user()
        server.fault(SEND, Mangled())
        assert await started.deliver(address(anna), HELLO, key="1") == Delivered()
        server.fault(CREATE_DM, Mangled())
        assert await started.deliver(address(anna), HELLO, key="2") == TryAgain()
    assert letters(server, anna) == ["Hello"]
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


async def test_a_letter_that_takes_too_long_leaves_it_open(server: DiscordServer) -> None:
    async with running(server, Script([HELLO]), IN_A_HURRY) as started:
        anna = server.user()
        server.fault(SEND, AnswerLost(30))
        assert await started.deliver(address(anna), HELLO, key="1") == Unsure()
        server.fault(CREATE_DM, AnswerLost(30))
        assert await started.deliver(address(anna), HELLO, key="1") == TryAgain()
        assert await started.deliver(address(anna), HELLO, key="1") == Delivered()
    assert letters(server, anna) == ["Hello"]
    server.check()


async def test_a_letter_that_the_library_still_tries_after_errors_is_no_doubt(
    server: DiscordServer,
) -> None:
    async with running(server, Script([HELLO]), IN_A_HURRY) as started:
        anna = server.user()
        server.fault(SEND, ServerError(502))
        assert await started.deliver(address(anna), HELLO, key="1") == TryAgain()
    assert letters(server, anna) == []
    server.check()


async def test_a_letter_in_hand_at_the_end_keeps_the_connection(server: DiscordServer) -> None:
    async with running(server, Script([HELLO])) as started:
        anna = server.user()
        server.fault(SEND, RateLimited(5.5))
        letter = asyncio.create_task(started.deliver(address(anna), HELLO, key="1"))
        await server.called(SEND)
    assert await letter == Delivered()
    assert letters(server, anna) == ["Hello"]
    server.check()


async def test_a_connection_that_was_closed_before_is_no_fault_of_ours(
    server: DiscordServer,
) -> None:
    anna = server.user()
    async with Connection(server.url) as connection:
        await connection.login(server.token)
    drawings, seconds, pace = [Drawing("Hello")], timedelta(seconds=5), Pace(1_000, Timer())
    found = await deliver(connection, address(anna), drawings, "1", seconds, pace)
    assert found == TryAgain()
    server.check()


async def test_whether_discord_is_well(server: DiscordServer) -> None:
    assert not await discord_chat(server).is_well()
    async with running(server, Script([HELLO]), IN_A_HURRY) as started:
        assert await started.is_well()
        for fault in (
            ServerError(503),
            Refused(401, 0),
            Page(),
            Mangled(),
            RateLimited(90),
            AnswerLost(30),
        ):
            server.fault(APPLICATION, fault)
            assert not await started.is_well()
        assert await started.is_well()
    assert not await started.is_well()
    server.check()


async def test_where_nobody_listens_nothing_was_sent(
    server: DiscordServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(server, Script([HELLO])) as started:
        monkeypatch.setattr("discord.http.Route.BASE", "http://127.0.0.1:9/api/v10")
        assert await started.deliver(address(server.user()), HELLO, key="1") == TryAgain()
    server.check()


async def test_a_letter_waits_for_the_login_but_not_for_ever(server: DiscordServer) -> None:
    times = Times(login=timedelta(seconds=0.05))
    started, anna = discord_chat(server, times=times), server.user()
    assert await started.deliver(address(anna), HELLO, key="1") == TryAgain()
    started = discord_chat(server)
    letter = asyncio.create_task(started.deliver(address(anna), HELLO, key="1"))
    await asyncio.sleep(0)
    task = asyncio.create_task(started.run(Script([HELLO])))
    assert await letter == Delivered()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    server.check()
