"""What comes after the switch: the objection form, what was reached, and LinkedIn's answer."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.arguments import Topic
from bot.core.captions import OPEN_FORM
from bot.core.messages import Word
from bot.core.person import Kind
from bot.core.site import CalendarWords, Done, Elsewhere, Form, Response
from bot.core.text import Fact, Menu, Text, nsay, say
from bot.sites.linkedin.rights import MORE_MONTHS, ONE_MONTH
from bot.sites.linkedin.walking import ON_AGAIN, STUCK_AT_FORM

FORM = Form(
    cover=(
        say(
            "Well done. The switch is about AI that creates content. It does not cover LinkedIn's "
            "other AI, and sources disagree about your older posts."
        ),
        say("For both there is a short form to object. It asks for no reason."),
    ),
    member=say(
        "I object under Article {article}({paragraph}) GDPR to the processing of my personal data for "
        "training, fine-tuning and improving AI models, those that generate content and all others. "
        "This includes everything I have published or provided so far. Please confirm in writing that "
        "you have stopped, and do not use my data for this purpose any more.",
        article="21",
        paragraph="1",
    ),
    nonmember=say(
        "I have no LinkedIn account. I object under Article {article}({paragraph}) GDPR to the "
        "processing of my personal data for training and improving AI models, including data that "
        "others have published about me. Please confirm in writing that you have stopped. The page "
        "that names me:",
        article="21",
        paragraph="1",
    ),
    stuck_at=STUCK_AT_FORM,
    elsewhere=Elsewhere(
        caption=say("I live in the UK"),
        says=(
            say(
                "In the UK, LinkedIn also shares posts, comments, articles and videos with Microsoft, "
                "for Microsoft's own AI training. The same switch turns that off."
            ),
            say(
                "LinkedIn Corporation is responsible there, and your authority is the ICO. The "
                "form is the same; in the words to paste, write UK GDPR for GDPR."
            ),
        ),
        sources=Topic("countries", "uk"),
    ),
)

DONE = Done(
    stopped=say(
        "Done. LinkedIn says that it no longer trains its content-creating AI on your data."
    ),
    only_switch=say(
        "What a model has already learned stays in it, and LinkedIn's other AI is not covered."
    ),
    both=say(
        "What a model has already learned stays in it. The form asks LinkedIn to use nothing more."
    ),
    still_works=say("LinkedIn's AI features still work for you."),
    undone=ON_AGAIN,
    receipt_switch=say("I turned off LinkedIn's switch {toggle}.", toggle=Menu("toggle")),
    receipt_form=say("I also sent LinkedIn's objection form."),
    receipt_notice=say(
        "What LinkedIn says it uses: its notice of {notice}, read on {read}.",
        notice=Fact("dates", "notice"),
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
    title=say("LinkedIn: is AI training off?"), note=say("Look at the switch. It should be off.")
)

RESPONSES: Mapping[str, Response] = {
    "granted": Response(
        say("Granted"), (say("Very good. Keep LinkedIn's answer: it is your proof."),)
    ),
    "refused": Response(
        say("Refused"),
        (
            say(
                "To refuse, LinkedIn must prove compelling reasons (Article {article}, paragraph "
                "{paragraph} GDPR), or need the data for legal claims. Ask it to name them.",
                article="21",
                paragraph="1",
            ),
            say(
                "You can also complain to the data protection authority of your country, free of "
                "charge. Your own words are enough."
            ),
        ),
        sources="legal_basis",
    ),
    "nothing": Response(
        say("Nothing came"),
        (
            nsay(
                "LinkedIn has {count} month to answer, and {extension} if it says why in time.",
                "LinkedIn has {count} months to answer, and {extension} if it says why in time.",
                ONE_MONTH,
                extension=MORE_MONTHS,
            ),
            say(
                "When that time is over, send the form again, or complain to the data protection "
                "authority of your country."
            ),
        ),
        word=Word.NO,
        links={"objection_form": OPEN_FORM},
        sources="legal_basis",
        again=True,
    ),
}
