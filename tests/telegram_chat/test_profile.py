"""What is published, and what is not told to anybody."""

import pytest

from bot.chats.telegram import TelegramChat
from bot.core.commands import COMMANDS
from bot.service.ports import TokenRefused
from bot.sites import profile
from tests.logged import logging_at
from tests.stand_ins.telegram import faults
from tests.stand_ins.telegram.chats import Chat
from tests.stand_ins.telegram.server import TOKEN, TelegramServer
from tests.stand_ins.telegram.users import User
from tests.telegram_chat.script import STEP_2, Script, at, message, running, shown, telegram


async def test_publishing(
    server: TelegramServer, chat: TelegramChat, capsys: pytest.CaptureFixture[str]
) -> None:
    server.fault("setMyCommands", faults.RateLimited(1))
    server.fault("setMyDescription", faults.ConnectionReset())
    for _ in range(2):
        await chat.publish(profile())
    published = server.profile

    def listed(scope: str, language: str = "") -> dict[str, str]:
        commands = published.commands(language, {"type": scope})
        return {each["command"]: each["description"] for each in commands}

    assert set(listed("all_group_chats")) == {"optout", "about"}
    assert set(listed("all_chat_administrators")) >= {"optout", "about", "panel", "language"}
    private = listed("all_private_chats")
    assert {"optout", "privacy", "help", "deleteme"} <= set(private)
    assert "panel" not in private
    assert list(private) == [each.name for each in COMMANDS if each.name in private]
    assert listed("all_private_chats", "de")["help"] == "auf Deutsch: What this bot can do"
    assert listed("all_private_chats", "en") == {}
    assert set(published.descriptions) == set(published.short_descriptions) == {"", "de"}
    assert published.descriptions[""] == profile().description.sentence
    assert published.short_descriptions[""] == profile().about.sentence
    assert capsys.readouterr() == ("", "")


async def test_the_log_of_a_whole_session_names_nobody(
    server: TelegramServer,
    script: Script,
    user: User,
    group: Chat,
) -> None:
    with logging_at("DEBUG") as (_, bare):
        await everything_that_is_logged(server, script, user, group)
    log = bare.getvalue()
    assert "BadRequest" in log
    assert "ValueError" in log
    assert "An update cannot be read" in log
    for secret in (TOKEN, TOKEN[11:], str(user.id), str(abs(group.id)), "secret", "Step", "Ada"):
        assert secret not in log


async def everything_that_is_logged(
    server: TelegramServer, script: Script, user: User, group: Chat
) -> None:
    chat = telegram(server)
    server.world.updates.put("message", {"message_id": 1, "text": "something secret"})
    server.fault("getUpdates", faults.Page(502))
    async with running(chat, script):
        await shown(user, script, STEP_2)
        server.fault("answerCallbackQuery", faults.ServerError(), times=2)
        server.fault("editMessageText", faults.ConnectionReset())
        await user.presses("Next", stale=True)
        await user.answer()
        script.error = ValueError(f"{user.id} said something secret to {TOKEN}")
        await user.says("something secret")
        await user.answer()
        script.error = None
        server.fault("sendMessage", faults.BadRequest("Bad Request: something secret"))
        await user.says("something secret")
        await user.answer()
        server.fault("sendMessage", faults.Forbidden("Forbidden: bot was blocked by the user"))
        await user.says("/optout", chat=group)
        await server.called("sendMessage", times=5)
        await chat.deliver(at(user), message(), key="1")
    await chat.publish(profile())
    server.fault("getMe", faults.Answer(401, "Unauthorized"))
    with pytest.raises(TokenRefused):
        await telegram(server).run(script)
