"""The walk to the switch: where, in which language, straight there or step by step."""

from __future__ import annotations

from dataclasses import replace

from bot.core.conversation.labels import BACK, I_SENT_IT, IT_IS_OFF, OPEN_FORM, STUCK, TO_SWITCH
from bot.core.conversation.scene import Scene
from bot.core.messages import LinkButton, Word
from bot.core.person import Device
from bot.core.text import LanguageName, Text, literal, say
from bot.core.turn import Turn

STEPS = 5
DEVICES = {
    Device.IPHONE: say("iPhone app"),
    Device.ANDROID: say("Android app"),
    Device.COMPUTER: say("Computer"),
    Device.BROWSER: say("Browser on the phone"),
}


def optout(scene: Scene) -> Turn:
    """Asks what is not known yet, then goes straight to the switch."""
    if scene.person.device is None:
        return where(scene)
    if scene.person.linkedin is None and scene.language not in scene.knowledge.interface:
        return linkedin_language(scene)
    return express(scene)


def where(scene: Scene) -> Turn:
    """Where do you use LinkedIn?"""
    return scene.says(
        say("Where do you use LinkedIn?"),
        buttons=tuple(scene.to("device", label, device) for device, label in DEVICES.items()),
    )


def device(scene: Scene) -> Turn:
    """They use LinkedIn there."""
    if scene.argument not in list(Device):
        return where(scene)
    return optout(scene.having(replace(scene.person, device=Device(scene.argument))))


def linkedin_language(scene: Scene) -> Turn:
    """Which language is their LinkedIn in?"""
    return scene.says(
        say("Which language is your LinkedIn in? I name its menus as it shows them."),
        buttons=tuple(
            scene.to("linkedin", literal(LanguageName(code, own=True)), code)
            for code in scene.knowledge.interface
        ),
    )


def linkedin(scene: Scene) -> Turn:
    """Their LinkedIn is in that language."""
    if scene.argument not in scene.knowledge.interface:
        return linkedin_language(scene)
    return optout(scene.having(replace(scene.person, linkedin=scene.argument)))


def express(scene: Scene) -> Turn:
    """The link to the page itself."""
    return scene.says(
        say(
            "Open this page, signed in to LinkedIn, and turn off {toggle}. Then come back here.",
            toggle=scene.menu("toggle"),
        ),
        scene.unseen("toggle"),
        buttons=(
            LinkButton(TO_SWITCH, scene.knowledge.links["switch"]),
            scene.to("cover", IT_IS_OFF, word=Word.DONE),
            scene.to("stuck", say("I don't see it"), "0", Word.STUCK),
            scene.to("step", say("Step by step"), "1"),
            scene.to("all", say("All steps at once")),
        ),
    )


def step(scene: Scene) -> Turn:
    """One step, with the next one a press away."""
    number = int(scene.argument) if scene.argument in list("12345") else 1
    last = number == STEPS
    return scene.says(
        say("Step {number} of {total}", number=number, total=STEPS),
        instruction(scene, number),
        scene.unseen(*_words(scene, number)),
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
    links = scene.knowledge.links
    return scene.says(
        say(
            "No hurry. Here are all steps once more; if it does not work at all, object with the form "
            "instead."
        )
        if stuck
        else None,
        *(
            say("Step {number}: {step}", number=number, step=instruction(scene, number))
            for number in range(1, STEPS + 1)
        ),
        scene.unseen(*(key for number in range(1, STEPS + 1) for key in _words(scene, number))),
        buttons=(
            LinkButton(TO_SWITCH, links["switch"]),
            LinkButton(OPEN_FORM, links["objection_form"]) if stuck else None,
            scene.to("cover", IT_IS_OFF, word=Word.DONE),
            scene.to("sent", I_SENT_IT) if stuck else None,
            scene.to("problem", say("I don't see it"), "missing", Word.STUCK),
            scene.to("express", BACK, word=Word.BACK),
        ),
    )


def _in_app(scene: Scene) -> bool:
    return scene.device in (Device.IPHONE, Device.ANDROID)


def _words(scene: Scene, number: int) -> tuple[str, ...]:
    return {
        1: (),
        2: ("settings",) if _in_app(scene) else ("settings_and_privacy",),
        3: ("data_privacy",),
        4: ("how_linkedin_uses_your_data", "generative_ai"),
        5: ("toggle",),
    }[number]


def instruction(scene: Scene, number: int) -> Text:
    """What to do in one step, on their device, with LinkedIn's own words."""
    match number:
        case 1:
            return _photo(scene)
        case 2 if _in_app(scene):
            return say("Tap {menu}, at the bottom.", menu=scene.menu("settings"))
        case 2:
            return say("Choose {menu}.", menu=scene.menu("settings_and_privacy"))
        case 3 if scene.device is Device.COMPUTER:
            return say("Choose {menu} in the menu on the left.", menu=scene.menu("data_privacy"))
        case 3:
            return say("Tap {menu}.", menu=scene.menu("data_privacy"))
        case 4:
            return say(
                "Under {section}, open {menu}.",
                section=scene.menu("how_linkedin_uses_your_data"),
                menu=scene.menu("generative_ai"),
            )
        case _:
            return say(
                "Turn {toggle} off. There is no Save button: leave the page and come back to see "
                "that it stayed off.",
                toggle=scene.menu("toggle"),
            )


def _photo(scene: Scene) -> Text:
    if scene.device is Device.BROWSER:
        return say("Open linkedin.com in your browser, sign in and tap your photo.")
    if _in_app(scene):
        return say("Open the LinkedIn app and tap your photo at the top left.")
    if scene.knowledge.label("me", scene.linkedin).language == scene.linkedin:
        return say("Open linkedin.com and click your photo, {me}, at the top.", me=scene.menu("me"))
    return say("Open linkedin.com and click your photo at the top.")
