"""What stands in a language's file. `README.md` beside it says the same to those who write one."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar

from annotated_types import Ge, Le, MaxLen, MinLen, Predicate

from bot.core.countries import COUNTRIES
from bot.core.messages import Word
from bot.core.person import Device

Phrase = Annotated[str, MinLen(1), MaxLen(60)]
Words = tuple[Phrase, ...]
Country = Annotated[str, Predicate(COUNTRIES.__contains__)]


class _Table:
    """A key that is unknown is an error to pydantic."""

    __slots__ = ()
    __pydantic_config__: ClassVar[Mapping[str, str]] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Days(_Table):
    """Words for days; the names of weekdays and months besides those that CLDR has."""

    phrases: Mapping[Phrase, Annotated[int, Ge(-366), Le(3660)]] = field(default_factory=dict)
    units: Mapping[Phrase, Annotated[int, Ge(1), Le(366)]] = field(default_factory=dict)
    numbers: Words = ()
    ordinals: Annotated[Words, MaxLen(31)] = ()
    endings: Words = ()
    weekdays: Mapping[Phrase, Annotated[int, Ge(1), Le(7)]] = field(default_factory=dict)
    months: Mapping[Phrase, Annotated[int, Ge(1), Le(12)]] = field(default_factory=dict)
    around: Words = ()
    ahead: Words = ()
    this: Words = ()
    on: Words = ()
    parts: Words = ()
    at: Words = ()
    clock: Words = ()
    reminding: Words = ()


@dataclass(frozen=True, slots=True)
class Secrets(_Table):
    """Words beside which a secret may stand."""

    password: Words = ()
    pin: Words = ()
    code: Words = ()
    number: Words = ()
    harmless: Words = ()
    lost: Words = ()
    between: Words = ()


@dataclass(frozen=True, slots=True)
class LanguageWords(_Table):
    """All that is typed in one language, as far as we know its words."""

    quotes: tuple[Phrase, Phrase]
    plain: Mapping[Word, Annotated[Words, MinLen(1)]] = field(default_factory=dict)
    days: Days | None = None
    devices: Mapping[Device, Words] = field(default_factory=dict)
    secrets: Secrets = field(default_factory=Secrets)
    before: Words = ()
    countries: Mapping[Country, Words] = field(default_factory=dict)


def trusted(text: str) -> LanguageWords:
    """What stands in a file that `bot.languages.check` finds right.

    The reader's process does without the check: pydantic alone takes fifteen megabytes.
    """
    tables = tomllib.loads(text)
    days = tables.get("days")
    return LanguageWords(
        quotes=(tables["quotes"][0], tables["quotes"][1]),
        plain={Word(key): tuple(said) for key, said in tables.get("plain", {}).items()},
        days=None if days is None else Days(**_frozen(days)),
        devices={Device(key): tuple(said) for key, said in tables.get("devices", {}).items()},
        secrets=Secrets(**_frozen(tables.get("secrets", {}))),
        before=tuple(tables.get("before", ())),
        countries=_frozen(tables.get("countries", {})),
    )


def _frozen(table: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(each) if isinstance(each, list) else each for key, each in table.items()}
