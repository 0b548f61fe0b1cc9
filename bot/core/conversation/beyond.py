"""What the switch does not cover, the objection form, and what has been reached."""

from __future__ import annotations

from bot.core.commands import named
from bot.core.conversation.labels import (
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
from bot.core.conversation.scene import Scene
from bot.core.messages import Button, DoorButton, LinkButton, Paste, Word
from bot.core.press import Press
from bot.core.text import Text, nsay, say, untranslated
from bot.core.turn import Turn


def cover(scene: Scene) -> Turn:
    """The form, for what the switch leaves out."""
    return scene.says(
        say(
            "Well done. The switch is about AI that creates content. It does not cover LinkedIn's "
            "other AI, and sources disagree about your older posts."
        ),
        say("For both there is a short form to object. It asks for no reason."),
        buttons=(
            LinkButton(OPEN_FORM, scene.knowledge.links["objection_form"]),
            scene.to("words", WORDS_TO_PASTE, "off"),
            scene.to("sent", I_SENT_IT, "off", Word.DONE),
            scene.to("confirm", say("Skip")),
            scene.to("uk", say("I live in the UK")),
            scene.to("stuck", STUCK, "6", Word.STUCK),
        ),
    )


def uk(scene: Scene) -> Turn:
    """In the UK the same switch also governs what goes to Microsoft."""
    return scene.says(
        say(
            "In the UK, LinkedIn also shares posts, comments, articles and videos with Microsoft, "
            "for Microsoft's own AI training. The same switch turns that off."
        ),
        say(
            "LinkedIn Corporation is responsible there, and your authority is the ICO. The form is the "
            "same; in the words to paste, write UK GDPR for GDPR."
        ),
        buttons=(
            scene.to("source", HOW_KNOWN, "countries__uk"),
            scene.to("cover", BACK, word=Word.BACK),
        ),
    )


def words(scene: Scene) -> Turn:
    """An objection to copy, in English too where LinkedIn does not speak our language.

    What follows it is sent anew, so that the text stays where it is.
    """
    text = _MEMBER if scene.argument != "nonmember" else _NONMEMBER
    turn = scene.says(
        say("Copy this into the form. You can change it as you like."),
        Paste(text),
        *_in_english(scene, text),
        kept=True,
    )
    after = _after_nonmember(scene) if scene.argument == "nonmember" else _after(scene)
    return Turn(scene.person, scene.language, (*turn.replies, *after.replies))


def _in_english(scene: Scene, text: Text) -> tuple[Text | Paste, ...]:
    if scene.language in scene.knowledge.interface:
        return ()
    return (say("The same in English, if you prefer:"), Paste(untranslated(text)))


def _after(scene: Scene) -> Turn:
    return scene.says(
        say("Paste it into the form and send it, then come back."),
        buttons=(
            LinkButton(OPEN_FORM, scene.knowledge.links["objection_form"]),
            scene.to("sent", I_SENT_IT, scene.argument, Word.DONE),
            scene.to("stuck", STUCK, "6", Word.STUCK),
            scene.to("cover", BACK, word=Word.BACK),
        ),
    )


def _after_nonmember(scene: Scene) -> Turn:
    return scene.says(
        say("Paste it into the form and add the address of the page that names you."),
        buttons=(
            LinkButton(OPEN_FORM, scene.knowledge.links["objection_form"]),
            scene.to("start", MENU, word=Word.MENU),
        ),
    )


_MEMBER = say(
    "I object under Article {article}({paragraph}) GDPR to the processing of my personal data for "
    "training, fine-tuning and improving AI models, those that generate content and all others. "
    "This includes everything I have published or provided so far. Please confirm in writing that "
    "you have stopped, and do not use my data for this purpose any more.",
    article="21",
    paragraph="1",
)
_NONMEMBER = say(
    "I have no LinkedIn account. I object under Article {article}({paragraph}) GDPR to the "
    "processing of my personal data for training and improving AI models, including data that "
    "others have published about me. Please confirm in writing that you have stopped. The page "
    "that names me:",
    article="21",
    paragraph="1",
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
    done = scene.having(scene.person.done(scene.now.date(), form=both))
    return done.says(
        say("Done. LinkedIn says that it no longer trains its content-creating AI on your data."),
        say(
            "What a model has already learned stays in it. The form asks LinkedIn to use nothing more."
        )
        if both
        else say(
            "What a model has already learned stays in it, and LinkedIn's other AI is not covered."
        ),
        say("LinkedIn's AI features still work for you."),
        buttons=_after_off(done, both=both),
    )


def _after_off(scene: Scene, *, both: bool) -> tuple[Button[Text], ...]:
    reached = "both" if both else "switch"
    return (
        scene.to("receipt", say("Receipt"), reached),
        scene.to(
            "promise",
            nsay("Ask me again in {count} day", "Ask me again in {count} days", 30),
            "form" if both else "off",
        ),
        scene.to("share", say("Tell a friend"), reached),
        scene.to("finish", FINISH),
    )


def receipt(scene: Scene) -> Turn:
    """Text the person keeps. Nothing of it is stored here."""
    both = scene.argument == "both"
    turn = scene.says(
        say("Receipt of {date}", date=scene.now.date()),
        say("I turned off LinkedIn's switch {toggle}.", toggle=scene.menu("toggle")),
        say("I also sent LinkedIn's objection form.") if both else None,
        say(
            "What LinkedIn says it uses: its notice of {notice}, read on {read}.",
            notice=scene.knowledge.dates["notice"],
            read=scene.knowledge.sources["linkedin-eu-notice"].read_on,
        ),
        say("The bot stores no copy of this. A picture of the switch is good to keep with it."),
        kept=True,
    )
    after = scene.says(
        say("Keep the message above: it is your receipt."), buttons=_after_off(scene, both=both)
    )
    return Turn(scene.person, scene.language, (*turn.replies, *after.replies))


def share(scene: Scene) -> Turn:
    """A card to pass on, with language and device set and no code of anybody's."""
    press = Press("optout", device=scene.person.device or "", language=scene.language)
    turn = scene.says(
        say(
            "LinkedIn trains AI on our data unless we say no. This bot shows you the switch in two "
            "minutes. It is free and asks for nothing."
        ),
        buttons=(DoorButton(SHOW_ME, press),),
        kept=True,
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
