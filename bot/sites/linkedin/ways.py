"""Where answers lead to: pages of LinkedIn, and places here."""

from __future__ import annotations

from bot.core.captions import OPEN_FORM, REMIND_ME, TO_SWITCH, WORDS_TO_PASTE
from bot.core.messages import Word
from bot.core.site import Link
from bot.core.text import say

FORM = {"objection_form": OPEN_FORM}
SWITCH = {"switch": TO_SWITCH}
BOTH = {**SWITCH, **FORM}
DELETE = {"deletion_form": say("Have data deleted")}
CLOSE = {"close_account": say("Close the account")}
COPY = {"download": say("Get a copy")}
OFFICER = {"privacy_officer": say("Write to its data protection officer")}

PASTE = (Link(WORDS_TO_PASTE, "words"),)
PASTE_NONMEMBER = (Link(WORDS_TO_PASTE, "words", "nonmember"),)
REMIND = (Link(REMIND_ME, "later", word=Word.LATER),)
COMPLAIN = (Link(say("How do I complain?"), "fact", "complaint"),)
STEP_BY_STEP = Link(say("Step by step"), "step", "1")
DONE = (Link(say("I have done it"), "confirm", word=Word.DONE),)
