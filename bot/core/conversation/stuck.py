"""Stuck has an answer at every step, from causes that occur."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.core.conversation.labels import BACK, IT_IS_OFF, OPEN_FORM, REMIND_ME, TO_SWITCH
from bot.core.conversation.scene import Scene
from bot.core.messages import Button, LinkButton, Word
from bot.core.person import Kind
from bot.core.text import Text, say
from bot.core.turn import Turn

LOOKS: Mapping[str, Text] = {
    "home": say("The link opens the app"),
    "photo": say("I see no photo"),
    "words": say("The words are different"),
    "missing": say("The entry is missing"),
    "already": say("It is already off"),
    "again": say("It turned itself on again"),
    "mail": say("No confirmation came"),
    "login": say("I can't sign in"),
}
"""What being stuck looks like, in the person's words."""

AT: Mapping[str, tuple[str, ...]] = {
    "0": ("home", "missing", "words", "already", "again", "login"),
    "1": ("photo", "home", "login"),
    "2": ("words", "photo", "missing"),
    "3": ("words", "missing"),
    "4": ("missing", "words", "already"),
    "5": ("already", "again", "words", "missing"),
    "6": ("mail", "login"),
}
"""What can be the matter at each step; 0 is the link to the page, 6 the form."""


def stuck(scene: Scene) -> Turn:
    """What do you see?"""
    step = scene.argument if scene.argument in AT else "0"
    back = {
        "0": scene.to("express", BACK, word=Word.BACK),
        "6": scene.to("cover", BACK, word=Word.BACK),
    }
    return scene.says(
        say("What is the matter?"),
        buttons=(
            *(scene.to("problem", LOOKS[each], f"{each}_{step}") for each in AT[step]),
            back.get(step) or scene.to("step", BACK, step, Word.BACK),
        ),
    )


def problem(scene: Scene) -> Turn:
    """What to do about it. Who is stuck a second time gets all the steps at once."""
    cause, _, step = scene.argument.partition("_")
    if cause not in _ANSWERS:
        return stuck(scene.at(step))
    return _ANSWERS[cause](scene.at(step))


def _answer(
    scene: Scene,
    *paragraphs: Text,
    links: tuple[str, ...] = ("switch",),
    more: Button[Text] | None = None,
) -> Turn:
    first = (
        scene.to("step", say("Try that step again"), scene.argument)
        if scene.argument in list("12345")
        else None
    )
    done = scene.to("cover", IT_IS_OFF, word=Word.DONE) if scene.argument != "6" else None
    return scene.says(
        *paragraphs,
        buttons=(
            *(LinkButton(_LINKS[each], scene.knowledge.links[each]) for each in links),
            more,
            first,
            done,
            scene.to("later", REMIND_ME, Kind.FORM_ANSWER, Word.LATER)
            if scene.argument == "6"
            else scene.to("all", say("Still stuck"), "stuck", Word.STUCK),
            scene.to("stuck", BACK, scene.argument, Word.BACK),
        ),
    )


_LINKS = {
    "switch": TO_SWITCH,
    "objection_form": OPEN_FORM,
    "linkedin": say("Open LinkedIn"),
}


def _home(scene: Scene) -> Turn:
    return _answer(
        scene,
        say(
            "Some phones open the LinkedIn app in place of the page. Press and hold the button to copy "
            "its link, paste it into your browser and sign in there. Or go step by step in the app."
        ),
        more=scene.to("step", say("Step by step"), "1"),
    )


def _photo(scene: Scene) -> Turn:
    return _answer(
        scene,
        say(
            "LinkedIn moves things around. You can skip the photo: once you are signed in, the link "
            "goes straight to the page with the switch."
        ),
    )


def _different_words(scene: Scene) -> Turn:
    label = scene.knowledge.label("generative_ai", scene.linkedin)
    english = scene.knowledge.label("generative_ai", "en")
    look = (
        say("Look for {label}.", label=label)
        if label == english
        else say("Look for {label}, or in English {english}.", label=label, english=english)
    )
    return _answer(
        scene,
        say("LinkedIn may be in another language than I think, or may have changed its words."),
        look,
        more=scene.to("linkedin", say("LinkedIn's language")),
    )


def _missing(scene: Scene) -> Turn:
    return _answer(
        scene,
        say(
            "An old app may not show it: update the app, or use the link in a browser. LinkedIn says "
            "it does not use the data of people it believes to be under {age}, whatever the switch "
            "shows.",
            age=scene.knowledge.numbers["adult_age"],
        ),
        say("If you cannot find it at all, object with the form. It is open to everybody."),
        links=("switch", "objection_form"),
    )


def _already(scene: Scene) -> Turn:
    return scene.says(
        say("Good, then there is nothing to turn off."),
        say(
            "If you turned it off before {date}, that was before this training began in Europe. If "
            "later, what was used until then stays used.",
            date=scene.knowledge.dates["training_since"],
        ),
        buttons=(
            scene.to("cover", say("Go on"), word=Word.DONE),
            scene.to("fact", say("What was used already?"), "retroactive"),
            scene.to("stuck", BACK, scene.argument, Word.BACK),
        ),
    )


def _again(scene: Scene) -> Turn:
    return _answer(
        scene,
        say(
            "A switch you turned off should stay off. Turn it off again, note the day and take a "
            "picture of the screen."
        ),
        say(
            "Then send the objection form as well. With your note you can also complain to your data "
            "protection authority."
        ),
        links=("switch", "objection_form"),
    )


def _mail(scene: Scene) -> Turn:
    return _answer(
        scene,
        say(
            "The confirmation is said to come by e-mail. Look among the unwanted mail, too. If there "
            "is none, send the form again and note the day."
        ),
        links=("objection_form",),
    )


def _login(scene: Scene) -> Turn:
    return _answer(
        scene,
        say(
            "Only LinkedIn can help you sign in, on its own page. I never need your password: please "
            "do not send it to me or to anybody."
        ),
        links=("linkedin",),
    )


_ANSWERS: Mapping[str, Callable[[Scene], Turn]] = {
    "home": _home,
    "photo": _photo,
    "words": _different_words,
    "missing": _missing,
    "already": _already,
    "again": _again,
    "mail": _mail,
    "login": _login,
}
