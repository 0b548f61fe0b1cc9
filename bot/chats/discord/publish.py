"""The commands as Discord lists them, with all their translations: a pure value.

It is written as the JSON that Discord documents, not as discord.py's command tree: a tree wants a
function for each command and a translator asked word by word, where reading needs neither.
(https://docs.discord.com/developers/interactions/application-commands)
"""

from __future__ import annotations

from typing import Any, TypeAlias

import discord

from bot.core.captions import DEVICES
from bot.core.commands import COMMANDS, Command, Takes, Where
from bot.core.person import Device
from bot.core.site import Profile
from bot.core.text import Text, csay, say
from bot.core.translation import Language, Languages, nearest

Json: TypeAlias = dict[str, Any]

SUGGESTIONS_LIMIT = 25

_CHAT_INPUT = discord.AppCommandType.chat_input.value
_STRING = discord.AppCommandOptionType.string.value
_SERVER_INSTALL, _USER_INSTALL = 0, 1
_IN_SERVER, _IN_BOT_MESSAGES, _IN_PRIVATE_CHANNEL = 0, 1, 2
_WORD_LIMIT = 40
"""Characters of an option: the longest name of a language, with room to spare."""

_QUESTION_LIMIT = 300

_OPTION_NAMES = {
    Takes.DEVICE: csay("option", "device"),
    Takes.LANGUAGE: csay("option", "language"),
    Takes.DAY: csay("option", "day"),
    Takes.QUESTION: csay("option", "question"),
}
_OPTION_DESCRIPTIONS = {
    Takes.LANGUAGE: say("The language I speak"),
    Takes.DAY: say("A day, such as {example}", example="2026-12-31"),
    Takes.QUESTION: say("Your question"),
}


def commands(languages: Languages, profile: Profile) -> list[Json]:
    """All commands, for the bulk overwrite of the global list."""
    taken = Where.PERSON | Where.ADMIN
    return [_command(each, languages, profile) for each in COMMANDS if each.where & taken]


def suggestions(typed: str, languages: Languages) -> dict[str, str]:
    """Languages (name: code) that fit what has been typed: its own name, the English one, the code."""
    typed = typed.strip().casefold()
    fitting = {each.name: code for code, each in languages.items() if _fits(typed, each)}
    return dict(list(fitting.items())[:SUGGESTIONS_LIMIT])


def _fits(typed: str, language: Language) -> bool:
    names = (language.name, language.locale.english_name or "")
    return language.code.startswith(typed) or any(typed in name.casefold() for name in names)


def _command(command: Command, languages: Languages, profile: Profile) -> Json:
    shown: Json = {
        "type": _CHAT_INPUT,
        **_name(command.local, languages),
        **_localised("description", command.description(profile), languages),
        "options": [_option(each, languages, profile) for each in command.takes],
        "contexts": [_IN_SERVER, _IN_BOT_MESSAGES, _IN_PRIVATE_CHANNEL],
        "integration_types": [_SERVER_INSTALL, _USER_INSTALL],
    }
    if command.where == Where.ADMIN:
        manage_server = discord.Permissions(manage_guild=True).value
        shown["contexts"] = [_IN_SERVER]
        shown["integration_types"] = [_SERVER_INSTALL]
        shown["default_member_permissions"] = str(manage_server)
    return shown | {"name": command.name}


def _option(takes: Takes, languages: Languages, profile: Profile) -> Json:
    description = profile.device if takes is Takes.DEVICE else _OPTION_DESCRIPTIONS[takes]
    shown: Json = {
        "type": _STRING,
        **_name(_OPTION_NAMES[takes], languages),
        **_localised("description", description, languages),
        "name": takes.value,
    }
    match takes:
        case Takes.DEVICE:
            return shown | {"choices": [_choice(each, languages) for each in Device]}
        case Takes.LANGUAGE:
            return shown | {"autocomplete": True, "max_length": _WORD_LIMIT}
        case Takes.DAY:
            return shown | {"max_length": _WORD_LIMIT}
        case Takes.QUESTION:
            return shown | {"max_length": _QUESTION_LIMIT}


def _choice(device: Device, languages: Languages) -> Json:
    return {**_localised("name", DEVICES[device], languages), "value": device.value}


def _name(text: Text, languages: Languages) -> Json:
    """A name, in every language lower case and without spaces, as Discord demands."""
    shown = _localised("name", text, languages)
    translated = shown["name_localizations"]
    shown["name_localizations"] = {
        locale: "-".join(name.lower().split()) for locale, name in translated.items()
    }
    return shown


def _localised(field: str, text: Text, languages: Languages) -> Json:
    """The field in English, and in the locales Discord knows where that reads differently."""
    english = languages["en"].text(text)
    translated = {
        locale: languages[code].text(text) for locale, code in _locales(languages).items()
    }
    different = {locale: words for locale, words in translated.items() if words != english}
    return {field: english, f"{field}_localizations": different}


def _locales(languages: Languages) -> dict[str, str]:
    """Our language for each of Discord's locales that has one: `pt-BR` is `pt`, `no` is `nb`."""
    found = {each.value: nearest(each.value, languages) for each in discord.Locale}
    return {
        locale: code
        for locale, code in found.items()
        # What we do not speak is answered in English; it is not called English in Discord's list.
        if code != "en" or locale.startswith("en")
    }
