"""What the bot promises, only after a tap that asks for it.

No time zone is asked for: a follow-up comes n times 24 hours after the person's own tap, an hour at
which they are awake.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.core.arguments import Plan, Span, Wish
from bot.core.captions import (
    BACK,
    FINISH,
    MENU,
    NO_THANKS,
    OWN_CALENDAR,
    STORED,
)
from bot.core.commands import named
from bot.core.conversation.scene import Scene
from bot.core.messages import Word
from bot.core.person import NUDGES, FollowUp, Kind
from bot.core.text import Moment, Text, literal, nsay, say
from bot.core.turn import Turn

DAY = timedelta(days=1)
NOT_YET_DAYS = (1, 3, 7)
"""When somebody who is not done yet is asked again, in days after their tap; then never more."""
STILL_OFF_DAYS = 30
FORM_DAYS = 31
"""A month, in which a site has to answer (Art. 12(3) GDPR), is at most so long."""
HALF_YEAR_DAYS = 182
FURTHEST_DAYS = 366


def asks(scene: Scene, promise: FollowUp) -> Text:
    """What is asked when this promise falls due."""
    site = scene.sites.get(promise.site, scene.site)
    return (site.guide or scene.guide).questions[promise.kind]


def notyet(scene: Scene) -> Turn:
    """No harm done. Would they like to be asked again?"""
    return scene.says(
        say("That is fine. Shall I come back? I would ask three times at most, within a week."),
        buttons=(
            scene.to("promise", say("Yes, ask me"), Wish(Plan.NOT_YET).wire(), Word.YES),
            scene.to("later", say("At another time"), word=Word.LATER),
            scene.to("optout", say("Show me now")),
            scene.to("finish", NO_THANKS, word=Word.NO),
        ),
    )


def later(scene: Scene) -> Turn:
    """When? The argument is the kind of question to be asked then, if not whether it is done."""
    about = _kind(scene.argument)

    def after(**wait: int) -> str:
        return Wish(Span(**wait), about).wire()

    return scene.says(
        say("When shall I come back to you?"),
        buttons=(
            scene.to("promise", nsay("In {count} hour", "In {count} hours", 6), after(hours=6)),
            scene.to("promise", say("Tomorrow"), after(days=1)),
            scene.to("promise", say("In a week"), after(days=7)),
            scene.to("day", say("Another day"), scene.argument),
            scene.to("calendar", OWN_CALENDAR),
            scene.to("start", MENU, word=Word.MENU),
        ),
    )


def day(scene: Scene) -> Turn:
    """A choice of days; a button carries the day itself, so that it never comes to mean another."""
    about = _kind(scene.argument)
    ahead = (2, 3, 4, 5, 10, 14, 21, 30, 60, 90)
    days = [scene.now.date() + timedelta(days=each) for each in ahead]
    return scene.says(
        say(
            "Which day? You can also type {command} and the day like this: {example}",
            command=named("remind"),
            example=days[4].isoformat(),
        ),
        buttons=(
            *(scene.to("promise", literal(each), Wish(each, about).wire()) for each in days),
            scene.to("later", BACK, scene.argument, Word.BACK),
        ),
    )


def _kind(argument: str) -> Kind | None:
    return Kind(argument) if argument in list(Kind) else None


def promise(scene: Scene) -> Turn:
    """Promised. What cannot be read as a time leads back to the choice."""
    wish = Wish.read(scene.argument)
    wanted = _wanted(scene, wish)
    if not wanted:
        about = scene.at(wish.about or "")
        other_day = wish.given and wish.when != scene.now.date()
        return _not_that_day(about) if other_day else later(about)
    person = replace(scene.person, language=scene.language)
    if any(each.kind in NUDGES for each in wanted):
        person = person.without(*NUDGES, site=scene.site.key)
    if wish.when in (Plan.OFF, Plan.FORM):
        person = person.done(scene.site.key, scene.now.date(), form=wish.when is Plan.FORM)
    for each in wanted:
        person = person.promised(each)
    return scene.having(person).says(
        *_announced(scene, wanted),
        say("Until then I keep only what that needs, and encrypted."),
        buttons=(
            scene.to("finish", FINISH, word=Word.DONE),
            scene.to("mydata", STORED),
            scene.to("stop", say("No, no reminders"), word=Word.STOP),
        ),
    )


def _announced(scene: Scene, wanted: tuple[FollowUp, ...]) -> tuple[Text, ...]:
    """When the bot will write; if more than once, what about each time."""
    lines = [
        (say("I will write to you on {moment}.", moment=Moment(each.due)), each) for each in wanted
    ]
    if len(wanted) == 1:
        return (lines[0][0],)
    return tuple(text for when, each in lines for text in (when, asks(scene, each)))


def quarter(moment: datetime) -> datetime:
    """The quarter of an hour it lies in: a stolen copy of the database must not tell the very moment
    of a tap. The one before, so that no day becomes the next."""
    return moment.replace(minute=moment.minute // 15 * 15, second=0, microsecond=0)


def _wanted(scene: Scene, wish: Wish) -> tuple[FollowUp, ...]:
    def after(kind: Kind, wait: timedelta) -> FollowUp:
        return FollowUp(kind, quarter(scene.now) + wait, scene.now.date(), site=scene.site.key)

    kind = wish.about or Kind.LATER
    match wish.when:
        case Plan():
            return tuple(after(kind, days * DAY) for kind, days in _PLANS[wish.when].items())
        case Span():
            return (after(kind, wish.when.length),)
        case date() as on if scene.now.date() < on <= scene.now.date() + FURTHEST_DAYS * DAY:
            return (after(kind, on - scene.now.date()),)
    return ()


_PLANS: Mapping[Plan, Mapping[Kind, int]] = {
    Plan.NOT_YET: {Kind.NOT_YET: NOT_YET_DAYS[0]},
    Plan.OFF: {Kind.STILL_OFF: STILL_OFF_DAYS},
    Plan.FORM: {Kind.STILL_OFF: STILL_OFF_DAYS, Kind.FORM_ANSWER: FORM_DAYS},
    Plan.AGAIN: {Kind.FORM_ANSWER: FORM_DAYS},
    Plan.HALF_YEAR: {Kind.HALF_YEARLY: HALF_YEAR_DAYS},
}
"""In how many days what is asked."""


def _not_that_day(scene: Scene) -> Turn:
    turn = day(scene)
    apology = say("I cannot read that as a day within the coming year. Please choose one.")
    return replace(turn, replies=(replace(turn.replies[0], paragraphs=(apology,)),))


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
