"""An account, its data and its end; and accounts of companies."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.site import Answer, Link
from bot.core.text import Fact, nsay, say
from bot.sites.linkedin.ways import CLOSE, COMPLAIN, COPY, DELETE, OFFICER, SWITCH

ACCOUNTS: Mapping[str, Answer] = {
    "access_erasure__deceased": Answer(
        (
            say(
                "I am sorry for your loss. LinkedIn closes the account of somebody who has died when "
                "a person entitled to act asks for it, with papers. Everybody can report the death; "
                "then it keeps the profile as a memorial."
            ),
            say("No source I know says whether LinkedIn trains on such profiles."),
        ),
        links={"deceased": say("LinkedIn's page for this")},
        quiet=True,
    ),
    "access_erasure__leaving": Answer(
        (
            say(
                "To stop the training from now on, the switch is enough; you need not leave. Whether "
                "LinkedIn is still worth it to you, only you can tell."
            ),
            nsay(
                "If you close the account, LinkedIn says that it deletes it within {count} day. What "
                "AI has learned stays learned all the same. Get a copy first.",
                "If you close the account, LinkedIn says that it deletes it within {count} days. "
                "What AI has learned stays learned all the same. Get a copy first.",
                Fact("numbers", "deleted_within_days"),
            ),
        ),
        links={**SWITCH, **COPY, **CLOSE},
    ),
    "access_erasure__after_closing": Answer(
        (
            nsay(
                "LinkedIn says that it deletes a closed account within {count} day. What you shared "
                "with others stays visible, and what AI has learned stays learned.",
                "LinkedIn says that it deletes a closed account within {count} days. What you shared "
                "with others stays visible, and what AI has learned stays learned.",
                Fact("numbers", "deleted_within_days"),
            ),
            say(
                "No source says whether it trains on closed accounts. To be safe, turn off the "
                "switch and delete posts before you close it."
            ),
        ),
        links={**SWITCH, **CLOSE},
    ),
    "access_erasure__delete_cv": Answer(
        (
            say(
                "According to a help page of LinkedIn, saved CVs stand under Data privacy, in the "
                "settings for job applications. There you can delete them."
            ),
            say("Turning off the switch keeps those that remain out of training from now on."),
        ),
        links={"privacy_settings": say("Open the list"), **SWITCH},
    ),
    "access_erasure__list": Answer(
        (
            say(
                "In the EU, EEA and UK, LinkedIn must tell you which data of yours it uses and what "
                "for (Article {article} GDPR). Part of it is in the copy that you can get at once.",
                article="15",
            ),
            say("But nothing can be taken out of what AI has already learned."),
        ),
        links={**COPY, **OFFICER, **DELETE},
    ),
    "access_erasure__refused": Answer(
        (
            say(
                "In the EU, EEA and UK, you have a right to a copy (Article {article} GDPR). If "
                "LinkedIn refuses, it must say why, and you can complain.",
                article="15",
            ),
            say(
                "You are not the only one: noyb has complained about a refused copy, though of data "
                "about visits to a profile ({date}).",
                date=Fact("dates", "noyb_complaint"),
            ),
        ),
        links=OFFICER,
        ways=COMPLAIN,
    ),
    "access_erasure__identity": Answer(
        (
            say(
                "In the EU, EEA and UK, you can ask for the deletion (Article {article} GDPR): at "
                "LinkedIn, and at the partner who checked the document.",
                article="17",
            ),
            say("Such scans are not on LinkedIn's list for AI training."),
        ),
        links={**DELETE, **OFFICER},
        ways=COMPLAIN,
    ),
    "access_erasure__reopening": Answer(
        (
            nsay(
                "According to a report, a closed account can be reopened within {count} day. "
                "Try to sign in.",
                "According to a report, a closed account can be reopened within {count} days. "
                "Try to sign in.",
                Fact("numbers", "reopened_within_days"),
            ),
            say("Then look at the switch, to see whether it is still off."),
        ),
        links={"linkedin": say("Open LinkedIn"), **SWITCH},
    ),
    "company_page__duties": Answer(
        (
            say(
                "Tell your people: each of them decides in their own account, and I know of no "
                "switch for a company's page."
            ),
            say(
                "Pass on the link, and agree on what may be posted about customers and projects: "
                "posts of your people are used like all others."
            ),
        ),
        links=SWITCH,
        ways=(Link(say("Pass it on"), "share"),),
    ),
    "company_page__competitors": Answer(
        (
            say(
                "AI that learned from posts works for all members, also for competitors. No source I "
                "know says that it gives away whole posts."
            ),
            say(
                "Each of your people decides in their own account. What is secret does not belong in "
                "posts, nor in what one types into LinkedIn's AI."
            ),
        ),
        links=SWITCH,
        ways=(Link(say("What can a company do?"), "fact", "company_page__duties"),),
    ),
    "company_page__central": Answer(
        (
            say(
                "I know of no way for an employer, an admin or IT to turn the switch off for others: "
                "the account belongs to the person."
            ),
            say("What helps: tell everybody on the same day, with the link."),
        ),
        links=SWITCH,
        ways=(Link(say("Pass it on"), "share"),),
    ),
    "company_page__official": Answer(
        (
            say(
                "The official text is LinkedIn's privacy notice for Europe; the row on AI that "
                "creates content lists data and purpose. I read its version of {date}.",
                date=Fact("dates", "notice"),
            ),
            say("The switch itself is the other proof: it stands in everybody's settings."),
        ),
        links={"notice": say("LinkedIn's notice"), **SWITCH},
    ),
}
