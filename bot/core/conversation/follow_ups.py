"""What is said when a promise falls due, and what is promised after it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from bot.core.conversation.labels import (
    FINISH,
    HOW_KNOWN,
    IT_IS_OFF,
    NO_THANKS,
    OPEN_FORM,
    SHOW_ME,
    STORED,
    TO_SWITCH,
    WORDS_TO_PASTE,
)
from bot.core.conversation.promises import DAY, HALF_YEAR_DAYS, NOT_YET_DAYS, QUESTIONS
from bot.core.conversation.scene import Scene
from bot.core.messages import AnyButton, LinkButton, Word
from bot.core.person import FollowUp, Kind, Question
from bot.core.text import Text, nsay, say
from bot.core.turn import Turn

OVERDUE = timedelta(hours=48)
"""From here on lateness is our fault and needs an apology."""
SILENCES = 2
"""So many messages in a row without any answer, and it ends."""

FIRST = (Kind.STILL_OFF, Kind.HALF_YEARLY, Kind.FORM_ANSWER, Kind.NOT_YET, Kind.LATER)
"""When several fall due at once they become one message, about the first of these."""


def follow_up(scene: Scene, due: Sequence[FollowUp]) -> Turn:
    """One message for all that is due, and the person as they are once it has been delivered."""
    main = min(due, key=lambda each: FIRST.index(each.kind))
    also = [each.kind for each in due if each is not main and each.kind is Kind.FORM_ANSWER]
    ends = _is_last(scene, main)
    closing = ends and scene.person.unanswered >= SILENCES
    minute = scene.now.replace(second=0, microsecond=0)
    question = Question(() if closing else (main.kind, *also), minute)
    earliest = min(each.due for each in due)
    turn = scene.says(
        say("Sorry, this comes late: I was not running for a while.")
        if scene.now - earliest > OVERDUE
        else None,
        say("You asked me on {date} to come back to you.", date=main.asked),
        *((_CLOSING,) if closing else (QUESTIONS[main.kind], _LAST if ends else None)),
        *(QUESTIONS[each] for each in also),
        buttons=_buttons(scene, question),
    )
    person = scene.person.without(*(each.kind for each in due))
    for each in due:
        following = None if _is_last(scene, each) else _next(scene, each)
        person = person.promised(following) if following else person
    person = replace(person, unanswered=person.unanswered + 1, question=question)
    return replace(turn, person=person)


def asked(scene: Scene, question: Question) -> Turn:
    """The choices of a follow-up that has been delivered, for whoever answers it with a word."""
    return scene.says(buttons=_buttons(scene, question))


_CLOSING = say("I have asked twice and leave you in peace now. You know where to find the switch.")
_LAST = say("This is the last time I ask.")


def _is_last(scene: Scene, each: FollowUp) -> bool:
    if each.kind is Kind.NOT_YET and each.round >= len(NOT_YET_DAYS):
        return True
    return each.kind in (Kind.NOT_YET, Kind.HALF_YEARLY) and scene.person.unanswered >= SILENCES


def _next(scene: Scene, each: FollowUp) -> FollowUp | None:
    match each.kind:
        case Kind.NOT_YET:
            wait = (NOT_YET_DAYS[each.round] - NOT_YET_DAYS[each.round - 1]) * DAY
        case Kind.HALF_YEARLY:
            wait = HALF_YEAR_DAYS * DAY
        case _:
            return None
    # Counted from the tap and not from the delivery, so that a late one does not shift the rest;
    # but never two on one day.
    due = max(each.due + wait, scene.now + DAY)
    return replace(each, due=due, round=each.round + 1)


def _goodbye(scene: Scene) -> tuple[AnyButton[Text], ...]:
    return (scene.to("optout", SHOW_ME, word=Word.YES), scene.to("mydata", STORED))


def _buttons(scene: Scene, question: Question) -> tuple[AnyButton[Text] | None, ...]:
    if not question.kinds:
        return _goodbye(scene)
    main, *also = question.kinds
    return (
        *_ANSWERS[main](scene),
        scene.to("response", say("Your objection")) if also else None,
        scene.to("stop", say("Stop"), word=Word.STOP),
    )


def _is_it_off(scene: Scene) -> tuple[AnyButton[Text], ...]:
    return (
        scene.to("cover", IT_IS_OFF, word=Word.YES),
        scene.to("optout", SHOW_ME, word=Word.NO),
        scene.to("later", say("Later"), word=Word.LATER),
    )


def _shall_we(scene: Scene) -> tuple[AnyButton[Text], ...]:
    return (
        scene.to("optout", SHOW_ME, word=Word.YES),
        scene.to("cover", IT_IS_OFF, word=Word.DONE),
        scene.to("later", say("Later"), word=Word.LATER),
    )


def _look(scene: Scene) -> tuple[AnyButton[Text], ...]:
    return (
        LinkButton(TO_SWITCH, scene.knowledge.links["switch"]),
        scene.to("still", say("Still off"), "off", Word.YES),
        scene.to("still", say("It was on!"), "on", Word.NO),
        scene.to("later", say("Can't look now"), Kind.STILL_OFF, Word.LATER),
    )


def _answered(scene: Scene) -> tuple[AnyButton[Text], ...]:
    return (
        scene.to("response", say("Granted"), "granted"),
        scene.to("response", say("Refused"), "refused"),
        scene.to("response", say("Nothing came"), "nothing", Word.NO),
        scene.to("later", say("Later"), Kind.FORM_ANSWER, Word.LATER),
    )


_ANSWERS: Mapping[Kind, Callable[[Scene], tuple[AnyButton[Text], ...]]] = {
    Kind.NOT_YET: _is_it_off,
    Kind.LATER: _shall_we,
    Kind.STILL_OFF: _look,
    Kind.HALF_YEARLY: _look,
    Kind.FORM_ANSWER: _answered,
}


def still(scene: Scene) -> Turn:
    """They had a look at the switch."""
    if scene.argument == "off":
        return scene.says(
            say("Very good. Shall I ask again every half year?"),
            buttons=(
                scene.to("promise", say("Yes, every half year"), "half", Word.YES),
                scene.to("finish", NO_THANKS, word=Word.NO),
            ),
        )
    return scene.says(
        say(
            "That should not happen. Turn the switch off again, note the day and take a picture of "
            "the screen."
        ),
        say(
            "Then send the objection form as well. With your note you can also complain to your data "
            "protection authority."
        ),
        buttons=(
            LinkButton(TO_SWITCH, scene.knowledge.links["switch"]),
            LinkButton(OPEN_FORM, scene.knowledge.links["objection_form"]),
            scene.to("words", WORDS_TO_PASTE),
            scene.to("confirm", IT_IS_OFF, word=Word.DONE),
        ),
    )


def response(scene: Scene) -> Turn:
    """What LinkedIn answered to the objection."""
    ask_again = scene.to(
        "promise", nsay("Ask me again in {count} day", "Ask me again in {count} days", 31), "again"
    )
    bye = scene.to("finish", FINISH, word=Word.DONE)
    months, more = (
        scene.knowledge.numbers[key] for key in ("answer_within_months", "answer_extension_months")
    )
    match scene.argument:
        case "granted":
            return scene.says(
                say("Very good. Keep LinkedIn's answer: it is your proof."), buttons=(bye,)
            )
        case "refused":
            return scene.says(
                say(
                    "To refuse, LinkedIn must prove compelling reasons (Article {article}, paragraph "
                    "{paragraph} GDPR), or need the data for legal claims. Ask it to name them.",
                    article="21",
                    paragraph="1",
                ),
                say(
                    "You can also complain to the data protection authority of your country, free of "
                    "charge. Your own words are enough."
                ),
                buttons=(scene.to("source", HOW_KNOWN, "legal_basis"), bye),
            )
        case "nothing":
            return scene.says(
                nsay(
                    "LinkedIn has {count} month to answer, and {extension} if it says why in time.",
                    "LinkedIn has {count} months to answer, and {extension} if it says why in time.",
                    months,
                    extension=nsay("{count} month more", "{count} months more", more),
                ),
                say(
                    "When that time is over, send the form again, or complain to the data protection "
                    "authority of your country."
                ),
                buttons=(
                    LinkButton(OPEN_FORM, scene.knowledge.links["objection_form"]),
                    ask_again,
                    scene.to("source", HOW_KNOWN, "legal_basis"),
                    bye,
                ),
            )
    return scene.says(QUESTIONS[Kind.FORM_ANSWER], buttons=_answered(scene))
