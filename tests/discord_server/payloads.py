"""The JSON in which Discord shows things, in REST answers and in gateway events."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from .message_rules import BUTTON
from .mistakes import Json
from .world import (
    GUILD_TEXT,
    MANAGE_GUILD,
    ORDINARY,
    Account,
    Attachment,
    Channel,
    GuildRecord,
    Interaction,
    Post,
    World,
)

_ATTACHMENT_LIMIT = 10 * 1024 * 1024
_UNSET = (
    *("icon", "description", "home_header", "splash", "discovery_splash", "banner"),
    *("application_id", "afk_channel_id", "system_channel_id", "widget_channel_id"),
    *("max_presences", "vanity_url_code", "rules_channel_id", "safety_alerts_channel_id"),
    *("public_updates_channel_id", "incidents_data"),
)
"""What a guild may have and this one has not."""
_MESSAGE, _REPLY, _COMMAND_ANSWER = 0, 19, 20
_COMMAND = 2


def user(account: Account) -> Json:
    shown: Json = {
        "id": str(account.id),
        "username": account.name.lower().replace(" ", "_"),
        "global_name": account.name,
        "discriminator": "0",
        "avatar": None,
        "public_flags": 0,
        "flags": 0,
        "primary_guild": None,
    }
    return shown | {"bot": True} if account.bot else shown


def me(account: Account) -> Json:
    return user(account) | {"mfa_enabled": True, "locale": account.locale, "verified": True}


def application(world: World) -> Json:
    installs: Json = {"0": {}, "1": {}}
    return {
        "id": str(world.bot.id),
        "name": world.bot.name,
        "icon": None,
        "type": None,
        "bot": user(world.bot),
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "flags_new": str(world.application["flags"]),
        "redirect_uris": [],
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "owner": user(Account(1, "Developer", "en-US")),
        "approximate_guild_count": sum(guild.bot for guild in world.guilds.values()),
        "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0,
        "explicit_content_filter": 0,
        "team": None,
        "eligible_oauth2_scopes": [],
        "integration_types_config": installs,
    } | world.application


def channel(shown: Channel) -> Json:
    if shown.type == GUILD_TEXT:
        return {
            "id": str(shown.id),
            "type": shown.type,
            "flags": 0,
            "guild_id": str(shown.guild_id),
            "name": "general",
            "position": 0,
            "permission_overwrites": [],
            "parent_id": None,
            "topic": None,
            "nsfw": False,
            "rate_limit_per_user": 0,
            "last_message_id": str(shown.posts[-1].id) if shown.posts else None,
        }
    recipients = [user(account) for account in shown.recipients]
    return {"id": str(shown.id), "type": shown.type, "flags": 0, "recipients": recipients}


def member(account: Account) -> Json:
    return {
        "user": user(account),
        "nick": None,
        "avatar": None,
        "banner": None,
        "roles": [],
        "joined_at": "2026-01-01T00:00:00+00:00",
        "premium_since": None,
        "communication_disabled_until": None,
        "deaf": False,
        "mute": False,
        "flags": 0,
        "pending": False,
    }


def guild(world: World, shown: GuildRecord) -> Json:
    return dict.fromkeys(_UNSET) | {
        "id": str(shown.id),
        "name": shown.name,
        "owner_id": str(shown.owner.id),
        "preferred_locale": shown.locale,
        "features": ["COMMUNITY"],
        "region": "rotterdam",
        "afk_timeout": 300,
        "system_channel_flags": 0,
        "widget_enabled": False,
        "verification_level": 0,
        "default_message_notifications": 1,
        "mfa_level": 0,
        "explicit_content_filter": 0,
        "max_members": 500_000,
        "max_stage_video_channel_users": 50,
        "max_video_channel_users": 25,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "premium_progress_bar_enabled": False,
        "nsfw": False,
        "nsfw_level": 0,
        "emojis": [],
        "stickers": [],
        "roles": [_everyone(shown)],
    }


def guild_created(world: World, shown: GuildRecord) -> Json:
    """The guild as the gateway sends it: with its channels and the bot as a member."""
    return guild(world, shown) | {
        "joined_at": "2026-01-01T00:00:00+00:00",
        "large": False,
        "unavailable": False,
        "member_count": 3,
        "members": [member(world.bot)],
        "channels": [channel(shown.channel)],
        "voice_states": [],
        "threads": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


def _everyone(shown: GuildRecord) -> Json:
    return {
        "id": str(shown.id),
        "name": "@everyone",
        "permissions": str(shown.permissions),
        "position": 0,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": False,
        "mentionable": False,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }


def message(world: World, post: Post) -> Json:
    shown: Json = {
        "id": str(post.id),
        "type": _message_type(post),
        "channel_id": str(post.channel.id),
        "author": user(post.author),
        "content": post.content,
        "timestamp": post.created.isoformat(),
        "edited_timestamp": _moment(post.edited),
        "tts": False,
        "mention_everyone": False,
        "mentions": [user(world.bot)] if f"<@{world.bot.id}>" in post.content else [],
        "mention_roles": [],
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
    if post.interaction:
        shown["application_id"] = shown["webhook_id"] = str(world.bot.id)
        shown["interaction_metadata"] = _metadata(post.interaction)
    return shown


def message_created(world: World, post: Post) -> Json:
    """A message as the gateway sends it."""
    shown = message(world, post) | {"channel_type": post.channel.type}
    if post.channel.guild_id:
        extra = {key: value for key, value in member(post.author).items() if key != "user"}
        shown |= {"guild_id": str(post.channel.guild_id), "member": extra}
    return shown


def interaction(world: World, shown: Interaction) -> Json:
    app_permissions = shown.guild.permissions if shown.guild and shown.guild.bot else ORDINARY
    payload: Json = {
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


def my_guild(shown: GuildRecord) -> Json:
    return {
        "id": str(shown.id),
        "name": shown.name,
        "icon": None,
        "banner": None,
        "owner": False,
        "permissions": str(shown.permissions),
        "features": [],
    }


def admin_permissions(admin: bool) -> int:
    return ORDINARY | MANAGE_GUILD if admin else ORDINARY


def _message_type(post: Post) -> int:
    if post.interaction is None:
        return _REPLY if post.reply_to else _MESSAGE
    first = post is post.interaction.original
    return _COMMAND_ANSWER if first and post.interaction.type == _COMMAND else _REPLY


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _attachment(where: Channel, item: Attachment) -> Json:
    url = f"https://cdn.discordapp.com/attachments/{where.id}/{item.id}/{item.filename}"
    return {
        "id": str(item.id),
        "filename": item.filename,
        "size": len(item.data),
        "url": url,
        "proxy_url": url,
        "content_type": item.content_type,
    }


def _embed(embed: Json) -> Json:
    shown = {key: value for key, value in embed.items() if value is not None}
    if "fields" in shown:
        shown["fields"] = [{"inline": False} | field for field in shown["fields"]]
    return {"type": "rich"} | shown


def _component(item: Json) -> Json:
    """A component as stored: what was left out or null gets Discord's default."""
    shown: dict[str, Any] = {key: value for key, value in item.items() if value is not None}
    if "components" in shown:
        shown["components"] = [_component(inner) for inner in shown["components"]]
    if shown["type"] == BUTTON:
        shown.setdefault("disabled", False)
    elif "options" in shown:
        shown = {"min_values": 1, "max_values": 1} | shown
    return shown


def _metadata(shown: Interaction) -> Json:
    metadata: Json = {
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
