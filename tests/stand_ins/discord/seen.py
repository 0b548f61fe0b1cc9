"""What a person sees: a message with its buttons, selects and files, at one moment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .message_rules import BUTTON, SELECTS, TEXT_DISPLAY, nested
from .mistakes import JSON
from .world import Attachment, Interaction, Post

_LINK = 5


@dataclass(frozen=True, slots=True)
class Button:
    label: str
    custom_id: str | None
    url: str | None
    style: int
    disabled: bool


@dataclass(frozen=True, slots=True)
class Option:
    label: str
    value: str
    description: str
    default: bool


@dataclass(frozen=True, slots=True)
class Select:
    custom_id: str
    placeholder: str
    options: tuple[Option, ...]
    type: int
    disabled: bool


@dataclass(frozen=True, slots=True)
class Field:
    """A text input of a modal."""

    custom_id: str
    label: str
    required: bool


@dataclass(frozen=True, slots=True)
class Modal:
    title: str
    custom_id: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it was when somebody looked; `user.sees(message)` looks again.

    `deferred` tells that the bot asked for time first; `modal` is set when it opened a form, in
    which case the message is the one whose button was pressed, or an empty one.
    """

    post: Post | None
    interaction: Interaction | None
    content: str = ""
    embeds: tuple[JSON, ...] = ()
    components: tuple[JSON, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    ephemeral: bool = False
    deferred: bool = False
    edited: bool = False
    deleted: bool = False
    pinned: bool = False
    followups: tuple[Message, ...] = ()
    modal: Modal | None = None

    @property
    def text(self) -> str:
        """All there is to read: content, text components, embeds."""
        return "\n".join(part for part in _texts(self) if part)

    @property
    def buttons(self) -> tuple[Button, ...]:
        return tuple(
            Button(
                component.get("label") or "",
                component.get("custom_id"),
                component.get("url"),
                component["style"],
                bool(component.get("disabled")),
            )
            for _, component in nested(list(self.components))
            if component["type"] == BUTTON
        )

    @property
    def labels(self) -> list[str]:
        return [button.label for button in self.buttons]

    @property
    def links(self) -> dict[str, str]:
        """The addresses of the link buttons, by label."""
        return {button.label: button.url for button in self.buttons if button.url}

    @property
    def selects(self) -> tuple[Select, ...]:
        return tuple(
            Select(
                component["custom_id"],
                component.get("placeholder") or "",
                tuple(_option(option) for option in component.get("options") or ()),
                component["type"],
                bool(component.get("disabled")),
            )
            for _, component in nested(list(self.components))
            if component["type"] in SELECTS
        )


def look(post: Post | None, interaction: Interaction | None = None) -> Message:
    """A message, with what belongs to the interaction that it answers."""
    interaction = interaction or (post.interaction if post else None)
    about: dict[str, Any] = {"post": post, "interaction": interaction}
    if interaction:
        about["deferred"] = interaction.callback in {5, 6}
        about["followups"] = tuple(_plain(f) for f in interaction.followups if f is not post)
        about["modal"] = _modal(interaction.modal)
    return Message(**about, **_shown(post))


def _plain(post: Post) -> Message:
    return Message(post=post, interaction=post.interaction, **_shown(post))


def _shown(post: Post | None) -> dict[str, Any]:
    if post is None:
        return {}
    return {
        "content": post.content,
        "embeds": tuple(post.embeds),
        "components": tuple(post.components),
        "attachments": tuple(post.attachments),
        "ephemeral": post.ephemeral,
        "edited": post.edits > 0,
        "deleted": post.deleted,
        "pinned": post.pinned,
    }


def _texts(message: Message) -> Iterator[str]:
    yield message.content
    for _, component in nested(list(message.components)):
        if component["type"] == TEXT_DISPLAY:
            yield component["content"]
    for embed in message.embeds:
        yield embed.get("title") or ""
        yield embed.get("description") or ""
        for field in embed.get("fields") or ():
            yield f"{field['name']}\n{field['value']}"
        yield (embed.get("footer") or {}).get("text") or ""


def _option(option: JSON) -> Option:
    return Option(
        option["label"],
        option["value"],
        option.get("description") or "",
        bool(option.get("default")),
    )


def _modal(data: JSON | None) -> Modal | None:
    if data is None:
        return None
    fields = []
    for _, component in nested(data["components"]):
        inner = component.get("component") or component
        if inner["type"] == 4:
            label = component.get("label") or inner.get("label") or ""
            fields.append(Field(inner["custom_id"], label, bool(inner.get("required", True))))
    return Modal(data["title"], data["custom_id"], tuple(fields))
