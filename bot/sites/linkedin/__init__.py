"""LinkedIn: its menus, what is known of its AI training, and how its members say no."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.site import Guide, Profile, Site, Welcome
from bot.core.text import Text, literal, say
from bot.sites.linkedin import facets
from bot.sites.linkedin.after import CALENDAR, DONE, FORM, QUESTIONS, RESPONSES
from bot.sites.linkedin.rights import RIGHTS
from bot.sites.linkedin.training import TRAINING
from bot.sites.linkedin.voices import VOICES
from bot.sites.linkedin.walking import CAUSES, CAUSES_AT, MENUS, WALK

_PROFILE = Profile(
    description=say(
        "LinkedIn trains AI on its members' data unless they say no. I show you the switch in about "
        "two minutes, and I come back to ask whether it really is off, if you like. I ask for no "
        "name and no e-mail. I do not belong to LinkedIn."
    ),
    about=say("Turn off LinkedIn's AI training in two minutes. Free, no sign-up, not LinkedIn."),
    commands={
        "optout": say("Turn off AI training on LinkedIn, step by step"),
        "data": say("Which data LinkedIn uses, and since when"),
    },
    device=say("Where you open LinkedIn"),
)

_WELCOME = Welcome(
    hello=(
        say("LinkedIn trains AI on its members' data unless they say no."),
        say(
            "I lead you to the switch, step by step, in about two minutes. I need no name, no "
            "e-mail address and no link to your profile."
        ),
    ),
    about=say(
        "This bot is free of charge and its source code is open. It does not belong to LinkedIn "
        "or Microsoft. It gives general help, not legal advice."
    ),
    here_for_you=say(
        "I am here for you: press a button, or ask me anything about LinkedIn's AI training."
    ),
    beside=say(
        "Sorry, I cannot help with that. I only know about LinkedIn's AI training and how to say "
        "no to it."
    ),
    no_account=say("I have no LinkedIn account"),
    without_account=facets.ANSWERS["mentioned_by_others__no_account"].says,
    group=say("LinkedIn trains AI on our data unless we say no. I show you how, in private."),
    panel=(
        say(
            "LinkedIn trains AI on our profiles, posts and comments. You can say no: from then on, "
            "what you provide no longer trains AI that creates content."
        ),
        say("It takes about two minutes, and nobody here sees what you do."),
    ),
    friend=say(
        "LinkedIn trains AI on our data unless we say no. This bot shows you the switch in two "
        "minutes. It is free and asks for nothing."
    ),
)

_ESSENTIALS: Mapping[str, Text] = {
    "data_used": say("Which data?"),
    "start_date": say("Since when?"),
    "private_messages": say("Private messages?"),
    "retroactive": say("What was used already?"),
    "legal_basis": say("Is it legal?"),
    "countries": say("Where does it apply?"),
}
_FURTHER: Mapping[str, Text] = {
    "old_content": say("My older posts?"),
    "data_not_used": say("What is left out?"),
    "purpose": say("What for?"),
    "microsoft": say("Does Microsoft get it?"),
    "other_ai": say("Does the switch cover all AI?"),
    "after_opt_out": say("Do I lose anything?"),
    "stays_off": say("Does it stay off?"),
    "too_late": say("Is it too late?"),
    "regulators": say("What do the authorities say?"),
    "complaint": say("How do I complain?"),
    "access_erasure": say("Copy, delete, close?"),
    "objection_form": say("The objection form"),
    "mentioned_by_others": say("What others post about me"),
    "minors": say("Under age?"),
    "company_page": say("Company pages, staff"),
    "other_services": say("Other services"),
    "how_to_opt_out__pasted_post": say("Does a post help?"),
}
_FACETS: Mapping[str, Text] = {
    "data_used__activity": say("Likes, follows, visits?"),
    "data_used__searches": say("My searches?"),
    "data_used__pictures": say("Pictures?"),
    "data_used__applications": say("CVs, applications?"),
    "after_opt_out__visibility": say("Will I be seen less?"),
    "after_opt_out__why": say("Is it any use?"),
    "after_opt_out__seen": say("Who sees that it is off?"),
    "legal_basis__unseen_notice": say("Nobody told me"),
    "legal_basis__pay": say("Do I get paid?"),
    "old_content__dormant": say("An old, unused account"),
    "old_content__deleting": say("Delete old posts?"),
    "objection_form__reason": say("Do I need a reason?"),
    "objection_form__list": say("Which entry do I choose?"),
    "objection_form__identity": say("They want my ID"),
    "mentioned_by_others__photo": say("A photo with me in it"),
    "stays_off__accounts": say("Two accounts"),
    "stays_off__trust": say("Can I trust that?"),
    "complaint__template": say("They refused"),
    "microsoft__advertising": say("And for advertising?"),
    "microsoft__models": say("Whose AI is it?"),
    "regulators__cases": say("Complaints and lawsuits?"),
    "minors__photos": say("Pictures of my children"),
    "company_page__duties": say("What can a company do?"),
    "access_erasure__leaving": say("Do I have to leave?"),
    "access_erasure__delete_cv": say("How do I delete CVs?"),
    "access_erasure__deceased": say("Somebody has died"),
    "other_ai__research": say("The switch for research"),
}

SITE = Site(
    called=literal("LinkedIn"),
    line=_WELCOME.group,
    words=("linkedin",),
    guide=Guide(
        profile=_PROFILE,
        welcome=_WELCOME,
        walk=WALK,
        menus=MENUS,
        causes=CAUSES,
        causes_at=CAUSES_AT,
        form=FORM,
        done=DONE,
        questions=QUESTIONS,
        responses=RESPONSES,
        calendar=CALENDAR,
        data=say(
            "LinkedIn uses your profile, posts and comments, what you type into its AI, and more. "
            "What would you like to know?"
        ),
        others=say("My subject is LinkedIn, but I also know about some other services. Which one?"),
        essentials=_ESSENTIALS,
        further=_FURTHER,
        facets=_FACETS,
        answers={**TRAINING, **RIGHTS, **VOICES, **facets.ANSWERS},
        elsewhere=say("{country}: no source I have speaks of it by name."),
    ),
)
