"""Questions about what one can do, and what it changes."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.captions import OPEN_FORM, REMIND_ME, TO_SWITCH, WORDS_TO_PASTE
from bot.core.messages import Word
from bot.core.site import Answer, Link
from bot.core.text import Fact, nsay, say

_PASTE = (Link(WORDS_TO_PASTE, "words"),)
_FORM = {"objection_form": OPEN_FORM}
ONE_MONTH = Fact("numbers", "answer_within_months")
MORE_MONTHS = nsay(
    "{count} month more", "{count} months more", Fact("numbers", "answer_extension_months")
)
_DPC = Fact("dates", "dpc_statement")

RIGHTS: Mapping[str, Answer] = {
    "legal_basis": Answer(
        (
            say(
                "LinkedIn asks for no consent: it relies on legitimate interests. It is on until you "
                "object, which you may do at any time (Article {article} GDPR).",
                article="21",
            ),
            say(
                "The Irish authority, which leads, said on {date} that it had neither approved the "
                "training nor found it lawful, and saw no need for further steps for now.",
                date=_DPC,
            ),
        )
    ),
    "regulators": Answer(
        (
            say(
                "I know of no authority that has forbidden it, and of no ruling. The Irish one, which "
                "leads, had the plan cut down and did not approve it ({date}). Others explain how to "
                "object.",
                date=_DPC,
            ),
            say(
                "The fine of {amount} million euros ({date}) was about advertising, not about this.",
                amount=Fact("numbers", "fine_millions"),
                date=Fact("dates", "fine"),
            ),
        )
    ),
    "other_ai": Answer(
        (
            say("No. The switch is only about AI that creates content."),
            say(
                "It does not cover the AI that chooses what you see, ranks you for recruiters, "
                "or looks after security. For those there is the objection form."
            ),
        ),
        links=_FORM,
        ways=_PASTE,
    ),
    "too_late": Answer(
        (
            say("It is not too late. You can object at any time, today as well."),
            say("But what a model has learned until then stays in it, so the sooner the better."),
        )
    ),
    "retroactive": Answer(
        (
            say(
                "What has been learned stays: LinkedIn says that turning the switch off does not undo "
                "training that has already taken place."
            ),
            say("But it counts from now on, and so does the form."),
        )
    ),
    "after_opt_out": Answer(
        (
            say("LinkedIn says you can go on using its AI features."),
            say(
                "Whether saying no changes your reach or what recruiters see, LinkedIn has not "
                "said, and I know of no proof."
            ),
        )
    ),
    "stays_off": Answer(
        (
            say(
                "It should stay off, and it counts for your account on every device. Rumours that one "
                "must repeat it have no official source."
            ),
            say("To check, open the page and look. I can remind you of it."),
        ),
        links={"switch": TO_SWITCH},
        ways=(Link(REMIND_ME, "later", word=Word.LATER),),
    ),
    "objection_form": Answer(
        (
            say(
                "With LinkedIn's objection form you can also object to its other AI, and without an "
                "account. The Italian authority says that no reason is needed and that a confirmation "
                "comes by e-mail."
            ),
            say("LinkedIn may refuse part of it, and has to say why."),
        ),
        links=_FORM,
        ways=_PASTE,
    ),
    "complaint": Answer(
        (
            say(
                "You can complain to the data protection authority of your own country, free of "
                "charge. Ireland's leads the case in the EU; in the UK it is the ICO."
            ),
            nsay(
                "Object first, and keep the confirmation. LinkedIn has {count} month to answer, and "
                "{extension} if it says why in time.",
                "Object first, and keep the confirmation. LinkedIn has {count} months to answer, and "
                "{extension} if it says why in time.",
                ONE_MONTH,
                extension=MORE_MONTHS,
            ),
        ),
        links=_FORM,
    ),
    "access_erasure": Answer(
        (
            say(
                "You can ask for a copy of your data, have data erased, or close your account. "
                "LinkedIn says a closed account is deleted within {days}.",
                days=nsay("{count} day", "{count} days", Fact("numbers", "deleted_within_days")),
            ),
            say(
                "But none of this takes anything out of a model that has already learned from it. And "
                "whether it trains on hibernated accounts, I found nowhere."
            ),
        ),
        links={"download": say("Get a copy"), "close_account": say("Close the account")},
    ),
    "mentioned_by_others": Answer(
        (
            say(
                "What others write about you follows their switch, not yours. That is so even if you "
                "have no account."
            ),
            say(
                "But you can object with LinkedIn's form, with or without an account: add the "
                "address of the page that names you."
            ),
        ),
        links=_FORM,
        ways=_PASTE,
    ),
    "company_page": Answer(
        (
            say(
                "Each person decides alone: an account belongs to the person, not to the "
                "employer. I know of no way to turn the switch off for the staff."
            ),
            say(
                "For company pages I know of no switch of their own. In the UK their data and job ads "
                "also go to Microsoft."
            ),
        )
    ),
    "how_to_opt_out__pasted_post": Answer(
        (
            say(
                "I know of no source that gives such a post any effect. LinkedIn and the "
                "authorities name two ways to say no: the switch and the objection form."
            ),
        ),
        links=_FORM,
    ),
}
