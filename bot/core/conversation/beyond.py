"""What the switch does not cover, the objection form, and what has been reached."""

from __future__ import annotations

from dataclasses import replace

from bot.core.arguments import Plan, Topic, Wish
from bot.core.captions import (
    BACK,
    FINISH,
    HOW_KNOWN,
    I_SENT_IT,
    IT_IS_OFF,
    MENU,
    OPEN_FORM,
    SHOW_ME,
    STUCK,
    WORDS_TO_PASTE,
)
from bot.core.commands import named
from bot.core.conversation.scene import Scene
from bot.core.countries import fitting
from bot.core.messages import Button, DoorButton, Manner, Paste, Word
from bot.core.text import Text, nsay, say, untranslated
from bot.core.turn import Turn

_NONMEMBER = "nonmember"


def cover(scene: Scene) -> Turn:
    """The form, for what the switch leaves out."""
    form = scene.guide.form
    return scene.says(
        *form.cover,
        buttons=(
            scene.link("objection_form", OPEN_FORM),
            scene.to("words", WORDS_TO_PASTE, "off"),
            scene.to("sent", I_SENT_IT, "off", Word.DONE),
            scene.to("confirm", say("Skip")),
            scene.to("uk", form.elsewhere.caption) if form.elsewhere else None,
            scene.to("stuck", STUCK, form.stuck_at, Word.STUCK),
        ),
    )


def elsewhere(scene: Scene) -> Turn:
    """What is different in one country."""
    there = scene.guide.form.elsewhere
    if there is None:
        return cover(scene)
    return scene.says(
        *there.says,
        buttons=(
            scene.to("words", WORDS_TO_PASTE, Topic("off", there.country).wire()),
            scene.to("source", HOW_KNOWN, there.sources.wire()),
            scene.to("cover", BACK, word=Word.BACK),
        ),
    )


def words(scene: Scene) -> Turn:
    """An objection to copy, in English too where the site does not speak our language.

    What follows it is sent anew, so that the text stays where it is.
    """
    form, asked = scene.guide.form, Topic.read(scene.argument)
    words_of = form.nonmember if asked.id == _NONMEMBER else form.member
    text = fitting(words_of, asked.detail) or words_of[""]
    turn = scene.says(form.paste, Paste(text), *_in_english(scene, text), manner=Manner.KEPT)
    after = _after_nonmember(scene, asked) if asked.id == _NONMEMBER else _after(scene, asked)
    return Turn(scene.person, scene.language, (*turn.replies, *after.replies))


def _in_english(scene: Scene, text: Text) -> tuple[Text | Paste, ...]:
    if scene.language in scene.knowledge.interface:
        return ()
    return (say("The same in English, if you prefer:"), Paste(untranslated(text)))


def _elsewhere(scene: Scene, asked: Topic) -> tuple[Button[Text], ...]:
    """The same words for other countries: their law has another name."""
    here = asked.detail or "eea"
    return tuple(
        scene.to("words", caption, replace(asked, detail=land).wire())
        for land, caption in scene.guide.form.lands.items()
        if land != here
    )


def _after(scene: Scene, asked: Topic) -> Turn:
    return scene.says(
        say("When the form is sent, come back here. It is said to be confirmed by e-mail."),
        buttons=(
            scene.link("objection_form", OPEN_FORM),
            scene.to("sent", I_SENT_IT, asked.id, Word.DONE),
            *_elsewhere(scene, asked),
            scene.to("stuck", STUCK, scene.guide.form.stuck_at, Word.STUCK),
            scene.to("cover", BACK, word=Word.BACK),
        ),
    )


def _after_nonmember(scene: Scene, asked: Topic) -> Turn:
    return scene.says(
        say("Add the link to the page that names you."),
        buttons=(
            scene.link("objection_form", OPEN_FORM),
            *_elsewhere(scene, asked),
            scene.to("start", MENU, word=Word.MENU),
        ),
    )


def confirm(scene: Scene) -> Turn:
    """What has been done?"""
    return scene.says(
        say("How far did you get?"),
        buttons=(
            scene.to("off", say("Switch off and form sent"), "both"),
            scene.to("off", say("Only the switch"), "switch", Word.DONE),
            scene.to("notyet", say("Not yet"), word=Word.NO),
        ),
    )


def sent(scene: Scene) -> Turn:
    """The form is sent; the switch is off too if the argument says so."""
    if scene.argument == "off":
        return off(scene.at("both"))
    return scene.says(
        say("Good, the form is sent. Is the switch off as well?"),
        buttons=(
            scene.to("off", IT_IS_OFF, "both", Word.YES),
            scene.to("optout", SHOW_ME, word=Word.NO),
        ),
    )


def off(scene: Scene) -> Turn:
    """Three lines of truth, and what can come next."""
    both = scene.argument == "both"
    truth = scene.guide.done
    done = scene.having(scene.person.done(scene.site.key, scene.now.date(), form=both))
    return done.says(
        truth.stopped,
        truth.both if both else truth.only_switch,
        truth.still_works,
        buttons=_after_off(done, both=both),
    )


def _after_off(scene: Scene, *, both: bool) -> tuple[Button[Text], ...]:
    reached = "both" if both else "switch"
    return (
        scene.to("receipt", say("Receipt"), reached),
        scene.to(
            "promise",
            nsay("Ask me again in {count} day", "Ask me again in {count} days", 30),
            Wish(Plan.FORM if both else Plan.OFF).wire(),
        ),
        scene.to("share", say("Tell a friend"), reached),
        scene.to("finish", FINISH),
    )


def receipt(scene: Scene) -> Turn:
    """Text the person keeps. Nothing of it is stored here."""
    both, done = scene.argument == "both", scene.guide.done
    turn = scene.says(
        say("Receipt of {date}", date=scene.now.date()),
        done.receipt_switch,
        done.receipt_form if both else None,
        done.receipt_notice,
        say("The bot stores no copy of this. A picture of the switch is good to keep with it."),
        manner=Manner.KEPT,
    )
    after = scene.says(
        say("Keep the message above: it is your receipt."), buttons=_after_off(scene, both=both)
    )
    return Turn(scene.person, scene.language, (*turn.replies, *after.replies))


def share(scene: Scene) -> Turn:
    """A card to pass on, with language and device set and no code of anybody's."""
    press = replace(scene.press("optout"), interface="")
    turn = scene.says(
        scene.guide.welcome.friend,
        buttons=(DoorButton(SHOW_ME, press),),
        manner=Manner.KEPT,
    )
    after = scene.says(
        say("Pass this message on. It carries no personal code: I never learn who sent it."),
        buttons=(
            scene.to("off", BACK, scene.argument, Word.BACK) if scene.argument else None,
            scene.to("finish", FINISH),
            scene.to("start", MENU, word=Word.MENU),
        ),
    )
    return Turn(scene.person, scene.language, (*turn.replies, *after.replies))


def finish(scene: Scene) -> Turn:
    """Goodbye."""
    return scene.says(
        say(
            "Thank you, and all the best. {command} brings you back any time.",
            command=named("optout"),
        ),
        buttons=(scene.to("start", MENU, word=Word.MENU),),
    )
