"""What Discord's client makes of a button that somebody presses, or of options that they choose."""

from __future__ import annotations

from .mistakes import JSON
from .seen import Message, Select
from .typed import NotOffered

_BUTTON = 2


def pressed(message: Message, wanted: tuple[str, ...]) -> JSON:
    """The `data` of the interaction that pressing these makes."""
    for button in message.buttons:
        if wanted in {(button.label,), (button.custom_id,)}:
            if button.url:
                raise NotOffered(f"{button.label!r} opens {button.url}; it sends nothing")
            if button.disabled:
                raise NotOffered(f"{button.label!r} is disabled")
            return {"custom_id": button.custom_id, "component_type": _BUTTON, "id": 1}
    for select in message.selects:
        if values := _chosen(select, wanted):
            about = {"custom_id": select.custom_id, "component_type": select.type, "id": 1}
            return about | {"values": values}
    options = [option.label for select in message.selects for option in select.options]
    raise NotOffered(f"no button or option {wanted}; there are {message.labels + options}")


def _chosen(select: Select, wanted: tuple[str, ...]) -> list[str]:
    options = {option.label: option.value for option in select.options}
    values = [options.get(name, name) for name in wanted]
    fits = not select.disabled and set(values) <= set(options.values())
    return values if fits else []


def custom_ids(message: Message) -> set[str | None]:
    """What of a message can be pressed."""
    buttons = {button.custom_id for button in message.buttons}
    return buttons | {select.custom_id for select in message.selects}
