"""What the bot says of itself: commands, name, descriptions, menu, rights."""

import json
from typing import Any

from .chats import RIGHTS
from .faults import bad_request
from .rules import JSON
from .world import World

_DEFAULT_SCOPE = {"type": "default"}


class Profile:
    """The methods by which a bot introduces itself, and what has come of them.

    Each text is kept by language code, "" being for everybody without one of their own.
    """

    def __init__(self, world: World) -> None:
        self.names: dict[str, str] = {"": world.bot.first_name}
        self.descriptions: dict[str, str] = {}
        self.short_descriptions: dict[str, str] = {}
        self._commands: dict[tuple[str, str], list[JSON]] = {}
        self._menus: dict[int, JSON] = {}
        self._rights: dict[bool, JSON] = {}
        self._world = world

    def commands(self, language: str = "", scope: JSON | None = None) -> list[JSON]:
        """The list set for exactly this language and scope."""
        return self._commands.get((self._scope(scope), language), [])

    def set_my_commands(self, p: JSON) -> bool:
        """Replace the list of one scope and language."""
        key = self._scope(p.get("scope")), p.get("language_code", "")
        self._commands[key] = p["commands"]
        return True

    def get_my_commands(self, p: JSON) -> list[JSON]:
        """The list of one scope and language."""
        return self.commands(p.get("language_code", ""), p.get("scope"))

    def delete_my_commands(self, p: JSON) -> bool:
        """Forget the list of one scope and language."""
        self._commands.pop((self._scope(p.get("scope")), p.get("language_code", "")), None)
        return True

    def set_my_name(self, p: JSON) -> bool:
        """Name the bot in a language."""
        return _keep(self.names, p, "name")

    def get_my_name(self, p: JSON) -> JSON:
        """The name in a language."""
        return {"name": _pick(self.names, p)}

    def set_my_description(self, p: JSON) -> bool:
        """Say what the empty chat shows."""
        return _keep(self.descriptions, p, "description")

    def get_my_description(self, p: JSON) -> JSON:
        """What the empty chat shows."""
        return {"description": _pick(self.descriptions, p)}

    def set_my_short_description(self, p: JSON) -> bool:
        """Say what the profile shows."""
        return _keep(self.short_descriptions, p, "short_description")

    def get_my_short_description(self, p: JSON) -> JSON:
        """What the profile shows."""
        return {"short_description": _pick(self.short_descriptions, p)}

    def set_chat_menu_button(self, p: JSON) -> bool:
        """Choose the button beside the input field, for all or for one private chat."""
        if "chat_id" in p and self._world.chat(p["chat_id"]).kind != "private":
            raise bad_request("chat not found")
        self._menus[p.get("chat_id", 0)] = p.get("menu_button", {"type": "default"})
        return True

    def get_chat_menu_button(self, p: JSON) -> JSON:
        """The button beside the input field."""
        everywhere = self._menus.get(0, {"type": "commands"})
        return self._menus.get(p.get("chat_id", 0), everywhere)

    def set_my_default_administrator_rights(self, p: JSON) -> bool:
        """Choose the rights asked for when somebody makes the bot an administrator."""
        self._rights[p.get("for_channels", False)] = p.get("rights", {})
        return True

    def get_my_default_administrator_rights(self, p: JSON) -> JSON:
        """The rights asked for."""
        none = dict.fromkeys(("is_anonymous", *RIGHTS), False)
        return {**none, **self._rights.get(p.get("for_channels", False), {})}

    def _scope(self, scope: JSON | None) -> str:
        if scope and "chat_id" in scope:
            self._world.writable_chat(scope["chat_id"])
        return json.dumps(scope or _DEFAULT_SCOPE, sort_keys=True)


def _keep(texts: dict[str, str], p: JSON, name: str) -> bool:
    """Keep a text under its language; an empty one takes it away."""
    language, text = p.get("language_code", ""), p.get(name, "")
    texts.pop(language, None)
    if text:
        texts[language] = text
    return True


def _pick(texts: dict[str, str], p: JSON) -> Any:
    return texts.get(p.get("language_code", "")) or texts.get("", "")
