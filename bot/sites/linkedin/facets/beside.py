"""Microsoft, other services, and this bot."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.captions import STORED
from bot.core.site import Answer, Link
from bot.core.text import Fact, Label, Menu, say
from bot.sites.linkedin.ways import FORM, SWITCH

_OTHERS = (Link(say("Other services"), "fact", "other_services"),)

BESIDE: Mapping[str, Answer] = {
    "microsoft__advertising": Answer(
        (
            say(
                "For advertising, LinkedIn shares data with Microsoft, but, as its help page says, "
                "not from the EU, EEA, Switzerland and the UK. The switch for AI does not change "
                "that."
            ),
            say(
                "Elsewhere, there is a switch of its own for it: {switch}.",
                switch=Menu("ads_switch"),
            ),
        ),
        links={"ads_switch": say("The switch for advertising")},
    ),
    "microsoft__models": Answer(
        (
            say(
                "LinkedIn says that its AI may be trained by itself or by another provider, and that "
                "it may use models from Microsoft's Azure OpenAI service."
            ),
            say("No source I know says whether OpenAI gets LinkedIn data."),
        ),
        links=SWITCH,
    ),
    "microsoft__affiliates": Answer(
        (
            say(
                "LinkedIn's user agreement names them: LinkedIn Ireland, LinkedIn Corporation, "
                "LinkedIn Singapore, and Microsoft with its subsidiaries, such as GitHub."
            ),
            say("LinkedIn's help page says that the switch also binds its affiliates."),
        ),
        links=SWITCH,
    ),
    "microsoft__copilot": Answer(
        (
            say(
                "In its table, LinkedIn lists training of Microsoft's own AI for the UK only. No "
                "source I know says that Copilot learns from LinkedIn elsewhere."
            ),
            say(
                "But one general sentence of the same notice says that it also shares data for that "
                "{permitted}. For chats with Copilot itself, there is a setting there.",
                permitted=Label("where permitted", "en"),
            ),
        ),
        links=SWITCH,
        ways=(Link(say("Copilot's own setting"), "fact", "other_services__copilot"),),
    ),
    "microsoft__safety": Answer(
        (
            say(
                "How safe it is, I cannot judge. LinkedIn and companies of Microsoft may hold it, "
                "and what AI has learned cannot be called back."
            ),
            say(
                "The less there is, the less can be lost. The switch stops the training from now on."
            ),
        ),
        links=SWITCH,
    ),
    "microsoft__sale": Answer(
        (
            say("I know of no source that says LinkedIn sells data for AI training."),
            say(
                "But it shares data: with affiliates, with providers that work for it and, under a "
                "switch of its own, for research ({switch}).",
                switch=Label("Social, economic, and workplace research", "en"),
            ),
        ),
        links={"privacy_settings": say("Open the list")},
        ways=(Link(say("The switch for research"), "fact", "other_ai__research"),),
    ),
    "other_services__alternatives": Answer(
        (
            say(
                "I cannot recommend another network: many services train AI, and I know only some "
                "of them."
            ),
            say(
                "Of those I know how one says no. To stop LinkedIn's training, you need not leave."
            ),
        ),
        links=SWITCH,
        ways=_OTHERS,
    ),
    "other_services__blue_circle": Answer(
        (
            say(
                "The blue circle of Meta's AI cannot be removed, according to reports. What you do "
                "not write to it, it does not get."
            ),
            say(
                "Against the training on what you post on Facebook and Instagram, there are forms."
            ),
        ),
        ways=(Link(say("Say no to Meta"), "fact", "other_services__meta"),),
    ),
    "other_services__each": Answer(
        (
            say(
                "Each service has its own way: LinkedIn's switch covers LinkedIn only, and I know "
                "of no switch for all."
            ),
            say("One after the other takes a few minutes each. Begin with those you use most."),
        ),
        ways=_OTHERS,
    ),
    "about_bot__phishing": Answer(
        (
            say(
                "According to reports, LinkedIn did write to its members about this in autumn {year}. "
                "But such mails are also forged, and I cannot see yours.",
                year=Fact("years", "announced"),
            ),
            say(
                "Do not tap anything in it: open LinkedIn yourself, in the app or by typing its "
                "address. LinkedIn says that it never asks for your password."
            ),
        ),
        links={"linkedin": say("Open LinkedIn")},
    ),
    "about_bot__who": Answer(
        (
            say(
                "I am a program, free of charge, and my source code is open. I do not belong to "
                "LinkedIn or Microsoft."
            ),
            say(
                "I never ask for a name, an e-mail address or a password, and all my links go to the "
                "services themselves or to the sources."
            ),
        ),
        ways=(Link(STORED, "privacy"),),
    ),
    "bot_privacy__clear_chat": Answer(
        (
            say(
                "You can delete this chat in the app you write in, usually by pressing and holding "
                "it in the list of chats. I cannot do that for you."
            ),
            say("What I store of you is another matter: you can see it, and erase it at once."),
        ),
        ways=(Link(STORED, "privacy"),),
    ),
    "how_to_opt_out__pasted_post": Answer(
        (
            say(
                "I know of no source that says such a post has an effect. Two things count: the "
                "switch and the objection form."
            ),
        ),
        links=FORM,
    ),
}
