"""REST: the bot itself, users, servers, channels and messages."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from . import message_payloads, payloads
from .calls import Call
from .command_rules import command_list_mistakes
from .message_rules import message_mistakes, pings, shows_something
from .mistakes import JSON, Mistake, invalid, refusal
from .rest import Answer, Handler
from .world import (
    DM,
    GUILD_TEXT,
    MANAGE_MESSAGES,
    PIN_MESSAGES,
    READ_MESSAGE_HISTORY,
    SEND_MESSAGES,
    VIEW_CHANNEL,
    Channel,
    GuildRecord,
    Post,
    World,
)

NONCE_SECONDS = 300.0


class ChannelApi:
    """What a bot does with its own token."""

    def __init__(self, world: World, gateway_url: Callable[[], str]) -> None:
        self._world = world
        self._gateway_url = gateway_url

    def handlers(self) -> dict[str, Handler]:
        """By the operation ids of the specification."""
        return {
            "get_gateway": lambda call: (200, {"url": self._gateway_url()}),
            "get_bot_gateway": self._bot_gateway,
            "get_my_application": self._application,
            "get_my_oauth2_application": self._application,
            "update_my_application": self._update_application,
            "get_my_user": lambda call: (200, payloads.me(self._world.bot)),
            "get_user": self._user,
            "create_dm": self._create_dm,
            "list_my_guilds": self._my_guilds,
            "leave_guild": self._leave_guild,
            "list_application_commands": self._commands,
            "bulk_set_application_commands": self._set_commands,
            "get_channel": lambda call: (200, payloads.channel(self._channel(call))),
            "trigger_typing_indicator": self._typing,
            "list_messages": self._messages,
            "create_message": self._create_message,
            "get_message": self._message,
            "update_message": self._update_message,
            "delete_message": self._delete_message,
            "create_pin": self._pin,
            "get_guild": lambda call: (200, payloads.guild(self._world, self._guild(call))),
            "get_guild_member": self._member,
        }

    def _bot_gateway(self, call: Call) -> Answer:
        limit = {"total": 1000, "remaining": 999, "reset_after": 86_400_000, "max_concurrency": 1}
        return 200, {"url": self._gateway_url(), "shards": 1, "session_start_limit": limit}

    def _application(self, call: Call) -> Answer:
        return 200, payloads.application(self._world)

    def _update_application(self, call: Call) -> Answer:
        known = {key: call.body[key] for key in ("tags", "flags") if key in call.body}
        if isinstance(description := call.body.get("description"), dict):
            known["description"] = description["default"]
        self._world.application |= known
        return self._application(call)

    def _user(self, call: Call) -> Answer:
        account = self._world.accounts.get(call.number("user_id"))
        if account is None:
            raise refusal(10013)
        return 200, payloads.user(account)

    def _create_dm(self, call: Call) -> Answer:
        account = self._world.accounts.get(int(call.body.get("recipient_id") or 0))
        if account is None or account.bot:
            raise refusal(50033, off_spec=True)
        return 200, payloads.channel(self._world.dm_channel(account))

    def _my_guilds(self, call: Call) -> Answer:
        guilds = [guild for guild in self._world.guilds.values() if guild.bot]
        return 200, [payloads.my_guild(guild) for guild in guilds]

    def _leave_guild(self, call: Call) -> Answer:
        guild = self._guild(call)
        guild.bot = False
        self._world.dispatch("GUILD_DELETE", {"id": str(guild.id)}, guild_id=guild.id)
        return 204, None

    def _guild(self, call: Call) -> GuildRecord:
        guild = self._world.guilds.get(call.number("guild_id"))
        if guild is None:
            raise refusal(10004)
        if not guild.bot:
            raise refusal(50001)
        return guild

    def _member(self, call: Call) -> Answer:
        self._guild(call)
        account = self._world.accounts.get(call.number("user_id"))
        if account is None:
            raise refusal(10007)
        return 200, payloads.member(account)

    def _commands(self, call: Call) -> Answer:
        self._own_application(call)
        return 200, [_registered(command) for command in self._world.commands]

    def _set_commands(self, call: Call) -> Answer:
        self._own_application(call)
        wanted: list[JSON] = call.body or []
        if mistakes := command_list_mistakes(wanted):
            raise invalid(*mistakes)
        before = {(old["name"], old["type"]): old["id"] for old in self._world.commands}
        self._world.commands = [self._new_command(command, before) for command in wanted]
        return self._commands(call)

    def _new_command(self, command: JSON, before: dict[Any, str]) -> JSON:
        kind = command.get("type") or 1
        return {
            **command,
            "type": kind,
            "id": before.get((command["name"], kind)) or str(self._world.new_id()),
            "application_id": str(self._world.bot.id),
            "version": str(self._world.new_id()),
            "integration_types": command.get("integration_types") or [0, 1],
        }

    def _own_application(self, call: Call) -> None:
        if call.number("application_id") != self._world.bot.id:
            raise refusal(50001, off_spec=True)

    def _channel(self, call: Call) -> Channel:
        """The channel, if the bot may look into it: its own direct messages and its servers."""
        channel = self._world.channels.get(call.number("channel_id"))
        if channel is None:
            raise refusal(10003)
        if channel.type == GUILD_TEXT:
            self._need(channel, VIEW_CHANNEL, otherwise=50001)
        elif channel.type != DM or len(channel.recipients) != 1:
            raise refusal(50001)
        return channel

    def _need(self, channel: Channel, permission: int, otherwise: int = 50013) -> None:
        if channel.guild_id is None:
            return
        guild = self._world.guilds[channel.guild_id]
        if not guild.bot:
            raise refusal(50001)
        if not guild.permissions & permission:
            raise refusal(otherwise)

    def _typing(self, call: Call) -> Answer:
        self._need(self._channel(call), SEND_MESSAGES)
        return 204, None

    def _post(self, call: Call) -> Post:
        """A message of the channel; an ephemeral one exists only for its interaction."""
        post = self._world.find_post(self._channel(call), call.number("message_id"))
        if post is None or post.ephemeral:
            raise refusal(10008)
        return post

    def _messages(self, call: Call) -> Answer:
        limit = int(call.query.get("limit", "50"))
        posts = [p for p in self._channel(call).posts if not (p.deleted or p.ephemeral)]
        latest = posts[::-1][:limit]
        return 200, [message_payloads.message(self._world, post) for post in latest]

    def _message(self, call: Call) -> Answer:
        return 200, message_payloads.message(self._world, self._post(call))

    def _create_message(self, call: Call) -> Answer:
        channel, body = self._channel(call), call.body
        self._need(channel, SEND_MESSAGES)
        judge_message(self._world, call, interaction=False)
        if not shows_something(body, call.files):
            raise refusal(50006, off_spec=True)
        if channel.type == DM and channel.recipients[0].dms == "closed":
            raise refusal(50007)
        reply_to = self._replied_to(channel, body.get("message_reference"))
        if before := self._world.said_before(channel, body, NONCE_SECONDS):
            return 200, message_payloads.message(self._world, before)
        post = self._world.new_post(
            channel,
            self._world.bot,
            nonce=body.get("nonce"),
            reply_to=reply_to,
        )
        self._world.write(post, body, call.files)
        self._world.remember_nonce(post)
        announce(self._world, post)
        return 200, message_payloads.message(self._world, post)

    def _replied_to(self, channel: Channel, reference: JSON | None) -> JSON | None:
        """What a new message refers to; one that is gone is refused, or left out if so wished."""
        if reference is None:
            return None
        self._need(channel, READ_MESSAGE_HISTORY, otherwise=160002)
        if self._world.find_post(channel, int(reference["message_id"])):
            return reference
        if reference.get("fail_if_not_exists", True):
            raise invalid(
                Mistake(("message_reference",), "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
            )
        return None

    def _update_message(self, call: Call) -> Answer:
        post = self._post(call)
        if post.author is not self._world.bot:
            raise refusal(50005, off_spec=True)
        judge_message(self._world, call, interaction=False, first=False)
        self._world.edit(post, call.body, call.files)
        return 200, message_payloads.message(self._world, post)

    def _delete_message(self, call: Call) -> Answer:
        post = self._post(call)
        if post.author is not self._world.bot:
            if post.channel.type == DM:
                raise refusal(50003, off_spec=True)
            self._need(post.channel, MANAGE_MESSAGES)
        post.deleted = True
        return 204, None

    def _pin(self, call: Call) -> Answer:
        post = self._post(call)
        self._need(post.channel, PIN_MESSAGES)
        post.pinned = True
        return 204, None


def announce(world: World, post: Post) -> None:
    """Tell the bot of its own new message, as Discord does."""
    if not post.ephemeral:
        shown = message_payloads.message_created(world, post)
        world.dispatch("MESSAGE_CREATE", shown, guild_id=post.channel.guild_id)


def judge_message(
    world: World, call: Call, *, interaction: bool, first: bool = True, body: JSON | None = None
) -> None:
    """Refuse a message off the rules; complain about one that would ping somebody."""
    message = call.body if body is None else body
    found = message_mistakes(message, call.files, interaction=interaction, first=first)
    if found:
        inside = () if body is None else ("data",)
        raise invalid(*(Mistake((*inside, *m.path), m.code, m.message) for m in found))
    if would_ping := pings(message):
        who = ", ".join(would_ping)
        world.complaints.append(f"{call.operation.route}: pings {who}: {message.get('content')!r}")


def _registered(command: JSON) -> JSON:
    """A command as Discord gives it back: without nulls, permissions as a string."""
    permissions = command.get("default_member_permissions")
    shown = {key: value for key, value in command.items() if value is not None}
    shown["default_member_permissions"] = None if permissions is None else str(permissions)
    return {"description": ""} | shown
