"""What there is to say about a site, and about no other: constants that the conversation fills in.

A site brings its own sentences, because its name bends differently in every language. `Site` alone
is enough for one line about a service; with a `Guide` people are walked to its switch.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.core.arguments import Topic
from bot.core.countries import fitting
from bot.core.facts import Knowledge
from bot.core.messages import Word
from bot.core.person import Device, Kind
from bot.core.text import Text

Says = tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Site:
    """A site by the name on its buttons and the words it is called by, and one line about it.

    `captions` are those of its links, where the address tells too little.

    `key` is the name of its folder; it stands on the wire and in rows, but for the site that was
    there first, for which nothing stands. `knowledge` comes from the files in that folder.
    """

    called: Text
    line: Text
    words: tuple[str, ...] = ()
    captions: Mapping[str, Text] = field(default_factory=dict)
    guide: Guide | None = None
    key: str = ""
    knowledge: Knowledge = field(default_factory=Knowledge)


@dataclass(frozen=True, slots=True)
class Guide:
    """All that is said on the way to a site's switch, and after it.

    `menus` gives the meaning of each of the site's words. `questions` are asked when a promise falls
    due. `essentials` and `further` are the topics on buttons, in their order, and `facets` what many
    ask within one. `answers` has one for each of them, and for what is only asked in words, by the
    argument that a `Topic` is on the wire. `others` introduces the other sites. `elsewhere` says of a
    `country` that nothing is known of it by name.
    """

    profile: Profile
    welcome: Welcome
    walk: Walk
    menus: Mapping[str, Text]
    causes: Mapping[str, Cause]
    causes_at: Mapping[str, tuple[str, ...]]
    form: Form
    done: Done
    questions: Mapping[Kind, Text]
    responses: Mapping[str, Response]
    calendar: CalendarWords
    data: Text
    others: Text
    essentials: Mapping[str, Text]
    further: Mapping[str, Text]
    facets: Mapping[str, Text]
    answers: Mapping[str, Answer]
    elsewhere: Text

    def answer(self, topic: Topic) -> Answer | None:
        """The answer to this facet, or to its topic in general; None where there is none."""
        return self.answers.get(topic.wire()) or self.answers.get(topic.id)

    def facets_of(self, topic: Topic) -> Mapping[str, Text]:
        """What many ask within it, by the arguments that lead there; a facet has none of its own."""
        within = {} if topic.wire() in self.answers and topic.detail else self.facets
        return {each: label for each, label in within.items() if Topic.read(each).id == topic.id}


@dataclass(frozen=True, slots=True)
class Profile:
    """What a platform shows of the bot before anybody has written to it.

    `commands` tells by name what those do that are about the site, and `device` what is meant by the
    device that may follow one.
    """

    description: Text
    about: Text
    commands: Mapping[str, Text]
    device: Text


@dataclass(frozen=True, slots=True)
class Welcome:
    """How the bot presents itself, to one person and to a group."""

    hello: Says
    about: Text
    here_for_you: Text
    beside: Text
    no_account: Text
    without_account: Says
    group: Text
    panel: Says
    friend: Text


@dataclass(frozen=True, slots=True)
class Way:
    """One way to put a step: on these devices, or on all. If `only_seen`, it is for those whose
    menus show its words in a language in which somebody has seen them."""

    text: Text
    on: frozenset[Device] = frozenset(Device)
    only_seen: bool = False


@dataclass(frozen=True, slots=True)
class Walk:
    """To the switch: straight there, or step by step. Of a step's ways the first that fits is taken.

    `unseen` counts the words that are shown in English because nobody has seen them in the
    person's language.
    """

    where: Text
    where_known: Text
    interface: Text
    interface_known: Text
    interface_button: Text
    straight: Text
    steps: tuple[tuple[Way, ...], ...]
    unseen: Text


@dataclass(frozen=True, slots=True)
class Cause:
    """Why somebody is stuck: how it looks to them, and what helps.

    `links` are keys of links, with their captions; `more` is a place to go, with its caption. A
    `settled` one needs no further steps: it leads on instead.
    """

    looks: Text
    says: Says
    links: Mapping[str, Text] = field(default_factory=dict)
    more: Link | None = None
    settled: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A caption, the place and argument it leads to, and the plain word that chooses it."""

    caption: Text
    place: str
    argument: str = ""
    word: Word | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """The objection form, for what the switch leaves out, and the words to paste into it.

    `member` and `nonmember` are those words by country; under "" for whoever has named none. `lands`
    are the countries to choose from, with their captions. `stuck_at` is what stands on the wire, in
    place of a step, for whoever is stuck at the form.
    """

    cover: Says
    paste: Text
    member: Mapping[str, Text]
    nonmember: Mapping[str, Text]
    lands: Mapping[str, Text]
    stuck_at: str
    elsewhere: Elsewhere | None = None


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What is different for the people of one country. `sources` is the topic it rests on."""

    caption: Text
    country: str
    says: Says
    sources: Topic


@dataclass(frozen=True, slots=True)
class Done:
    """What was reached, in plain truth. `only_switch` and `both` tell what was not, and `undone` what
    to do if the switch is found on again."""

    stopped: Text
    only_switch: Text
    both: Text
    still_works: Text
    undone: Says
    receipt_switch: Text
    receipt_form: Text
    receipt_notice: Text
    show_me: Text


@dataclass(frozen=True, slots=True)
class Response:
    """What to do after the site's answer to an objection. `again`: it is worth asking again later.

    `sources` is the topic whose sources it rests on.
    """

    caption: Text
    says: Says
    word: Word | None = None
    links: Mapping[str, Text] = field(default_factory=dict)
    sources: str = ""
    ways: tuple[Link, ...] = ()
    again: bool = False


@dataclass(frozen=True, slots=True)
class CalendarWords:
    """What stands in a person's own calendar."""

    title: Text
    note: Text


@dataclass(frozen=True, slots=True)
class Answer:
    """What is said to a question; to somebody who named a country, what fits that one.

    `links` are keys of links with their captions, `ways` places to go; both come before the buttons
    that every answer has, as does the authority of that country if `to_authority`. A `quiet` one
    offers nothing but what helps: somebody has died, or is in danger.
    """

    says: Says
    by_country: Mapping[str, Says] = field(default_factory=dict)
    links: Mapping[str, Text] = field(default_factory=dict)
    ways: tuple[Link, ...] = ()
    to_authority: bool = False
    quiet: bool = False

    def said(self, country: str) -> Says:
        """The sentences for somebody who named this country, or none."""
        return fitting(self.by_country, country) or self.says
