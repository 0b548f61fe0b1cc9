"""What a place in the conversation may depend on, and how it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from bot.core.facts import Knowledge
from bot.core.group import NOTHING_SET, Group
from bot.core.messages import (
    PLAIN,
    AnyButton,
    Button,
    CalendarEntry,
    LinkButton,
    Manner,
    Paste,
    Reply,
    Word,
)
from bot.core.person import Device, Person, Progress
from bot.core.press import Press
from bot.core.site import Guide, Link, Site, Way
from bot.core.text import Fact, Menu, Text, Value, filled, say
from bot.core.turn import Turn
from bot.core.understanding import Trace

UNASKED = UUID(int=0)
"""In place of what comes by chance with everything somebody does, where nobody has done anything."""


@dataclass(frozen=True, slots=True)
class Scene:
    """One moment of a conversation about a site. `names` are our languages, each in its own words;
    `group` is what is set in the room, as far as the answer depends on that."""

    person: Person
    language: str
    site: Site
    sites: Mapping[str, Site]
    names: Mapping[str, str]
    now: datetime
    argument: str = ""
    hint: str = "en"
    group: Group = NOTHING_SET
    admin: bool = False
    trace: Trace = Trace.THEIRS
    erased: bool | None = None
    chance: UUID = UNASKED

    # --- answering ---

    def says(
        self,
        *paragraphs: Text | Paste | None,
        buttons: tuple[AnyButton[Text] | None, ...] = (),
        entry: CalendarEntry | None = None,
        manner: Manner = PLAIN,
    ) -> Turn:
        """A turn that says this, and leaves the person as they are. What is None is left out."""
        said = Reply(
            tuple(self._paragraph(each) for each in paragraphs if each is not None),
            tuple(each for each in buttons if each is not None),
            entry=entry,
            manner=manner,
        )
        return Turn(self.person, self.language, (said,))

    def says_aside(
        self,
        *paragraphs: Text,
        buttons: tuple[AnyButton[Text], ...] = (),
        otherwise: tuple[AnyButton[Text], ...] = (),
        manner: Manner = PLAIN,
    ) -> Turn:
        """The same in passing: the person is still where they were, with the choices they had there.

        `otherwise` are those of somebody who had none; without them only the `buttons` are shown.
        """
        said = Reply(
            tuple(map(self.told, paragraphs)),
            buttons,
            manner=manner | Manner.ASIDE,
            otherwise=otherwise,
        )
        return Turn(self.person, self.language, (said,))

    def to(
        self, place: str, label: Text, argument: str = "", word: Word | None = None
    ) -> Button[Text]:
        """A button that goes to a place and takes along what has been chosen on the way."""
        return Button(label, self.press(place, argument), word)

    def press(self, place: str, argument: str = "") -> Press:
        """A press that takes along what has been chosen on the way."""
        return Press(
            place,
            argument,
            self.person.device or "",
            self.progress.interface or "",
            self.language,
            self.site.key,
        )

    def link(self, key: str, label: Text) -> LinkButton[Text]:
        """A button that opens one of the site's pages."""
        return LinkButton(label, self.knowledge.links[key])

    def links(self, captions: Mapping[str, Text]) -> tuple[LinkButton[Text], ...]:
        """Buttons that open these of the site's pages."""
        return tuple(self.link(key, caption) for key, caption in captions.items())

    def way_on(self, link: Link) -> Button[Text]:
        """A button of the site's own."""
        return self.to(link.place, link.caption, link.argument, link.word)

    def having(self, person: Person) -> Scene:
        """The same scene with the person changed."""
        return replace(self, person=person)

    def being(self, progress: Progress) -> Scene:
        """The same scene with another progress at this site."""
        return self.having(self.person.being(progress))

    def at(self, argument: str) -> Scene:
        """The same scene with another argument."""
        return replace(self, argument=argument)

    def about(self, site: str) -> Scene:
        """The same scene at another site."""
        return replace(self, site=self.sites[site])

    # --- the site ---

    @property
    def guide(self) -> Guide:
        """What is said on the way to its switch. Only scenes of a site that has one are played."""
        assert self.site.guide is not None  # noqa: S101
        return self.site.guide

    @property
    def knowledge(self) -> Knowledge:
        """What is known of it."""
        return self.site.knowledge

    @property
    def progress(self) -> Progress:
        """How far the person is with it."""
        return self.person.at(self.site.key)

    @property
    def device(self) -> Device:
        """Where they open it; a computer while nothing is known."""
        return self.person.device or Device.COMPUTER

    @property
    def interface(self) -> str:
        """The language of its menus: as they said, else ours if it has that, else English."""
        if self.progress.interface in self.knowledge.interface:
            return str(self.progress.interface)
        return self.language if self.language in self.knowledge.interface else "en"

    # --- its words ---

    def told(self, text: Text) -> Text:
        """The sentence with its facts and its menus' words, as they are for this person."""
        return filled(text, self._value)

    def _paragraph(self, paragraph: Text | Paste) -> Text | Paste:
        if isinstance(paragraph, Paste):
            return Paste(self.told(paragraph.text))
        return self.told(paragraph)

    def _value(self, named: Fact | Menu) -> Value:
        if isinstance(named, Fact):
            return self.knowledge.facts[named]
        label = self.knowledge.label(named.key, self.interface)
        if named.beside_english:
            english = self.knowledge.label(named.key, "en")
            beside = say("{label}, or in English {english}", label=label, english=english)
            return label if label == english else beside
        if label.language == self.language:
            return label
        return say("{label} ({meaning})", label=label, meaning=self.guide.menus[named.key])

    def way(self, ways: tuple[Way, ...]) -> Text:
        """The first of these ways that fits this person."""
        fitting = (
            each.text
            for each in ways
            if self.device in each.on and not (each.only_seen and self._unseen(each.text))
        )
        return next(fitting)

    def unseen(self, *texts: Text) -> Text | None:
        """Says so when some words in them are in English only because nobody has seen them."""
        count = sum(map(self._unseen, texts))
        return replace(self.guide.walk.unseen, values={"count": count}) if count else None

    def _unseen(self, text: Text) -> int:
        menus = (each for each in text.values.values() if isinstance(each, Menu))
        shown = (self.knowledge.label(each.key, self.interface) for each in menus)
        return sum(label.language != self.interface for label in shown)
