"""Stuck has an answer at every step, from causes that occur."""

from __future__ import annotations

from bot.core.arguments import Trouble
from bot.core.captions import BACK, IT_IS_OFF, REMIND_ME
from bot.core.conversation.scene import Scene
from bot.core.conversation.walk import STRAIGHT, step_number
from bot.core.messages import AnyButton, Word
from bot.core.person import Kind
from bot.core.site import Cause
from bot.core.text import Text, say
from bot.core.turn import Turn


def stuck(scene: Scene) -> Turn:
    """What do you see?"""
    causes, causes_at = scene.guide.causes, scene.guide.causes_at
    step = scene.argument if scene.argument in causes_at else STRAIGHT
    back = {
        STRAIGHT: scene.to("express", BACK, word=Word.BACK),
        scene.guide.form.stuck_at: scene.to("cover", BACK, word=Word.BACK),
    }
    return scene.says(
        say("What is the matter?"),
        buttons=(
            *(
                scene.to("problem", causes[each].looks, Trouble(each, step).wire())
                for each in causes_at[step]
            ),
            back.get(step) or scene.to("step", BACK, step, Word.BACK),
        ),
    )


def problem(scene: Scene) -> Turn:
    """What to do about it. Who is stuck a second time gets all the steps at once."""
    trouble = Trouble.read(scene.argument)
    scene = scene.at(trouble.step)
    cause = scene.guide.causes.get(trouble.cause)
    if cause is None:
        return stuck(scene)
    back = scene.to("stuck", BACK, scene.argument, Word.BACK)
    return scene.says(*cause.says, buttons=(*_ways_on(scene, cause), back))


def _ways_on(scene: Scene, cause: Cause) -> tuple[AnyButton[Text] | None, ...]:
    if cause.settled:
        return tuple(map(scene.way_on, cause.settled))
    at_form = scene.argument == scene.guide.form.stuck_at
    return (
        *scene.links(cause.links),
        scene.way_on(cause.more) if cause.more else None,
        scene.to("step", say("Try that step again"), scene.argument)
        if step_number(scene)
        else None,
        None if at_form else scene.to("cover", IT_IS_OFF, word=Word.DONE),
        scene.to("later", REMIND_ME, Kind.FORM_ANSWER, Word.LATER)
        if at_form
        else scene.to("all", say("Still stuck"), "stuck", Word.STUCK),
    )
