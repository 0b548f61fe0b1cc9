"""Where somebody stands: what is done and planned, and no more reminders."""

from __future__ import annotations

from bot.core.captions import MENU, NO_REMINDERS, REMIND_ME, SHOW_ME, STORED
from bot.core.conversation.scene import Scene
from bot.core.messages import Word
from bot.core.person import Kind
from bot.core.text import Moment, Text, say
from bot.core.turn import Turn


def stopping(scene: Scene) -> Turn:
    """Really? Free words may have been misread, and nothing that was promised is lost by that."""
    return _really(scene, say("Shall I drop the reminders you asked for?"))


def sorry(scene: Scene) -> Turn:
    """Somebody is annoyed that they were written to."""
    return _really(scene, say("I am sorry that I bothered you. One tap, and I write no more."))


def _really(scene: Scene, question: Text) -> Turn:
    if not scene.person.promises:
        return stop(scene)
    return scene.says(
        question,
        buttons=(
            scene.to("stop", say("Yes, drop the reminders"), word=Word.YES),
            scene.to("status", say("Keep them"), word=Word.NO),
        ),
    )


def stop(scene: Scene) -> Turn:
    """No more reminders."""
    had = bool(scene.person.promises)
    return scene.having(scene.person.without(*Kind)).says(
        say("Done: I will not write to you again unless you ask me to.")
        if had
        else say("Nothing is planned: I never write unless you ask me to."),
        buttons=(
            scene.to("mydata", STORED),
            scene.to("start", MENU, word=Word.MENU),
        ),
    )


def status(scene: Scene) -> Turn:
    """What is done and what comes next, as far as it is remembered."""
    person = scene.person
    planned = sorted(person.promises, key=lambda each: each.due)
    progress = scene.progress
    known = (
        progress.switched_off
        and say("You told me that the switch is off since {date}.", date=progress.switched_off),
        progress.form_sent and say("You sent the form on {date}.", date=progress.form_sent),
        *(say("I will write to you on {moment}.", moment=Moment(each.due)) for each in planned),
    )
    if not any(known):
        known = (say("I remember nothing about you, and nothing is planned."),)
    return scene.says(
        *(each or None for each in known),
        buttons=(
            scene.to("optout", SHOW_ME, word=Word.YES),
            scene.to("remind", REMIND_ME, word=Word.LATER),
            scene.to("stop", NO_REMINDERS, word=Word.STOP) if planned else None,
        ),
    )
