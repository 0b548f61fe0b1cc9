"""The JSON in which Discord shows messages and interactions, in REST answers and in events."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from .message_rules import BUTTON
from .mistakes import JSON
from .payloads import channel, member, user
from .world import ORDINARY, Account, Attachment, Channel, Interaction, Post, World

_ATTACHMENT_LIMIT = 10 * 1024 * 1024
_MESSAGE, _REPLY, _COMMAND_ANSWER = 0, 19, 20
_COMMAND = 2
_ROLES = re.compile(r"<@&(\d+)>")


def message(world: World, post: Post) -> JSON:
    """A message as the bot may see it.

    It has not been granted the privileged intent for message content: of what others write in
    servers without mentioning it, it learns only that it was written.
    """
    shown = _message(world, post)
    if post.channel.guild_id is None or world.bot in (post.author, *post.mentions):
        return shown
    return shown | {"content": "", "embeds": [], "attachments": [], "components": []}


def _message(world: World, post: Post) -> JSON:
    by_person = not post.author.bot
    shown: JSON = {
        "id": str(post.id),
        "type": _message_type(post),
        "channel_id": str(post.channel.id),
        "author": user(post.author),
        "content": post.content,
        "timestamp": post.created.isoformat(),
        "edited_timestamp": _moment(post.edited),
        "tts": False,
        "mention_everyone": by_person and "@everyone" in post.content,
        "mentions": [user(account) for account in post.mentions],
        "mention_roles": _ROLES.findall(post.content) if by_person else [],
        "attachments": [_attachment(post.channel, item) for item in post.attachments],
        "embeds": [_embed(embed) for embed in post.embeds],
        "components": [_component(item) for item in post.components],
        "pinned": post.pinned,
        "flags": post.flags | (1 << 7 if post.loading else 0),
    }
    if post.stickers:
        shown["sticker_items"] = [
            {"id": str(number), "name": name, "format_type": 1}
            for number, name in enumerate(post.stickers, start=1)
        ]
    if post.nonce is not None:
        shown["nonce"] = post.nonce
    if post.reply_to:
        shown["message_reference"] = {"type": 0, "channel_id": str(post.channel.id)} | {
            key: str(value) for key, value in post.reply_to.items() if key.endswith("_id")
        }
        if post.channel.guild_id:
            shown["message_reference"]["guild_id"] = str(post.channel.guild_id)
    if post.webhook_id:
        shown["webhook_id"] = str(post.webhook_id)
    if post.interaction:
        shown["application_id"] = shown["webhook_id"] = str(world.bot.id)
        shown["interaction_metadata"] = _metadata(post.interaction)
    return shown


def message_created(world: World, post: Post) -> JSON:
    """A message as the gateway sends it: in a server with what its people are there."""
    shown = message(world, post) | {"channel_type": post.channel.type}
    if post.reply_to:
        before = world.find_post(post.channel, int(post.reply_to["message_id"]))
        shown["referenced_message"] = message(world, before) if before else None
    if post.channel.guild_id:
        shown |= {"guild_id": str(post.channel.guild_id)}
        shown["mentions"] = [user(each) | {"member": _membership(each)} for each in post.mentions]
        if not post.webhook_id:
            shown["member"] = _membership(post.author)
    return shown


def _membership(account: Account) -> JSON:
    return {key: value for key, value in member(account).items() if key != "user"}


def interaction(world: World, shown: Interaction) -> JSON:
    app_permissions = shown.guild.permissions if shown.guild and shown.guild.bot else ORDINARY
    payload: JSON = {
        "id": str(shown.id),
        "application_id": str(world.bot.id),
        "type": shown.type,
        "data": shown.data,
        "token": shown.token,
        "version": 1,
        "channel_id": str(shown.channel.id),
        "channel": channel(shown.channel) | {"permissions": str(shown.permissions)},
        "app_permissions": str(app_permissions),
        "locale": shown.person.locale,
        "entitlements": [],
        "authorizing_integration_owners": shown.owners,
        "context": shown.context,
        "attachment_size_limit": _ATTACHMENT_LIMIT,
    }
    if shown.source:
        payload["message"] = message(world, shown.source)
    if shown.guild is None:
        return payload | {"user": user(shown.person)}
    permissions = {"permissions": str(shown.permissions)}
    return payload | {
        "guild_id": str(shown.guild.id),
        "guild": {"id": str(shown.guild.id), "locale": shown.guild.locale, "features": []},
        "guild_locale": shown.guild.locale,
        "member": member(shown.person) | permissions,
    }


def _message_type(post: Post) -> int:
    if post.interaction is None:
        return _REPLY if post.reply_to else _MESSAGE
    first = post is post.interaction.original
    return _COMMAND_ANSWER if first and post.interaction.type == _COMMAND else _REPLY


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _attachment(where: Channel, item: Attachment) -> JSON:
    url = f"https://cdn.discordapp.com/attachments/{where.id}/{item.id}/{item.filename}"
    return {
        "id": str(item.id),
        "filename": item.filename,
        "size": len(item.data),
        "url": url,
        "proxy_url": url,
        "content_type": item.content_type,
    }


def _embed(embed: JSON) -> JSON:
    shown = {key: value for key, value in embed.items() if value is not None}
    if "fields" in shown:
        shown["fields"] = [{"inline": False} | field for field in shown["fields"]]
    return {"type": "rich"} | shown


def _component(item: JSON) -> JSON:
    """A component as stored: what was left out or null gets Discord's default."""
    shown: dict[str, Any] = {key: value for key, value in item.items() if value is not None}
    if "components" in shown:
        shown["components"] = [_component(inner) for inner in shown["components"]]
    if shown["type"] == BUTTON:
        shown.setdefault("disabled", False)
    elif "options" in shown:
        shown = {"min_values": 1, "max_values": 1} | shown
    return shown


def _metadata(shown: Interaction) -> JSON:
    metadata: JSON = {
        "id": str(shown.id),
        "type": shown.type,
        "user": user(shown.person),
        "authorizing_integration_owners": shown.owners,
    }
    if shown.opener:
        metadata["triggering_interaction_metadata"] = _metadata(shown.opener)
    elif shown.source:
        metadata["interacted_message_id"] = str(shown.source.id)
    return metadata
