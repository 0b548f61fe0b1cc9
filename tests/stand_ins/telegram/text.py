"""Text as Telegram keeps it: measured in UTF-16 units, tidied, its entities moved along."""

import re
import unicodedata
from itertools import accumulate
from typing import Any

Entity = dict[str, Any]

_DROPPED = frozenset("\r\u0333\u033f\u030a\u2028\u2029\u202a\u202b\u202c\u202d\u202e")
_TRIMMED = " \n"
_FOUND = {
    "bot_command": re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])"),
    "email": re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    "mention": re.compile(r"(?<![\w/.@])@[A-Za-z0-9_]{3,32}\b"),
    "url": re.compile(r"https?://[^\s<>]+"),
}


def units(text: str) -> int:
    """How long Telegram holds a text to be."""
    return len(text) + sum(character > "\uffff" for character in text)


def is_blank(text: str) -> bool:
    """Whether nothing of a text would be seen: spaces, zero-width and formatting characters."""
    return all(
        unicodedata.category(character) in ("Cc", "Cf", "Zs", "Zl", "Zp") or character == "\u2800"
        for character in text
    )


def tidy(text: str, entities: list[Entity]) -> tuple[str, tuple[Entity, ...]]:
    """Do what the server does before it keeps a text.

    Control characters become spaces, directional overrides go, the ends are trimmed; an entity
    keeps its place over what is left, and one that has nothing left goes.
    """
    cleaned = [_clean(character) for character in text]
    kept = "".join(cleaned)
    start = len(kept) - len(kept.lstrip(_TRIMMED))
    end = len(kept.rstrip(_TRIMMED))
    moved = _moves(text, cleaned, units(kept[:start]), units(kept[:end]))
    return kept[start:end], tuple(_move(entities, moved))


def _clean(character: str) -> str:
    if character in _DROPPED:
        return ""
    return " " if character < " " and character != "\n" else character


def _moves(text: str, cleaned: list[str], start: int, end: int) -> dict[int, int]:
    """Where each place in the text has gone, all in UTF-16 units."""
    old = accumulate((units(character) for character in text), initial=0)
    new = accumulate((units(piece) for piece in cleaned), initial=0)
    return {
        before: min(max(after, start), max(start, end)) - start
        for before, after in zip(old, new, strict=True)
    }


def _move(entities: list[Entity], moved: dict[int, int]) -> list[Entity]:
    places = [
        (entity, moved[entity["offset"]], moved[entity["offset"] + entity["length"]])
        for entity in entities
    ]
    return [
        {**entity, "offset": start, "length": end - start}
        for entity, start, end in places
        if end > start
    ]


def found_entities(text: str) -> list[Entity]:
    """What Telegram finds by itself in what a person writes: commands, links and the like."""
    found: list[Entity] = [
        {"type": kind, "offset": units(text[: match.start()]), "length": units(match.group())}
        for kind, pattern in _FOUND.items()
        for match in pattern.finditer(text)
    ]
    return sorted(found, key=lambda entity: (entity["offset"], -entity["length"]))
