"""The chats of the small world: who is in them, what stands in them, what happens to them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from .faults import bad_request, forbidden
from .judge import File
from .rules import JSON
from .text import found_entities

if TYPE_CHECKING:
    from .world import World

Kind = Literal["private", "group", "supergroup", "channel"]

RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)


@dataclass(frozen=True)
class Person:
    """A user account, the bot's own among them."""

    id: int
    first_name: str
    language: str | None = None
    username: str | None = None
    is_bot: bool = False

    def json(self) -> JSON:
        """As a User of the Bot API; a language that is not known is left out."""
        known = {"language_code": self.language, "username": self.username}
        return {
            "id": self.id,
            "is_bot": self.is_bot,
            "first_name": self.first_name,
            **{name: value for name, value in known.items() if value is not None},
        }


ANONYMOUS = Person(1087968824, "Group", username="GroupAnonymousBot", is_bot=True)


@dataclass(frozen=True)
class Member:
    """What somebody is in a chat: creator, administrator, member, left or kicked."""

    person: Person
    status: str = "member"
    anonymous: bool = False

    def json(self) -> JSON:
        """As a ChatMember of the Bot API."""
        extra: JSON = {}
        if self.status == "creator":
            extra = {"is_anonymous": self.anonymous}
        elif self.status == "administrator":
            rights = dict.fromkeys(RIGHTS, True)
            extra = {"can_be_edited": False, "is_anonymous": self.anonymous, **rights}
        elif self.status == "kicked":
            extra = {"until_date": 0}
        return {"status": self.status, "user": self.person.json(), **extra}

    @property
    def is_present(self) -> bool:
        """Whether they are in the chat."""
        return self.status not in ("left", "kicked")

    @property
    def is_admin(self) -> bool:
        """Whether they run the chat."""
        return self.status in ("creator", "administrator")


@dataclass(frozen=True)
class Button:
    """An inline button as the person sees it."""

    text: str
    data: str | None = None
    url: str | None = None
    copy_text: str | None = None


@dataclass(frozen=True)
class Message:
    """A message as it stood at one moment; an edit makes a new one."""

    chat: Chat
    id: int
    date: int
    sender: Person | None
    text: str = ""
    entities: tuple[JSON, ...] = ()
    markup: JSON | None = None
    content: JSON = field(default_factory=dict)
    file: File | None = None
    thread: int | None = None
    reply_to: Message | None = None
    sender_chat: Chat | None = None
    edited: int | None = None

    @property
    def buttons(self) -> list[Button]:
        """Its inline buttons, row after row."""
        return [
            Button(
                each["text"],
                each.get("callback_data"),
                each.get("url"),
                each.get("copy_text", {}).get("text"),
            )
            for row in (self.markup or {}).get("inline_keyboard", [])
            for each in row
        ]

    @property
    def labels(self) -> list[str]:
        """What its buttons say."""
        return [button.text for button in self.buttons]

    def button(self, name: str) -> Button | None:
        """The button that says this, or carries this data."""
        return next((each for each in self.buttons if name in (each.text, each.data)), None)

    def json(self, *, with_reply: bool = True) -> JSON:
        """As a Message of the Bot API."""
        text, entities = ("caption", "caption_entities") if self.content else ("text", "entities")
        markup = self.markup if self.markup and self.markup.get("inline_keyboard") else None
        # What has been deleted meanwhile is no longer told of.
        replied = self.chat.messages.get(self.reply_to.id) if self.reply_to else None
        reply = replied.json(with_reply=False) if replied and with_reply else None
        known: JSON = {
            "from": self.sender and self.sender.json(),
            "sender_chat": self.sender_chat and self.sender_chat.json(),
            "message_thread_id": self.thread,
            "is_topic_message": True if self.thread else None,
            "edit_date": self.edited,
            "reply_to_message": reply,
            text: self.text or None,
            entities: list(self.entities) or None,
            "reply_markup": markup,
        }
        return {
            "message_id": self.id,
            "date": self.date,
            "chat": self.chat.json(),
            **{name: value for name, value in known.items() if value is not None},
            **self.content,
        }


@dataclass(eq=False)
class Chat:
    """A private chat, a group, a supergroup or a channel, and what can happen to it."""

    world: World = field(repr=False)
    id: int
    kind: Kind
    title: str
    person: Person | None = None
    username: str | None = None
    is_forum: bool = False
    started: bool = True
    deactivated: bool = False
    migrated_to: Chat | None = field(default=None, repr=False)
    members: dict[int, Member] = field(default_factory=dict, repr=False)
    messages: dict[int, Message] = field(default_factory=dict, repr=False)
    outbox: list[Message] = field(default_factory=list, repr=False)
    topics: set[int] = field(default_factory=set, repr=False)
    pinned: list[int] = field(default_factory=list, repr=False)
    _last_id: int = field(default=0, repr=False)

    def json(self) -> JSON:
        """As a Chat of the Bot API."""
        known: Mapping[str, Any] = {
            "title": None if self.person else self.title,
            "first_name": self.person and self.person.first_name,
            "username": self.person.username if self.person else self.username,
            "is_forum": self.is_forum or None,
        }
        present = {name: value for name, value in known.items() if value is not None}
        return {"id": self.id, "type": self.kind, **present}

    @property
    def bot(self) -> Member:
        """What the bot is here."""
        return self.members.get(self.world.bot.id, Member(self.world.bot, "left"))

    def member(self, person: Person) -> Member:
        """What a person is here."""
        return self.members.get(person.id, Member(person, "left"))

    def admin(
        self, person: Person, *, anonymous: bool = False, status: str = "administrator"
    ) -> None:
        """Let a person run the chat, perhaps hidden behind its name."""
        self.members[person.id] = Member(person, status, anonymous)

    def add(self, sender: Person | None, **contents: Any) -> Message:
        """Put a message into the chat, with the next identifier of its kind of chat."""
        message = Message(self, self._next_id(), self.world.now(), sender, **contents)
        self.messages[message.id] = message
        return message

    def put(self, message: Message) -> Message:
        """Keep what the bot has sent or edited, and tell those who wait for it."""
        self.messages[message.id] = message
        self.outbox.append(message)
        self.world.bell.ring()
        return message

    def topic(self, name: str) -> int:
        """Open a topic in a forum; the thread is named after the message that opens it."""
        opened = {"name": name, "icon_color": 7322096}
        message = self.add(ANONYMOUS, content={"forum_topic_created": opened}, sender_chat=self)
        message = replace(message, thread=message.id)
        self.messages[message.id] = message
        self.topics.add(message.id)
        self.world.updates.put("message", message.json())
        return message.id

    def posts(self, text: str) -> Message:
        """Let a channel say something."""
        found = tuple(found_entities(text))
        message = self.add(None, text=text, entities=found, sender_chat=self)
        self.world.updates.put("channel_post", message.json())
        return message

    def changes_bot(self, status: str, *, by: Person) -> None:
        """Let somebody block, unblock, add, promote or kick the bot."""
        old = self.bot
        self.members[self.world.bot.id] = new = Member(self.world.bot, status)
        self.world.updates.put(
            "my_chat_member",
            {
                "chat": self.json(),
                "from": by.json(),
                "date": self.world.now(),
                "old_chat_member": old.json(),
                "new_chat_member": new.json(),
            },
        )

    def forgets(self, message: Message) -> None:
        """Put a message out of the bot's reach, though its buttons are still on a screen."""
        self.messages.pop(message.id, None)

    def migrates(self) -> Chat:
        """Let a group become a supergroup: a new chat, a service message in each."""
        self.migrated_to = new = self.world.group(self.title, kind="supergroup")
        new.members = dict(self.members)
        creator = next(member.person for member in self.members.values() if member.is_admin)
        service: JSON = {"migrate_to_chat_id": new.id}
        self.world.updates.put("message", self.add(creator, content=service).json())
        service = {"migrate_from_chat_id": self.id}
        message = new.add(ANONYMOUS, content=service, sender_chat=new)
        self.world.updates.put("message", message.json())
        return new

    def check_reach(self, thread: int | None = None) -> None:
        """Refuse if the bot cannot write here, and say why as the server does."""
        if self.migrated_to:
            words = "group chat was upgraded to a supergroup chat"
            raise bad_request(words, migrate_to_chat_id=self.migrated_to.id)
        if self.deactivated:
            raise forbidden("user is deactivated")
        if not self.started:
            raise bad_request("chat not found")
        if self.kind == "private" and not self.bot.is_present:
            raise forbidden("bot was blocked by the user")
        if self.bot.status == "kicked":
            raise forbidden(f"bot was kicked from the {self.kind} chat")
        if not self.bot.is_present:
            raise forbidden(f"bot is not a member of the {self.kind} chat")
        if self.kind == "channel" and not self.bot.is_admin:
            raise bad_request("need administrator rights in the channel chat")
        if thread is not None and thread not in self.topics:
            raise bad_request("message thread not found")

    def _next_id(self) -> int:
        """Supergroups and channels count for themselves, all other chats together."""
        if self.kind in ("supergroup", "channel"):
            self._last_id += 1
            return self._last_id
        return self.world.next_message_id()
