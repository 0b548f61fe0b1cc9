"""The methods by which a bot reads and writes, done in the small world."""

from dataclasses import replace
from typing import Any

from .chats import Chat, Message
from .faults import bad_request
from .judge import File
from .profile import Profile
from .rules import JSON
from .text import tidy
from .world import CallbackAnswer

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
_LONGEST_DELETABLE = 48 * 3600
_GIFTS = (
    "unlimited_gifts",
    "limited_gifts",
    "unique_gifts",
    "premium_subscription",
    "gifts_from_channels",
)


class Methods(Profile):
    """Each method takes judged parameters and returns what the Bot API returns."""

    async def get_updates(self, p: JSON) -> list[JSON]:
        """What has happened, waiting for it if asked to."""
        updates = self._world.updates
        updates.allow(p.get("allowed_updates"))
        return await updates.poll(p.get("offset", 0), p.get("limit", 100), p.get("timeout", 0))

    def set_webhook(self, p: JSON) -> bool:
        """Take the address; no update is ever sent to it here."""
        updates = self._world.updates
        updates.allow(p.get("allowed_updates"))
        updates.webhook = p.get("url", "")
        updates.terminate_poll()
        return self._drop_pending(p)

    def delete_webhook(self, p: JSON) -> bool:
        """Go back to polling."""
        self._world.updates.webhook = ""
        return self._drop_pending(p)

    def get_webhook_info(self, _: JSON) -> JSON:
        """Where updates go, and how many wait."""
        updates = self._world.updates
        return {
            "url": updates.webhook,
            "has_custom_certificate": False,
            "pending_update_count": len(updates.pending),
        }

    def get_me(self, _: JSON) -> JSON:
        """The bot itself."""
        no = dict.fromkeys(("can_read_all_group_messages", "supports_inline_queries"), False)
        return {**self._world.bot.json(), "can_join_groups": True, **no}

    def log_out(self, _: JSON) -> bool:
        """Leave the cloud server."""
        return True

    def close(self, _: JSON) -> bool:
        """Move to another server."""
        return True

    def send_message(self, p: JSON) -> JSON:
        """Write a text."""
        return self._send(p, p["text"], p.get("entities", []))

    def send_document(self, p: JSON) -> JSON:
        """Send a file, uploaded now or before."""
        given = p["document"]
        file = self._world.keep_file(given) if isinstance(given, File) else self._file(given)
        document = {
            "file_id": file.id,
            "file_unique_id": file.id[-12:],
            "file_name": file.name,
            "mime_type": file.mime_type,
            "file_size": len(file.content),
        }
        return self._send(
            p, p.get("caption", ""), p.get("caption_entities", []), {"document": document}, file
        )

    def send_chat_action(self, p: JSON) -> bool:
        """Show that something is coming."""
        self._world.writable_chat(p["chat_id"], p.get("message_thread_id"))
        return True

    def edit_message_text(self, p: JSON) -> JSON:
        """Change a text, and its keyboard to the one given or none."""
        message = self._editable(p)
        if message.content:
            raise bad_request("there is no text in the message to edit")
        text, entities = tidy(p["text"], p.get("entities", []))
        return self._edit(message, p, text=text, entities=entities)

    def edit_message_caption(self, p: JSON) -> JSON:
        """Change a caption, and the keyboard to the one given or none."""
        message = self._editable(p)
        if not message.content:
            raise bad_request("there is no caption in the message to edit")
        text, entities = tidy(p.get("caption", ""), p.get("caption_entities", []))
        return self._edit(message, p, text=text, entities=entities)

    def edit_message_reply_markup(self, p: JSON) -> JSON:
        """Change a keyboard to the one given or none."""
        return self._edit(self._editable(p), p)

    def delete_message(self, p: JSON) -> bool:
        """Delete the bot's own message, anything in a private chat, all as an administrator."""
        chat = self._world.chat(p["chat_id"])
        if chat.kind != "private":
            chat.check_reach()
        message = chat.messages.get(p["message_id"])
        if message is None:
            raise bad_request("message to delete not found")
        own = message.sender == self._world.bot
        if not (own or chat.kind == "private" or chat.bot.is_admin):
            raise bad_request("message can't be deleted")
        if self._world.now() - message.date > _LONGEST_DELETABLE and not chat.bot.is_admin:
            raise bad_request("message can't be deleted for everyone")
        del chat.messages[message.id]
        return True

    def delete_messages(self, p: JSON) -> bool:
        """Delete those of the messages that are there."""
        chat = self._world.chat(p["chat_id"])
        for id in set(p["message_ids"]) & chat.messages.keys():
            self.delete_message({"chat_id": chat.id, "message_id": id})
        return True

    def answer_callback_query(self, p: JSON) -> bool:
        """Stop a button from turning, once."""
        press = self._world.presses.get(p["callback_query_id"])
        if press is None or not press.spinning:
            raise bad_request(TOO_OLD)
        press.answer = CallbackAnswer(
            p.get("text", ""), p.get("show_alert", False), p.get("url", "")
        )
        self._world.bell.ring()
        return True

    def get_chat(self, p: JSON) -> JSON:
        """All that is known of a chat."""
        return {
            **self._readable(p["chat_id"]).json(),
            "accent_color_id": 0,
            "max_reaction_count": 11,
            "accepted_gift_types": dict.fromkeys(_GIFTS, False),
        }

    def get_chat_administrators(self, p: JSON) -> list[JSON]:
        """Who runs a chat."""
        chat = self._readable(p["chat_id"])
        if chat.kind == "private":
            raise bad_request("there are no administrators in the private chat")
        return [each.json() for each in chat.members.values() if each.is_admin]

    def get_chat_member(self, p: JSON) -> JSON:
        """What somebody is in a chat."""
        chat = self._readable(p["chat_id"])
        member = chat.members.get(p["user_id"])
        if member:
            return member.json()
        stranger = self._world.chats.get(p["user_id"])
        if not stranger or not stranger.person:
            raise bad_request("invalid user_id specified")
        return chat.member(stranger.person).json()

    def leave_chat(self, p: JSON) -> bool:
        """Go."""
        chat = self._world.writable_chat(p["chat_id"])
        if chat.kind == "private":
            raise bad_request("chat member status can't be changed in private chats")
        chat.changes_bot("left", by=self._world.bot)
        return True

    def pin_chat_message(self, p: JSON) -> bool:
        """Pin a message; in a group only as an administrator."""
        chat = self._pinnable(p)
        if p["message_id"] not in chat.messages:
            raise bad_request("message to pin not found")
        chat.pinned.append(p["message_id"])
        return True

    def unpin_chat_message(self, p: JSON) -> bool:
        """Unpin the message named, or the newest."""
        chat = self._pinnable(p)
        id = p.get("message_id", chat.pinned[-1] if chat.pinned else None)
        if id not in chat.pinned:
            raise bad_request("message to unpin not found")
        chat.pinned.remove(id)
        return True

    def _send(
        self,
        p: JSON,
        text: str,
        entities: list[JSON],
        content: JSON | None = None,
        file: File | None = None,
    ) -> JSON:
        thread = p.get("message_thread_id")
        chat = self._world.writable_chat(p["chat_id"], thread)
        reply = self._reply(chat, p.get("reply_parameters"))
        text, kept = tidy(text, entities)
        is_post = chat.kind == "channel"
        message = chat.add(
            None if is_post else self._world.bot,
            sender_chat=chat if is_post else None,
            text=text,
            entities=kept,
            markup=p.get("reply_markup"),
            content=content or {},
            file=file,
            thread=thread,
            reply_to=reply,
        )
        return chat.put(message).json()

    def _reply(self, chat: Chat, wanted: JSON | None) -> Message | None:
        if wanted is None:
            return None
        message = chat.messages.get(wanted["message_id"])
        if message is None and not wanted.get("allow_sending_without_reply"):
            raise bad_request("message to be replied not found")
        return message

    def _editable(self, p: JSON) -> Message:
        """The message named, if the bot may edit it: its own, without a reply keyboard."""
        chat = self._world.writable_chat(p["chat_id"])
        message = chat.messages.get(p["message_id"])
        if message is None:
            raise bad_request("message to edit not found")
        is_own = message.sender == self._world.bot or chat.kind == "channel"
        if not is_own or (message.markup and "inline_keyboard" not in message.markup):
            raise bad_request("message can't be edited")
        return message

    def _edit(self, message: Message, p: JSON, **changes: Any) -> JSON:
        edited = replace(message, markup=p.get("reply_markup"), **changes)
        if _look(edited) == _look(message):
            raise bad_request(NOT_MODIFIED)
        return message.chat.put(replace(edited, edited=self._world.now())).json()

    def _file(self, id: str) -> File:
        if id not in self._world.files:
            raise bad_request("wrong file identifier/HTTP URL specified")
        return self._world.files[id]

    def _readable(self, id: int | str) -> Chat:
        chat = self._world.chat(id)
        if chat.migrated_to is None and chat.kind != "private":
            chat.check_reach()
        elif not chat.started:
            raise bad_request("chat not found")
        return chat

    def _pinnable(self, p: JSON) -> Chat:
        chat = self._world.writable_chat(p["chat_id"])
        if chat.kind != "private" and not chat.bot.is_admin:
            raise bad_request("not enough rights to manage pinned messages in the chat")
        return chat

    def _drop_pending(self, p: JSON) -> bool:
        if p.get("drop_pending_updates"):
            self._world.updates.pending.clear()
        return True


def _look(message: Message) -> tuple[str, tuple[JSON, ...], list[list[JSON]]]:
    """What of a message an edit can change; no keyboard is the same as an empty one."""
    return message.text, message.entities, (message.markup or {}).get("inline_keyboard", [])
