"""Says in every language what the bot is and which commands it has.

Telegram never says from whose list a command was chosen: rights are checked when it is used.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial

from telegram import (
    Bot,
    BotCommand,
    BotCommandScope,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeAllPrivateChats,
)

from bot.chats.telegram.trouble import insist
from bot.core.commands import COMMANDS, Where
from bot.core.site import Profile
from bot.core.translation import Language, Languages

SCOPES: tuple[tuple[BotCommandScope, Where], ...] = (
    (BotCommandScopeAllPrivateChats(), Where.PERSON),
    (BotCommandScopeAllGroupChats(), Where.GROUP),
    # An admin is shown this list in place of the one for everybody in the group.
    (BotCommandScopeAllChatAdministrators(), Where.GROUP | Where.ADMIN),
)
"""Whose list holds which commands (https://core.telegram.org/bots/api#botcommandscope)."""
PATIENCE = timedelta(minutes=10)
"""Whoever publishes sits before it, but each call is one of many, and a flood lasts minutes."""


async def publish(bot: Bot, languages: Languages, profile: Profile) -> None:
    """Set the lists of commands and the profile; what is set already stays as it is.

    English is for everybody whose language is not among ours. Raises TelegramError.
    """
    for language in languages.values():
        for call in _calls(bot, language, profile):
            await insist(call, repeatable=True, patience=PATIENCE, tries=5)


def _calls(bot: Bot, language: Language, profile: Profile) -> list[Callable[[], Awaitable[object]]]:
    code = None if language.code == "en" else language.code
    return [
        *(
            partial(bot.set_my_commands, _commands(language, where, profile), scope, code)
            for scope, where in SCOPES
        ),
        partial(bot.set_my_description, language.text(profile.description), code),
        partial(bot.set_my_short_description, language.text(profile.about), code),
    ]


def _commands(language: Language, where: Where, profile: Profile) -> list[BotCommand]:
    return [
        BotCommand(each.name, language.text(each.description(profile)))
        for each in COMMANDS
        if each.where & where
    ]
