"""From an update of the Bot API to what somebody did, in no platform's words.

Pure, but for the one thing an update does not tell: whether somebody runs the group they write in.
"""

from __future__ import annotations

import re
from datetime import datetime

from telegram import Bot, Chat, ChatMember, Message, Update
from telegram.error import BadRequest
from telegram.ext import filters

from bot.core.commands import COMMANDS, Where
from bot.core.messages import Address, Asked, Event, Inbound, Left, Moved, Pressed, Said, Setting
from bot.core.press import ERASE, Press
from bot.core.understanding import Trace

NAME = "telegram"

MAX_TEXT = 1_000
"""So many characters of what somebody writes are read."""
MAX_ARGUMENT = 200
"""So many characters after a command are read."""

_COMMAND = re.compile(r"/(\w{1,32})(?:@(\w+))?(?:\s+(.*))?", re.ASCII | re.DOTALL)
_IN_GROUPS = Where.GROUP | Where.ADMIN
_GROUP_COMMANDS = frozenset(each.name for each in COMMANDS if each.where & _IN_GROUPS)
_ADMIN_COMMANDS = frozenset(each.name for each in COMMANDS if Where.ADMIN in each.where)
_ADMINS = (ChatMember.OWNER, ChatMember.ADMINISTRATOR)
_GONE = (ChatMember.LEFT, ChatMember.BANNED)


def address(chat: int) -> Address:
    """The address of a chat. That of a private chat is the person's own id."""
    return Address(NAME, str(chat))


def read(update: Update, username: str, now: datetime) -> Inbound | None:
    """What somebody did; None for what is none of the business of the bot called `username`."""
    chat = update.effective_chat
    event = _event(update, username)
    if chat is None or event is None:
        return None
    user = update.effective_user
    private = chat.type == Chat.PRIVATE
    return Inbound(
        person=_person(update),
        event=event,
        at=now,
        language=user.language_code if user else None,
        room=None if private else address(chat.id),
        setting=Setting.PRIVATE if private else Setting.GROUP,
        trace=Trace.OURS if private else Trace.THEIRS,
    )


def asks_to_erase(inbound: Inbound) -> bool:
    """Whether somebody wants their message deleted."""
    return isinstance(inbound.event, Pressed) and inbound.event.press.place == ERASE


def needs_admin(inbound: Inbound) -> bool:
    """Whether the answer depends on the sender's rights, so that the server has to be asked."""
    return (
        inbound.setting is Setting.GROUP
        and isinstance(inbound.event, Asked)
        and inbound.event.command in _ADMIN_COMMANDS
    )


async def is_admin(bot: Bot, message: Message) -> bool:
    """Whether who wrote this runs the chat. Raises TelegramError if the server cannot be asked.

    Anonymous admins and channels write in the name of the chat itself; who writes in the name of
    another chat is nobody here (https://core.telegram.org/bots/api#message, `sender_chat`).
    """
    if message.sender_chat is not None:
        return message.sender_chat.id == message.chat.id
    if message.from_user is None:
        return False
    try:
        member = await bot.get_chat_member(message.chat.id, message.from_user.id)
    except BadRequest:
        # Where the list of members is hidden, it is closed to a bot that is not an admin itself
        # (https://core.telegram.org/bots/api#getchatmember); that of the admins is not.
        admins = await bot.get_chat_administrators(message.chat.id)
        return message.from_user.id in {each.user.id for each in admins}
    return member.status in _ADMINS


def _person(update: Update) -> Address | None:
    """Who did it. Whoever writes in the name of a chat is nobody: Telegram then names a user who is
    none (https://core.telegram.org/bots/api#message, `from`)."""
    user, message = update.effective_user, update.effective_message
    if user is None or (update.message and message and message.sender_chat):
        return None
    return address(user.id)


def _event(update: Update, username: str) -> Event | None:
    if update.callback_query:
        return _pressed(update)
    if update.my_chat_member:
        return Left() if update.my_chat_member.new_chat_member.status in _GONE else None
    message = update.message or update.channel_post
    if message is None:
        return None
    if message.migrate_to_chat_id:
        return Moved(address(message.migrate_to_chat_id))
    if _is_from_machine(message):
        return None
    if command := _COMMAND.fullmatch(message.text or ""):
        return _asked(command, username, private=message.chat.type == Chat.PRIVATE)
    if filters.StatusUpdate.ALL.check_update(update):
        return None
    text = (message.text or message.caption or "").replace("\0", "")
    if message.chat.type != Chat.PRIVATE:
        return _addressed(message, text, username)
    return Said(text[:MAX_TEXT])


def _pressed(update: Update) -> Pressed | None:
    """The press of a button in private. What we post elsewhere has links alone, no such buttons: a
    press there is forged, or none of ours."""
    query, chat = update.callback_query, update.effective_chat
    if query is None or not query.data or chat is None or chat.type != Chat.PRIVATE:
        return None
    return Pressed(Press.read(query.data))


def _addressed(message: Message, text: str, username: str) -> Said | None:
    """Words in a group that mention the bot or reply to it, without its name. In privacy mode no
    others come (https://core.telegram.org/bots/features#privacy-mode); who runs the group hears all.
    """
    called = re.compile(rf"(?<![\w/.@])@{re.escape(username)}\b", re.IGNORECASE)
    replied = message.reply_to_message
    is_reply = bool(replied and replied.from_user and replied.from_user.username == username)
    if message.chat.type == Chat.CHANNEL or not text or not (is_reply or called.search(text)):
        return None
    return Said(called.sub("", text).strip()[:MAX_TEXT])


def _is_from_machine(message: Message) -> bool:
    """Whether nobody wrote this here: an inline bot's text, a bot, a copy of a channel's post."""
    # An anonymous admin is a bot as well to Telegram, but one that writes for a chat.
    bot = bool(message.from_user and message.from_user.is_bot and not message.sender_chat)
    return bool(message.via_bot or message.is_automatic_forward or bot)


def _asked(command: re.Match[str], username: str, *, private: bool) -> Asked | None:
    """The command, if it is for this bot: in a group a bare one may be meant for another."""
    name, to, argument = command[1].lower(), command[2], command[3] or ""
    if to and to.lower() != username.lower():
        return None
    if not (private or to or name in _GROUP_COMMANDS):
        return None
    return Asked(name, argument.replace("\0", "").strip()[:MAX_ARGUMENT])
