"""What is said about the law, one's rights, and what saying no changes."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.conversation.on_training import Says
from bot.core.conversation.scene import Scene
from bot.core.text import Text, nsay, say


def _legal_basis(scene: Scene) -> tuple[Text, ...]:
    return (
        say(
            "LinkedIn asks for no consent: it relies on legitimate interests. It is on until you "
            "object, which you may do at any time (Article {article} GDPR).",
            article="21",
        ),
        say(
            "The Irish authority, which leads, said on {date} that it had neither approved the "
            "training nor found it lawful, and saw no need for further steps for now.",
            date=scene.knowledge.dates["dpc_statement"],
        ),
    )


def _regulators(scene: Scene) -> tuple[Text, ...]:
    known = scene.knowledge
    return (
        say(
            "I know of no authority that has forbidden it, and of no ruling. The Irish one, which "
            "leads, had the plan cut down and did not approve it ({date}). Others explain how to "
            "object.",
            date=known.dates["dpc_statement"],
        ),
        say(
            "The fine of {amount} million euros ({date}) was about advertising, not about this.",
            amount=known.numbers["fine_millions"],
            date=known.dates["fine"],
        ),
    )


def _other_ai(_: Scene) -> tuple[Text, ...]:
    return (
        say("No. The switch is only about AI that creates content."),
        say(
            "It does not cover the AI that chooses what you see, ranks you for recruiters, or looks "
            "after security. For those there is the objection form."
        ),
    )


def _too_late(_: Scene) -> tuple[Text, ...]:
    return (
        say("It is not too late. You can object at any time, today as well."),
        say("But what a model has learned until then stays in it, so the sooner the better."),
    )


def _retroactive(_: Scene) -> tuple[Text, ...]:
    return (
        say(
            "What has been learned stays: LinkedIn says that turning the switch off does not undo "
            "training that has already taken place."
        ),
        say("But it counts from now on, and so does the form."),
    )


def _after_opt_out(_: Scene) -> tuple[Text, ...]:
    return (
        say("LinkedIn says you can go on using its AI features."),
        say(
            "Whether saying no changes your reach or what recruiters see, LinkedIn has not said, and "
            "I know of no proof."
        ),
    )


def _stays_off(_: Scene) -> tuple[Text, ...]:
    return (
        say(
            "It should stay off, and it counts for your account on every device. Rumours that one "
            "must repeat it have no official source."
        ),
        say("To check, open the page and look. I can remind you of it."),
    )


def _objection_form(_: Scene) -> tuple[Text, ...]:
    return (
        say(
            "With LinkedIn's objection form you can also object to its other AI, and without an "
            "account. The Italian authority says that no reason is needed and that a confirmation "
            "comes by e-mail."
        ),
        say("LinkedIn may refuse part of it, and has to say why."),
    )


def _complaint(scene: Scene) -> tuple[Text, ...]:
    numbers = scene.knowledge.numbers
    return (
        say(
            "You can complain to the data protection authority of your own country, free of charge. "
            "Ireland's leads the case in the EU; in the UK it is the ICO."
        ),
        nsay(
            "Object first, and keep the confirmation. LinkedIn has {count} month to answer, and "
            "{extension} if it says why in time.",
            "Object first, and keep the confirmation. LinkedIn has {count} months to answer, and "
            "{extension} if it says why in time.",
            numbers["answer_within_months"],
            extension=nsay(
                "{count} month more", "{count} months more", numbers["answer_extension_months"]
            ),
        ),
    )


def _access_erasure(scene: Scene) -> tuple[Text, ...]:
    return (
        say(
            "You can ask for a copy of your data, have data erased, or close your account. LinkedIn "
            "says a closed account is deleted within {days}.",
            days=nsay(
                "{count} day", "{count} days", scene.knowledge.numbers["deleted_within_days"]
            ),
        ),
        say(
            "But none of this takes anything out of a model that has already learned from it. And "
            "whether it trains on hibernated accounts, I found nowhere."
        ),
    )


def _mentioned_by_others(_: Scene) -> tuple[Text, ...]:
    return (
        say(
            "What others write about you follows their switch, not yours. That is so even if you "
            "have no account."
        ),
        say(
            "But you can object with LinkedIn's form, with or without an account: add the address of "
            "the page that names you."
        ),
    )


def _company_page(_: Scene) -> tuple[Text, ...]:
    return (
        say(
            "Each person decides alone: an account belongs to the person, not to the employer. I know "
            "of no way to turn the switch off for the staff."
        ),
        say(
            "For company pages I know of no switch of their own. In the UK their data and job ads "
            "also go to Microsoft."
        ),
    )


def _pasted_post(_: Scene) -> tuple[Text, ...]:
    return (
        say(
            "I know of no source that gives such a post any effect. LinkedIn and the authorities name "
            "two ways to say no: the switch and the objection form."
        ),
    )


RIGHTS: Mapping[str, Says] = {
    "legal_basis": _legal_basis,
    "regulators": _regulators,
    "other_ai": _other_ai,
    "too_late": _too_late,
    "retroactive": _retroactive,
    "after_opt_out": _after_opt_out,
    "stays_off": _stays_off,
    "objection_form": _objection_form,
    "complaint": _complaint,
    "access_erasure": _access_erasure,
    "mentioned_by_others": _mentioned_by_others,
    "company_page": _company_page,
    "pasted_post": _pasted_post,
}
