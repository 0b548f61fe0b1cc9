"""What the switch changes, what it does not, and how one knows."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.site import Answer, Link
from bot.core.text import Label, Menu, say
from bot.sites.linkedin.rights import NO_EVIDENCE
from bot.sites.linkedin.walking import ON_AGAIN
from bot.sites.linkedin.ways import BOTH, COPY, DONE, FORM, PASTE, REMIND, SWITCH

EFFECTS: Mapping[str, Answer] = {
    "after_opt_out__visibility": Answer(
        (
            NO_EVIDENCE,
            say(
                "The AI that ranks profiles and posts is another one; this switch does not reach it."
            ),
        ),
        links=SWITCH,
    ),
    "after_opt_out__advantage": Answer(
        (
            say(
                "I know of no proven advantage of leaving it on, and of no proven disadvantage of "
                "turning it off."
            ),
            say("It is your decision, and you can change it at any time."),
        ),
        links=SWITCH,
    ),
    "after_opt_out__why": Answer(
        (
            say(
                "It takes about two minutes and stops what lies ahead: what you provide no longer "
                "trains AI that creates content."
            ),
            say(
                "It does not undo the past: what has been learned stays learned. So the sooner, the "
                "better."
            ),
        ),
        links=SWITCH,
    ),
    "after_opt_out__ai_features": Answer(
        (
            say(
                "The switch does not remove LinkedIn's AI from your screen; I know of no setting "
                "that removes all of it. You need not use it."
            ),
            say("What you do not type into it cannot be used."),
        ),
        links=SWITCH,
    ),
    "after_opt_out__seen": Answer(
        (
            say(
                "The switch stands in your own settings. I know of no place where a boss, a "
                "recruiter or anybody else on LinkedIn could see it."
            ),
            say(
                "But whoever uses your account or looks at your screen can see it. Only LinkedIn "
                "itself knows it otherwise."
            ),
        ),
        links=SWITCH,
    ),
    "after_opt_out__account": Answer(
        (
            say(
                "The account stays. LinkedIn offers the switch itself and says that you can still "
                "use its AI features."
            ),
            say("I know of nobody who was locked out for saying no."),
        ),
        links=SWITCH,
    ),
    "after_opt_out__premium": Answer(
        (
            say(
                "I know of no exception for Premium: those who pay are in the training, too, until "
                "they turn off the switch."
            ),
            say("I know of no statement that Premium loses anything by it."),
        ),
        links=SWITCH,
    ),
    "after_opt_out__paused_posts": Answer(
        (
            say(
                "You need neither stop posting nor write nonsense: once the switch is off, what you "
                "provide no longer trains AI that creates content."
            ),
            say("LinkedIn's user agreement asks for true information, and readers would suffer."),
        ),
        links=SWITCH,
    ),
    "stays_off__accounts": Answer(
        (
            say(
                "Each account has its own switch: sign in to each and turn it off there. LinkedIn's "
                "user agreement allows one account a person."
            ),
            say("On your devices, one is enough: the switch counts for the account."),
        ),
        links=SWITCH,
    ),
    "stays_off__confirmation": Answer(
        (
            say(
                "I know of no e-mail after the switch: what you see on the page is the confirmation. "
                "For the form, reports say that one comes."
            ),
            say("Take a screenshot with the date, and keep the e-mail about the form."),
        ),
        links=SWITCH,
        ways=DONE,
    ),
    "stays_off__trust": Answer(
        (
            say(
                "You can see that the switch is off. What LinkedIn really does inside, nobody "
                "outside can check; that is the authorities' task."
            ),
            say(
                "In the EU, EEA and UK, you can ask LinkedIn what it uses of you (Article {article} "
                "GDPR), and complain if the answer does not fit.",
                article="15",
            ),
        ),
        ways=(
            Link(say("What did they use of me?"), "fact", "access_erasure__list"),
            *REMIND,
        ),
    ),
    "stays_off__address": Answer(
        (
            say(
                "As far as I know, the switch belongs to the account: a new e-mail address, a new "
                "phone or another browser does not change it."
            ),
            say(
                "An objection by the form was sent with your old address. If you are unsure, send it "
                "again."
            ),
        ),
        links=BOTH,
    ),
    "stays_off__proof": Answer(
        (
            say(
                "Take a screenshot of the switch with the date, and keep the e-mail that confirms "
                "the form. When it is done, I can give you a note with the date."
            ),
            say("A copy of your data from LinkedIn, made on that day, can help, too."),
        ),
        links=COPY,
        ways=DONE,
    ),
    "done__on_by_mistake": Answer(ON_AGAIN, links=BOTH),
    "other_ai__research": Answer(
        (
            say(
                "It is a switch of its own in the same list: {switch}. Thuringia's authority advises "
                "to turn it off as well.",
                switch=Label("Social, economic, and workplace research", "en"),
            ),
            say(
                "It has nothing to do with the switch for AI; turning off one leaves the other on."
            ),
        ),
        links={"privacy_settings": say("Open the list")},
    ),
    "other_ai__settings": Answer(
        (
            say(
                "Beside the switch for AI: the one for research in the same list, and, outside "
                "Europe, the one for advertising with Microsoft ({switch}).",
                switch=Menu("ads_switch"),
            ),
            say("And the objection form, for the AI that the switch does not cover."),
        ),
        links={"privacy_settings": say("Open the list"), **FORM},
    ),
    "other_ai__left": Answer(
        (
            say(
                "Three things stay: what AI has already learned, what others post about you, and "
                "LinkedIn's other AI, which ranks, recommends and protects."
            ),
            say("Against the last two, there is the objection form."),
        ),
        links=FORM,
        ways=PASTE,
    ),
    "other_ai__hiring": Answer(
        (
            say(
                "AI that ranks or sums up applicants for recruiters is not what the switch is about. "
                "For its Hiring Assistant, LinkedIn explains your rights on a page of its own."
            ),
            say("Against other AI of LinkedIn, there is the objection form."),
        ),
        links={"hiring_assistant": say("About the Hiring Assistant"), **FORM},
        ways=PASTE,
    ),
}
