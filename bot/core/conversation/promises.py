"""What the bot promises, only after a tap that asks for it.

No time zone is asked for: a follow-up comes n times 24 hours after the person's own tap, an hour at
which they are awake.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.core.commands import named
from bot.core.conversation.beyond import finish
from bot.core.conversation.labels import (
    BACK,
    FINISH,
    MENU,
    NO_REMINDERS,
    NO_THANKS,
    OWN_CALENDAR,
    REMIND_ME,
    SHOW_ME,
    STORED,
)
from bot.core.conversation.scene import Scene
from bot.core.messages import CalendarEntry, Word
from bot.core.person import NUDGES, FollowUp, Kind
from bot.core.text import Moment, Text, literal, nsay, say
from bot.core.turn import Turn

DAY = timedelta(days=1)
NOT_YET_DAYS = (1, 3, 7)
"""When somebody who is not done yet is asked again, in days after their tap; then never more."""
STILL_OFF_DAYS = 30
FORM_DAYS = 31
"""A month, in which LinkedIn has to answer (Art. 12(3) GDPR), is at most so long."""
HALF_YEAR_DAYS = 182
FURTHEST_DAYS = 366


_LOOK = say("Please have a look: is LinkedIn's AI switch still off?")
QUESTIONS: Mapping[Kind, Text] = {
    Kind.NOT_YET: say("Is LinkedIn's AI switch off by now?"),
    Kind.LATER: say("Shall we turn off LinkedIn's AI switch now?"),
    Kind.STILL_OFF: _LOOK,
    Kind.HALF_YEARLY: _LOOK,
    Kind.FORM_ANSWER: say("Did LinkedIn answer your objection?"),
}
"""What is asked when a promise of this kind falls due."""


def notyet(scene: Scene) -> Turn:
    """No harm done. Would they like to be asked again?"""
    return scene.says(
        say("That is fine. Shall I come back? I would ask three times at most, within a week."),
        buttons=(
            scene.to("promise", say("Yes, ask me"), "notyet", Word.YES),
            scene.to("later", say("At another time"), word=Word.LATER),
            scene.to("optout", say("Show me now")),
            scene.to("finish", NO_THANKS, word=Word.NO),
        ),
    )


def later(scene: Scene) -> Turn:
    """When? The argument is the kind of question to be asked then, if not whether it is done."""
    about = _about(scene.argument)
    return scene.says(
        say("When shall I come back to you?"),
        buttons=(
            scene.to("promise", nsay("In {count} hour", "In {count} hours", 6), f"h6{about}"),
            scene.to("promise", say("Tomorrow"), f"d1{about}"),
            scene.to("promise", say("In a week"), f"d7{about}"),
            scene.to("day", say("Another day"), scene.argument),
            scene.to("calendar", OWN_CALENDAR),
            scene.to("start", MENU, word=Word.MENU),
        ),
    )


def day(scene: Scene) -> Turn:
    """A choice of days; a button carries the day itself, so that it never comes to mean another."""
    about = _about(scene.argument)
    ahead = (2, 3, 4, 5, 10, 14, 21, 30, 60, 90)
    days = [scene.now.date() + timedelta(days=each) for each in ahead]
    return scene.says(
        say(
            "Which day? You can also type {command} and the day like this: {example}",
            command=named("remind"),
            example=days[4].isoformat(),
        ),
        buttons=(
            *(scene.to("promise", literal(each), f"on{each:%Y%m%d}{about}") for each in days),
            scene.to("later", BACK, scene.argument, Word.BACK),
        ),
    )


def _about(kind: str) -> str:
    return f"__{kind}" if kind in list(Kind) else ""


def promise(scene: Scene) -> Turn:
    """Promised. What cannot be read as a time leads back to the choice."""
    wanted = _wanted(scene)
    if not wanted:
        time, _, about = scene.argument.partition("__")
        other_day = time.startswith("on") and time != f"on{scene.now:%Y%m%d}"
        return _not_that_day(scene) if other_day else later(scene.at(about))
    person = replace(scene.person, language=scene.language)
    if any(each.kind in NUDGES for each in wanted):
        person = person.without(*NUDGES)
    if scene.argument in ("off", "form"):
        person = person.done(scene.now.date(), form=scene.argument == "form")
    for each in wanted:
        person = person.promised(each)
    return scene.having(person).says(
        *_announced(wanted),
        say("Until then I keep only what that needs, and encrypted."),
        buttons=(
            scene.to("finish", FINISH, word=Word.DONE),
            scene.to("mydata", STORED),
            scene.to("stop", say("No, no reminders"), word=Word.STOP),
        ),
    )


def _announced(wanted: tuple[FollowUp, ...]) -> tuple[Text, ...]:
    """When the bot will write; if more than once, what about each time."""
    lines = [
        (say("I will write to you on {moment}.", moment=Moment(each.due)), each) for each in wanted
    ]
    if len(wanted) == 1:
        return (lines[0][0],)
    return tuple(text for when, each in lines for text in (when, QUESTIONS[each.kind]))


def _wanted(scene: Scene) -> tuple[FollowUp, ...]:
    # To the minute: a stolen copy of the database must not tell the very moment of a tap.
    minute = scene.now.replace(second=0, microsecond=0)

    def after(kind: Kind, wait: timedelta) -> FollowUp:
        return FollowUp(kind, minute + wait, minute.date())

    wanted, _, about = scene.argument.partition("__")
    kind = Kind(about) if about in list(Kind) else Kind.LATER
    match wanted:
        case "notyet":
            return (after(Kind.NOT_YET, NOT_YET_DAYS[0] * DAY),)
        case "off":
            return (after(Kind.STILL_OFF, STILL_OFF_DAYS * DAY),)
        case "form":
            return (
                after(Kind.STILL_OFF, STILL_OFF_DAYS * DAY),
                after(Kind.FORM_ANSWER, FORM_DAYS * DAY),
            )
        case "again":
            return (after(Kind.FORM_ANSWER, FORM_DAYS * DAY),)
        case "half":
            return (after(Kind.HALF_YEARLY, HALF_YEAR_DAYS * DAY),)
        case "h6":
            return (after(kind, timedelta(hours=6)),)
        case "d1":
            return (after(kind, DAY),)
        case "d7":
            return (after(kind, 7 * DAY),)
    on = _day(wanted.removeprefix("on"))
    if on is None or not scene.now.date() < on <= scene.now.date() + FURTHEST_DAYS * DAY:
        return ()
    return (after(kind, on - scene.now.date()),)


def _day(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%Y%m%d").replace(tzinfo=UTC).date()
    except ValueError:
        return None


def _not_that_day(scene: Scene) -> Turn:
    turn = day(scene.at(scene.argument.partition("__")[2]))
    apology = say("I cannot read that as a day within the coming year. Please choose one.")
    return replace(turn, replies=(replace(turn.replies[0], paragraphs=(apology,)),))


def calendar(scene: Scene) -> Turn:
    """A file for the person's own calendar: a reminder for which nothing at all is stored."""
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
        say("LinkedIn: is AI training off?"),
        say("Look at the switch. It should be off."),
        scene.knowledge.links["switch"],
        scene.now.date() + days * DAY,
    )
    turn = scene.says(
        say("Open this file to put the reminder into your calendar."), entry=entry, kept=True
    )
    return Turn(scene.person, scene.language, (*turn.replies, *finish(scene).replies))


def stopping(scene: Scene) -> Turn:
    """Really? Free words may have been misread, and nothing that was promised is lost by that."""
    if not scene.person.promises:
        return stop(scene)
    return scene.says(
        say("Shall I drop the reminders you asked for?"),
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
    known = (
        person.switched_off
        and say("You told me that the switch is off since {date}.", date=person.switched_off),
        person.form_sent and say("You sent the form on {date}.", date=person.form_sent),
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


def written(scene: Scene) -> Turn:
    """Said in a server once the direct message has arrived: the road is proven."""
    return scene.says(
        say("I have just sent you a direct message. That is where I will come back to you."),
        buttons=(scene.to("finish", FINISH),),
    )


def unreachable(scene: Scene) -> Turn:
    """Said in a server when the direct message was refused: nothing is promised or stored."""
    return scene.says(
        say(
            "I cannot send you direct messages, so I promise nothing and store nothing. You can allow "
            "them in the privacy settings of this server and try again."
        ),
        say("Or take a file for your own calendar."),
        buttons=(
            scene.to("promise", say("Try again"), scene.argument),
            scene.to("calendar", OWN_CALENDAR),
            scene.to("finish", NO_THANKS, word=Word.NO),
        ),
    )
