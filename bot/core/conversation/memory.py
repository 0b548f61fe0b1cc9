"""What is stored about a person: shown, explained, erased."""

from __future__ import annotations

from dataclasses import replace

from bot.core.captions import DEVICES, MENU, NO_REMINDERS, STORED
from bot.core.conversation.promises import asks
from bot.core.conversation.scene import Scene
from bot.core.messages import Word
from bot.core.person import PATIENCE, Person
from bot.core.text import LanguageName, Moment, Text, Value, nsay, say
from bot.core.turn import Turn


def privacy(scene: Scene) -> Turn:
    """What is stored, when, and for how long."""
    return scene.says(
        say(
            "I store nothing while you read or follow the steps. If you set a reminder or choose a "
            "language, I store your chat ID, your choices and the dates, encrypted."
        ),
        say(
            "I erase it when it is no longer needed, when you ask, when you block me, or after a "
            "year without a message."
        ),
        say(
            "I do not store what you write. But the app you write in keeps this chat until you "
            "delete it there."
        ),
        say(
            "What a reminder asked is kept until you answer it, for {days} at most.",
            days=nsay("{count} day", "{count} days", PATIENCE.days),
        ),
        buttons=(
            scene.to("mydata", STORED),
            scene.to("deleteme", say("Erase everything")),
            scene.to("start", MENU, word=Word.MENU),
        ),
    )


def mydata(scene: Scene) -> Turn:
    """All of it."""
    person = scene.person
    if not person.memorable:
        return scene.says(
            say("Nothing is stored about you."),
            buttons=(scene.to("start", MENU, word=Word.MENU),),
        )
    return scene.says(
        say("This is all that is stored about you:"),
        say("Your address in this chat, encrypted."),
        *_kept(scene),
        buttons=(
            scene.to("deleteme", say("Erase everything")),
            scene.to("stop", NO_REMINDERS, word=Word.STOP),
            scene.to("start", MENU, word=Word.MENU),
        ),
    )


def _kept(scene: Scene) -> tuple[Text | None, ...]:
    person = scene.person
    return (
        say("The language we speak: {language}", language=LanguageName(person.language))
        if person.language
        else None,
        _given(scene.guide.walk.where_known, device=DEVICES[person.device])
        if person.device
        else None,
        *(
            line
            for each in person.sites
            if each.site in scene.sites
            for line in _progress(scene.about(each.site))
        ),
        *(
            say(
                "A reminder on {moment}, asked for on {date}: {question}",
                question=asks(scene, each),
                moment=Moment(each.due),
                date=each.asked,
            )
            for each in person.promises
        ),
        say("Reminders not answered yet: {count}", count=person.unanswered)
        if person.unanswered
        else None,
    )


def _progress(scene: Scene) -> tuple[Text | None, ...]:
    known = scene.progress
    return (
        _given(scene.guide.walk.interface_known, language=LanguageName(known.interface))
        if known.interface
        else None,
        say("Switch off since: {date}", date=known.switched_off) if known.switched_off else None,
        say("Form sent on: {date}", date=known.form_sent) if known.form_sent else None,
    )


def _given(text: Text, **values: Value) -> Text:
    return replace(text, values=values)


def deleteme(scene: Scene) -> Turn:
    """Really?"""
    return scene.says(
        say("Shall I erase everything stored about you, reminders included?"),
        buttons=(
            scene.to("deleted", say("Yes, erase everything"), word=Word.YES),
            scene.to("mydata", say("Show me first")),
            scene.to("start", say("No"), word=Word.NO),
        ),
    )


def deleted(scene: Scene) -> Turn:
    """Erased."""
    turn = scene.having(Person()).says(
        say(
            "Everything I stored about you is erased. You can begin again at any time. The chat "
            "itself stays in your app until you delete it there."
        ),
        buttons=(scene.to("start", MENU, word=Word.MENU),),
    )
    return replace(turn, forget=True)
