"""What crosses the border between a chat and the bot, in no platform's words.

Inwards comes an `Inbound`. Outwards goes a `Reply`, still in no language, and from it, once a
language is known, a `Message` for a chat to draw.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum, Flag, auto
from typing import Generic, TypeAlias
from uuid import UUID, uuid4

from bot.core.press import Press
from bot.core.text import Caption, CommandName, Label, Moment, Text
from bot.core.understanding import Reading, Trace

# --- inwards --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Address:
    """Where a person, a group or a server is reached. It names somebody, so it never prints its id."""

    chat: str
    id: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Said:
    """Free words. They are read, answered and dropped: not stored, not logged."""

    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Pressed:
    """A button, of today or of years ago, or a deep link."""

    press: Press


@dataclass(frozen=True, slots=True)
class Asked:
    """A command, without its slash."""

    command: str
    argument: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Understood:
    """Free words, read. `chosen` is a press of those shown last: it carries what was chosen so far."""

    reading: Reading
    chosen: Press | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """Free words that could not be read just now; `chosen` as for those that were."""

    chosen: Press | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """The person blocked the bot, or a group or a server removed it."""


@dataclass(frozen=True, slots=True)
class Moved:
    """The room has a new address (a Telegram group that became a supergroup)."""

    to: Address


Event: TypeAlias = Said | Understood | Unread | Pressed | Asked | Left | Moved


class Setting(Enum):
    """Who reads the answer."""

    PRIVATE = "private"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Inbound:
    """One thing somebody did.

    `person` is who did it, if it was one. `room` is the group or the server in which it happened, if
    it was not in private. `language` is the platform's own hint, as it came. `admin` is what the
    platform's server says of the person's rights in the room, for this event. `elsewhere` means that a
    follow-up would arrive in another conversation than this one, so that the road to it has yet to be
    proven. `trace` is what is left of their words. `erased` says whether a message of theirs was
    deleted just now, as they asked; None if that was not tried, because no tap said which one. `chance`
    is made up anew for each, for what has to differ from everybody else's.
    """

    person: Address | None
    event: Event
    at: datetime
    language: str | None = None
    room: Address | None = None
    setting: Setting = Setting.PRIVATE
    admin: bool = False
    elsewhere: bool = False
    trace: Trace = Trace.THEIRS
    erased: bool | None = None
    chance: UUID = field(default_factory=uuid4, compare=False)

    @property
    def asker(self) -> Address | None:
        """Who alone reads the answer. What everybody reads depends on nobody: how the bot speaks with
        its members, and where they are on their way, is no business of the group's."""
        return self.person if self.setting is Setting.PRIVATE else None

    @property
    def sets_room(self) -> bool:
        """Whether it is a command of somebody who runs the room, which may set something there.

        No button does: what stands below an answer that only they see is for themselves.
        """
        return self.room is not None and self.admin and isinstance(self.event, Asked)


# --- outwards -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Paste:
    """Words to be copied whole and pasted somewhere else."""

    text: Text


class Word(Enum):
    """What a person can type in place of pressing a button, in any of the languages."""

    BACK = "back"
    DONE = "done"
    HELP = "help"
    LATER = "later"
    MENU = "menu"
    NO = "no"
    STOP = "stop"
    STUCK = "stuck"
    YES = "yes"


@dataclass(frozen=True, slots=True)
class Button(Generic[Caption]):
    """Goes to a place in the conversation."""

    label: Caption
    press: Press
    word: Word | None = None


@dataclass(frozen=True, slots=True)
class LinkButton(Generic[Caption]):
    """Opens a page in the browser."""

    label: Caption
    url: str


@dataclass(frozen=True, slots=True)
class DoorButton(Generic[Caption]):
    """Opens the private chat with the bot, at a place."""

    label: Caption
    press: Press


AnyButton: TypeAlias = Button[Caption] | LinkButton[Caption] | DoorButton[Caption]


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """An entry for the person's own calendar: a reminder for which we store nothing.

    `made` is when (UTC), and `uid` like that of no other entry in the world.
    """

    title: Text
    note: Text
    url: str
    on: date
    made: datetime
    uid: UUID


class Manner(Flag):
    """In what manner something is said: from the reply to what a chat draws it is the same."""

    KEPT = auto()
    """It is for the person to keep, and never takes the place of another message."""
    SHARED = auto()
    """Everybody in the group may read it."""
    REFERS = auto()
    """It is shown as a reply to the very message it answers."""
    ASIDE = auto()
    """It is said in passing, and leaves the person where they were."""
    REPLACES = auto()
    """It takes the place of the message whose button was pressed, if there is one."""


PLAIN = Manner(0)


@dataclass(frozen=True, slots=True)
class Reply:
    """One message, in no language and for no platform yet.

    With choices for `otherwise` it ends with those that the person had where they were, or with
    these if there are none.
    """

    paragraphs: tuple[Text | Paste, ...]
    buttons: tuple[AnyButton[Text], ...] = ()
    entry: CalendarEntry | None = None
    manner: Manner = PLAIN
    otherwise: tuple[AnyButton[Text], ...] = ()


Span: TypeAlias = str | Label | Moment | CommandName[str]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Spans that follow each other on one line; `paste` when they are to be copied whole."""

    spans: tuple[Span, ...]
    paste: bool = False


@dataclass(frozen=True, slots=True)
class File:
    """A small file that goes with a message."""

    name: str
    media_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Message:
    """One message in one language, for a chat to draw; `otherwise` is settled by then."""

    language: str
    paragraphs: tuple[Paragraph, ...]
    buttons: tuple[AnyButton[str], ...] = ()
    file: File | None = None
    manner: Manner = PLAIN
    otherwise: tuple[AnyButton[str], ...] = ()
