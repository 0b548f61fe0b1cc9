"""The map of the conversation: every place there is, by its name.

A press is a place to go and not a transition, so there is nothing else to draw: whoever presses a
button, however old, stands at that place. Names are carried by buttons already sent and never change.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from bot.core.conversation import (
    asking,
    beyond,
    follow_ups,
    memory,
    own_calendar,
    promises,
    questions,
    status,
    stuck,
    walk,
    welcome,
)
from bot.core.conversation.scene import Scene
from bot.core.messages import Word
from bot.core.press import ERASE
from bot.core.turn import Turn

Place = Callable[[Scene], Turn]

PLACES: Mapping[str, Place] = {
    "start": welcome.start,
    "language": welcome.language,
    "lang": welcome.lang,
    "nonmember": welcome.nonmember,
    "help": welcome.help_,
    "about": welcome.about,
    "optout": walk.optout,
    "device": walk.device,
    "linkedin": walk.interface,  # as the first site was called
    "express": walk.express,
    "step": walk.step,
    "all": walk.all_steps,
    "stuck": stuck.stuck,
    "problem": stuck.problem,
    "cover": beyond.cover,
    "uk": beyond.elsewhere,  # as the first country was called
    "words": beyond.words,
    "sent": beyond.sent,
    "confirm": beyond.confirm,
    "off": beyond.off,
    "receipt": beyond.receipt,
    "share": beyond.share,
    "finish": beyond.finish,
    "notyet": promises.notyet,
    "later": promises.later,
    "remind": promises.later,
    "day": promises.day,
    "promise": promises.promise,
    "calendar": own_calendar.calendar,
    "stopping": status.stopping,
    "sorry": status.sorry,
    "stop": status.stop,
    "status": status.status,
    "still": follow_ups.still,
    "response": follow_ups.response,
    "data": questions.data,
    "more": questions.more,
    "fact": questions.fact,
    "source": questions.source,
    "greeting": asking.greeting,
    "beside": asking.beside,
    "else": asking.else_,
    ERASE: asking.erase,
    "privacy": memory.privacy,
    "mydata": memory.mydata,
    "deleteme": memory.deleteme,
    "deleted": memory.deleted,
}

DEEDS = frozenset({"lang", "off", "sent", "promise", "stop", "deleted", ERASE})
"""The places that change something: only a button of ours leads there, a command of theirs or one
plain word, and never a guess at what somebody meant."""

WORDS: Mapping[Word, str] = {
    Word.BACK: "start",
    Word.DONE: "confirm",
    Word.HELP: "help",
    Word.LATER: "later",
    Word.MENU: "start",
    Word.NO: "else",
    Word.STOP: "stop",
    Word.STUCK: "stuck",
    Word.YES: "greeting",
}
"""Where a plain word leads when no button of the last message answers to it."""
