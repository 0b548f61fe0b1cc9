"""The small true world behind the stand-in: people, chats, files, button presses."""

import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass

from tests.stand_ins.bell import Bell

from .chats import Chat, Kind, Member, Message, Person
from .faults import bad_request
from .judge import File
from .updates import Updates


@dataclass(frozen=True)
class CallbackAnswer:
    """What a person sees when a button has been answered."""

    text: str = ""
    alert: bool = False
    url: str = ""


@dataclass
class Press:
    """A button pressed, turning until the bot answers it; a stale one turns no more."""

    id: str
    person: Person
    label: str
    message: Message
    stale: bool = False
    answer: CallbackAnswer | None = None

    @property
    def spinning(self) -> bool:
        """Whether the person still sees it turn."""
        return self.answer is None and not self.stale

    def __str__(self) -> str:
        return f"{self.label!r} on message {self.message.id} in chat {self.message.chat.id}"


class World:
    """Everything that is true, and the one clock and bell for all of it."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self.bot = Person(7_000_000_001, "Opt-out", username="optout_test_bot", is_bot=True)
        self.bell = Bell()
        self.updates = Updates(self.bell)
        self.chats: dict[int, Chat] = {}
        self.files: dict[str, File] = {}
        self.presses: dict[str, Press] = {}
        self._clock = clock
        self._ids = itertools.count(1)
        self._messages = itertools.count(1)

    def now(self) -> int:
        """The time on the server."""
        return int(self._clock())

    def next_message_id(self) -> int:
        """The next identifier in the count that private chats and groups share."""
        return next(self._messages)

    def person(self, name: str, language: str | None, *, started: bool) -> Chat:
        """Make a person, and the chat they may open with the bot; ids pass 32 bits, as they do."""
        person = Person(5_000_000_000 + next(self._ids), name, language)
        chat = self._keep(Chat(self, person.id, "private", name, person, started=started))
        chat.members[person.id] = Member(person)
        chat.members[self.bot.id] = Member(self.bot)
        return chat

    def group(
        self,
        title: str,
        kind: Kind = "group",
        *,
        username: str | None = None,
        forum: bool = False,
        bot: str = "member",
    ) -> Chat:
        """Make a group, a supergroup or a channel with an owner and the bot."""
        number = 4_500_000_000 + next(self._ids)
        id = -number if kind == "group" else -1_000_000_000_000 - number
        chat = self._keep(Chat(self, id, kind, title, username=username, is_forum=forum))
        chat.admin(Person(number, "Owner"), status="creator")
        chat.members[self.bot.id] = Member(self.bot, bot)
        return chat

    def chat(self, id: int | str) -> Chat:
        """The chat of an identifier, or of the @username of a public supergroup or channel."""
        if isinstance(id, int):
            found = self.chats.get(id)
        else:
            names = (each for each in self.chats.values() if each.kind in ("supergroup", "channel"))
            found = next((each for each in names if f"@{each.username}" == id), None)
        if found is None:
            raise bad_request("chat not found")
        return found

    def writable_chat(self, id: int | str, thread: int | None = None) -> Chat:
        """The same, if the bot can write there."""
        chat = self.chat(id)
        chat.check_reach(thread)
        return chat

    def keep_file(self, file: File) -> File:
        """Give an uploaded file an identifier by which it can be sent again."""
        kept = File(file.name, file.content, file.mime_type, f"BQACAgIAAxkB{next(self._ids):08d}")
        self.files[kept.id] = kept
        return kept

    def press(self, person: Person, label: str, message: Message, *, stale: bool) -> Press:
        """Press a button; two presses are two queries, even of one button."""
        id = str(4_000_000_000_000_000_000 + next(self._ids))
        self.presses[id] = press = Press(id, person, label, message, stale)
        return press

    def _keep(self, chat: Chat) -> Chat:
        self.chats[chat.id] = chat
        return chat
