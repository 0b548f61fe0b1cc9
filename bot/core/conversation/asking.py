"""What is answered to questions in people's own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.core.conversation.answers import ESSENTIALS, FURTHER
from bot.core.conversation.labels import (
    ABOUT,
    HELP,
    LANGUAGE,
    NO_REMINDERS,
    NO_THANKS,
    PRIVACY,
    REMIND_ME,
    SHOW_ME,
    WHAT_DATA,
)
from bot.core.conversation.scene import Scene
from bot.core.messages import Text, Word, say
from bot.core.turn import Turn
from bot.core.understanding import OFFERED, OUT_OF_SCOPE, Guess, Reading

PLACES_OF: Mapping[str, str] = {
    "how_to_opt_out": "optout",
    "cannot_find_setting": "stuck",
    "about_bot": "about",
    "bot_privacy": "privacy",
    "remind_me": "later",
    "stop_reminders": "stopping",
    "change_language": "language",
    "done": "confirm",
    "not_done": "notyet",
    "greeting": "greeting",
    "help": "help",
    OUT_OF_SCOPE: "beside",
}
"""Where a topic is at home; every other topic is a question with an answer of its own."""

LABELS: Mapping[str, Text] = {
    **ESSENTIALS,
    **FURTHER,
    "how_to_opt_out": SHOW_ME,
    "cannot_find_setting": say("I can't find the switch"),
    "about_bot": ABOUT,
    "bot_privacy": PRIVACY,
    "remind_me": REMIND_ME,
    "stop_reminders": NO_REMINDERS,
    "change_language": LANGUAGE,
    "done": say("I have done it"),
    "not_done": say("Not yet"),
    "help": HELP,
}
"""A topic or a rumour as somebody would ask for it, on a button."""


def place_of(guess: Guess, reading: Reading) -> tuple[str, str]:
    """The place its topic is at home, and the argument that makes it fit what else was named."""
    topic = guess.topic
    if guess.rumour:
        return "fact", guess.rumour
    if topic in PLACES_OF:
        return PLACES_OF[topic], ""
    if topic == "other_services":
        return "fact", f"{topic}__{reading.service}" if reading.service else topic
    if topic in ("countries", "microsoft") and reading.country:
        return "fact", f"{topic}__{reading.country}"
    return "fact", topic


def did_you_mean(scene: Scene, reading: Reading) -> Turn:
    """The likeliest topics to choose from."""
    offered = []
    for guess in [each for each in reading.guesses if each.topic in LABELS][:OFFERED]:
        place, argument = place_of(guess, reading)
        offered.append(scene.to(place, LABELS[guess.rumour or guess.topic], argument))
    return scene.says(
        say("Did you mean one of these?"),
        buttons=(*offered, scene.to("help", say("Something else"), word=Word.NO)),
    )


def beside(scene: Scene) -> Turn:
    """It is about something else."""
    return scene.says(
        say("I cannot help with that. I know one thing: LinkedIn's AI training and how to say no."),
        buttons=(
            scene.to("optout", SHOW_ME, word=Word.YES),
            scene.to("data", WHAT_DATA),
            scene.to("help", HELP, word=Word.HELP),
        ),
    )


def greeting(scene: Scene) -> Turn:
    """Hello, thank you, goodbye."""
    return scene.says(
        say("You are always welcome. Shall I show you how to turn off LinkedIn's AI training?"),
        buttons=(
            scene.to("optout", SHOW_ME, word=Word.YES),
            scene.to("data", WHAT_DATA),
            scene.to("finish", NO_THANKS, word=Word.NO),
        ),
    )


def secret(scene: Scene) -> Turn:
    """A password, a card or an ID number was sent by mistake."""
    return scene.says(
        say(
            "That looks like a password, a card or an ID number. I have not stored it. Please delete "
            "your message: I never need such things, and neither does anybody who helps you."
        ),
        buttons=(
            scene.to("optout", SHOW_ME, word=Word.YES),
            scene.to("privacy", PRIVACY),
        ),
    )


def staying(turn: Turn, scene: Scene) -> Turn:
    """The answer came in the language of the question: offers to stay with that language."""
    name = scene.names[scene.language]
    stay = scene.to("lang", say("Stay with {language}", language=name), scene.language)
    first = turn.replies[0]
    return replace(
        turn,
        replies=(replace(first, buttons=(*first.buttons, stay)), *turn.replies[1:]),
    )
