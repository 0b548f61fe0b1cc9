"""What a person does, and what they see."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeVar

from .chats import ANONYMOUS, Chat, Message, Person
from .rules import JSON
from .text import found_entities
from .world import CallbackAnswer, Press, World

T = TypeVar("T")

PATIENCE = 5.0

_FILE = {"file_id": "AgACAgIAAxkBAAIB", "file_unique_id": "AQADAgAT"}
_PICTURE = {**_FILE, "width": 512, "height": 512}
THINGS: dict[str, Any] = {
    "sticker": {**_PICTURE, "type": "regular", "is_animated": False, "is_video": False},
    "voice": {**_FILE, "duration": 3},
    "photo": [_PICTURE],
    "document": {**_FILE, "file_name": "cv.pdf"},
    "location": {"latitude": 50.85, "longitude": 4.35},
    "contact": {"phone_number": "+3225550100", "first_name": "Ada"},
    "poll": {
        "id": "1",
        "question": "Opt out?",
        "options": [{"persistent_id": "1", "text": "Yes", "voter_count": 0}],
        "total_voter_count": 0,
        "is_closed": False,
        "is_anonymous": True,
        "type": "regular",
        "allows_multiple_answers": False,
        "allows_revoting": True,
        "members_only": False,
    },
}


class User:
    """A person with Telegram in their hand."""

    def __init__(self, world: World, chat: Chat) -> None:
        assert chat.person
        self.person: Person = chat.person
        self.chat = chat
        self._world = world
        self._looked: dict[int, int] = {}

    @property
    def id(self) -> int:
        """The identifier, which is also that of the private chat."""
        return self.person.id

    async def says(
        self,
        text: str,
        *,
        chat: Chat | None = None,
        thread: int | None = None,
        reply_to: Message | None = None,
    ) -> Message:
        """Write something, in the private chat if no other is named."""
        entities = tuple(found_entities(text))
        return self._write(chat, thread=thread, reply_to=reply_to, text=text, entities=entities)

    async def sends(
        self, thing: str, *, caption: str = "", chat: Chat | None = None, thread: int | None = None
    ) -> Message:
        """Send one of THINGS: a sticker, a voice message, a photo and the like."""
        return self._write(chat, thread=thread, text=caption, content={thing: THINGS[thing]})

    async def edits(self, message: Message, text: str) -> Message:
        """Change what one has written."""
        entities = tuple(found_entities(text))
        edited = replace(message, text=text, entities=entities, edited=self._world.now())
        message.chat.messages[message.id] = edited
        self._world.updates.put("edited_message", edited.json())
        return edited

    async def answer(self, *, chat: Chat | None = None, within: float = PATIENCE) -> Message:
        """The next message the bot has sent or edited since the last look, in the order it did."""
        place = chat or self.chat
        looked = self._looked.get(place.id, 0)

        def unseen() -> Message | None:
            return place.outbox[looked] if len(place.outbox) > looked else None

        message = await self._wait(unseen, within, f"a message in chat {place.id}")
        self._looked[place.id] = looked + 1
        return message

    def unseen(self, *, chat: Chat | None = None) -> list[Message]:
        """What the bot has sent or edited since the last look; it stays unseen."""
        place = chat or self.chat
        return place.outbox[self._looked.get(place.id, 0) :]

    async def presses(
        self,
        name: str,
        *,
        message: Message | None = None,
        chat: Chat | None = None,
        within: float = PATIENCE,
        stale: bool = False,
    ) -> CallbackAnswer:
        """Press the button that says this, or carries this data, and wait until it is answered.

        Without a message named, the newest that has such a button. A stale press is one that
        comes to the bot too late to be answered; nobody waits for it.
        """
        message = message or self._newest_with(name, chat or self.chat)
        button = message.button(name)
        assert button, f"{name!r} is not among {message.labels}"
        assert button.data is not None, f"{name!r} is not a button that reaches the bot"
        press = self._world.press(self.person, button.text, message, stale=stale)
        message.chat.started = True
        self._world.updates.put("callback_query", self._query(press, button.data))
        if stale:
            return CallbackAnswer()
        return await self._wait(lambda: press.answer, within, f"an answer to the button {press}")

    def blocks(self) -> None:
        """Block the bot."""
        self.chat.changes_bot("kicked", by=self.person)

    def unblocks(self) -> None:
        """Let the bot write again."""
        self.chat.changes_bot("member", by=self.person)

    def deactivates(self) -> None:
        """Close the account, of which the bot is told nothing."""
        self.chat.deactivated = True

    def _write(self, chat: Chat | None, *, thread: int | None, **contents: Any) -> Message:
        place = chat or self.chat
        place.started = True
        if place.member(self.person).status == "left":
            place.admin(self.person, status="member")
        if thread is not None:
            assert thread in place.topics, f"chat {place.id} has no topic {thread}"
            contents["reply_to"] = contents.get("reply_to") or place.messages[thread]
            contents["thread"] = thread
        hidden = place.member(self.person).anonymous
        sender = ANONYMOUS if hidden else self.person
        message = place.add(sender, sender_chat=place if hidden else None, **contents)
        if self._reaches_bot(message):
            self._world.updates.put("message", message.json())
        return message

    def _reaches_bot(self, message: Message) -> bool:
        """Privacy mode: of a group's talk only what is meant for the bot, unless it runs the group.

        A command for another bot by name is not.
        """
        bot = message.chat.bot
        if message.chat.kind == "private":
            return bot.is_present
        if bot.is_admin or not bot.is_present:
            return bot.is_admin
        if message.reply_to and message.reply_to.sender == bot.person:
            return True
        called = f"@{bot.person.username}"
        command, _, name = (message.text.split() or [""])[0].partition("@")
        if command.startswith("/"):
            return not name or f"@{name}" == called
        return called in message.text

    def _newest_with(self, name: str, chat: Chat) -> Message:
        newest = sorted(chat.messages.values(), key=lambda each: each.id, reverse=True)
        found = next((each for each in newest if each.button(name)), None)
        there = [label for each in newest for label in each.labels]
        assert found, f"no message in chat {chat.id} has a button {name!r}; there are {there}"
        return found

    def _query(self, press: Press, data: str) -> JSON:
        """As a CallbackQuery of the Bot API; a message out of reach is only named."""
        chat = press.message.chat
        current = chat.messages.get(press.message.id)
        gone: JSON = {"chat": chat.json(), "message_id": press.message.id, "date": 0}
        return {
            "id": press.id,
            "from": self.person.json(),
            "message": current.json() if current else gone,
            "chat_instance": str(chat.id * 31),
            "data": data,
        }

    async def _wait(self, found: Callable[[], T | None], within: float, what: str) -> T:
        return await self._world.bell.until(found, within, what)
