"""Puts a drawing into a chat."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial

from telegram import Bot, CallbackQuery, LinkPreviewOptions, Message, ReplyParameters, Update
from telegram.constants import ChatType
from telegram.error import BadRequest, TelegramError

from bot.chats.telegram.draw import Drawing, Part
from bot.chats.telegram.trouble import insist
from bot.core.messages import File, Manner
from bot.service.errors import described

log = logging.getLogger(__name__)

_GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer goes: the chat, the topic of a forum, and which message it answers.

    `replaceable` is the message whose button was pressed, if it may be changed. In a `group` it may
    not: it stands there for everybody. There every answer is a reply, and makes no sound.
    """

    chat: int
    thread: int | None = None
    answered: int | None = None
    replaceable: int | None = None
    group: bool = False

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
            return cls(message.chat.id, thread, message.message_id, group=True)
        if query and message.chat.type == ChatType.PRIVATE:
            return cls(message.chat.id, thread, replaceable=message.message_id)
        return cls(message.chat.id, thread, message.message_id)


async def answer(bot: Bot, place: Place, drawing: Drawing) -> None:
    """Answer somebody who is waiting. Raises TelegramError when it cannot be done."""
    replaces = Manner.REPLACES in drawing.manner and place.replaceable
    if replaces and await _replace(bot, place, drawing.parts[0]):
        drawing = replace(drawing, parts=drawing.parts[1:])
    for call in calls(bot, place, drawing):
        await insist(call)


def calls(bot: Bot, place: Place, drawing: Drawing) -> Iterator[Callable[[], Awaitable[object]]]:
    """The calls of the Bot API that send a drawing, one after the other."""
    reply = _reply(place, drawing)
    for part in drawing.parts:
        yield partial(_send, bot, place, part, reply)
    if drawing.file:
        yield partial(_send_file, bot, place, drawing.file, reply)


async def erase(bot: Bot, query: CallbackQuery) -> bool:
    """Delete the message to which the pressed one is a reply; whether it is gone.

    A bot can delete what came in in a private chat, for 48 hours
    (https://core.telegram.org/bots/api#deletemessage). Whoever forges a press deletes nothing but
    what stands in their own chat.
    """
    warning = query.message
    if not isinstance(warning, Message) or warning.chat.type != ChatType.PRIVATE:
        return False
    if warning.reply_to_message is None:
        return False
    delete = partial(bot.delete_message, warning.chat.id, warning.reply_to_message.message_id)
    try:
        await insist(delete, repeatable=True)
    except BadRequest as error:
        return "message to delete not found" in error.message.lower()
    except TelegramError as error:
        log.warning("A message was not deleted: %s", described(error))
        return False
    return True


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


async def _send(bot: Bot, place: Place, part: Part, reply: ReplyParameters | None) -> object:
    return await bot.send_message(
        place.chat,
        part.text,
        entities=part.entities,
        reply_markup=part.keyboard,
        link_preview_options=_NO_PREVIEW,
        message_thread_id=place.thread,
        reply_parameters=reply,
        disable_notification=place.group or None,
    )


async def _send_file(bot: Bot, place: Place, file: File, reply: ReplyParameters | None) -> object:
    return await bot.send_document(
        place.chat,
        file.content,
        filename=file.name,
        message_thread_id=place.thread,
        reply_parameters=reply,
        disable_notification=place.group or None,
    )


def _reply(place: Place, drawing: Drawing) -> ReplyParameters | None:
    if place.answered is None or not (place.group or Manner.REFERS in drawing.manner):
        return None
    return ReplyParameters(place.answered, allow_sending_without_reply=True)
