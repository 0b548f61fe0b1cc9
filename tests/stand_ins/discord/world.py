"""Who and what exists: accounts, servers, channels, messages, interactions."""

from __future__ import annotations

import itertools
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal, Protocol

from tests.stand_ins.bell import Bell

from .message_rules import COMPONENTS_V2, EPHEMERAL, nested
from .mistakes import JSON

_EPOCH = 1420070400000

GUILD_TEXT, DM = 0, 1

MANAGE_GUILD = 1 << 5
VIEW_CHANNEL = 1 << 10
SEND_MESSAGES = 1 << 11
MANAGE_MESSAGES = 1 << 13
READ_MESSAGE_HISTORY = 1 << 16
PIN_MESSAGES = 1 << 51
USE_APPLICATION_COMMANDS = 1 << 31
ORDINARY = VIEW_CHANNEL | SEND_MESSAGES | 1 << 14 | 1 << 15 | READ_MESSAGE_HISTORY
ORDINARY |= USE_APPLICATION_COMMANDS
"""See, write, embed links, attach files, read the history, use commands."""


class Events(Protocol):
    """The way to the bot: the gateway."""

    def dispatch(self, event: str, data: Any, *, guild_id: int | None = None) -> int: ...


@dataclass(eq=False)
class Account:
    id: int
    name: str
    locale: str
    dms: Literal["open", "closed"] = "open"
    installed: bool = False
    bot: bool = False


@dataclass(eq=False)
class Channel:
    id: int
    type: int
    guild_id: int | None = None
    recipients: tuple[Account, ...] = ()
    posts: list[Post] = field(default_factory=list)


@dataclass(eq=False)
class GuildRecord:
    id: int
    name: str
    locale: str
    owner: Account
    channel: Channel
    bot: bool
    permissions: int = ORDINARY


@dataclass(frozen=True, slots=True)
class Attachment:
    id: int
    filename: str
    content_type: str
    data: bytes


@dataclass(eq=False)
class Post:
    """A message as the server keeps it."""

    id: int
    channel: Channel
    author: Account
    created: datetime
    content: str = ""
    embeds: list[JSON] = field(default_factory=list)
    components: list[JSON] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    stickers: tuple[str, ...] = ()
    mentions: tuple[Account, ...] = ()
    webhook_id: int | None = None
    flags: int = 0
    nonce: str | int | None = None
    reply_to: JSON | None = None
    interaction: Interaction | None = None
    loading: bool = False
    pinned: bool = False
    deleted: bool = False
    edits: int = 0
    edited: datetime | None = None

    @property
    def ephemeral(self) -> bool:
        return bool(self.flags & EPHEMERAL)


@dataclass(eq=False)
class Interaction:
    """Something a person did that the bot has to answer."""

    id: int
    token: str
    type: int
    person: Account
    channel: Channel
    guild: GuildRecord | None
    context: int
    owners: dict[str, str]
    permissions: int
    data: JSON
    what: str
    opened: float
    source: Post | None = None
    source_edits: int = 0
    opener: Interaction | None = None
    """Of a form that was sent: the interaction that opened it."""
    callback: int | None = None
    original: Post | None = None
    followups: list[Post] = field(default_factory=list)
    followups_sent: int = 0
    modal: JSON | None = None
    choices: list[JSON] | None = None
    listeners: int = 1
    """Processes of the bot that were told: all but the first to answer come too late."""
    disturbed: bool = False
    """An ordered fault struck one of its requests: what follows from that is nobody's mistake."""

    @property
    def unanswered(self) -> bool:
        return self.callback is None or (self.original is not None and self.original.loading)

    @property
    def may_collide(self) -> bool:
        """Whether even a correct bot may answer twice or too late."""
        return self.disturbed or self.listeners > 1

    @property
    def bot_is_there(self) -> bool:
        return self.context == 1 or (self.guild is not None and self.guild.bot)


class World:
    """Everything the server knows, with the ways to add to it."""

    def __init__(self, events: Callable[[], Events]) -> None:
        self._events = events
        self._serial = itertools.count()
        self.bell = Bell()
        self.bot = Account(self.new_id(), "Bot under test", "en-US", bot=True)
        self.application: JSON = {"description": "", "tags": [], "flags": 0}
        self.accounts: dict[int, Account] = {self.bot.id: self.bot}
        self.guilds: dict[int, GuildRecord] = {}
        self.channels: dict[int, Channel] = {}
        self.interactions: dict[str, Interaction] = {}
        self.commands: list[JSON] = []
        self.complaints: list[str] = []
        self._dms: dict[Account, Channel] = {}
        self._nonces: dict[tuple[int, str | int], Post] = {}

    def new_id(self) -> int:
        """A snowflake: clients read the time of creation out of it."""
        return (int(time.time() * 1000) - _EPOCH << 22) + next(self._serial) % (1 << 22)

    def dispatch(self, event: str, data: Any, *, guild_id: int | None = None) -> int:
        """Tell the bot; returns how many of its processes are listening."""
        return self._events().dispatch(event, data, guild_id=guild_id)

    def add_account(self, name: str, locale: str, dms: Any, installed: bool) -> Account:
        account = Account(self.new_id(), name, locale, dms, installed)
        self.accounts[account.id] = account
        return account

    def add_channel(
        self, kind: int, guild_id: int | None = None, recipients: tuple[Account, ...] = ()
    ) -> Channel:
        channel = Channel(self.new_id(), kind, guild_id, recipients)
        self.channels[channel.id] = channel
        return channel

    def dm_channel(self, account: Account) -> Channel:
        """The direct messages between the bot and somebody, opened when needed."""
        if account not in self._dms:
            self._dms[account] = self.add_channel(DM, recipients=(account,))
        return self._dms[account]

    def lose_dm_channel(self, account: Account) -> None:
        """The bot has no access to it any more; who opens it anew gets another."""
        self._dms.pop(account).recipients = ()

    def add_guild(self, name: str, locale: str, bot: bool, permissions: int) -> GuildRecord:
        owner = self.add_account("Owner", locale, "open", False)
        guild_id = self.new_id()
        channel = self.add_channel(GUILD_TEXT, guild_id)
        guild = GuildRecord(guild_id, name, locale, owner, channel, bot, permissions)
        self.guilds[guild_id] = guild
        return guild

    def add_interaction(self, **details: Any) -> Interaction:
        number, token = self.new_id(), secrets.token_urlsafe(48)
        interaction = Interaction(id=number, token=token, opened=time.monotonic(), **details)
        if interaction.source:
            interaction.source_edits = interaction.source.edits
        self.interactions[token] = interaction
        self.bell.ring()
        return interaction

    def find_post(self, channel: Channel, post_id: int) -> Post | None:
        for post in channel.posts:
            if post.id == post_id and not post.deleted:
                return post
        return None

    def new_post(self, channel: Channel, author: Account, **details: Any) -> Post:
        post = Post(self.new_id(), channel, author, datetime.now(UTC), **details)
        channel.posts.append(post)
        return post

    def said_before(self, channel: Channel, body: JSON, seconds: float) -> Post | None:
        """The message that an enforced nonce has already produced."""
        if not body.get("enforce_nonce") or not body.get("nonce"):
            return None
        post = self._nonces.get((channel.id, body["nonce"]))
        if post is None or (datetime.now(UTC) - post.created).total_seconds() > seconds:
            return None
        return post

    def remember_nonce(self, post: Post) -> None:
        if post.nonce:
            self._nonces[post.channel.id, post.nonce] = post

    def write(self, post: Post, body: JSON, files: dict[int, Attachment]) -> None:
        """Give a post what the body says; what it does not mention stays."""
        if "content" in body:
            post.content = (body["content"] or "").strip()
        if "embeds" in body:
            post.embeds = list(body["embeds"] or [])
        if "components" in body:
            post.components = list(body["components"] or [])
            for number, (_, component) in enumerate(nested(post.components), start=1):
                component.setdefault("id", number)
        if body.get("attachments") is not None:
            kept = {attachment.id: attachment for attachment in post.attachments} | files
            post.attachments = [kept[n] for a in body["attachments"] if (n := int(a["id"])) in kept]
        else:
            post.attachments += files.values()
        lasting = post.flags & (EPHEMERAL | COMPONENTS_V2)
        post.flags = lasting | (body.get("flags") or 0) & ~EPHEMERAL
        post.loading = False

    def edit(self, post: Post, body: JSON, files: dict[int, Attachment]) -> None:
        self.write(post, body, files)
        post.edits += 1
        post.edited = datetime.now(UTC)
        self.bell.ring()
