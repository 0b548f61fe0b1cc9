"""What comes after the switch: the objection form, what was reached, and LinkedIn's answer."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.arguments import Topic
from bot.core.messages import Word
from bot.core.person import Kind
from bot.core.site import CalendarWords, Done, Elsewhere, Form, Response
from bot.core.text import Fact, Menu, Text, joined, say
from bot.sites.linkedin import ways
from bot.sites.linkedin.rights import PERIODS, REASONS_TO_REFUSE, STILL_WORKS
from bot.sites.linkedin.training import UK_MICROSOFT
from bot.sites.linkedin.walking import ON_AGAIN, STUCK_AT_FORM

_EEA = say(
    "I object under Article {article}({paragraph}) GDPR to the processing of my personal data for "
    "training, fine-tuning and improving AI models: those that generate content and all others.",
    article="21",
    paragraph="1",
)
_UK = say(
    "I object under Article {article}({paragraph}) UK GDPR to the processing of my personal data "
    "for training, fine-tuning and improving AI models: those that generate content and all others.",
    article="21",
    paragraph="1",
)
_ANYWHERE = say(
    "I object, under the data protection law that applies to me, to the processing of my personal "
    "data for training, fine-tuning and improving AI models: those that generate content and all "
    "others."
)
_MINE = say(
    "This includes all my content and data so far. Please stop this processing and confirm it to "
    "me in writing."
)
_OF_OTHERS = say(
    "I have no LinkedIn account. This includes data about me that others have published. Please "
    "stop this processing and confirm it to me in writing. The page that names me:"
)
_BY_LAW = {"": _EEA, "eea": _EEA, "gb": _UK, "other": _ANYWHERE}

FORM = Form(
    cover=(
        say(
            "Well done! The switch covers AI that creates content. It does not cover LinkedIn's "
            "other AI. For that, LinkedIn has an objection form; as far as I know, it needs no "
            "reason."
        ),
        say(
            "Sources disagree on whether any objection still protects your older posts. The form "
            "costs nothing."
        ),
    ),
    paste=say(
        "The form may only let you choose from a list: then choose what is about training AI, and "
        "if there are several, send the form once for each. If there is a field for text, paste "
        "this. You may change it."
    ),
    member={key: joined(law, _MINE) for key, law in _BY_LAW.items()},
    nonmember={key: joined(law, _OF_OTHERS) for key, law in _BY_LAW.items()},
    lands={
        "eea": say("For the EU and EEA"),
        "gb": say("For the UK"),
        "other": say("For Switzerland and elsewhere"),
    },
    stuck_at=STUCK_AT_FORM,
    elsewhere=Elsewhere(
        caption=say("I live in the UK"),
        country="gb",
        says=(
            UK_MICROSOFT,
            say(
                "There, LinkedIn Corporation (US) is responsible, and the authority is the ICO. The "
                "form is the same; only the text for it names another law."
            ),
        ),
        sources=Topic("countries", "uk"),
    ),
)

DONE = Done(
    stopped=say(
        "Done! LinkedIn says that from now on it no longer trains AI that creates content on what "
        "you provide."
    ),
    only_switch=say(
        "What AI has already learned stays learned. LinkedIn's other AI is not covered."
    ),
    both=say(
        "What AI has already learned stays learned. The form asks LinkedIn to use nothing more."
    ),
    still_works=STILL_WORKS,
    undone=ON_AGAIN,
    receipt_switch=say("Switch turned off: {toggle}", toggle=Menu("toggle")),
    receipt_form=say("Objection form sent."),
    receipt_notice=say(
        "LinkedIn's privacy notice for Europe: version of {notice}. Seen by the bot in a copy of "
        "{captured}, which was last checked on {read}. LinkedIn may have changed it since.",
        notice=Fact("dates", "notice"),
        captured=Fact("captured", "linkedin-eu-notice"),
        read=Fact("read", "linkedin-eu-notice"),
    ),
    show_me=say("LinkedIn: show me how"),
)

_LOOK = say("Please have a look: is LinkedIn's AI switch still off?")
QUESTIONS: Mapping[Kind, Text] = {
    Kind.NOT_YET: say("Is LinkedIn's AI switch off by now?"),
    Kind.LATER: say("Shall we turn off LinkedIn's AI switch now?"),
    Kind.STILL_OFF: _LOOK,
    Kind.HALF_YEARLY: _LOOK,
    Kind.FORM_ANSWER: say("Did LinkedIn answer your objection?"),
}

CALENDAR = CalendarWords(
    title=say("LinkedIn: is AI training off?"),
    note=say("Look at the switch. It should be off."),
)

RESPONSES: Mapping[str, Response] = {
    "granted": Response(
        say("Granted"), (say("Very good. Keep LinkedIn's answer: it is your proof."),)
    ),
    "refused": Response(
        say("Refused"),
        (
            REASONS_TO_REFUSE,
            say("You can also complain to your data protection authority. It is free."),
        ),
        sources="legal_basis",
        ways=ways.COMPLAIN,
    ),
    "nothing": Response(
        say("Nothing came"),
        (
            PERIODS,
            say(
                "If no answer has come by then, send the form again, or complain to your data "
                "protection authority."
            ),
        ),
        word=Word.NO,
        links=ways.FORM,
        sources="complaint",
        ways=ways.COMPLAIN,
        again=True,
    ),
}
