"""The JSON in which Discord shows accounts, servers and channels, in REST answers and in events."""

from __future__ import annotations

from .mistakes import JSON
from .world import GUILD_TEXT, MANAGE_GUILD, ORDINARY, Account, Channel, GuildRecord, World

_UNSET = (
    *("icon", "description", "home_header", "splash", "discovery_splash", "banner"),
    *("application_id", "afk_channel_id", "system_channel_id", "widget_channel_id"),
    *("max_presences", "vanity_url_code", "rules_channel_id", "safety_alerts_channel_id"),
    *("public_updates_channel_id", "incidents_data"),
)
"""What a guild may have and this one has not."""


def user(account: Account) -> JSON:
    shown: JSON = {
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


def me(account: Account) -> JSON:
    return user(account) | {"mfa_enabled": True, "locale": account.locale, "verified": True}


def application(world: World) -> JSON:
    installs: JSON = {"0": {}, "1": {}}
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


def channel(shown: Channel) -> JSON:
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


def member(account: Account) -> JSON:
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


def guild(world: World, shown: GuildRecord) -> JSON:
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


def guild_created(world: World, shown: GuildRecord) -> JSON:
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


def _everyone(shown: GuildRecord) -> JSON:
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


def my_guild(shown: GuildRecord) -> JSON:
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
