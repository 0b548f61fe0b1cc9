"""What people do."""

import asyncio

import pytest

from bot.chats.telegram import TelegramChat
from bot.core.messages import Asked, Event, Inbound, Left, Said
from bot.core.understanding import Trace
from tests.stand_ins.telegram.server import TelegramServer
from tests.stand_ins.telegram.users import THINGS, User
from tests.telegram_chat.script import BOT, NOW, Script, at, running


@pytest.mark.usefixtures("live")
async def test_a_command_and_its_answer(script: Script, user: User) -> None:
    await user.says("/start step-2-iphone")
    inbound = await script.next()
    assert inbound == Inbound(
        at(user), Asked("start", "step-2-iphone"), NOW, "de", trace=Trace.OURS
    )
    assert (await user.answer()).text == "Hello"


@pytest.mark.usefixtures("live")
@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("/optout", Asked("optout")),
        (f"/OptOut@{BOT.upper()}   iphone  de ", Asked("optout", "iphone  de")),
        ("/optout\niphone", Asked("optout", "iphone")),
        (f"/optout {'x' * 300}", Asked("optout", "x" * 200)),
        ("/nonsense", Asked("nonsense")),
        ("Wie geht das?", Said("Wie geht das?")),
        ("/usr/bin/python", Said("/usr/bin/python")),
        ("a\0b" + "ħ" * 2000, Said("ab" + "ħ" * 998)),
        ("\u202eיםולש 👩🏽‍💻", Said("\u202eיםולש 👩🏽‍💻")),
    ],
)
async def test_words(script: Script, user: User, text: str, event: Event) -> None:
    await user.says(text)
    assert await script.event() == event
    await user.answer()


@pytest.mark.usefixtures("live")
@pytest.mark.parametrize("thing", THINGS)
async def test_things_without_words(script: Script, user: User, thing: str) -> None:
    await user.sends(thing)
    assert await script.event() == Said("")
    await user.answer()


@pytest.mark.usefixtures("live")
async def test_a_picture_with_words(script: Script, user: User) -> None:
    await user.sends("photo", caption="Is this the switch?")
    assert await script.event() == Said("Is this the switch?")
    await user.answer()


@pytest.mark.usefixtures("live")
@pytest.mark.parametrize("hint", [None, "zh-hans", "pt-br"])
async def test_the_language_hint_comes_as_it_is(
    server: TelegramServer, script: Script, hint: str | None
) -> None:
    user = server.user(language=hint)
    await user.says("/start")
    assert (await script.next()).language == hint
    await user.answer()


@pytest.mark.usefixtures("live")
async def test_what_is_none_of_our_business(
    server: TelegramServer, script: Script, user: User
) -> None:
    said = await user.says("hello")
    assert await script.event() == Said("hello")
    await user.answer()
    await user.edits(said, "hello there")
    await user.says("/optout@another_bot")
    for content in (
        {"text": "chosen", "via_bot": server.world.bot.json()},
        {"pinned_message": said.json()},
        {"message_auto_delete_timer_changed": {"message_auto_delete_time": 86400}},
    ):
        server.world.updates.put("message", {**said.json(), "text": "", **content})
    await user.says("the end")
    assert await script.event() == Said("the end")
    await user.answer()
    assert user.unseen() == []


@pytest.mark.usefixtures("live")
async def test_blocking_and_coming_back(script: Script, user: User) -> None:
    user.blocks()
    assert await script.next() == Inbound(at(user), Left(), NOW, "de", trace=Trace.OURS)
    user.unblocks()
    await user.says("/start")
    assert await script.event() == Asked("start")
    await user.answer()


async def test_people_do_not_wait_for_each_other(
    server: TelegramServer, chat: TelegramChat, user: User
) -> None:
    both = asyncio.Barrier(2)
    script = Script(thinks=both.wait)
    friend = server.user("Grace")
    async with running(chat, script):
        await user.says("/start")
        await friend.says("/start")
        await user.answer()
        await friend.answer()
