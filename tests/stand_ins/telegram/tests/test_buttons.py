"""A conversation with a bot of the real library: buttons spin, are answered, or cannot be."""

import asyncio

import pytest
from telegram import Bot

from tests.stand_ins.telegram.server import TelegramServer
from tests.stand_ins.telegram.tests.asking import refused
from tests.stand_ins.telegram.tests.client import KEYBOARD, application
from tests.stand_ins.telegram.users import User


async def test_a_real_bot_holds_a_conversation(server: TelegramServer) -> None:
    app = application(server)
    async with app:
        assert app.updater
        await app.updater.start_polling(poll_interval=0)
        await app.start()
        user = server.user(language=None)
        await user.says("/start")
        message = await user.answer()
        assert (message.text, message.labels) == ("Hallo", ["Weiter"])
        assert (await user.presses("Weiter")).text == "ja"
        edited = await user.answer()
        assert (edited.id, edited.text, edited.buttons) == (message.id, "Schritt 2", [])
        await app.updater.stop()
        await app.stop()
    assert server.complaints == []
    server.check()


async def test_a_button_spins_until_answered_and_is_answered_once(
    server: TelegramServer, bot: Bot, user: User
) -> None:
    await bot.send_message(user.id, "x", reply_markup=KEYBOARD)
    async with asyncio.TaskGroup() as people:
        pressing = people.create_task(user.presses("next"))
        (update,) = await bot.get_updates(timeout=1)
        assert update.callback_query
        assert [press.label for press in server.unanswered] == ["Weiter"]
        with pytest.raises(AssertionError, match="still turning: 'Weiter' on message"):
            server.check()
        await update.callback_query.answer("Danke", show_alert=True)
    assert (pressing.result().text, pressing.result().alert) == ("Danke", True)
    with refused("query is too old and response timeout expired"):
        await update.callback_query.answer()
    server.check()


async def test_buttons_that_cannot_be_answered(
    server: TelegramServer, bot: Bot, user: User
) -> None:
    sent = await bot.send_message(user.id, "x", reply_markup=KEYBOARD)
    message = await user.answer()
    user.chat.forgets(message)
    await user.presses("Weiter", message=message, stale=True)
    (update,) = await bot.get_updates()
    assert update.callback_query
    assert update.callback_query.message
    assert not update.callback_query.message.is_accessible
    assert update.callback_query.message.message_id == sent.message_id
    with refused("query is too old"):
        await update.callback_query.answer()
    with pytest.raises(AssertionError, match="no message in chat"):
        await user.presses("Weiter")
    server.check()


async def test_waiting_ends(server: TelegramServer, bot: Bot, user: User) -> None:
    with pytest.raises(TimeoutError, match="a message in chat"):
        await user.answer(within=0.01)
    with pytest.raises(TimeoutError, match="call 2 of sendMessage"):
        await server.called("sendMessage", times=2, within=0.01)
    await bot.send_message(user.id, "x", reply_markup=KEYBOARD)
    with pytest.raises(TimeoutError, match="an answer to the button"):
        await user.presses("Weiter", within=0.01)
