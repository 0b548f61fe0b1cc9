"""What Discord asks of a list of application commands beyond its schema."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from .mistakes import JSON, Mistake, Path, too_long

LOCALES = frozenset(
    {
        *("id", "da", "de", "en-GB", "en-US", "es-ES", "es-419", "fr", "hr", "it", "lt"),
        *("hu", "nl", "no", "pl", "pt-BR", "ro", "fi", "sv-SE", "vi", "tr", "cs", "el"),
        *("bg", "ru", "uk", "hi", "th", "zh-CN", "ja", "zh-TW", "ko"),
    }
)
"""The 32 locales of Discord's documentation."""

SIZE_LIMIT = 8000
CHAT_INPUT = 1
SUBCOMMAND, GROUP, STRING, INTEGER, NUMBER = 1, 2, 3, 4, 10
_LISTED = {CHAT_INPUT: 100, 2: 15, 3: 15}
_SCRIPTS = ((0x0900, 0x097F), (0xA8E0, 0xA8FF), (0x0E01, 0x0E3A), (0x0E40, 0x0E5B))
"""Devanagari and Thai: in these a name may hold vowel signs, which are not letters."""


def command_list_mistakes(commands: list[JSON]) -> list[Mistake]:
    """Every rule that the list given to the bulk overwrite breaks."""
    mistakes = [
        mistake
        for index, command in enumerate(commands)
        for mistake in _command_mistakes((index,), command)
    ]
    for kind, limit in _LISTED.items():
        same = [command for command in commands if _kind(command) == kind]
        if len(same) > limit:
            message = f"Maximum number of application commands reached ({limit})."
            mistakes.append(Mistake((), "APPLICATION_COMMANDS_TOO_MANY", message))
        mistakes += _duplicates((), same, "APPLICATION_COMMANDS_DUPLICATE_NAME")
    return mistakes


def size(command: JSON) -> int:
    """Characters as Discord counts them: of each field its longest localisation."""
    total = _longest(command, "name") + _longest(command, "description")
    for option in command.get("options") or []:
        total += size(option)
        for choice in option.get("choices") or []:
            total += _longest(choice, "name") + len(str(choice["value"]))
    return total


def _kind(command: JSON) -> int:
    return int(command.get("type") or CHAT_INPUT)


def _longest(item: JSON, field: str) -> int:
    localised = (item.get(f"{field}_localizations") or {}).values()
    return max(len(text) for text in (item.get(field) or "", *localised))


def _command_mistakes(path: Path, command: JSON) -> Iterator[Mistake]:
    yield from _locale_mistakes(path, command)
    if _kind(command) == CHAT_INPUT:
        yield from _named_mistakes(path, command)
        yield from _options_mistakes(path, command)
    elif command.get("description") or command.get("options"):
        message = "Context menu commands cannot have description or options"
        yield Mistake(path, "APPLICATION_COMMAND_TYPE_INVALID", message)
    if (total := size(command)) > SIZE_LIMIT:
        message = f"Command exceeds maximum size ({SIZE_LIMIT}): {total}"
        yield Mistake(path, "APPLICATION_COMMAND_TOO_LARGE", message)


def _locale_mistakes(path: Path, item: JSON) -> Iterator[Mistake]:
    for field in ("name_localizations", "description_localizations"):
        for locale in item.get(field) or {}:
            if locale not in LOCALES:
                where = (*path, field, locale)
                yield Mistake(where, "BASE_TYPE_CHOICES", f"{locale!r} is not a locale of Discord")


def _named_mistakes(path: Path, item: JSON) -> Iterator[Mistake]:
    """Name and description of a chat-input command or of an option, in every language."""
    for where, name in _texts(path, item, "name"):
        if not _is_name(name):
            message = r"Must match ^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$ in lower case"
            yield Mistake(where, "APPLICATION_COMMAND_INVALID_NAME", f"{name!r}: {message}")
    if not (item.get("description") or "").strip():
        yield Mistake((*path, "description"), "BASE_TYPE_REQUIRED", "This field is required")
    for where, description in _texts(path, item, "description"):
        yield from too_long(where, len(description), 100)
        if not description.strip():
            yield Mistake(where, "BASE_TYPE_REQUIRED", "This field is required")


def _texts(path: Path, item: JSON, field: str) -> Iterator[tuple[Path, str]]:
    if item.get(field):
        yield (*path, field), item[field]
    for locale, text in (item.get(f"{field}_localizations") or {}).items():
        yield (*path, f"{field}_localizations", locale), text


def _is_name(name: str) -> bool:
    return 1 <= len(name) <= 32 and name == name.lower() and all(map(_is_name_character, name))


def _is_name_character(character: str) -> bool:
    if character in "-_'" or unicodedata.category(character)[0] in "LN":
        return True
    return any(first <= ord(character) <= last for first, last in _SCRIPTS)


def _options_mistakes(path: Path, parent: JSON, depth: int = 0) -> Iterator[Mistake]:
    options: list[JSON] = parent.get("options") or []
    here = (*path, "options")
    if len(options) > 25:
        yield Mistake(here, "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
    yield from _order_mistakes(here, options)
    yield from _duplicates(here, options, "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS")
    branches = [option["type"] in {SUBCOMMAND, GROUP} for option in options]
    if any(branches) and not all(branches):
        message = "Sub-commands and plain options cannot be mixed"
        yield Mistake(here, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message)
    for index, option in enumerate(options):
        yield from _option_mistakes((*here, index), option, depth)


def _option_mistakes(path: Path, option: JSON, depth: int) -> Iterator[Mistake]:
    yield from _locale_mistakes(path, option)
    yield from _named_mistakes(path, option)
    yield from _choice_mistakes(path, option)
    for least, most in (("min_length", "max_length"), ("min_value", "max_value")):
        if option.get(least) is not None and (option.get(most) or option[least]) < option[least]:
            yield Mistake((*path, least), "APPLICATION_COMMAND_OPTIONS_RANGE", f"Exceeds {most}")
    if option["type"] in {SUBCOMMAND, GROUP}:
        if depth >= 2 or (depth == 1 and option["type"] == GROUP):
            message = "Sub-command groups hold only sub-commands, sub-commands only options"
            yield Mistake(path, "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message)
        yield from _options_mistakes(path, option, depth + 1)


def _order_mistakes(path: Path, options: list[JSON]) -> Iterator[Mistake]:
    optional_seen = False
    for index, option in enumerate(options):
        if option["type"] in {SUBCOMMAND, GROUP}:
            continue
        if option.get("required") and optional_seen:
            message = "Required options must be placed before non-required options"
            yield Mistake((*path, index), "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message)
        optional_seen |= not option.get("required")


def _choice_mistakes(path: Path, option: JSON) -> Iterator[Mistake]:
    choices: list[JSON] = option.get("choices") or []
    here = (*path, "choices")
    if len(choices) > 25:
        yield Mistake(here, "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length.")
    if choices and option.get("autocomplete"):
        message = "Choices and autocomplete exclude each other"
        yield Mistake(path, "APPLICATION_COMMAND_OPTIONS_CHOICES_AUTOCOMPLETE", message)
    for index, choice in enumerate(choices):
        yield from _locale_mistakes((*here, index), choice)
        for where, name in _texts((*here, index), choice, "name"):
            yield from too_long(where, len(name), 100)
        if isinstance(choice["value"], str):
            yield from too_long((*here, index, "value"), len(choice["value"]), 100)
    yield from _repeated(here, (choice["value"] for choice in choices), "CHOICE_VALUE_DUPLICATED")
    yield from _repeated(here, (choice["name"] for choice in choices), "CHOICE_NAME_DUPLICATED")


def _duplicates(path: Path, items: list[JSON], code: str) -> Iterator[Mistake]:
    """Names that two items share, also when only in one language."""
    yield from _repeated(path, (item["name"] for item in items), code)
    locales = {locale for item in items for locale in item.get("name_localizations") or {}}
    for locale in sorted(locales):
        names = ((item.get("name_localizations") or {}).get(locale) for item in items)
        yield from _repeated(path, (name for name in names if name), f"{code} ({locale})")


def _repeated(path: Path, values: Iterable[Any], code: str) -> Iterator[Mistake]:
    for value, count in Counter(values).items():
        if count > 1:
            yield Mistake(path, code, f"{value!r} is there {count} times")
