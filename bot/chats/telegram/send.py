"""Puts a drawing into a chat."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from functools import partial

from telegram import Bot, LinkPreviewOptions, Message, ReplyParameters, Update
from telegram.constants import ChatType
from telegram.error import BadRequest

from bot.chats.telegram.draw import Drawing, Part
from bot.chats.telegram.trouble import insist
from bot.core.messages import File

_GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer goes: the chat, the topic of a forum, and which message it concerns.

    `replaceable` is the message whose button was pressed, if it may be changed. In a group it may
    not: it stands there for everybody. There an answer is a reply, and makes no sound.
    """

    chat: int
    thread: int | None = None
    reply_to: int | None = None
    replaceable: int | None = None

    @classmethod
    def of(cls, update: Update) -> Place | None:
        """Where the answer to this update goes, if it can have one."""
        query = update.callback_query
        message = query.message if query else update.effective_message
        if message is None:
            return None
        place = cls(message.chat.id)
        # Of a message that is too old or deleted, nothing but its number is known
        # (https://core.telegram.org/bots/api#inaccessiblemessage).
        if not isinstance(message, Message):
            return place
        thread = message.message_thread_id if message.is_topic_message else None
        if message.chat.type in _GROUPS:
            return cls(message.chat.id, thread, reply_to=message.message_id)
        if query and message.chat.type == ChatType.PRIVATE:
            return cls(message.chat.id, thread, replaceable=message.message_id)
        return cls(message.chat.id, thread)


async def answer(bot: Bot, place: Place, drawing: Drawing, *, replaces: bool) -> None:
    """Answer somebody who is waiting. Raises TelegramError when it cannot be done."""
    if replaces and place.replaceable and await _replace(bot, place, drawing.parts[0]):
        drawing = Drawing(drawing.parts[1:], drawing.file)
    for call in calls(bot, place, drawing):
        await insist(call)


def calls(bot: Bot, place: Place, drawing: Drawing) -> Iterator[Callable[[], Awaitable[object]]]:
    """The calls of the Bot API that send a drawing, one after the other."""
    for part in drawing.parts:
        yield partial(_send, bot, place, part)
    if drawing.file:
        yield partial(_send_file, bot, place, drawing.file)


async def _replace(bot: Bot, place: Place, part: Part) -> bool:
    """Put a part into the place of the message whose button was pressed; False if that cannot be.

    That it is there already is no failure.
    """
    edit = partial(
        bot.edit_message_text,
        part.text,
        place.chat,
        place.replaceable,
        entities=part.entities,
        reply_markup=part.keyboard,
        link_preview_options=_NO_PREVIEW,
    )
    try:
        await insist(edit, repeatable=True)
    except BadRequest as error:
        return "message is not modified" in error.message.lower()
    return True


async def _send(bot: Bot, place: Place, part: Part) -> object:
    return await bot.send_message(
        place.chat,
        part.text,
        entities=part.entities,
        reply_markup=part.keyboard,
        link_preview_options=_NO_PREVIEW,
        message_thread_id=place.thread,
        reply_parameters=_reply(place),
        disable_notification=_silence(place),
    )


async def _send_file(bot: Bot, place: Place, file: File) -> object:
    return await bot.send_document(
        place.chat,
        file.content,
        filename=file.name,
        message_thread_id=place.thread,
        reply_parameters=_reply(place),
        disable_notification=_silence(place),
    )


def _reply(place: Place) -> ReplyParameters | None:
    if place.reply_to is None:
        return None
    return ReplyParameters(place.reply_to, allow_sending_without_reply=True)


def _silence(place: Place) -> bool | None:
    return True if place.reply_to else None
