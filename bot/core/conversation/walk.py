"""The walk to the switch: where, in which language, straight there or step by step."""

from __future__ import annotations

from dataclasses import replace

from bot.core.captions import BACK, DEVICES, I_SENT_IT, IT_IS_OFF, OPEN_FORM, STUCK, TO_SWITCH
from bot.core.conversation.scene import Scene
from bot.core.messages import Word
from bot.core.person import Device
from bot.core.text import LanguageName, Text, literal, say
from bot.core.turn import Turn

STRAIGHT = "0"
"""Where somebody can be stuck before the first step: at the link to the page."""


def optout(scene: Scene) -> Turn:
    """Asks what is not known yet, then goes straight to the switch."""
    if scene.person.device is None:
        return where(scene)
    if scene.progress.interface is None and scene.language not in scene.knowledge.interface:
        return which_interface(scene)
    return express(scene)


def where(scene: Scene) -> Turn:
    """Where do you use it?"""
    return scene.says(
        scene.guide.walk.where,
        buttons=tuple(scene.to("device", label, device) for device, label in DEVICES.items()),
    )


def device(scene: Scene) -> Turn:
    """They use it there."""
    if scene.argument not in list(Device):
        return where(scene)
    return optout(scene.having(replace(scene.person, device=Device(scene.argument))))


def which_interface(scene: Scene) -> Turn:
    """Which language are its menus in?"""
    return scene.says(
        scene.guide.walk.interface,
        buttons=tuple(
            scene.to("linkedin", literal(LanguageName(code, own=True)), code)
            for code in scene.knowledge.interface
        ),
    )


def interface(scene: Scene) -> Turn:
    """Its menus are in that language."""
    if scene.argument not in scene.knowledge.interface:
        return which_interface(scene)
    return optout(scene.being(replace(scene.progress, interface=scene.argument)))


def express(scene: Scene) -> Turn:
    """The link to the page itself."""
    straight = scene.guide.walk.straight
    return scene.says(
        straight,
        scene.unseen(straight),
        buttons=(
            scene.link("switch", TO_SWITCH),
            scene.to("cover", IT_IS_OFF, word=Word.DONE),
            scene.to("stuck", say("I don't see it"), STRAIGHT, Word.STUCK),
            scene.to("step", say("Step by step"), "1"),
            scene.to("all", say("All steps at once")),
        ),
    )


def step(scene: Scene) -> Turn:
    """One step, with the next one a press away."""
    steps = _steps(scene)
    number = step_number(scene) or 1
    last = number == len(steps)
    return scene.says(
        say("Step {number} of {total}", number=number, total=len(steps)),
        steps[number - 1],
        scene.unseen(steps[number - 1]),
        buttons=(
            scene.to("cover", IT_IS_OFF, word=Word.DONE)
            if last
            else scene.to("step", say("Done, next"), str(number + 1), Word.DONE),
            scene.to("stuck", STUCK, str(number), Word.STUCK),
            scene.to("step", BACK, str(number - 1), Word.BACK)
            if number > 1
            else scene.to("express", BACK, word=Word.BACK),
        ),
    )


def all_steps(scene: Scene) -> Turn:
    """Every step in one message; with a kind word and the form for whoever was stuck twice."""
    stuck = scene.argument == "stuck"
    steps = _steps(scene)
    return scene.says(
        say(
            "No hurry. Here are all steps once more; if it does not work at all, object with the form "
            "instead."
        )
        if stuck
        else None,
        *(
            say("Step {number}: {step}", number=number, step=each)
            for number, each in enumerate(steps, 1)
        ),
        scene.unseen(*steps),
        buttons=(
            scene.link("switch", TO_SWITCH),
            scene.link("objection_form", OPEN_FORM) if stuck else None,
            scene.to("cover", IT_IS_OFF, word=Word.DONE),
            scene.to("sent", I_SENT_IT) if stuck else None,
            scene.to("problem", say("I don't see it"), "missing", Word.STUCK),
            scene.to("express", BACK, word=Word.BACK),
        ),
    )


def step_number(scene: Scene) -> int | None:
    """The step that the argument names."""
    number = int(scene.argument) if scene.argument in list("123456789") else 0
    return number if 1 <= number <= len(scene.guide.walk.steps) else None


def _steps(scene: Scene) -> list[Text]:
    """What to do in each step, on their device, with the site's own words."""
    return [scene.way(each) for each in scene.guide.walk.steps]
