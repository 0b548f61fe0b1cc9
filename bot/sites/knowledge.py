"""Reads what is known of a site from the TOML files in its folder, and refuses what is wrong.

Its tables may be spread over as many files as is convenient. A source is a table of its own, every
fact and every answer names the sources it rests on.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Annotated, Any, Literal

from annotated_types import Predicate
from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictInt,
    StringConstraints,
    ValidationError,
)

from bot.core.countries import COUNTRIES
from bot.core.facts import Authority, BadKnowledge, Knowledge, Known, Source, Wording
from bot.core.text import Fact, Period

Address = Annotated[str, StringConstraints(pattern=r"^https://[^\s/]+\S*$")]
Words = Annotated[str, StringConstraints(min_length=1)]
Code = Annotated[str, Predicate(COUNTRIES.__contains__)]
Roughly = Annotated[
    Period,
    BeforeValidator(lambda written: Period(*map(int, str(written).split("-")))),
]
Ids = Annotated[tuple[str, ...], Field(min_length=1)]


class _Table(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


class _Date(_Table):
    value: date | Roughly
    sources: Ids


class _Year(_Table):
    value: Annotated[str, StringConstraints(pattern=r"^\d{4}$")]
    sources: Ids


class _Number(_Table):
    value: StrictInt
    sources: Ids


class _Link(_Table):
    value: Address
    sources: Ids


class _Source(_Table):
    publisher: Words
    title: Words
    url: Address
    known: Known
    captured: date | Roughly | Literal["undated"]
    read_on: date
    dated: date | None = None
    quote: Annotated[str, StringConstraints(max_length=300)] | None = None


class _Authority(_Table):
    name: Words
    url: Address
    sources: Ids


class _Label(_Table):
    words: Words
    known: Literal["one", "several"]
    seen_in: Ids


class _Files(_Table):
    sources: Mapping[str, _Source] = Field(default_factory=dict)
    dates: Mapping[str, _Date] = Field(default_factory=dict)
    years: Mapping[str, _Year] = Field(default_factory=dict)
    numbers: Mapping[str, _Number] = Field(default_factory=dict)
    links: Mapping[str, _Link] = Field(default_factory=dict)
    topics: Mapping[str, Ids] = Field(default_factory=dict)
    words: Mapping[str, Mapping[str, _Label]] = Field(default_factory=dict)
    interface: tuple[str, ...] = ()
    authorities: Mapping[Code, _Authority] = Field(default_factory=dict)


def read(site: str, texts: Iterable[str]) -> Knowledge:
    """What the texts of a site's files say.

    Raises `BadKnowledge` when one does not parse, a key is unknown, missing or given twice, a value
    has the wrong type, a source is missing or unknown, a link is not https, or a label has no
    English words.
    """
    tables: dict[str, Any] = {}
    for text in texts:
        try:
            _merge(tables, tomllib.loads(text))
        except (tomllib.TOMLDecodeError, KeyError) as error:
            raise BadKnowledge(f"{site}: {error}") from None
    try:
        files = _Files.model_validate(tables)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(each) for each in first["loc"])
        raise BadKnowledge(f"{site}: {where}: {first['msg']} ({first.get('input')!r})") from None
    for key, column in files.words.items():
        if "en" not in column:
            raise BadKnowledge(f"{site}: words.{key}: the English words are missing")
    return _known(site, files)


def _merge(tables: dict[str, Any], more: Mapping[str, Any]) -> None:
    for name, table in more.items():
        known = tables.setdefault(name, table)
        if known is table:
            continue
        if not isinstance(table, dict) or set(table) & set(known):
            raise KeyError(f"{name} is there twice")
        known.update(table)


def _known(site: str, files: _Files) -> Knowledge:
    sources = {
        # A source's fields are those of its table.
        key: Source(key, **{**dict(each), "captured": _captured(each)})
        for key, each in files.sources.items()
    }
    cited = _citing(site, sources)
    stated = {
        Fact(kind, key): (each.value, cited(f"{kind}.{key}", each.sources))
        for kind in ("dates", "years", "numbers")
        for key, each in getattr(files, kind).items()
    }
    # The days of a source can be said as well.
    for key, each in sources.items():
        stated[Fact("read", key)] = (each.read_on, (each,))
        if each.captured:
            stated[Fact("captured", key)] = (each.captured, (each,))
    for key, link in files.links.items():
        cited(f"links.{key}", link.sources)
    return Knowledge(
        sources=sources,
        facts={fact: value for fact, (value, _) in stated.items()},
        cited={fact: found for fact, (_, found) in stated.items()},
        links={key: each.value for key, each in files.links.items()},
        topics={key: cited(f"topics.{key}", ids) for key, ids in files.topics.items()},
        labels={
            key: {code: Wording(each.words, each.seen_in) for code, each in column.items()}
            for key, column in files.words.items()
        },
        interface=files.interface,
        authorities={
            code: Authority(each.name, each.url, cited(f"authorities.{code}", each.sources))
            for code, each in files.authorities.items()
        },
    )


def _captured(source: _Source) -> date | Period | None:
    return None if source.captured == "undated" else source.captured


def _citing(
    site: str, sources: Mapping[str, Source]
) -> Callable[[str, Iterable[str]], tuple[Source, ...]]:
    def cited(where: str, ids: Iterable[str]) -> tuple[Source, ...]:
        unknown = [each for each in ids if each not in sources]
        if unknown:
            raise BadKnowledge(f"{site}: {where}: unknown source {', '.join(unknown)}")
        return tuple(sources[each] for each in ids)

    return cited
