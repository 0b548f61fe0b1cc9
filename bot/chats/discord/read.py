"""From what Discord tells to an `Inbound`.

Interactions are read as they come, by `custom_id` and command name, without discord.py's views and
command tree: a view has to be registered for each kind of component, and a tree refuses a command
it does not know. Read directly, a button of any age and a command published by another version
reach the conversation, which has an answer to everything.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

import discord

from bot.core.commands import COMMANDS, Where
from bot.core.messages import Address, Asked, Event, Inbound, Left, Pressed, Said, Setting
from bot.core.press import Press
from bot.core.understanding import Trace

TEXT_LIMIT = 1000
"""Characters that are read of what somebody wrote."""

MARK = "#"
"""Parts a press from the number that makes a `custom_id` unique within its message."""

_ADMIN = frozenset(each.name for each in COMMANDS if each.where == Where.ADMIN)
_TYPED_COMMAND = re.compile(r"/([A-Za-z_]{1,32})(?:\s+(.*))?", re.DOTALL)
_NAMED = re.compile(r"<(?:@[!&]?|#|a?:\w+:|t:|/[^:>]+:)-?\w+(?::\w)?>")
"""People, roles, channels, emoji, times and commands, as they stand in a message
(https://docs.discord.com/developers/reference#message-formatting)."""
_TYPES = (discord.MessageType.default, discord.MessageType.reply)


def address(of: discord.abc.Snowflake) -> Address:
    """The address of a person or of a server: the id of one is never that of the other
    (https://docs.discord.com/developers/reference#snowflakes)."""
    return Address("discord", str(of.id))


def read_interaction(interaction: discord.Interaction, at: datetime) -> Inbound | None:
    """A command or a press; None for anything else. Rights are what Discord sends with the event.

    A server that has not installed the bot is no room of it: there it is somebody's own.
    """
    event = _event(interaction)
    if event is None:
        return None
    room = _server(interaction.guild_id) if interaction.is_guild_integration() else None
    admin = bool(room) and interaction.permissions.manage_guild
    return Inbound(
        person=address(interaction.user),
        event=event,
        at=at,
        language=interaction.locale.value,
        room=room,
        # Not whether it happened in a group: only what an admin's command brings is posted there
        # for everybody. Every other answer is seen by one person alone, in a server too.
        setting=Setting.GROUP if admin and _is_for_admins(event) else Setting.PRIVATE,
        admin=admin,
        elsewhere=not in_own_messages(interaction),
        trace=Trace.NONE,  # what is typed into a command stands nowhere as a message
    )


def read_message(message: discord.Message, at: datetime, me: int) -> Inbound | None:
    """What a person wrote to the bot in private, or in a server where it mentions the bot, whose id
    is `me`; None for anything else. It comes without a locale.

    A sticker, a picture or a voice message says nothing in words.
    """
    if message.author.bot or message.webhook_id or message.type not in _TYPES:
        return None
    if isinstance(message.channel, discord.DMChannel):
        return Inbound(address(message.author), _said(_clean(message.content)), at)
    # A reply to the bot mentions it too, unless its author has turned that off.
    if all(each.id != me for each in message.mentions):
        return None
    words = _NAMED.sub(" ", _clean(message.content)).strip()
    # Without a cache the library makes no more of a channel than this.
    channel = message.channel
    server = channel.guild_id if isinstance(channel, discord.PartialMessageable) else None
    return Inbound(
        address(message.author), Said(words), at, room=_server(server), setting=Setting.GROUP
    )


def read_removal(server: int, at: datetime) -> Inbound:
    """The bot was removed from a server; by whom, Discord does not say."""
    return Inbound(None, Left(), at, room=_server(server), setting=Setting.GROUP)


def read_typed(interaction: discord.Interaction) -> str:
    """What has been typed so far into the option that asks for suggestions."""
    options = _data(interaction).get("options", ())
    return next((str(each["value"]) for each in options if each.get("focused")), "")


def in_own_messages(interaction: discord.Interaction) -> bool:
    """Whether it happened in the direct messages with this bot, and not in a server, a group or
    between two people."""
    return bool(interaction.context.dm_channel)


def _event(interaction: discord.Interaction) -> Event | None:
    data = _data(interaction)
    if interaction.type is discord.InteractionType.application_command:
        values = (str(each["value"]) for each in data.get("options", ()) if "value" in each)
        return Asked(data["name"], _clean(" ".join(values)))
    if interaction.type is discord.InteractionType.component:
        chosen = next(iter(data.get("values", ())), data["custom_id"])
        return Pressed(Press.read(chosen.partition(MARK)[0]))
    return None


def _server(number: int | None) -> Address | None:
    return None if number is None else address(discord.Object(number))


def _is_for_admins(event: Event) -> bool:
    return isinstance(event, Asked) and event.command in _ADMIN


def _said(text: str) -> Said | Asked:
    typed = _TYPED_COMMAND.fullmatch(text)
    return Asked(typed[1].lower(), (typed[2] or "").strip()) if typed else Said(text)


def _clean(text: str) -> str:
    return text.replace("\0", "")[:TEXT_LIMIT]


def _data(interaction: discord.Interaction) -> Mapping[str, Any]:
    return cast(Mapping[str, Any], interaction.data or {})
