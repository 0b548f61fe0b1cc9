"""What we know of a site, since when, and from whom."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import chain

from bot.core.arguments import Topic
from bot.core.text import Fact, Label, Period, Text


class BadKnowledge(ValueError):
    """A file of what the bot knows is wrong; the text says which, and at which key."""


class Known(StrEnum):
    """How a source was read: itself, in quotations of it, or as somebody else's report."""

    READ = "read"
    QUOTED = "quoted"
    REPORTED = "reported"


@dataclass(frozen=True, slots=True)
class Source:
    """A text, as it was in a copy of it.

    `captured` is the day the copy was made that was read, or the one on which others quoted it or
    told of it; a month or a year where that is all there is to know, and None where there is nothing.
    `read_on` is when we read that. `dated` is the day of the text itself, or of its version.
    """

    id: str
    publisher: str
    title: str
    url: str
    known: Known
    captured: date | Period | None
    read_on: date
    dated: date | None = None
    quote: str | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """Words of a site's menus in one language, and the pages that quote them."""

    words: str
    seen_in: tuple[str, ...]


Sources = tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Authority:
    """Who hears complaints in a country, by the name it has there."""

    name: str
    url: str
    sources: Sources


@dataclass(frozen=True, slots=True)
class Knowledge:
    """All of it about one site, as it was at the start of the program.

    `facts` are dates, years and numbers, each with its sources, which `cited` tells; `links` are
    addresses by key. `topics` are the sources an answer rests on besides those of its facts.
    `labels` are the words of the site's menus by key and language, and `interface` the languages it
    can be set to. `authorities` are those that hear complaints, by the country's code.
    """

    sources: Mapping[str, Source] = field(default_factory=dict)
    facts: Mapping[Fact, date | Period | int | str] = field(default_factory=dict)
    cited: Mapping[Fact, Sources] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)
    topics: Mapping[str, Sources] = field(default_factory=dict)
    labels: Mapping[str, Mapping[str, Wording]] = field(default_factory=dict)
    interface: tuple[str, ...] = ()
    authorities: Mapping[str, Authority] = field(default_factory=dict)

    def label(self, key: str, language: str) -> Label:
        """The site's words in this language, or the English ones where nobody has seen them."""
        found = language if language in self.labels[key] else "en"
        return Label(self.labels[key][found].words, found)

    def sources_of(self, topic: Topic, said: Iterable[Text]) -> Sources:
        """What an answer to this topic rests on: its own sources, or else those of the topic in
        general, and those of each fact it states."""
        facts = chain.from_iterable(map(facts_in, said))
        found = (
            *(self.topics.get(topic.wire()) or self.topics.get(topic.id, ())),
            *(each for fact in facts for each in self.cited[fact]),
        )
        return tuple(dict.fromkeys(found))

    @property
    def version(self) -> date:
        """The day the newest source was read."""
        return max(source.read_on for source in self.sources.values())


def facts_in(text: Text) -> Iterator[Fact]:
    """The facts that a sentence states."""
    for value in text.values.values():
        if isinstance(value, Fact):
            yield value
        elif isinstance(value, Text):
            yield from facts_in(value)
