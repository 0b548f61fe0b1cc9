"""What we know, since when, and from whom."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.core.text import Label


class Known(StrEnum):
    """How a source was read: itself, in quotations of it, or as somebody else's report."""

    READ = "read"
    QUOTED = "quoted"
    REPORTED = "reported"


@dataclass(frozen=True, slots=True)
class Source:
    """A text, the day of the version that was read, and the day it was read."""

    id: str
    publisher: str
    title: str
    url: str
    known: Known
    read_on: date
    dated: date | None = None
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """Words of LinkedIn's interface in one language, and the pages that quote them."""

    words: str
    seen_in: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All of it, as it was at the start of the program.

    `labels` are LinkedIn's own words by key and language; `interface` the languages LinkedIn can be
    set to; `topics` the sources an answer rests on, `services` the same for other services.
    """

    sources: Mapping[str, Source]
    dates: Mapping[str, date]
    years: Mapping[str, str]
    numbers: Mapping[str, int]
    links: Mapping[str, str]
    topics: Mapping[str, tuple[Source, ...]]
    services: Mapping[str, tuple[Source, ...]]
    labels: Mapping[str, Mapping[str, Wording]]
    interface: tuple[str, ...]

    def label(self, key: str, language: str) -> Label:
        """LinkedIn's words in this language, or the English ones where nobody has seen them."""
        found = language if language in self.labels[key] else "en"
        return Label(self.labels[key][found].words, found)

    @property
    def version(self) -> date:
        """The day the newest source was read."""
        return max(source.read_on for source in self.sources.values())
