"""Why, on what ground, what for, and what could happen."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.site import Answer, Link
from bot.core.text import Fact, say
from bot.sites.linkedin.ways import BOTH, COMPLAIN, COPY, DELETE, FORM, OFFICER, PASTE, SWITCH

_STYLE = Link(say("Can it imitate my style?"), "fact", "purpose__style")

REASONS: Mapping[str, Answer] = {
    "legal_basis__unseen_notice": Answer(
        (
            say(
                "LinkedIn does not claim that you agreed: it relies on legitimate interests, so the "
                "training is on until you object."
            ),
            say(
                "It announced the change from {date} on, by a notice on its pages and by e-mail. "
                "Whoever missed that can object at any time.",
                date=Fact("dates", "announced"),
            ),
        ),
        links=SWITCH,
    ),
    "legal_basis__pay": Answer(
        (
            say(
                "I know of no payment. By its user agreement your content stays yours, and LinkedIn "
                "has a licence to use it."
            ),
            say(
                "The switch stops the training on what you provide, whoever owns it. Whether "
                "copyright allows the training is another question, which no source answers for "
                "LinkedIn."
            ),
        ),
        links=SWITCH,
    ),
    "legal_basis__balancing": Answer(
        (
            say(
                "I know of no published text. Ireland's authority says that LinkedIn weighed the "
                "interests in more detail after it had intervened."
            ),
            say("You can ask LinkedIn's data protection officer for it."),
        ),
        links=OFFICER,
    ),
    "purpose__fraud": Answer(
        (
            say(
                "Fraud is not what LinkedIn trains this AI for. But whoever sees a profile can "
                "misuse it, with or without AI."
            ),
            say(
                "The switch does not change who sees your profile; its settings for visibility do. "
                "You can report a false profile to LinkedIn."
            ),
        ),
        links=SWITCH,
    ),
    "purpose__repeats": Answer(
        (
            say(
                "It cannot be ruled out: Europe's data protection board says that AI trained on "
                "personal data is not anonymous in every case ({date}).",
                date=Fact("dates", "edpb_opinion"),
            ),
            say(
                "LinkedIn is reported to say that it tries to keep personal data out of the data for "
                "training. What has been learned cannot be called back."
            ),
        ),
        links=SWITCH,
    ),
    "purpose__style": Answer(
        (
            say(
                "Posts in all formats train AI that creates texts and pictures, so it can learn from "
                "your style. I know of no credit and no payment for it."
            ),
            say(
                "Turning off the switch keeps what you provide out of training from now on. What has "
                "been learned stays learned."
            ),
        ),
        links=SWITCH,
    ),
    "purpose__training": Answer(
        (
            say(
                "In plain words: a program, the model, looks for patterns in many texts and "
                "pictures. Later it makes new ones after these patterns."
            ),
            say(
                "A model is no list of posts, but it may have learned from yours, and that cannot "
                "simply be taken out again. The switch decides whether LinkedIn may use them."
            ),
        ),
        links=SWITCH,
    ),
    "purpose__public": Answer(
        (
            say(
                "Not only public data is used: saved CVs, group messages and what you type into "
                "LinkedIn's AI are on its list, too."
            ),
            say(
                "And people wrote their posts to be read, not to train AI. Whether that other "
                "purpose is allowed is not settled; you can object."
            ),
        ),
        links=BOTH,
    ),
    "purpose__risk": Answer(
        (
            say(
                "What AI has learned cannot simply be taken out, so this is easier to prevent than "
                "to undo. Authorities warn of that."
            ),
            say(
                "Your texts, your style or details about you might turn up in what it makes. How "
                "likely that is, no source says. It is your decision; both ways are free."
            ),
        ),
        links=SWITCH,
        ways=(_STYLE,),
    ),
    "complaint__template": Answer(
        (
            say(
                "A standard reply is not a decision. In the EU, EEA and UK, LinkedIn must say why it "
                "refuses, and that you can complain (Article {article}({paragraph}) GDPR).",
                article="12",
                paragraph="4",
            ),
            say(
                "Reply with your words once more and ask which reasons it means. After one month "
                "without an answer, or at a refusal, complain to your authority."
            ),
        ),
        ways=COMPLAIN,
    ),
    "complaint__how": Answer(
        (
            say(
                "What you need: who you are, that it is about LinkedIn's AI training, when you "
                "objected, and what LinkedIn answered. Enclose copies."
            ),
            say(
                "Many authorities have a form on their website. Ask me how to complain in your "
                "country, and I show you the right one."
            ),
        ),
        ways=COMPLAIN,
    ),
    "complaint__ignored": Answer(
        (
            say(
                "First look at the switch and take a screenshot. What LinkedIn's AI learned before "
                "stays learned, so old things may still turn up."
            ),
            say(
                "Then send the form, and ask for a copy of your data. If LinkedIn goes on, complain "
                "to your authority."
            ),
        ),
        links={**BOTH, **COPY},
        ways=COMPLAIN,
    ),
    "regulators__cases": Answer(
        (
            say("I know of no complaint by noyb and of no running lawsuit about this training."),
            say(
                "These are about something else. The fine of {amount} million euros: advertising "
                "({fine}). noyb's complaint: who visits a profile ({noyb}). Two lawsuits in the "
                "US: extensions of the browser ({suits}).",
                amount=Fact("numbers", "fine_millions"),
                fine=Fact("dates", "fine"),
                noyb=Fact("dates", "noyb_complaint"),
                suits=Fact("dates", "extension_suits"),
            ),
        )
    ),
    "countries__moved": Answer(
        (
            say(
                "As far as I know, the place in your profile decides which rules LinkedIn applies to "
                "you. The training is on in nearly all of them until you object."
            ),
            say(
                "The switch is the same everywhere. You can complain to the authority where you live "
                "or work."
            ),
        ),
        links=SWITCH,
        ways=COMPLAIN,
    ),
    "retroactive__erasure": Answer(
        (
            say(
                "In the EU, EEA and UK you have a right to erasure (Article {article} GDPR). "
                "LinkedIn deletes data from your account, but what AI has learned stays learned.",
                article="17",
            ),
            say(
                "An objection deletes nothing by itself: it stops the use from now on. You can ask "
                "for both."
            ),
        ),
        links={**FORM, **DELETE},
        ways=PASTE,
    ),
    "retroactive__datasets": Answer(
        (
            say(
                "LinkedIn says that what you provided is left out of training from now on. Whether "
                "it also takes it out of data sets made before, no source says."
            ),
            say(
                "In the EU, EEA and UK you can ask: you have a right to a copy and an explanation."
            ),
        ),
        links=COPY,
        ways=(Link(say("What did they use of me?"), "fact", "access_erasure__list"),),
    ),
}
