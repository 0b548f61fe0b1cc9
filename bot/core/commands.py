"""The commands: on which platform, for whom, in which words; and the texts of the bot's profile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, Flag, auto

from bot.core.text import CommandName, Text, csay, say
from bot.core.translation import Languages


class Where(Flag):
    """In whose list a command stands. Platforms do not say who used it: rights are checked again."""

    TELEGRAM = auto()
    TELEGRAM_GROUP = auto()
    TELEGRAM_GROUP_ADMIN = auto()
    DISCORD = auto()
    DISCORD_ADMIN = auto()


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
    (https://docs.discord.com/developers/interactions/application-commands).
    """

    name: str
    local: Text
    description: Text
    where: Where
    takes: tuple[Takes, ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """What a platform shows of the bot before anybody has written to it."""

    description: Text
    about: Text


_BOTH = Where.TELEGRAM | Where.DISCORD
_ANYWHERE = _BOTH | Where.TELEGRAM_GROUP

COMMANDS: tuple[Command, ...] = (
    Command(
        "optout",
        csay("command", "optout"),
        say("Turn off AI training on LinkedIn, step by step"),
        _ANYWHERE,
        (Takes.DEVICE, Takes.LANGUAGE),
    ),
    Command(
        "data", csay("command", "data"), say("Which data LinkedIn uses, and since when"), _BOTH
    ),
    Command(
        "ask",
        csay("command", "ask"),
        say("Ask a question in your own words"),
        _BOTH,
        (Takes.QUESTION,),
    ),
    Command(
        "status", csay("command", "status"), say("What you have done and what comes next"), _BOTH
    ),
    Command(
        "remind",
        csay("command", "remind"),
        say("Be reminded later, or put it in your calendar"),
        _BOTH,
        (Takes.DAY,),
    ),
    Command(
        "language",
        csay("command", "language"),
        say("Change the language"),
        _BOTH | Where.TELEGRAM_GROUP_ADMIN,
        (Takes.LANGUAGE,),
    ),
    Command("share", csay("command", "share"), say("Tell a friend"), _BOTH),
    Command(
        "privacy", csay("command", "privacy"), say("What this bot stores, and for how long"), _BOTH
    ),
    Command("mydata", csay("command", "mydata"), say("See everything stored about you"), _BOTH),
    Command(
        "deleteme", csay("command", "deleteme"), say("Erase everything stored about you"), _BOTH
    ),
    Command("stop", csay("command", "stop"), say("No more reminders"), _BOTH),
    Command("help", csay("command", "help"), say("What this bot can do"), _BOTH),
    Command(
        "about", csay("command", "about"), say("What this bot is, and what it is not"), _ANYWHERE
    ),
    Command(
        "panel",
        csay("command", "panel"),
        say("Post the opt-out panel here (admins only)"),
        Where.TELEGRAM_GROUP_ADMIN | Where.DISCORD_ADMIN,
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


PROFILE = Profile(
    description=say(
        "LinkedIn trains AI on its members' data unless they say no. I show you the switch in about "
        "two minutes, and I come back to ask whether it really is off, if you like. I ask for no "
        "name and no e-mail. I do not belong to LinkedIn."
    ),
    about=say("Turn off LinkedIn's AI training in two minutes. Free, no sign-up, not LinkedIn."),
)
