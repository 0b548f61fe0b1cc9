"""First contact, the languages, and what the bot says of itself."""

from __future__ import annotations

from dataclasses import replace

from bot.core.captions import (
    ABOUT,
    LANGUAGE,
    MENU,
    OPEN_FORM,
    PRIVACY,
    SHOW_ME,
    WHAT_DATA,
    WORDS_TO_PASTE,
)
from bot.core.commands import named
from bot.core.conversation.scene import Scene
from bot.core.messages import Word
from bot.core.text import literal, say
from bot.core.turn import Turn


def start(scene: Scene) -> Turn:
    """What the site does, what the bot does, what it takes."""
    return scene.says(
        *scene.guide.welcome.hello,
        buttons=(
            scene.to("optout", SHOW_ME, word=Word.YES),
            scene.to("data", WHAT_DATA),
            scene.to("nonmember", scene.guide.welcome.no_account),
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
    """Others write about people who have no account at all."""
    return scene.says(
        *scene.guide.welcome.without_account,
        buttons=(
            scene.link("objection_form", OPEN_FORM),
            scene.to("words", WORDS_TO_PASTE, "nonmember"),
            scene.to("start", MENU, word=Word.MENU),
        ),
    )


def help_(scene: Scene) -> Turn:
    """What one can do here."""
    return scene.says(
        say(
            "Press a button, type its words or its number, or ask in your own words. Words like "
            "stop, help, menu, back, done and later work too."
        ),
        say(
            "Commands: {optout} the steps, {data} the facts, {remind} a reminder, {status} where "
            "you are, {mydata} what is stored, {stop} no more reminders.",
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
        scene.guide.welcome.about,
        say(
            "Everything I say comes from sources, most of them read in copies, last checked: "
            "{date}. The pages may have changed since. A button under each answer leads to them.",
            date=scene.knowledge.version,
        ),
        buttons=(
            scene.to("privacy", PRIVACY),
            scene.to("start", MENU, word=Word.MENU),
        ),
    )
