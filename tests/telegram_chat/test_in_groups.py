"""Groups and channels."""

import asyncio

import pytest

from bot.core.messages import Asked, File, Inbound, Left, Manner, Moved, Said, Setting
from tests.stand_ins.telegram.chats import Chat
from tests.stand_ins.telegram.faults import BadRequest, ServerError
from tests.stand_ins.telegram.server import TelegramServer
from tests.stand_ins.telegram.users import THINGS, User
from tests.telegram_chat.script import BOT, NEXT, NOW, Script, at, message


@pytest.mark.usefixtures("live")
async def test_a_group_is_answered_as_a_group_and_quietly(
    server: TelegramServer, script: Script, user: User, group: Chat
) -> None:
    script.answers = (message("In private", NEXT, manner=Manner.SHARED),)
    asked = await user.says("/optout", chat=group)
    assert await script.next() == Inbound(
        at(user), Asked("optout"), NOW, "de", at(group), Setting.GROUP
    )
    said = await user.answer(chat=group)
    assert said.reply_to
    assert said.reply_to.id == asked.id
    (button,) = said.buttons
    assert button.url == f"https://t.me/{BOT}?start=step-2"
    (call,) = server.calls("sendMessage")
    assert call.parameters["disable_notification"] is True
    assert server.calls("getChatMember") == []
    assert user.unseen() == []


@pytest.mark.usefixtures("live")
async def test_a_question_deleted_meanwhile_is_answered(
    script: Script, user: User, group: Chat
) -> None:
    hold = asyncio.Event()
    script.thinks = hold.wait
    asked = await user.says("/optout", chat=group)
    await script.next()
    group.forgets(asked)
    hold.set()
    assert (await user.answer(chat=group)).reply_to is None


@pytest.mark.usefixtures("live")
async def test_in_a_group_only_our_commands_are_heard(
    script: Script, user: User, group: Chat
) -> None:
    for text in (
        "hello",
        "@another_bot hello",
        f"me@{BOT}.com",
        "/ban",
        "/start",
        "/optout@another_bot",
        "/2",
    ):
        await user.says(text, chat=group)
    for thing in THINGS:
        await user.sends(thing, chat=group)
    await user.says(f"/start@{BOT} x", chat=group)
    assert await script.event() == Asked("start", "x")
    await user.says("/about", chat=group)
    assert await script.event() == Asked("about")
    for _ in range(2):
        await user.answer(chat=group)
    assert user.unseen(chat=group) == []


@pytest.mark.usefixtures("live")
async def test_in_a_group_words_for_the_bot_are_heard(
    script: Script, user: User, group: Chat
) -> None:
    script.answers = (message("In private", manner=Manner.SHARED),)
    for text in (f"@{BOT} since when?", f"Since when, @{BOT.upper()}"):
        asked = await user.says(text, chat=group)
        inbound = await script.next()
        assert inbound.setting is Setting.GROUP
        assert isinstance(inbound.event, Said)
        assert inbound.event.text in ("since when?", "Since when,")
        said = await user.answer(chat=group)
        assert said.reply_to
        assert said.reply_to.id == asked.id
    await user.says("and my posts?", chat=group, reply_to=said)
    assert await script.event() == Said("and my posts?")
    await user.answer(chat=group)
    await user.says("I agree with you", chat=group, reply_to=asked)
    await user.sends("photo", caption=f"@{BOT} is this it?", chat=group)
    assert await script.event() == Said("is this it?")
    await user.answer(chat=group)
    script.answers = ()
    await user.says(f"@{BOT} hm", chat=group)
    assert await script.event() == Said("hm")
    assert user.unseen(chat=group) == []


@pytest.mark.usefixtures("live")
@pytest.mark.parametrize("hidden", [False, True], ids=["open list", "hidden list"])
@pytest.mark.parametrize("status", ["member", "administrator", "creator"])
async def test_the_server_says_who_is_an_admin(
    server: TelegramServer, script: Script, user: User, group: Chat, status: str, hidden: bool
) -> None:
    group.admin(user.person, status=status)
    if hidden:
        fault = BadRequest("Bad Request: member list is inaccessible")
        server.fault("getChatMember", fault)
    await user.says("/panel", chat=group)
    assert (await script.next()).admin is (status != "member")
    await user.answer(chat=group)


@pytest.mark.usefixtures("live")
async def test_an_anonymous_admin(
    server: TelegramServer, script: Script, user: User, group: Chat
) -> None:
    group.admin(user.person, anonymous=True)
    await user.says("/language de", chat=group)
    inbound = await script.next()
    assert (inbound.admin, inbound.event) == (True, Asked("language", "de"))
    assert (inbound.person, inbound.room) == (None, at(group))
    assert server.calls("getChatMember") == []
    await user.answer(chat=group)


@pytest.mark.usefixtures("live")
async def test_a_channel_writing_in_a_group_is_no_admin(
    server: TelegramServer, script: Script, user: User, group: Chat
) -> None:
    said = await user.says("hello", chat=group)
    channel = {**said.json(), "text": "/panel", "sender_chat": server.channel().json()}
    server.world.updates.put("message", {**channel, "is_automatic_forward": True})
    server.world.updates.put("message", channel)
    inbound = await script.next()
    assert (inbound.event, inbound.admin) == (Asked("panel"), False)
    await user.answer(chat=group)


@pytest.mark.usefixtures("live")
async def test_when_nobody_knows_who_is_an_admin(
    server: TelegramServer, script: Script, user: User, group: Chat
) -> None:
    server.fault("getChatMember", ServerError())
    await user.says("/panel", chat=group)
    assert (await user.answer(chat=group)).text.startswith("auf Deutsch: Something went wrong")
    assert script.heard.empty()


@pytest.mark.usefixtures("live")
async def test_the_answer_stays_in_its_topic(
    server: TelegramServer, script: Script, user: User
) -> None:
    forum = server.group(forum=True)
    topic = forum.topic("Privacy")
    script.answers = (message("Here", file=File("a.ics", "text/calendar", b"x")),)
    await user.says("/optout", chat=forum, thread=topic)
    assert [(await user.answer(chat=forum)).thread for _ in range(2)] == [topic, topic]


@pytest.mark.usefixtures("live")
async def test_a_press_in_a_group_is_forged_and_only_rests(
    script: Script, user: User, group: Chat
) -> None:
    script.answers = (message("Panel", NEXT),)
    await user.says("/panel", chat=group)
    await script.next()
    await user.answer(chat=group)
    await user.presses("Next", chat=group)
    await asyncio.sleep(0.05)
    assert script.heard.empty()
    assert user.unseen(chat=group) == []


@pytest.mark.usefixtures("live")
@pytest.mark.parametrize("status", ["left", "kicked"])
async def test_removed_from_a_group(script: Script, user: User, group: Chat, status: str) -> None:
    group.changes_bot("member", by=user.person)
    group.changes_bot(status, by=user.person)
    assert await script.next() == Inbound(at(user), Left(), NOW, "de", at(group), Setting.GROUP)
    assert user.unseen(chat=group) == []


@pytest.mark.usefixtures("live")
async def test_a_group_becomes_a_supergroup(script: Script, group: Chat) -> None:
    script.answers = ()
    new = group.migrates()
    inbound = await script.next()
    assert (inbound.room, inbound.event) == (at(group), Moved(at(new)))


@pytest.mark.usefixtures("live")
async def test_a_channel_carries_the_panel(server: TelegramServer, script: Script) -> None:
    channel = server.channel()
    channel.posts("News of the day")
    channel.posts("/panel")
    inbound = await script.next()
    assert (inbound.event, inbound.admin, inbound.setting) == (Asked("panel"), True, Setting.GROUP)
    assert (inbound.person, inbound.room) == (None, at(channel))
    reader = server.user("Reader")
    said = await reader.answer(chat=channel)
    assert (said.text, said.reply_to) == ("Hello", None)
