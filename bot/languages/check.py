"""Whether a language's file holds what it should."""

from __future__ import annotations

import json
import tomllib

from pydantic import TypeAdapter, ValidationError

from bot.core.facts import BadKnowledge
from bot.core.messages import Word
from bot.languages.table import LanguageWords

_RIGHT = TypeAdapter(LanguageWords)


def checked(code: str, text: str) -> LanguageWords:
    """What stands in the file of this language.

    Raises `BadKnowledge` when it does not parse, a key is unknown or missing, a value is of the wrong
    kind, or it has words in place of some buttons and not of all.
    """
    try:
        # By way of JSON, in which lists are all there is: so `true` is no number, and a list a tuple.
        written = json.dumps(tomllib.loads(text), default=str)
        words = _RIGHT.validate_json(written, strict=True)
    except tomllib.TOMLDecodeError as error:
        raise BadKnowledge(f"{code}.toml: {error}") from None
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(each) for each in first["loc"])
        raise BadKnowledge(f"{code}.toml: {where}: {first['msg']} ({first['input']!r})") from None
    if words.plain and (missing := [each.value for each in Word if each not in words.plain]):
        raise BadKnowledge(f"{code}.toml: plain: there is no word for {', '.join(missing)}")
    return words
