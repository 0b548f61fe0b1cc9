"""Writing unasked."""

import asyncio
from datetime import timedelta

import httpx
import pytest
from telegram import error as errors

from bot.chats.telegram import TelegramChat
from bot.chats.telegram.trouble import outcome
from bot.core.messages import Address, File, Inbound, Moved
from bot.service.ports import (
    Away,
    Delivered,
    Delivery,
    Gone,
    Publisher,
    TokenRefused,
    TryAgain,
    Unreachable,
    Unsure,
)
from bot.sites import profile
from tests.stand_ins.telegram import faults
from tests.stand_ins.telegram.server import TOKEN, TelegramServer
from tests.stand_ins.telegram.users import User
from tests.telegram_chat.script import (
    LANGUAGES,
    LOST,
    NEXT,
    NOW,
    SHORT,
    SLOW,
    Script,
    at,
    message,
    running,
    telegram,
)


async def test_a_delivery(server: TelegramServer, chat: TelegramChat, user: User) -> None:
    assert await chat.deliver(at(user), message("It is time", NEXT), key="1") == Delivered()
    said = await user.answer()
    assert (said.text, said.labels) == ("It is time", ["Next"])


PAGE = "<html>somebody between us and Telegram</html>"


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (faults.RateLimited(70), TryAgain(timedelta(seconds=70))),
        (faults.ServerError(500), TryAgain()),
        (faults.ServerError(504), TryAgain()),
        (faults.Page(502), TryAgain()),
        (faults.Page(200), TryAgain()),
        (faults.Page(400), TryAgain()),
        (faults.Page(429), TryAgain()),
        (faults.Answer(413, "Request Entity Too Large"), TryAgain()),
        (faults.Answer(429, "no word of how long"), TryAgain()),
        (faults.RateLimited(-5), TryAgain()),
        (faults.RateLimited(10**30), TryAgain()),
        (faults.ConnectionReset(), Unsure()),
        (faults.AnswerLost(), Unsure()),
        (faults.Forbidden("Forbidden: bot was blocked by the user"), Gone()),
        (faults.Forbidden("Forbidden: user is deactivated"), Gone()),
        (faults.Forbidden("Forbidden: bot was kicked from the supergroup chat"), Gone()),
        (faults.Forbidden("Forbidden: the group chat was deleted"), Gone()),
        (faults.Forbidden("Forbidden: bot can't initiate conversation with a user"), Away()),
        (faults.Forbidden("Forbidden: bot is not a member of the channel chat"), Away()),
        (faults.Forbidden("Forbidden: words that nobody knows yet"), Away()),
        (faults.BadRequest("Bad Request: chat not found"), Away()),
        (faults.BadRequest("Bad Request: have no rights to send a message"), Away()),
        (faults.BadRequest("Bad Request: not enough rights to send text messages"), Away()),
        (faults.BadRequest("Bad Request: TOPIC_CLOSED"), Away()),
        (faults.Page(403), TryAgain()),
        (faults.Answer(401, "Unauthorized"), TryAgain()),
        (faults.Answer(404, "Not Found"), TryAgain()),
        (faults.Page(404), TryAgain()),
    ],
)
async def test_what_becomes_of_a_delivery(
    server: TelegramServer, chat: TelegramChat, user: User, fault: faults.Fault, expected: Delivery
) -> None:
    server.fault("sendMessage", fault)
    assert await chat.deliver(at(user), message(), key="1") == expected
    assert len(user.unseen()) == isinstance(fault, faults.AnswerLost)
    assert len(server.calls("sendMessage")) == 1


@pytest.mark.parametrize("fault", [SLOW, LOST])
async def test_a_delivery_that_takes_too_long(
    server: TelegramServer, user: User, fault: faults.Fault
) -> None:
    server.fault("sendMessage", fault)
    chat = telegram(server, timeout=SHORT)
    assert await chat.deliver(at(user), message(), key="1") == Unsure()
    assert len(user.unseen()) == isinstance(fault, faults.AnswerLost)


async def test_nobody_is_there(server: TelegramServer, chat: TelegramChat) -> None:
    blocked, closed = server.user(started=True), server.user(started=True)
    blocked.blocks()
    closed.deactivates()
    for user in (blocked, closed):
        assert await chat.deliver(at(user), message(), key="1") == Gone()
    assert await chat.deliver(at(server.user(started=False)), message(), key="1") == Away()


async def test_a_group_that_the_bot_left_may_ask_it_back(
    server: TelegramServer, chat: TelegramChat
) -> None:
    left, kicked = server.group(supergroup=True), server.group()
    left.changes_bot("left", by=server.user().person)
    kicked.changes_bot("kicked", by=server.user().person)
    assert await chat.deliver(at(left), message(), key="1") == Away()
    assert await chat.deliver(at(kicked), message(), key="1") == Gone()


async def test_what_telegram_will_not_have_is_our_fault(
    server: TelegramServer, chat: TelegramChat, user: User
) -> None:
    server.fault("sendMessage", faults.BadRequest("Bad Request: message is too long"))
    with pytest.raises(errors.BadRequest):
        await chat.deliver(at(user), message(), key="1")


async def test_half_a_delivery(server: TelegramServer, chat: TelegramChat, user: User) -> None:
    long = message(f"{'x' * 4000}\n\n{'y' * 4000}", file=File("a.ics", "text/calendar", b"x"))
    server.fault("sendDocument", faults.RateLimited(5))
    assert await chat.deliver(at(user), long, key="1") == Unsure()
    assert len(user.unseen()) == 2


async def test_a_delivery_to_a_group_that_moved(
    server: TelegramServer, script: Script, live: TelegramChat
) -> None:
    group = server.group()
    await server.called("getUpdates")
    new = group.migrates()
    assert await script.event() == Moved(at(new))
    assert await live.deliver(at(group), message(), key="1") == TryAgain()
    assert await script.next() == Inbound(None, Moved(at(new)), NOW, room=at(group))


@pytest.mark.parametrize(
    "fault", [faults.RateLimited(3), faults.ServerError(), faults.ConnectionReset()]
)
async def test_a_delivery_by_a_bot_that_does_not_know_its_name(
    server: TelegramServer, chat: TelegramChat, user: User, fault: faults.Fault
) -> None:
    server.fault("getMe", fault)
    after = timedelta(seconds=3 if isinstance(fault, faults.RateLimited) else 0)
    assert await chat.deliver(at(user), message(), key="1") == TryAgain(after)
    assert await chat.deliver(at(user), message(), key="1") == Delivered()


async def test_a_refused_token_is_not_the_fault_of_who_waits() -> None:
    async with TelegramServer() as server:
        chat = telegram(server, TOKEN[:-1] + "x")
        outcome = await chat.deliver(Address("telegram", "1"), message(), key="1")
    assert outcome == TryAgain()


async def test_whether_telegram_is_well(server: TelegramServer) -> None:
    chat = telegram(server, timeout=SHORT)
    assert await chat.is_well()
    for fault in (
        faults.Page(502),
        faults.ConnectionReset(),
        faults.Page(),
        faults.RateLimited(70),
        faults.Answer(401, "Unauthorized"),
        SLOW,
    ):
        server.fault("getMe", fault)
        assert not await chat.is_well()
    assert await chat.is_well()


async def test_whether_telegram_is_well_is_known_while_the_bot_runs(
    server: TelegramServer, live: TelegramChat
) -> None:
    await server.called("getUpdates")
    assert await live.is_well()
    server.fault("getMe", faults.Answer(401, "Unauthorized"))
    assert not await live.is_well()
    assert await live.is_well()


async def test_nothing_listens_there(unused_tcp_port: int) -> None:
    nowhere = f"http://127.0.0.1:{unused_tcp_port}/bot"
    chat = TelegramChat(TOKEN, nowhere, LANGUAGES, clock=lambda: NOW)
    assert await chat.deliver(Address("telegram", "1"), message(), key="1") == TryAgain()
    assert not await chat.is_well()
    publisher: Publisher = chat
    with pytest.raises(Unreachable, match=r"Telegram.*TELEGRAM_API_URL.*ConnectError") as raised:
        await publisher.publish(profile())
    assert raised.value.__suppress_context__


async def test_publishing_what_telegram_refuses_is_our_fault(
    server: TelegramServer, chat: TelegramChat
) -> None:
    server.fault("setMyCommands", faults.BadRequest("Bad Request: BOT_COMMAND_INVALID"))
    with pytest.raises(errors.BadRequest):
        await chat.publish(profile())
    server.fault("setMyCommands", faults.Answer(401, "Unauthorized"))
    with pytest.raises(TokenRefused):
        await chat.publish(profile())


@pytest.mark.parametrize(
    ("cause", "expected"),
    [
        (httpx.ConnectError(""), TryAgain()),
        (httpx.ConnectTimeout(""), TryAgain()),
        (httpx.PoolTimeout(""), TryAgain()),
        (httpx.ReadTimeout(""), Unsure()),
        (httpx.WriteTimeout(""), Unsure()),
        (httpx.ReadError(""), Unsure()),
        (httpx.RemoteProtocolError(""), Unsure()),
        (None, Unsure()),
    ],
)
@pytest.mark.parametrize("kind", [errors.TimedOut, errors.NetworkError])
def test_whether_a_request_has_left(
    kind: type[errors.NetworkError], cause: Exception | None, expected: Delivery
) -> None:
    error = kind("")
    error.__cause__ = cause
    assert outcome(error) == expected


async def test_a_delivery_under_way_outlives_the_stop(
    server: TelegramServer, script: Script, chat: TelegramChat, user: User
) -> None:
    server.fault("sendMessage", faults.Slow(0.1))
    async with running(chat, script):
        await server.called("getUpdates")
        delivery = asyncio.create_task(chat.deliver(at(user), message(), key="1"))
        await server.called("sendMessage")
    assert await delivery == Delivered()


async def test_many_deliveries_at_once(server: TelegramServer, chat: TelegramChat) -> None:
    users = [server.user(started=True) for _ in range(40)]
    deliveries = (chat.deliver(at(user), message(), key="1") for user in users)
    assert set(await asyncio.gather(*deliveries)) == {Delivered()}
    assert [len(user.unseen()) for user in users] == [1] * 40
    assert len(server.calls("getMe")) == 1
