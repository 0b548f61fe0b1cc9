"""Questions about the training: which data, since when, where, what for."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.captions import OPEN_FORM, WORDS_TO_PASTE
from bot.core.site import Answer, Link
from bot.core.text import Fact, say

SINCE = Fact("dates", "training_since")
SINCE_ELSEWHERE = Fact("dates", "training_since_elsewhere")

_PASTE = (Link(WORDS_TO_PASTE, "words"),)
_FORM = {"objection_form": OPEN_FORM}

_AFTER_A_PAUSE = (
    say(
        "Yes. In Canada and Hong Kong it began in {year}, was paused, and began again on {date}.",
        year=Fact("years", "paused_after"),
        date=SINCE,
    ),
)
_OPENAI = say("Whether OpenAI gets LinkedIn data, no source I have read tells.")
_MICROSOFT_BY_POLICY = (
    say(
        "LinkedIn's policy allows it to share public posts with Microsoft, and data for "
        "advertising. For advertising there is a switch of its own in the settings."
    ),
    _OPENAI,
)

TRAINING: Mapping[str, Answer] = {
    "data_used": Answer(
        (
            say(
                "Your profile with name, photo and career, your posts, articles, comments and poll "
                "answers, and whatever you type into LinkedIn's AI."
            ),
            say(
                "But not only what is public: also group messages, saved CVs and your answers to "
                "the questions employers ask applicants."
            ),
        )
    ),
    "data_not_used": Answer(
        (
            say(
                "LinkedIn says it leaves out private messages, passwords, payment data, and salary or "
                "application data that can be traced to one person. Minors as well."
            ),
            say(
                "To the Irish authority it promised filters for sensitive content, such as that "
                "of trade unions. How well they work, I found nowhere."
            ),
        )
    ),
    "private_messages": Answer(
        (
            say("LinkedIn says no: private messages and InMail do not train this AI."),
            say(
                "But messages in groups do, and private messages are still scanned by machines for "
                "other purposes, such as finding harmful content."
            ),
        )
    ),
    "start_date": Answer(
        (
            say(
                "Since {date} in the EU, the EEA, Switzerland and the UK, and again, after a pause, in "
                "Canada and Hong Kong.",
                date=SINCE,
            ),
            say(
                "In the US and most other countries at the latest since {date}.",
                date=SINCE_ELSEWHERE,
            ),
            say("You can still say no at any time."),
        )
    ),
    "old_content": Answer(
        (
            say(
                "Older posts count too. The plan went back to {year}. The Irish authority says the "
                "period was shortened; I found nowhere by how much.",
                year=Fact("years", "planned_back_to"),
            ),
            say(
                "Does the switch protect older posts? LinkedIn's text suggests yes, the Italian "
                "authority said no. So use the form as well."
            ),
        ),
        links=_FORM,
        ways=_PASTE,
    ),
    "purpose": Answer(
        (
            say(
                "For AI that creates content: suggested posts and profile texts, drafts of recruiters' "
                "messages, advertisements, assistants."
            ),
            say("LinkedIn names its own services, but also uses elsewhere."),
        )
    ),
    "countries": Answer(
        (
            say(
                "Nearly everywhere: in the EU, EEA, Switzerland and the UK since {date}, in the US and "
                "most other countries longer; in Canada and Hong Kong with a pause.",
                date=SINCE,
            ),
            say(
                "In the UK Microsoft also gets posts for its own AI; the same switch stops that. "
                "From the EU, EEA and Switzerland it gets none for that."
            ),
        ),
        by_country={
            "gb": (
                say(
                    "Yes, in the UK since {date}. There Microsoft also gets posts, comments and "
                    "videos for its own AI; the same switch stops that.",
                    date=SINCE,
                ),
                say(
                    "LinkedIn Corporation in the US answers for it, and your authority is the ICO."
                ),
            ),
            "ch": (
                say(
                    "Yes, in Switzerland since {date}, as in the EU: it is on until you object.",
                    date=SINCE,
                ),
                say(
                    "LinkedIn's notice names no sharing from Switzerland with Microsoft for its own AI."
                ),
            ),
            "us": (
                say(
                    "Yes, in the US at the latest since {date}: it is on until you turn it off.",
                    date=SINCE_ELSEWHERE,
                ),
                say(
                    "LinkedIn's policy also allows it to share public posts with Microsoft. Its help "
                    "page says that the switch holds for its affiliates, too."
                ),
            ),
            "ca": _AFTER_A_PAUSE,
            "hk": _AFTER_A_PAUSE,
            "eea": (
                say(
                    "Yes, in all of the EU and the EEA, with Norway, Iceland and Liechtenstein, since "
                    "{date}: it is on until you object.",
                    date=SINCE,
                ),
            ),
        },
    ),
    "minors": Answer(
        (
            say(
                "LinkedIn says it leaves out whoever it believes to be under {age}, such as "
                "pupils, even if the switch looks turned on.",
                age=Fact("numbers", "adult_age"),
            ),
            say("That is a belief. To be sure, turn the switch off all the same."),
        )
    ),
    "microsoft": Answer(
        (
            say(
                "In the EU, EEA and Switzerland LinkedIn's notice names no training of Microsoft's own "
                "AI. Reports say that Microsoft gets no new data for its advertising either."
            ),
            say("In the UK Microsoft gets posts for its own AI; the same switch stops that."),
            _OPENAI,
        ),
        by_country={
            "gb": (
                say(
                    "Yes, in the UK: Microsoft gets posts, comments, articles and videos for its own "
                    "AI. The same switch stops that."
                ),
                _OPENAI,
            ),
            **dict.fromkeys(("us", "ca", "hk", "other"), _MICROSOFT_BY_POLICY),
        },
    ),
}
