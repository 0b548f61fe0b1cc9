"""The commands: for whom they are, in which words, and what may follow them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, Flag, auto

from bot.core.site import Profile
from bot.core.text import CommandName, Text, csay, say
from bot.core.translation import Languages


class Where(Flag):
    """In whose list a command stands: of one person, of all in a group, of those who run one.

    Platforms do not say who used it: rights are checked again.
    """

    PERSON = auto()
    GROUP = auto()
    ADMIN = auto()


class Takes(Enum):
    """What may follow a command, always optional."""

    DEVICE = "device"
    LANGUAGE = "language"
    DAY = "day"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Command:
    """A command. `name` never changes; `local` is its name where the platform can translate it.

    Lower case, no spaces, at most 32 characters; a description has at most 100
    (https://docs.discord.com/developers/interactions/application-commands). That of a command that
    is about the site is the site's own.
    """

    name: str
    local: Text
    about: Text | None
    where: Where
    takes: tuple[Takes, ...] = ()

    def description(self, profile: Profile) -> Text:
        """What it does."""
        return self.about or profile.commands[self.name]


_ANYWHERE = Where.PERSON | Where.GROUP

COMMANDS: tuple[Command, ...] = (
    Command(
        "optout",
        csay("command", "optout"),
        None,
        _ANYWHERE,
        (Takes.DEVICE, Takes.LANGUAGE),
    ),
    Command("data", csay("command", "data"), None, Where.PERSON),
    Command(
        "ask",
        csay("command", "ask"),
        say("Ask a question in your own words"),
        Where.PERSON,
        (Takes.QUESTION,),
    ),
    Command(
        "status",
        csay("command", "status"),
        say("What you have done and what comes next"),
        Where.PERSON,
    ),
    Command(
        "remind",
        csay("command", "remind"),
        say("Be reminded later, or put it in your calendar"),
        Where.PERSON,
        (Takes.DAY,),
    ),
    Command(
        "language",
        csay("command", "language"),
        say("Change the language"),
        Where.PERSON | Where.ADMIN,
        (Takes.LANGUAGE,),
    ),
    Command("share", csay("command", "share"), say("Tell a friend"), Where.PERSON),
    Command(
        "privacy",
        csay("command", "privacy"),
        say("What this bot stores, and for how long"),
        Where.PERSON,
    ),
    Command(
        "mydata", csay("command", "mydata"), say("See everything stored about you"), Where.PERSON
    ),
    Command(
        "deleteme",
        csay("command", "deleteme"),
        say("Erase everything stored about you"),
        Where.PERSON,
    ),
    Command("stop", csay("command", "stop"), say("No more reminders"), Where.PERSON),
    Command("help", csay("command", "help"), say("What this bot can do"), Where.PERSON),
    Command(
        "about", csay("command", "about"), say("What this bot is, and what it is not"), _ANYWHERE
    ),
    Command(
        "panel",
        csay("command", "panel"),
        say("Post the opt-out panel here (admins only)"),
        Where.ADMIN,
        (Takes.LANGUAGE,),
    ),
)


def aliases(languages: Languages) -> Mapping[str, str]:
    """The command meant by each of its names in these languages."""
    return {
        language.text(each.local).lower(): each.name
        for each in COMMANDS
        for language in languages.values()
    }


def named(name: str) -> CommandName[Text]:
    """A command as it stands in a sentence."""
    return next(CommandName(each.name, each.local) for each in COMMANDS if each.name == name)
