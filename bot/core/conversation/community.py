"""In groups and servers: one line, and a way into the private conversation."""

from __future__ import annotations

from dataclasses import replace

from bot.core.captions import SHOW_ME, WHAT_DATA
from bot.core.commands import named
from bot.core.conversation import asking, questions
from bot.core.conversation.scene import Scene
from bot.core.messages import AnyButton, Button, Manner
from bot.core.press import Press
from bot.core.text import LanguageName, Text, say
from bot.core.turn import Turn
from bot.core.understanding import Decision, Reading


def line(scene: Scene) -> Turn:
    """What a group hears, whatever it asks: the rest is between the bot and one person."""
    return scene.says(
        scene.guide.welcome.group,
        buttons=(_open("optout"),),
        manner=Manner.SHARED,
    )


def addressed(scene: Scene, reading: Reading) -> Turn:
    """The answer to words that were meant for the bot, where everybody reads it: none when unsure.

    What is not about facts is between the bot and one person, and goes on in private.
    """
    if reading.secret:
        return _for_all(asking.secret(scene))
    if reading.decision is not Decision.ANSWER:
        return silent(scene)
    place, argument = asking.place_of(reading.guesses[0], reading, scene.guide)
    match place:
        case "fact":
            return _for_all(questions.fact(scene.at(argument)))
        case "greeting" | "beside":
            return silent(scene)
        case _:
            return line(scene)


def silent(scene: Scene) -> Turn:
    """Nothing is said."""
    return Turn(scene.person, scene.language)


def panel(scene: Scene) -> Turn:
    """For admins: a post with the buttons, in the language of the group."""
    if not scene.admin:
        return _admins_only(scene)
    return scene.says(
        *scene.guide.welcome.panel,
        buttons=(
            _open("optout"),
            Button(WHAT_DATA, Press("data")),
        ),
        manner=Manner.SHARED,
    )


def group_language(scene: Scene) -> Turn:
    """For admins: which language the bot speaks in this group, said to everybody."""
    if not scene.admin:
        return _admins_only(scene)
    if scene.argument in scene.names:
        return _speaking(line(replace(scene, language=scene.argument)), scene)
    codes = ", ".join(scene.names)
    return scene.says(
        say(
            "Type {command} and one of these: {codes}",
            command=named("language"),
            codes=codes,
        ),
        manner=Manner.SHARED,
    )


def server_language(scene: Scene) -> Turn:
    """For who runs a server: which language the bot speaks there, said to them alone in their own."""
    own = scene.to("language", say("My own language"))
    if scene.argument in scene.names:
        said = scene.says(
            say("The language of this server: {language}", language=LanguageName(scene.argument)),
            say(
                "I use it for the panel, and for whoever mentions me and does not write in another "
                "language. What only you see stays in your own language."
            ),
            buttons=(own,),
        )
        return _speaking(said, scene)
    set_it = say(
        "To choose the language of this server, type {command} and a language.",
        command=named("language"),
    )
    return scene.says(set_it, buttons=(own,))


def _speaking(turn: Turn, scene: Scene) -> Turn:
    return replace(turn, group=replace(scene.group, language=scene.argument))


def _for_all(turn: Turn) -> Turn:
    """What everybody may read; its buttons carry nothing of the person who asked."""
    replies = (
        replace(
            each,
            buttons=tuple(map(_for_anybody, each.buttons)),
            otherwise=tuple(map(_for_anybody, each.otherwise)),
        )
        for each in turn.replies
    )
    return replace(turn, replies=tuple(replies)).also(Manner.SHARED)


def _for_anybody(button: AnyButton[Text]) -> AnyButton[Text]:
    if not isinstance(button, Button):
        return button
    return replace(button, press=Press(button.press.place, button.press.argument))


def _admins_only(scene: Scene) -> Turn:
    return scene.says(say("Only admins can do that here."), manner=Manner.SHARED)


def _open(place: str) -> Button[Text]:
    # No language goes along: everybody is answered in their own.
    return Button(SHOW_ME, Press(place))
