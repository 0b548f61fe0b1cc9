"""The objection form: what it asks, what it does, and what if it fails. And no way to the switch."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.captions import REMIND_ME
from bot.core.site import Answer, Link
from bot.core.text import Label, say
from bot.sites.linkedin.rights import NO_PERIOD, PERIODS, REASONS_TO_REFUSE
from bot.sites.linkedin.walking import CAUSES
from bot.sites.linkedin.ways import (
    BOTH,
    COMPLAIN,
    COPY,
    DELETE,
    FORM,
    OFFICER,
    PASTE,
    STEP_BY_STEP,
    SWITCH,
)

OBJECTING: Mapping[str, Answer] = {
    "objection_form__reason": Answer(
        (
            say("The form is said to need no reason. If there is a field for one, paste my words."),
            say(
                "The GDPR speaks of grounds that come from your situation (Article "
                "{article}({paragraph})): if LinkedIn asks, one true sentence about you is enough "
                "to begin with.",
                article="21",
                paragraph="1",
            ),
        ),
        links=FORM,
        ways=PASTE,
    ),
    "objection_form__proof": Answer(
        (
            say("As far as I know, the form asks for no proof and no screenshots."),
            say(
                "Only whoever has no account, or objects to what others posted, should add the link "
                "to the page."
            ),
        ),
        links=FORM,
        ways=PASTE,
    ),
    "objection_form__identity": Answer(
        (
            say(
                "As far as I know, the form needs no identity card. Under the GDPR, LinkedIn may ask "
                "for more only if it has reasonable doubts about who you are (Article "
                "{article}({paragraph})).",
                article="12",
                paragraph="6",
            ),
            say(
                "Ask why it is needed. If you send a copy, black out all that is not. If LinkedIn "
                "insists without a reason, you can complain."
            ),
        ),
        ways=COMPLAIN,
    ),
    "objection_form__versus_switch": Answer(
        (
            say(
                "The switch is the quick way: it covers AI that creates content, for what you "
                "provide."
            ),
            say(
                "The form is for LinkedIn's other AI, for what others post about you, and for people "
                "without an account. Best do both."
            ),
        ),
        links=BOTH,
        ways=PASTE,
    ),
    "objection_form__code": Answer(
        (
            say(
                "A code by e-mail is to show that the address is yours. Type it only into LinkedIn's "
                "own page, never into this chat."
            ),
            say("If none comes, look in the spam folder, then send the form again."),
        ),
        links=FORM,
    ),
    "objection_form__deadline": Answer(
        (
            PERIODS,
            say("Write down the day on which you sent it. I can remind you."),
        ),
        by_country={
            "ch": (NO_PERIOD,),
            "other": (NO_PERIOD,),
        },
        ways=(
            Link(REMIND_ME, "promise", "form"),
            *COMPLAIN,
        ),
    ),
    "objection_form__list": Answer(
        (
            say(
                "Choose the entry about training AI that creates content. I have seen its words only "
                "in Italian: {italian}.",
                italian=Label(
                    "Opposizione al trattamento per l'addestramento dei modelli di IA finalizzati "
                    "alla creazione di contenuti",
                    "it",
                ),
            ),
            say(
                "If there is also an entry about other AI, send the form a second time with that "
                "one."
            ),
        ),
        links=FORM,
        ways=PASTE,
    ),
    "objection_form__fields": Answer(
        (
            say(
                "According to reports it asks for your name, your e-mail address and a kind of "
                "objection from a list. Choose what is about training AI; if there are several, send "
                "the form once for each."
            ),
            say("As far as I know, it needs no reason, no proof and no identity card."),
        ),
        links=FORM,
        ways=PASTE,
    ),
    "objection_form__signing_in": Answer(
        (
            say("As far as I know, the form can be sent without signing in; the switch cannot."),
            say("Use the e-mail address of your account, so that LinkedIn finds it."),
        ),
        links=FORM,
        ways=PASTE,
    ),
    "objection_form__old_data": Answer(
        (
            say(
                "My words for the form include all your content and data so far. But what AI has "
                "learned stays learned."
            ),
            say(
                "Sources disagree on whether any objection still protects what was online before. "
                "You can delete old posts, too."
            ),
        ),
        links=FORM,
        ways=PASTE,
    ),
    "objection_form__refusal": Answer(
        (
            say("The switch cannot be refused. The form can, in part, and LinkedIn must say why."),
            REASONS_TO_REFUSE,
        ),
        ways=COMPLAIN,
    ),
    "objection_form__contact": Answer(
        (
            say(
                "Beside the objection form, LinkedIn has a form to its data protection officer. In "
                "the EU and EEA, LinkedIn Ireland in Dublin is responsible."
            ),
            say(
                "If nobody answers, write down the days on which you wrote, and complain to your "
                "authority."
            ),
        ),
        links={**OFFICER, **FORM},
        ways=COMPLAIN,
    ),
    "objection_form__rights": Answer(
        (
            say(
                "In the EU, EEA and UK you can object (Article {object} GDPR), get a copy (Article "
                "{copy}), have data deleted (Article {erase}), and complain (Article {complain}).",
                object="21",
                copy="15",
                erase="17",
                complain="77",
            ),
            PERIODS,
        ),
        links={**FORM, **COPY, **DELETE},
        ways=COMPLAIN,
    ),
    "cannot_find_setting__signed_out": Answer(
        (
            say(
                "The objection form needs no sign-in, as far as I know. Give the e-mail address of "
                "the account, so that LinkedIn finds it."
            ),
            say(
                "Only LinkedIn can help you get back into the account, on its own page. Please never "
                "send a password to me or to anybody else."
            ),
        ),
        links={**FORM, "linkedin": say("Open LinkedIn")},
        ways=PASTE,
    ),
    "cannot_find_setting__form_fails": Answer(
        (
            say(
                "Try another browser or another device, and a private window, so that you are not "
                "signed in. The switch works without the form."
            ),
            say(
                "If it still fails, take a screenshot with the date and write to LinkedIn's data "
                "protection officer."
            ),
        ),
        links={**SWITCH, **FORM, **OFFICER},
    ),
    "cannot_find_setting__form_country": Answer(
        (
            say(
                "The switch works in every country in which you see it, and it needs no form. Try "
                "that first."
            ),
            say(
                "For the form, take a screenshot of the list, and write to LinkedIn's data "
                "protection officer instead. In all of the EU and EEA you have the same right."
            ),
        ),
        links={**SWITCH, **OFFICER},
        ways=COMPLAIN,
    ),
    "cannot_find_setting__app": Answer(CAUSES["home"].says, links=SWITCH, ways=(STEP_BY_STEP,)),
}
