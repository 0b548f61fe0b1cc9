"""What is answered to questions in people's own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.core.arguments import Topic
from bot.core.captions import (
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
from bot.core.conversation import questions
from bot.core.conversation.scene import Scene
from bot.core.messages import AnyButton, Button, Manner, Word
from bot.core.press import ERASE, Press
from bot.core.site import Guide
from bot.core.text import LanguageName, Text, literal, say
from bot.core.turn import Turn
from bot.core.understanding import OFFERED, OUT_OF_SCOPE, Guess, Reading, Trace

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
    "stop_reminders__annoyed": "sorry",
    "out_of_scope__personal": "greeting",
}
"""Where a topic or a facet is at home; every other one is a question with an answer of its own."""

_CAPTIONS: Mapping[str, Text] = {
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


def captions(guide: Guide) -> Mapping[str, Text]:
    """A topic or a facet as somebody would ask for it, on a button."""
    return {**guide.essentials, **guide.further, **guide.facets, **_CAPTIONS}


def place_of(guess: Guess, reading: Reading, guide: Guide) -> tuple[str, str]:
    """The place it is at home, and the argument that makes it fit what else was named.

    A facet without an answer of its own gets that of its topic. Where a country has its authority,
    whoever named one is told of that first.
    """
    topic = guess.topic
    named = reading.service if topic == questions.OTHERS else reading.country
    facet = Topic(topic, guess.facet or "").wire()
    general = guide.answers.get(topic)
    if named and (topic == questions.OTHERS or (general and general.to_authority)):
        return "fact", Topic(topic, named).wire()
    if guess.facet and facet in guide.answers:
        return "fact", facet
    if home := PLACES_OF.get(facet) or PLACES_OF.get(topic):
        return home, ""
    return "fact", Topic(topic, named or "").wire()


def did_you_mean(scene: Scene, reading: Reading) -> Turn:
    """The likeliest topics to choose from."""
    known = captions(scene.guide)
    offered = []
    for guess in [each for each in reading.guesses if each.topic in known][:OFFERED]:
        facet = Topic(guess.topic, guess.facet or "").wire()
        guess = guess if facet in known else replace(guess, facet=None)
        place, argument = place_of(guess, reading, scene.guide)
        offered.append(scene.to(place, known.get(facet, known[guess.topic]), argument))
    return scene.says_aside(
        say("Did you mean one of these?"),
        buttons=(*offered, scene.to("else", say("Something else"), word=Word.NO)),
    )


def fact(scene: Scene) -> Turn:
    """The answer to a question put in between: whoever asks stays where they were."""
    return questions.fact(scene).also(Manner.ASIDE)


def else_(scene: Scene) -> Turn:
    """None of what was offered."""
    return scene.says_aside(
        say("All right. Press a button, or put it in other words."), otherwise=_anywhere(scene)
    )


def misunderstood(scene: Scene) -> Turn:
    """What no button, no plain word and no reader answers to."""
    return scene.says_aside(
        say("I did not understand that. Please press a button, or put it in other words."),
        otherwise=_anywhere(scene),
    )


def unread(scene: Scene) -> Turn:
    """Words that could not be read just now: too many are being read, or the reader is away."""
    return scene.says_aside(
        say("Just now I can only read buttons. Please press one, or write again in a minute."),
        otherwise=_anywhere(scene),
    )


def beside(scene: Scene) -> Turn:
    """It is about something else."""
    return scene.says_aside(scene.guide.welcome.beside, otherwise=_anywhere(scene))


def greeting(scene: Scene) -> Turn:
    """Hello, thank you, all right, goodbye."""
    return scene.says_aside(scene.guide.welcome.here_for_you, otherwise=_anywhere(scene))


def _anywhere(scene: Scene) -> tuple[AnyButton[Text], ...]:
    return (
        scene.to("optout", SHOW_ME, word=Word.YES),
        scene.to("data", WHAT_DATA),
        scene.to("help", HELP, word=Word.HELP),
    )


# --- secrets --------------------------------------------------------------------------------------

_THEIR_TURN = say(
    "Please delete your message: press and hold it, or right-click it, then delete it. The app you "
    "write in keeps it until you do."
)


def secret(scene: Scene) -> Turn:
    """A password, a card or an ID number was sent by mistake. Deleting it is offered where we can."""
    warning = say(
        "That looks like a password, a card or an ID number. I do not store it and never need such "
        "things. Please do not share them in any chat."
    )
    match scene.trace:
        case Trace.OURS:
            return scene.says_aside(
                warning,
                say("Shall I delete your message?"),
                buttons=(
                    scene.to(ERASE, say("Delete my message"), word=Word.YES),
                    scene.to("else", NO_THANKS, word=Word.NO),
                ),
                manner=Manner.REFERS,
            )
        case Trace.THEIRS:
            return scene.says_aside(warning, _THEIR_TURN, otherwise=_anywhere(scene))
        case Trace.NONE:
            on_screen = say("It is on your screen only.")
            return scene.says_aside(warning, on_screen, otherwise=_anywhere(scene))


def erase(scene: Scene) -> Turn:
    """What has become of the message they wanted deleted."""
    if scene.erased:
        return scene.says_aside(say("Your message is deleted."), otherwise=_anywhere(scene))
    if scene.erased is None:
        # Without any button: the one to be tapped is that of the warning, and no other.
        return scene.says_aside(
            say(
                "Please tap the button under my question: only then do I know which message you "
                "mean."
            )
        )
    could_not = say("I could not delete it.")
    return scene.says_aside(could_not, _THEIR_TURN, otherwise=_anywhere(scene))


def staying(turn: Turn, scene: Scene, back: Press) -> Turn:
    """The answer came in the language of the question: offers to stay with that language, and the
    way back to the usual one, which is named as its own speakers name it."""
    name = scene.names[scene.language]
    stay = scene.to("lang", say("Stay with {language}", language=name), scene.language)
    usual = Button(literal(LanguageName(back.language, own=True)), back)
    first = turn.replies[0]
    return replace(
        turn,
        replies=(replace(first, buttons=(*first.buttons, usual, stay)), *turn.replies[1:]),
    )
