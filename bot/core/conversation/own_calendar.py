"""A reminder in the person's own calendar, for which nothing at all is stored."""

from __future__ import annotations

from datetime import timedelta

from bot.core.captions import BACK
from bot.core.conversation.beyond import finish
from bot.core.conversation.scene import Scene
from bot.core.messages import CalendarEntry, Manner, Word
from bot.core.text import nsay, say
from bot.core.turn import Turn


def calendar(scene: Scene) -> Turn:
    """A file for it, for a day to be chosen."""
    days = {"d1": 1, "d7": 7, "d30": 30}.get(scene.argument)
    if days is None:
        return scene.says(
            say("You get a small file for your own calendar. I store nothing for it. When?"),
            buttons=(
                scene.to("calendar", say("Tomorrow"), "d1"),
                scene.to("calendar", say("In a week"), "d7"),
                scene.to("calendar", nsay("In {count} day", "In {count} days", 30), "d30"),
                scene.to("later", BACK, word=Word.BACK),
            ),
        )
    entry = CalendarEntry(
        scene.guide.calendar.title,
        scene.guide.calendar.note,
        scene.knowledge.links["switch"],
        scene.now.date() + timedelta(days=days),
        made=scene.now,
        uid=scene.chance,
    )
    turn = scene.says(
        say("Open this file to put the reminder into your calendar."),
        entry=entry,
        manner=Manner.KEPT,
    )
    return Turn(scene.person, scene.language, (*turn.replies, *finish(scene).replies))
