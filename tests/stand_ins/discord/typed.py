"""What Discord's client makes of a command that somebody types: it offers only what fits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .command_rules import CHAT_INPUT, GROUP, INTEGER, NUMBER, STRING, SUBCOMMAND
from .mistakes import JSON
from .world import Account, Channel, GuildRecord

_ADMINISTRATOR = 1 << 3
_BOOLEAN = 5
_TYPES: dict[int, tuple[type, ...]] = {
    STRING: (str,),
    INTEGER: (int,),
    NUMBER: (int, float),
    _BOOLEAN: (bool,),
}


class NotOffered(AssertionError):
    """Discord's client would not let the person do this."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is, and as whom."""

    person: Account
    channel: Channel
    guild: GuildRecord | None
    context: int
    permissions: int

    def owners(self, installs: list[int]) -> dict[str, str]:
        """By which installations (0 server, 1 user) the application is here."""
        owners = {}
        if 0 in installs and (self.context == 1 or (self.guild and self.guild.bot)):
            owners["0"] = str(self.guild.id) if self.guild else "0"
        if 1 in installs and (self.person.installed or not self._bot_is_here):
            owners["1"] = str(self.person.id)
        return owners

    @property
    def _bot_is_here(self) -> bool:
        return self.context == 1 or (self.guild is not None and self.guild.bot)

    def __str__(self) -> str:
        if self.context == 1:
            return "the direct messages with the bot"
        if self.guild is None:
            return "a private channel"
        return self.guild.name if self.guild.bot else f"{self.guild.name}, which has no bot"


def offered(commands: list[JSON], name: str, place: Place) -> JSON:
    """The registered command of that name, if it can be used there."""
    for command in commands:
        if command["type"] == CHAT_INPUT and name in _names(command, place.person.locale):
            break
    else:
        known = ", ".join(f"/{command['name']}" for command in commands) or "no commands at all"
        raise NotOffered(f"/{name} is not registered; there are {known}")
    contexts = command.get("contexts")
    if contexts is None and command.get("dm_permission") is False:
        contexts = [0]
    if contexts is not None and place.context not in contexts:
        raise NotOffered(f"/{name} has contexts {contexts}: it is not shown in {place}")
    if not place.owners(command["integration_types"]):
        installs = command["integration_types"]
        raise NotOffered(f"/{name} has integration_types {installs}: it is not shown in {place}")
    needed = command.get("default_member_permissions")
    if place.guild and needed is not None and not _may(place.permissions, int(needed)):
        raise NotOffered(f"/{name} needs the permissions {needed}: not shown to this member")
    return command


def command_data(command: JSON, path: list[str], given: dict[str, Any], locale: str) -> JSON:
    """The `data` of the interaction, with the options as the client types and checks them."""
    return {
        "id": command["id"],
        "name": command["name"],
        "type": CHAT_INPUT,
        "options": _branch(command, path, given, locale),
    }


def half_typed(command: JSON, option: str, text: str) -> JSON:
    """The `data` that asks for suggestions while somebody is typing into an option."""
    for declared in command.get("options") or ():
        if declared["name"] == option and declared.get("autocomplete"):
            typing = {"type": declared["type"], "name": option, "value": text, "focused": True}
            about = {"id": command["id"], "name": command["name"], "type": CHAT_INPUT}
            return about | {"options": [typing]}
    raise NotOffered(f"/{command['name']} has no option {option!r} with autocomplete")


def _branch(parent: JSON, path: list[str], given: dict[str, Any], locale: str) -> list[JSON]:
    options: list[JSON] = parent.get("options") or []
    if options and options[0]["type"] in {SUBCOMMAND, GROUP}:
        for option in options:
            if path and path[0] in _names(option, locale):
                inside = _branch(option, path[1:], given, locale)
                return [{"type": option["type"], "name": option["name"], "options": inside}]
        known = ", ".join(option["name"] for option in options)
        raise NotOffered(f"/{parent['name']} goes on with one of: {known}")
    if path:
        raise NotOffered(f"/{parent['name']} has no sub-command {path[0]!r}")
    unknown = given.keys() - {option["name"] for option in options}
    if unknown:
        raise NotOffered(f"/{parent['name']} has no option {sorted(unknown)}")
    missing = [o["name"] for o in options if o.get("required") and o["name"] not in given]
    if missing:
        raise NotOffered(f"/{parent['name']} requires {missing}")
    return [
        {"type": o["type"], "name": o["name"], "value": _value(o, given[o["name"]], locale)}
        for o in options
        if o["name"] in given
    ]


def _value(option: JSON, value: Any, locale: str) -> Any:
    name, kind = option["name"], option["type"]
    if choices := option.get("choices"):
        for choice in choices:
            if value == choice["value"] or value in _names(choice, locale):
                return choice["value"]
        raise NotOffered(f"{name} offers {[choice['name'] for choice in choices]}, not {value!r}")
    if kind not in _TYPES:
        raise NotOffered(f"options of type {kind} are not played here")
    if not isinstance(value, _TYPES[kind]) or (isinstance(value, bool) and kind != _BOOLEAN):
        raise NotOffered(f"{name} takes no {type(value).__name__}: {value!r}")
    size, limits = (len(str(value)), "length") if kind == STRING else (value, "value")
    low, high = option.get(f"min_{limits}"), option.get(f"max_{limits}")
    if (low is not None and size < low) or (high is not None and size > high):
        raise NotOffered(f"{name} has a {limits} from {low} to {high}, not {size}")
    return value


def _names(item: JSON, locale: str) -> set[str]:
    """The name, and the one this person sees."""
    localised = (item.get("name_localizations") or {}).get(locale)
    return {item["name"], localised} if localised else {item["name"]}


def _may(permissions: int, needed: int) -> bool:
    if permissions & _ADMINISTRATOR:
        return True
    return needed != 0 and permissions & needed == needed
