"""What is said when a promise falls due, and what is promised after it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise

from bot.core.arguments import Plan, Wish
from bot.core.captions import (
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
from bot.core.conversation.promises import DAY, FORM_DAYS, HALF_YEAR_DAYS, NOT_YET_DAYS, quarter
from bot.core.conversation.scene import Scene
from bot.core.messages import AnyButton, Word
from bot.core.person import FollowUp, Kind, Question
from bot.core.text import Text, nsay, say
from bot.core.turn import Turn

OVERDUE = timedelta(hours=48)
"""From here on lateness is our fault and needs an apology."""
SILENCES = 2
"""So many messages in a row without any answer, and it ends."""


def follow_up(scene: Scene, due: Sequence[FollowUp]) -> Turn:
    """One message for all that is due, and the person as they are once it has been delivered."""
    main = min(due, key=lambda each: list(KINDS).index(each.kind))
    also = [each.kind for each in due if each is not main and each.kind is Kind.FORM_ANSWER]
    ends = _is_last(scene, main)
    closing = ends and scene.person.unanswered >= SILENCES
    minute = scene.now.replace(second=0, microsecond=0)
    question = Question(() if closing else (main.kind, *also), minute, main.site)
    asks = _at(scene, question).guide.questions
    earliest = min(each.due for each in due)
    turn = scene.says(
        say("Sorry, this comes late: I was not running for a while.")
        if scene.now - earliest > OVERDUE
        else None,
        say("You asked me on {date} to come back to you.", date=main.asked),
        *((_CLOSING,) if closing else (asks[main.kind], _LAST if ends else None)),
        *(asks[each] for each in also),
        buttons=_buttons(scene, question),
    )
    left = tuple(each for each in scene.person.promises if each not in due)
    person = replace(
        scene.person,
        promises=left,
        unanswered=scene.person.unanswered + 1,
        question=question,
    )
    for following in (_next(scene, each) for each in due if not _is_last(scene, each)):
        person = person.promised(following) if following else person
    return replace(turn, person=person)


def asked(scene: Scene, question: Question) -> Turn:
    """The choices of a follow-up that has been delivered, for whoever answers it with a word."""
    return scene.says(buttons=_buttons(scene, question))


_CLOSING = say("I have asked twice and leave you in peace now. You know where to find the switch.")
_LAST = say("This is the last time I ask.")


def _at(scene: Scene, question: Question) -> Scene:
    site = scene.sites.get(question.site)
    return scene.about(question.site) if site and site.guide else scene


def _is_last(scene: Scene, each: FollowUp) -> bool:
    kind = KINDS[each.kind]
    ended = kind.wait(each.round) is None or scene.person.unanswered >= SILENCES
    return bool(kind.waits) and ended


def _next(scene: Scene, each: FollowUp) -> FollowUp | None:
    wait = KINDS[each.kind].wait(each.round)
    if wait is None:
        return None
    # Counted from the tap and not from the delivery, so that a late one does not shift the rest;
    # but never two on one day.
    due = max(each.due + wait * DAY, quarter(scene.now + DAY))
    return replace(each, due=due, round=each.round + 1)


def _buttons(scene: Scene, question: Question) -> tuple[AnyButton[Text] | None, ...]:
    there = _at(scene, question)
    if not question.kinds:
        return (there.to("optout", SHOW_ME, word=Word.YES), there.to("mydata", STORED))
    main, *also = question.kinds
    return (
        *KINDS[main].answers(there),
        there.to("response", say("Your objection")) if also else None,
        there.to("stop", say("Stop"), word=Word.STOP),
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
        scene.link("switch", TO_SWITCH),
        scene.to("still", say("Still off"), "off", Word.YES),
        scene.to("still", say("It was on!"), "on", Word.NO),
        scene.to("later", say("Can't look now"), Kind.STILL_OFF, Word.LATER),
    )


def _answered(scene: Scene) -> tuple[AnyButton[Text], ...]:
    return (
        *(
            scene.to("response", each.caption, key, each.word)
            for key, each in scene.guide.responses.items()
        ),
        scene.to("later", say("Later"), Kind.FORM_ANSWER, Word.LATER),
    )


@dataclass(frozen=True, slots=True)
class Manner:
    """How a kind of promise goes: the answers it offers, and the days until it is asked again, round
    by round; if `endless` the last of them over and over. What is asked again gives up in silence."""

    answers: Callable[[Scene], tuple[AnyButton[Text], ...]]
    waits: tuple[int, ...] = ()
    endless: bool = False

    def wait(self, round_: int) -> int | None:
        """The days until it is asked again after this round, if it is."""
        if self.endless:
            return self.waits[-1]
        return self.waits[round_ - 1] if round_ <= len(self.waits) else None


KINDS: Mapping[Kind, Manner] = {
    Kind.STILL_OFF: Manner(_look),
    Kind.HALF_YEARLY: Manner(_look, (HALF_YEAR_DAYS,), endless=True),
    Kind.FORM_ANSWER: Manner(_answered),
    Kind.NOT_YET: Manner(
        _is_it_off, tuple(after - before for before, after in pairwise(NOT_YET_DAYS))
    ),
    Kind.LATER: Manner(_shall_we),
}
"""When several fall due at once they become one message, about the first of these."""


def still(scene: Scene) -> Turn:
    """They had a look at the switch."""
    if scene.argument == "off":
        return scene.says(
            say("Very good. Shall I ask again every half year?"),
            buttons=(
                scene.to(
                    "promise", say("Yes, every half year"), Wish(Plan.HALF_YEAR).wire(), Word.YES
                ),
                scene.to("finish", NO_THANKS, word=Word.NO),
            ),
        )
    return scene.says(
        *scene.guide.done.undone,
        buttons=(
            scene.link("switch", TO_SWITCH),
            scene.link("objection_form", OPEN_FORM),
            scene.to("words", WORDS_TO_PASTE),
            scene.to("confirm", IT_IS_OFF, word=Word.DONE),
        ),
    )


def response(scene: Scene) -> Turn:
    """What the site answered to the objection."""
    found = scene.guide.responses.get(scene.argument)
    if found is None:
        asked = scene.guide.questions[Kind.FORM_ANSWER]
        return scene.says(asked, buttons=_answered(scene))
    ask_again = nsay("Ask me again in {count} day", "Ask me again in {count} days", FORM_DAYS)
    return scene.says(
        *found.says,
        buttons=(
            *scene.links(found.links),
            *map(scene.way_on, found.ways),
            scene.to("promise", ask_again, Wish(Plan.AGAIN).wire()) if found.again else None,
            scene.to("source", HOW_KNOWN, found.sources) if found.sources else None,
            scene.to("finish", FINISH, word=Word.DONE),
        ),
    )
