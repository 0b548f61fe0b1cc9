"""First contact, the languages, and what the bot says of itself."""

from __future__ import annotations

from dataclasses import replace

from bot.core.commands import named
from bot.core.conversation.labels import (
    ABOUT,
    LANGUAGE,
    MENU,
    OPEN_FORM,
    PRIVACY,
    SHOW_ME,
    WHAT_DATA,
    WORDS_TO_PASTE,
)
from bot.core.conversation.scene import Scene
from bot.core.messages import LinkButton, Word
from bot.core.text import literal, say
from bot.core.turn import Turn


def start(scene: Scene) -> Turn:
    """What LinkedIn does, what the bot does, what it takes."""
    return scene.says(
        say("LinkedIn trains AI on its members' data unless they say no."),
        say(
            "I show you the switch, step by step, in about two minutes. I ask for no name, no e-mail "
            "and no LinkedIn address."
        ),
        buttons=(
            scene.to("optout", SHOW_ME, word=Word.YES),
            scene.to("data", WHAT_DATA),
            scene.to("nonmember", say("I have no LinkedIn account")),
            scene.to("language", LANGUAGE),
        ),
    )


def language(scene: Scene) -> Turn:
    """The languages the bot speaks, each in its own words."""
    return scene.says(
        say("Which language shall we speak?"),
        buttons=tuple(scene.to("lang", literal(name), code) for code, name in scene.names.items()),
    )


def lang(scene: Scene) -> Turn:
    """From here on in that language. It is remembered only if the platform hints at another."""
    code = scene.argument
    if code not in scene.names:
        return language(scene)
    chosen = code != scene.hint
    person = replace(scene.person, language=code if chosen else None, chosen=chosen)
    return start(replace(scene, person=person, language=code))


def nonmember(scene: Scene) -> Turn:
    """Others write about people who are not on LinkedIn at all."""
    return scene.says(
        say(
            "You can be in the data without an account: in a post or a comment somebody wrote about "
            "you. LinkedIn's objection form is open to people without an account too."
        ),
        say("Add the address of the page that names you. The form asks for no reason."),
        buttons=(
            LinkButton(OPEN_FORM, scene.knowledge.links["objection_form"]),
            scene.to("words", WORDS_TO_PASTE, "nonmember"),
            scene.to("start", MENU, word=Word.MENU),
        ),
    )


def help_(scene: Scene) -> Turn:
    """What one can do here."""
    return scene.says(
        say(
            "Press a button, type its words or its number, or ask in your own words. Words like stop, "
            "help, menu, back, done and later work too."
        ),
        say(
            "Commands: {optout} the steps, {data} the facts, {remind} a reminder, {status} where you "
            "are, {mydata} what is stored, {stop} no more reminders.",
            optout=named("optout"),
            data=named("data"),
            remind=named("remind"),
            status=named("status"),
            mydata=named("mydata"),
            stop=named("stop"),
        ),
        buttons=(
            scene.to("optout", SHOW_ME, word=Word.YES),
            scene.to("data", WHAT_DATA),
            scene.to("language", LANGUAGE),
            scene.to("privacy", PRIVACY),
            scene.to("about", ABOUT),
        ),
    )


def about(scene: Scene) -> Turn:
    """Who this is, and what it is not."""
    return scene.says(
        say(
            "This bot is free of charge and its source code is open. It does not belong to LinkedIn "
            "or Microsoft. It gives general help, not legal advice."
        ),
        say(
            "What I say rests on sources, last read on {date}. Each answer has a button that shows "
            "them.",
            date=scene.knowledge.version,
        ),
        buttons=(
            scene.to("privacy", PRIVACY),
            scene.to("start", MENU, word=Word.MENU),
        ),
    )
