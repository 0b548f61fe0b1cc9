"""Questions about the matter: one line, one "but", and where it is known from."""

from __future__ import annotations

from collections.abc import Mapping
from textwrap import shorten

from bot.core.conversation import on_services
from bot.core.conversation.labels import (
    BACK,
    HOW_KNOWN,
    OPEN_FORM,
    REMIND_ME,
    SHOW_ME,
    TO_SWITCH,
    WORDS_TO_PASTE,
)
from bot.core.conversation.on_rights import RIGHTS
from bot.core.conversation.on_training import TRAINING, Says
from bot.core.conversation.scene import Scene
from bot.core.facts import Known, Source
from bot.core.messages import AnyButton, LinkButton, Word
from bot.core.text import Text, literal, say
from bot.core.turn import Turn

ESSENTIALS: Mapping[str, Text] = {
    "data_used": say("Which data?"),
    "start_date": say("Since when?"),
    "private_messages": say("Private messages?"),
    "retroactive": say("What was used already?"),
    "legal_basis": say("Is it legal?"),
    "countries": say("Where does it apply?"),
}
FURTHER: Mapping[str, Text] = {
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
    "pasted_post": say("Does a post help?"),
}
ANSWERS: Mapping[str, Says] = {**TRAINING, **RIGHTS}


def data(scene: Scene) -> Turn:
    """What would you like to know?"""
    return scene.says(
        say(
            "LinkedIn uses your profile, posts and comments, what you type into its AI, and more. "
            "What would you like to know?"
        ),
        buttons=(
            *(scene.to("fact", label, topic) for topic, label in ESSENTIALS.items()),
            scene.to("more", say("More questions")),
            scene.to("optout", SHOW_ME, word=Word.YES),
        ),
    )


def more(scene: Scene) -> Turn:
    """The other questions there are answers to."""
    return scene.says(
        say("What else would you like to know?"),
        buttons=(
            *(scene.to("fact", label, topic) for topic, label in FURTHER.items()),
            scene.to("data", BACK, word=Word.BACK),
        ),
    )


def fact(scene: Scene) -> Turn:
    """One answer; for one country or service where the argument names it after two underscores."""
    topic, _, detail = scene.argument.partition("__")
    if topic == "other_services":
        return services(scene.at(detail))
    if topic not in ANSWERS:
        return data(scene)
    return scene.says(
        *ANSWERS[topic](scene.at(detail)),
        buttons=(
            *_ways_on(scene, topic),
            scene.to("source", HOW_KNOWN, scene.argument),
            scene.to("data", say("Another question"), word=Word.BACK),
            scene.to("optout", SHOW_ME, word=Word.YES),
        ),
    )


def services(scene: Scene) -> Turn:
    """The same matter elsewhere: Meta, X, ChatGPT and others."""
    name = scene.argument
    if name not in on_services.NAMES:
        return scene.says(
            on_services.one_line(scene),
            buttons=(
                *(
                    scene.to("fact", label, f"other_services__{each}")
                    for each, label in on_services.NAMES.items()
                ),
                scene.to("more", BACK, word=Word.BACK),
            ),
        )
    return scene.says(
        on_services.one_line(scene),
        buttons=(
            *(
                LinkButton(
                    literal(scene.knowledge.links[key].split("/")[2]), scene.knowledge.links[key]
                )
                for key in on_services.LINKS.get(name, ())
            ),
            scene.to("source", HOW_KNOWN, f"other_services__{name}"),
            scene.to("fact", say("Other services"), "other_services", Word.BACK),
            scene.to("optout", say("LinkedIn: show me how"), word=Word.YES),
        ),
    )


def _ways_on(scene: Scene, topic: str) -> tuple[AnyButton[Text], ...]:
    links = scene.knowledge.links
    form = LinkButton(OPEN_FORM, links["objection_form"])
    match topic:
        case "objection_form" | "other_ai" | "mentioned_by_others" | "old_content":
            return (form, scene.to("words", WORDS_TO_PASTE))
        case "access_erasure":
            return (
                LinkButton(say("Get a copy"), links["download"]),
                LinkButton(say("Close the account"), links["close_account"]),
            )
        case "stays_off":
            return (
                LinkButton(TO_SWITCH, links["switch"]),
                scene.to("later", REMIND_ME, word=Word.LATER),
            )
        case "complaint" | "pasted_post":
            return (form,)
    return ()


def source(scene: Scene) -> Turn:
    """Who says so, where, and when it was read."""
    topic, _, detail = scene.argument.partition("__")
    sources = scene.knowledge.services.get(detail) or scene.knowledge.topics.get(topic)
    if sources is None:
        return data(scene)
    return scene.says(
        *(_cite(each) for each in sources),
        buttons=(
            *(LinkButton(literal(_short(each)), each.url) for each in sources),
            scene.to("uk", BACK, word=Word.BACK)
            if detail == "uk"
            else scene.to("fact", BACK, scene.argument, Word.BACK),
            scene.to("optout", SHOW_ME, word=Word.YES),
        ),
    )


def _short(source: Source) -> str:
    return shorten(f"{source.publisher}: {source.title}", 60, placeholder="…")


def _cite(source: Source) -> Text:
    how = {
        Known.READ: say("read on {read}", read=source.read_on),
        Known.QUOTED: say("quoted by others, read on {read}", read=source.read_on),
        Known.REPORTED: say("reported by others, read on {read}", read=source.read_on),
    }[source.known]
    if source.dated is None:
        return say(
            "{publisher}: {title} ({how})", publisher=source.publisher, title=source.title, how=how
        )
    return say(
        "{publisher}: {title}, {dated} ({how})",
        publisher=source.publisher,
        title=source.title,
        dated=source.dated,
        how=how,
    )
