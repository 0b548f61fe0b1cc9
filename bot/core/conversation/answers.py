"""The essentials about the matter: one line, one "but", and where it is known from."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.core.conversation.scene import Scene
from bot.core.conversation.welcome import BACK, SHOW_ME
from bot.core.facts import Knowledge, Known, Source
from bot.core.messages import LinkButton, Text, Word, literal, say
from bot.core.turn import Turn

QUESTIONS: Mapping[str, Text] = {
    "data_used": say("Which data?"),
    "start_date": say("Since when?"),
    "private_messages": say("Private messages?"),
    "retroactive": say("What was used already?"),
    "old_content": say("My older posts?"),
    "legal_basis": say("Is it legal?"),
    "countries": say("Where does it apply?"),
}


def data(scene: Scene) -> Turn:
    """What would you like to know?"""
    return scene.reply(
        say(
            "LinkedIn uses your profile, posts and comments, what you type into its AI, and more. "
            "What would you like to know?"
        ),
        buttons=(
            *(scene.to("fact", label, topic) for topic, label in QUESTIONS.items()),
            scene.to("optout", SHOW_ME, word=Word.YES),
        ),
    )


def fact(scene: Scene) -> Turn:
    """One answer."""
    topic = scene.argument
    if topic not in QUESTIONS:
        return data(scene)
    return scene.reply(
        *_ANSWERS[topic](scene.knowledge),
        buttons=(
            scene.to("source", say("How do you know?"), topic),
            scene.to("data", say("Another question"), word=Word.BACK),
            scene.to("optout", SHOW_ME, word=Word.YES),
        ),
    )


def source(scene: Scene) -> Turn:
    """Who says so, where, and when it was read."""
    topic = scene.argument
    if topic not in scene.knowledge.topics:
        return data(scene)
    sources = scene.knowledge.topics[topic]
    return scene.reply(
        *(_cite(each) for each in sources),
        buttons=(
            *(
                LinkButton(literal(f"{each.publisher}: {each.title}"[:60]), each.url)
                for each in sources
            ),
            scene.to("fact", BACK, topic, Word.BACK),
            scene.to("optout", SHOW_ME, word=Word.YES),
        ),
    )


def _cite(source: Source) -> Text:
    title = f"{source.publisher}: {source.title}"
    how = {
        Known.READ: say("read on {read}", read=source.read_on),
        Known.QUOTED: say("read in other people's quotations on {read}", read=source.read_on),
        Known.REPORTED: say("a report, read on {read}", read=source.read_on),
    }[source.known]
    if source.dated is None:
        return say("{title} ({how})", title=title, how=how)
    return say("{title}, {dated} ({how})", title=title, dated=source.dated, how=how)


def _data_used(_: Knowledge) -> tuple[Text, ...]:
    return (
        say(
            "Your profile with name, photo and career, your posts, articles, comments and poll "
            "answers, and whatever you type into LinkedIn's AI."
        ),
        say(
            "But not only what is public: also group messages, saved CVs and your answers to "
            "screening questions."
        ),
    )


def _start_date(known: Knowledge) -> tuple[Text, ...]:
    return (
        say(
            "Since {date} in the EU, the EEA, Switzerland and the UK, and again in Canada and Hong "
            "Kong.",
            date=known.dates["training_since"],
        ),
        say(
            "In the US and most other countries since {date}.",
            date=known.dates["training_since_elsewhere"],
        ),
        say("You can still say no at any time."),
    )


def _private_messages(_: Knowledge) -> tuple[Text, ...]:
    return (
        say("LinkedIn says no: private messages and InMail do not train this AI."),
        say(
            "But messages in groups do, and private messages are still scanned by machines for "
            "other purposes, such as harmful content."
        ),
    )


def _retroactive(_: Knowledge) -> tuple[Text, ...]:
    return (
        say(
            "What has been learned stays: LinkedIn says that turning the switch off does not undo "
            "training that has already taken place."
        ),
        say("But it counts from now on, and so does the form."),
    )


def _old_content(known: Knowledge) -> tuple[Text, ...]:
    return (
        say(
            "Older posts count too. The plan went back to {year}. The Irish authority says the period "
            "was shortened; nobody has published by how much.",
            year=known.years["planned_back_to"],
        ),
        say(
            "Does turning it off protect older posts? LinkedIn's text suggests yes for future "
            "training, the Italian authority said no. So use the form as well."
        ),
    )


def _legal_basis(known: Knowledge) -> tuple[Text, ...]:
    return (
        say(
            "LinkedIn asks for no consent. It relies on legitimate interests, so it is on until you "
            "object. You may object at any time (Article {article} GDPR).",
            article="21",
        ),
        say(
            "The Irish authority, which leads, said on {date} that it had neither approved the "
            "training nor found it in line with the law, and saw no need to step in for now.",
            date=known.dates["dpc_statement"],
        ),
    )


def _countries(known: Knowledge) -> tuple[Text, ...]:
    return (
        say(
            "Nearly everywhere: the EU, EEA, Switzerland, the UK, Canada and Hong Kong since {date}, "
            "the US and most other countries longer.",
            date=known.dates["training_since"],
        ),
        say(
            "In the UK Microsoft also gets posts for its own AI; the same switch stops that. In the "
            "EU, EEA and Switzerland it does not."
        ),
    )


_ANSWERS: Mapping[str, Callable[[Knowledge], tuple[Text, ...]]] = {
    "data_used": _data_used,
    "start_date": _start_date,
    "private_messages": _private_messages,
    "retroactive": _retroactive,
    "old_content": _old_content,
    "legal_basis": _legal_basis,
    "countries": _countries,
}
