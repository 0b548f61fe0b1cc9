"""What waits for the bot and for the person, and in which order it comes."""

import asyncio

from telegram import Bot
from telegram import error as errors

from tests.stand_ins.telegram.server import TelegramServer
from tests.stand_ins.telegram.tests.asking import post, refused
from tests.stand_ins.telegram.users import User


async def test_answers_come_in_order(bot: Bot, user: User) -> None:
    await bot.send_message(user.id, "one")
    await bot.send_message(user.id, "two")
    assert [each.text for each in user.unseen()] == ["one", "two"]
    assert (await user.answer()).text == "one"
    assert (await user.answer()).text == "two"
    assert user.unseen() == []


async def test_updates_are_confirmed_by_offset_and_filtered(bot: Bot, user: User) -> None:
    await user.says("one")
    await user.says("two")
    first, second = await bot.get_updates()
    assert await bot.get_updates(limit=1) == (first,)
    assert await bot.get_updates(offset=second.update_id) == (second,)
    assert await bot.get_updates(offset=second.update_id + 1) == ()
    await bot.get_updates(allowed_updates=["message"])
    user.blocks()
    user.unblocks()
    await user.says("three")
    (third,) = await bot.get_updates()
    assert third.message
    assert third.message.text == "three"
    await user.says("four")
    assert len(await bot.get_updates(offset=-1)) == 1
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates(allowed_updates=[]) == ()
    user.blocks()
    assert len(await bot.get_updates()) == 1


async def test_one_poller_only(server: TelegramServer, bot: Bot, user: User) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=5))
    await server.called("getUpdates")
    second = asyncio.create_task(post(server, "getUpdates", json={"timeout": 5}))
    with refused("terminated by other getUpdates request", errors.Conflict):
        await first
    await user.says("hello")
    _, body = await second
    assert len(body["result"]) == 1
    await bot.set_webhook("https://bot.example.eu/hook")
    with refused("while webhook is active", errors.Conflict):
        await bot.get_updates()
    assert (await bot.get_webhook_info()).pending_update_count == 1
