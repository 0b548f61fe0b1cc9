"""Questions about the training: which data, since when, where, what for.

No answer begins with yes or no: whoever asks the other way round would hear the opposite.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.site import Answer, Link
from bot.core.text import Fact, Label, say
from bot.sites.linkedin.ways import SWITCH

SINCE = Fact("dates", "training_since")
SINCE_ELSEWHERE = Fact("dates", "training_since_elsewhere")

UK_MICROSOFT = say(
    "In the UK, Microsoft also gets posts, comments, articles and videos for its own AI. The same "
    "switch stops that."
)
_BY_POLICY = say(
    "LinkedIn's policy also lets it share public posts with Microsoft. Its help page says that the "
    "switch also binds its affiliates."
)
_WHERE_PERMITTED = say(
    "In its table, LinkedIn lists training of Microsoft's own AI for the UK only. But one general "
    "sentence of the same notice says that it also shares data for that {permitted}. What that "
    "means outside the UK, no source says.",
    permitted=Label("where permitted", "en"),
)
_MODELS = say(
    "LinkedIn says that it may use models from Microsoft's Azure OpenAI service. No source I know "
    "says whether OpenAI gets LinkedIn data."
)
_AFTER_A_PAUSE = (
    say(
        "In Canada and Hong Kong, the training began in {year}, was paused, and began again. Since "
        "then: {date}. It is on until you turn it off.",
        year=Fact("years", "paused_after"),
        date=SINCE,
    ),
    _BY_POLICY,
)

TRAINING: Mapping[str, Answer] = {
    "data_used": Answer(
        (
            say(
                "LinkedIn uses your profile with name, photo, location, career, education, skills "
                "and recommendations, your posts, articles, comments and poll answers, and "
                "everything you type into its AI."
            ),
            say(
                "Not only public data: group messages, saved CVs and your answers to employers' "
                "screening questions are used, too. And LinkedIn's notice does not limit posts to "
                "public ones."
            ),
        ),
    ),
    "data_not_used": Answer(
        (
            say(
                "LinkedIn says that it leaves out private messages, passwords, payment data, data "
                "of minors, and salary or application data that can be traced to one person. But "
                "what you send to its support may train its other AI."
            ),
            say(
                "It promised Ireland's authority filters for sensitive content on certain pages "
                "and in groups, such as that of trade unions. No source says how well they work."
            ),
        )
    ),
    "private_messages": Answer(
        (
            say("LinkedIn says that private messages and InMail do not train this AI."),
            say(
                "But group messages do. And machines still scan private messages for other "
                "purposes, for example to find harmful content."
            ),
        )
    ),
    "start_date": Answer(
        (
            say("EU, EEA and Switzerland: since {date}.", date=SINCE),
            say("UK, Canada and Hong Kong: since that day, too, after a pause."),
            say("US and most other countries: since {date} at the latest.", date=SINCE_ELSEWHERE),
            say("You can still say no at any time."),
        )
    ),
    "old_content": Answer(
        (
            say(
                "Older posts are used, too. LinkedIn first planned to go back to {year}. Ireland's "
                "authority says that the period was shortened; no source says by how much.",
                year=Fact("years", "planned_back_to"),
            ),
            say(
                "Sources disagree on whether an objection now, by switch or by form, still "
                "protects what was online before: LinkedIn's text suggests that it does, Italy's "
                "authority said that it does not."
            ),
            say(
                "What is in your own hand: delete old posts. But even that does not make AI forget "
                "what it has learned."
            ),
        )
    ),
    "purpose": Answer(
        (
            say(
                "It trains AI that creates content: suggestions for posts and profiles, drafts of "
                "recruiters' messages, advertisements, assistants. LinkedIn says: for its own "
                "services {elsewhere}.",
                elsewhere=Label("or elsewhere", "en"),
            ),
            say(
                "Its reason: members are to be more productive and successful, and employers are "
                "to find them more easily."
            ),
            say(
                "Training means: a program, the model, looks for patterns in many texts and "
                "pictures, and then makes new ones after them."
            ),
        )
    ),
    "countries": Answer(
        (
            say(
                "Nearly everywhere. EU, EEA and Switzerland: since {date}. UK, Canada and Hong "
                "Kong: since that day, too, after a pause. US and most other countries: earlier.",
                date=SINCE,
            ),
            say("It is on until you say no. What Microsoft gets is not the same everywhere."),
        ),
        by_country={
            "gb": (
                say(
                    "LinkedIn trains its AI in the UK, too. Since: {date}. It is on until you object.",
                    date=SINCE,
                ),
                UK_MICROSOFT,
                say(
                    "There, LinkedIn Corporation (US) is responsible, and the authority is the ICO."
                ),
            ),
            "ch": (
                say(
                    "LinkedIn trains its AI in Switzerland, too. Since: {date}. It is on until you "
                    "object.",
                    date=SINCE,
                ),
                say(
                    "There, the Swiss data protection act applies, and the authority is the FDPIC "
                    "(EDÖB)."
                ),
            ),
            "us": (
                say(
                    "LinkedIn trains its AI in the US, too. Since, at the latest: {date}. It is on "
                    "until you turn it off.",
                    date=SINCE_ELSEWHERE,
                ),
                _BY_POLICY,
            ),
            "ca": _AFTER_A_PAUSE,
            "hk": _AFTER_A_PAUSE,
            "eea": (
                say(
                    "LinkedIn trains its AI in all of the EU and EEA, including Norway, Iceland "
                    "and Liechtenstein. Since: {date}. It is on until you object.",
                    date=SINCE,
                ),
            ),
            "other": (
                say(
                    "Outside Europe, LinkedIn's general policy applies, and in most countries it "
                    "trains its AI. If your settings show the switch, it is on until you turn it "
                    "off."
                ),
                _BY_POLICY,
            ),
        },
        links=SWITCH,
        ways=(Link(say("Does Microsoft get it?"), "fact", "microsoft"),),
    ),
    "minors": Answer(
        (
            say(
                "LinkedIn says that it does not use the data of people it believes to be under "
                "{age}, for example pupils, even if the switch looks on. Students at university "
                "are not left out.",
                age=Fact("numbers", "adult_age"),
            ),
            say("But LinkedIn only guesses the age. To be safe, turn the switch off anyway."),
        )
    ),
    "microsoft": Answer(
        (
            _WHERE_PERMITTED,
            UK_MICROSOFT,
            _MODELS,
        ),
        by_country={
            "eea": (_WHERE_PERMITTED, _MODELS),
            "ch": (_WHERE_PERMITTED, _MODELS),
            "gb": (UK_MICROSOFT, _MODELS),
            "other": (
                say(
                    "LinkedIn's policy lets it share public posts with Microsoft, for Microsoft's "
                    "services. Its help page says that the switch also binds its affiliates."
                ),
                _MODELS,
            ),
        },
    ),
}
