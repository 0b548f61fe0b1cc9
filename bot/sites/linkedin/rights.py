"""Questions about what one can do, and what it changes."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.site import Answer
from bot.core.text import Fact, nsay, say
from bot.sites.linkedin.ways import (
    CLOSE,
    COPY,
    DELETE,
    FORM,
    PASTE,
    PASTE_NONMEMBER,
    REMIND,
    SWITCH,
)

STILL_WORKS = say("LinkedIn says that you can still use its AI features.")
PERIODS = say(
    "LinkedIn has one month to answer. It may take two more if it tells you why within the first "
    "month."
)
NO_EVIDENCE = say(
    "I know of no statement of LinkedIn on whether saying no changes your reach or what recruiters "
    "see, and of no evidence that it does."
)
REASONS_TO_REFUSE = say(
    "In the EU, EEA and UK, LinkedIn may refuse only if it shows compelling reasons that outweigh "
    "yours, or if it needs the data for legal claims (Article {article}({paragraph}) GDPR). Ask "
    "which reasons it means.",
    article="21",
    paragraph="1",
)
KEEP = say("Object first and keep the confirmation.")
NO_PERIOD = say(
    "The periods of the GDPR apply in the EU and EEA. No source I know says how long LinkedIn may "
    "take to answer there."
)

RIGHTS: Mapping[str, Answer] = {
    "legal_basis": Answer(
        (
            say(
                "LinkedIn does not ask for consent. It relies on legitimate interests, as long as "
                "yours do not outweigh them. The training is on until you object, at any time "
                "(Article {article} GDPR).",
                article="21",
            ),
            say(
                "Ireland's authority, which is in charge of LinkedIn, has neither approved the "
                "training nor found it lawful. It saw no need for further steps for now ({date}).",
                date=Fact("dates", "dpc_statement"),
            ),
        ),
        by_country={
            "gb": (
                say(
                    "For the UK, LinkedIn relies on legitimate interests, not on consent. The "
                    "training is on until you object, at any time (Article {article} UK GDPR).",
                    article="21",
                ),
                say(
                    "I know of no decision of the ICO. It said that it will continue to monitor "
                    "LinkedIn ({date}).",
                    date=Fact("dates", "ico_statement"),
                ),
            ),
            "ch": (
                say(
                    "For Switzerland, too, LinkedIn relies on legitimate interests, not on "
                    "consent, and you can object at any time. There, the Swiss data protection act "
                    "applies."
                ),
                say("I know of no statement of the Swiss authority, the FDPIC (EDÖB)."),
            ),
            "other": (
                say(
                    "The right to object in Article {article} GDPR applies in the EU and EEA. "
                    "Elsewhere, LinkedIn may not have to follow it. The training is on until you "
                    "turn it off.",
                    article="21",
                ),
                say(
                    "No source I know says whether the training is lawful there. The objection "
                    "form is open to you, but nothing promises an answer."
                ),
            ),
        },
    ),
    "other_ai": Answer(
        (
            say("The switch covers only AI that creates content."),
            say(
                "It does not cover AI that selects what you see, ranks people for recruiters or "
                "protects against abuse. For that, use the objection form."
            ),
        ),
        links={**FORM, "hiring_assistant": say("About the Hiring Assistant")},
        ways=PASTE,
    ),
    "too_late": Answer(
        (
            say("You can object at any time; it is not too late."),
            say(
                "But LinkedIn says that this does not affect training that has already taken "
                "place. So the sooner, the better."
            ),
        )
    ),
    "retroactive": Answer(
        (
            say(
                "LinkedIn says that the switch does not affect training that has already taken "
                "place. What AI has learned by then stays learned."
            ),
            say("But the switch counts from now on, and LinkedIn names no delay."),
        )
    ),
    "after_opt_out": Answer(
        (
            STILL_WORKS,
            say(
                "But what you type into them is still processed to answer you, and according to a "
                "report your thumbs up or down may still be used."
            ),
            NO_EVIDENCE,
        )
    ),
    "stays_off": Answer(
        (
            say(
                "The switch should stay off, and it counts for your account on all your devices. "
                "There is no official source for the rumour that you must repeat it."
            ),
            say("To check, open the page and look. I can remind you."),
        ),
        links=SWITCH,
        ways=REMIND,
    ),
    "objection_form": Answer(
        (
            say(
                "The form is for LinkedIn's other AI, too, and open to people without an account. "
                "According to reports it asks for your name, your e-mail address and a kind of "
                "objection from a list: choose the one about training AI."
            ),
            say(
                "It is said to need no reason, and to be confirmed by e-mail. LinkedIn may refuse "
                "part of it, but must say why."
            ),
        ),
        links=FORM,
        ways=PASTE,
    ),
    "complaint": Answer(
        (
            say(
                "You can complain to the data protection authority of your country, free of "
                "charge. In the EU and EEA, Ireland's authority is in charge of LinkedIn."
            ),
            KEEP,
            PERIODS,
        ),
        by_country={
            "gb": (
                say(
                    "In the UK, you can complain to the ICO, free of charge. LinkedIn Corporation "
                    "(US) is responsible there."
                ),
                KEEP,
                PERIODS,
            ),
            "ch": (
                say(
                    "In Switzerland, the authority is the FDPIC (EDÖB). It applies the Swiss data "
                    "protection act."
                ),
                KEEP,
                NO_PERIOD,
            ),
            "de": (
                say(
                    "In Germany, the data protection authority of your Land is there for "
                    "complaints about companies, free of charge. Ireland's authority is in charge "
                    "of LinkedIn."
                ),
                KEEP,
                PERIODS,
            ),
            "ca": (
                say("In Canada, the authority is the Privacy Commissioner (OPC)."),
                KEEP,
                NO_PERIOD,
            ),
            "hk": (
                say("In Hong Kong, the authority is the Privacy Commissioner (PCPD)."),
                KEEP,
                NO_PERIOD,
            ),
            "other": (
                say(
                    "I know of no authority there that hears complaints about this training. You "
                    "can say no with the switch, and the objection form is open to you, too."
                ),
                NO_PERIOD,
            ),
        },
        links=FORM,
        to_authority=True,
    ),
    "access_erasure": Answer(
        (
            nsay(
                "You can get a copy of your data, have data deleted, or close your account. "
                "LinkedIn says that it deletes a closed account within {count} day.",
                "You can get a copy of your data, have data deleted, or close your account. "
                "LinkedIn says that it deletes a closed account within {count} days.",
                Fact("numbers", "deleted_within_days"),
            ),
            say(
                "But what others have copied or shared of it stays, and so does what AI has "
                "already learned. No source says whether LinkedIn trains on closed or hibernated "
                "accounts."
            ),
        ),
        links={**COPY, **DELETE, **CLOSE},
    ),
    "mentioned_by_others": Answer(
        (
            say(
                "As far as I understand LinkedIn's texts, what others write about you depends on "
                "their switch, not on yours, even if you have no account."
            ),
            say(
                "But recommendations in your profile and your own comments, wherever they stand, "
                "count as yours."
            ),
            say("You can object with the form. Add the link to the page that names you."),
        ),
        links=FORM,
        ways=PASTE_NONMEMBER,
    ),
    "company_page": Answer(
        (
            say(
                "Everybody decides for themselves: the account belongs to the person, not to the "
                "employer. I know of no way for an employer to turn the switch off for its staff."
            ),
            say(
                "I know of no separate switch for company pages. In the UK, their data, job ads "
                "and LinkedIn Learning videos also go to Microsoft for its own AI, and the same "
                "switch is named as the way to say no."
            ),
        ),
        links=SWITCH,
    ),
}
