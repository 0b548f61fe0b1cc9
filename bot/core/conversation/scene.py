"""What a place in the conversation may depend on, and how it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.core.facts import Knowledge
from bot.core.messages import AnyButton, Button, CalendarEntry, Paste, Reply, Word
from bot.core.person import Device, Person
from bot.core.press import Press
from bot.core.text import Text, literal, nsay, say
from bot.core.turn import Turn
from bot.core.understanding import Trace


@dataclass(frozen=True, slots=True)
class Scene:
    """One moment of a conversation. `names` are our languages, each in its own words."""

    person: Person
    language: str
    knowledge: Knowledge
    names: Mapping[str, str]
    now: datetime
    argument: str = ""
    hint: str = "en"
    admin: bool = False
    trace: Trace = Trace.THEIRS
    erased: bool | None = None

    # --- answering ---

    def says(
        self,
        *paragraphs: Text | Paste | None,
        buttons: tuple[AnyButton[Text] | None, ...] = (),
        entry: CalendarEntry | None = None,
        kept: bool = False,
        shared: bool = False,
    ) -> Turn:
        """A turn that says this, and leaves the person as they are. What is None is left out."""
        said = Reply(
            tuple(each for each in paragraphs if each is not None),
            tuple(each for each in buttons if each is not None),
            entry=entry,
            kept=kept,
            shared=shared,
        )
        return Turn(self.person, self.language, (said,))

    def says_aside(
        self,
        *paragraphs: Text,
        buttons: tuple[AnyButton[Text], ...] = (),
        otherwise: tuple[AnyButton[Text], ...] = (),
        refers: bool = False,
    ) -> Turn:
        """The same in passing: the person is still where they were, with the choices they had there.

        `otherwise` are those of somebody who had none; without them only the `buttons` are shown.
        """
        said = Reply(paragraphs, buttons, refers=refers, aside=True, otherwise=otherwise)
        return Turn(self.person, self.language, (said,))

    def to(
        self, place: str, label: Text, argument: str = "", word: Word | None = None
    ) -> Button[Text]:
        """A button that goes to a place and takes along what has been chosen on the way."""
        press = Press(
            place, argument, self.person.device or "", self.person.linkedin or "", self.language
        )
        return Button(label, press, word)

    def having(self, person: Person) -> Scene:
        """The same scene with the person changed."""
        return replace(self, person=person)

    def at(self, argument: str) -> Scene:
        """The same scene with another argument."""
        return replace(self, argument=argument)

    # --- LinkedIn's words ---

    @property
    def device(self) -> Device:
        """Where they open LinkedIn; a computer while nothing is known."""
        return self.person.device or Device.COMPUTER

    @property
    def linkedin(self) -> str:
        """The language of their LinkedIn: as they said, else ours if LinkedIn has it, else English."""
        if self.person.linkedin in self.knowledge.interface:
            return str(self.person.linkedin)
        return self.language if self.language in self.knowledge.interface else "en"

    def menu(self, key: str) -> Text:
        """LinkedIn's words as it shows them, with their meaning where they are not in our language."""
        label = self.knowledge.label(key, self.linkedin)
        if label.language == self.language:
            return literal(label)
        return say("{label} ({meaning})", label=label, meaning=MEANINGS[key])

    def unseen(self, *keys: str) -> Text | None:
        """Says so when some of these words are in English only because nobody has seen them."""
        labels = (self.knowledge.label(key, self.linkedin) for key in keys)
        count = sum(label.language != self.linkedin for label in labels)
        if not count:
            return None
        return nsay(
            "I know this menu only in English; in your LinkedIn it stands in the same place.",
            "I know some of these menus only in English; in your LinkedIn they stand in the same "
            "place.",
            count,
        )


MEANINGS: Mapping[str, Text] = {
    "me": say("Me"),
    "settings_and_privacy": say("settings and privacy"),
    "settings": say("settings"),
    "data_privacy": say("data privacy"),
    "how_linkedin_uses_your_data": say("how LinkedIn uses your data"),
    "generative_ai": say("data for improving generative AI"),
    "toggle": say("use my data for training AI models that create content"),
    "objection_form": say("LinkedIn's form to object to data processing"),
}
"""What LinkedIn's English words mean, for people who do not read them."""
