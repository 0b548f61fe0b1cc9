"""What is said about the training: which data, since when, where, what for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.core.conversation.scene import Scene
from bot.core.text import Text, say

Says = Callable[[Scene], tuple[Text, ...]]


def _data_used(_: Scene) -> tuple[Text, ...]:
    return (
        say(
            "Your profile with name, photo and career, your posts, articles, comments and poll "
            "answers, and whatever you type into LinkedIn's AI."
        ),
        say(
            "But not only what is public: also group messages, saved CVs and your answers to "
            "the questions employers ask applicants."
        ),
    )


def _data_not_used(_: Scene) -> tuple[Text, ...]:
    return (
        say(
            "LinkedIn says it leaves out private messages, passwords, payment data, and salary or "
            "application data that can be traced to one person. Minors as well."
        ),
        say(
            "To the Irish authority it promised filters for sensitive content, such as that of trade "
            "unions. How well they work, I found nowhere."
        ),
    )


def _private_messages(_: Scene) -> tuple[Text, ...]:
    return (
        say("LinkedIn says no: private messages and InMail do not train this AI."),
        say(
            "But messages in groups do, and private messages are still scanned by machines for "
            "other purposes, such as finding harmful content."
        ),
    )


def _start_date(scene: Scene) -> tuple[Text, ...]:
    dates = scene.knowledge.dates
    return (
        say(
            "Since {date} in the EU, the EEA, Switzerland and the UK, and again, after a pause, in "
            "Canada and Hong Kong.",
            date=dates["training_since"],
        ),
        say(
            "In the US and most other countries at the latest since {date}.",
            date=dates["training_since_elsewhere"],
        ),
        say("You can still say no at any time."),
    )


def _old_content(scene: Scene) -> tuple[Text, ...]:
    return (
        say(
            "Older posts count too. The plan went back to {year}. The Irish authority says the "
            "period was shortened; I found nowhere by how much.",
            year=scene.knowledge.years["planned_back_to"],
        ),
        say(
            "Does the switch protect older posts? LinkedIn's text suggests yes, the Italian authority "
            "said no. So use the form as well."
        ),
    )


def _purpose(_: Scene) -> tuple[Text, ...]:
    return (
        say(
            "For AI that creates content: suggested posts and profile texts, drafts of recruiters' "
            "messages, advertisements, assistants."
        ),
        say("LinkedIn names its own services, but also uses elsewhere."),
    )


def _minors(scene: Scene) -> tuple[Text, ...]:
    return (
        say(
            "LinkedIn says it leaves out whoever it believes to be under {age}, such as pupils, even "
            "if the switch looks turned on.",
            age=scene.knowledge.numbers["adult_age"],
        ),
        say("That is a belief. To be sure, turn the switch off all the same."),
    )


def _united_kingdom(scene: Scene) -> tuple[Text, ...]:
    return (
        say(
            "Yes, in the UK since {date}. There Microsoft also gets posts, comments and "
            "videos for its own AI; the same switch stops that.",
            date=scene.knowledge.dates["training_since"],
        ),
        say("LinkedIn Corporation in the US answers for it, and your authority is the ICO."),
    )


def _switzerland(scene: Scene) -> tuple[Text, ...]:
    return (
        say(
            "Yes, in Switzerland since {date}, as in the EU: it is on until you object.",
            date=scene.knowledge.dates["training_since"],
        ),
        say("LinkedIn's notice names no sharing from Switzerland with Microsoft for its own AI."),
    )


def _united_states(scene: Scene) -> tuple[Text, ...]:
    return (
        say(
            "Yes, in the US at the latest since {date}: it is on until you turn it off.",
            date=scene.knowledge.dates["training_since_elsewhere"],
        ),
        say(
            "LinkedIn's policy also allows it to share public posts with Microsoft. Its help "
            "page says that the switch holds for its affiliates, too."
        ),
    )


def _after_a_pause(scene: Scene) -> tuple[Text, ...]:
    dates = scene.knowledge.dates
    return (
        say(
            "Yes. In Canada and Hong Kong it began in {year}, was paused, and began again on {date}.",
            year=str(dates["training_since_elsewhere"].year),
            date=dates["training_since"],
        ),
    )


def _europe(scene: Scene) -> tuple[Text, ...]:
    return (
        say(
            "Yes, in all of the EU and the EEA, with Norway, Iceland and Liechtenstein, since "
            "{date}: it is on until you object.",
            date=scene.knowledge.dates["training_since"],
        ),
    )


def _nearly_everywhere(scene: Scene) -> tuple[Text, ...]:
    return (
        say(
            "Nearly everywhere: in the EU, EEA, Switzerland and the UK since {date}, in the US and "
            "most other countries longer; in Canada and Hong Kong with a pause.",
            date=scene.knowledge.dates["training_since"],
        ),
        say(
            "In the UK Microsoft also gets posts for its own AI; the same switch stops that. From the "
            "EU, EEA and Switzerland it gets none for that."
        ),
    )


_WHERE: Mapping[str, Says] = {
    "gb": _united_kingdom,
    "ch": _switzerland,
    "us": _united_states,
    "ca": _after_a_pause,
    "hk": _after_a_pause,
    "eea": _europe,
}


def _countries(scene: Scene) -> tuple[Text, ...]:
    return _WHERE.get(scene.argument, _nearly_everywhere)(scene)


def _microsoft(scene: Scene) -> tuple[Text, ...]:
    openai = say("Whether OpenAI gets LinkedIn data, no source I have read tells.")
    match scene.argument:
        case "gb":
            return (
                say(
                    "Yes, in the UK: Microsoft gets posts, comments, articles and videos for its own "
                    "AI. The same switch stops that."
                ),
                openai,
            )
        case "us" | "ca" | "hk" | "other":
            return (
                say(
                    "LinkedIn's policy allows it to share public posts with Microsoft, and data for "
                    "advertising. For advertising there is a switch of its own in the settings."
                ),
                openai,
            )
    return (
        say(
            "In the EU, EEA and Switzerland LinkedIn's notice names no training of Microsoft's own "
            "AI. Reports say that Microsoft gets no new data for its advertising either."
        ),
        say("In the UK Microsoft gets posts for its own AI; the same switch stops that."),
        openai,
    )


TRAINING: Mapping[str, Says] = {
    "data_used": _data_used,
    "data_not_used": _data_not_used,
    "private_messages": _private_messages,
    "start_date": _start_date,
    "old_content": _old_content,
    "purpose": _purpose,
    "countries": _countries,
    "minors": _minors,
    "microsoft": _microsoft,
}
