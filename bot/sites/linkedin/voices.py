"""What the authorities have said, each of them, and which cases are about something else."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.countries import EEA
from bot.core.site import Answer, Says
from bot.core.text import Fact, say

_DPC = Fact("dates", "dpc_statement")
_REPORT = say(
    "LinkedIn owed it a report, due about {month}. I know of no outcome.",
    month=Fact("dates", "dpc_report"),
)
_IN_CHARGE = say(
    "Ireland's authority, which is in charge of LinkedIn, has neither approved the training nor "
    "found it lawful ({date}).",
    date=_DPC,
)
_SILENT = say("I know of no statement of this country's authority about the training.")
_PAUSED = say(
    "The authorities of Canada and Hong Kong announced in {year} that LinkedIn had paused the "
    "training there. Since {date} it goes on; I know of no decision.",
    year=Fact("years", "paused_after"),
    date=Fact("dates", "training_since"),
)

_SPOKEN: Mapping[str, Says] = {
    "ie": (
        say(
            "Ireland's authority (DPC) made LinkedIn reduce its plan: less data, a shorter period, "
            "more protection for minors. It has neither approved the training nor found it lawful "
            "({date}).",
            date=_DPC,
        ),
        _REPORT,
    ),
    "nl": (
        say(
            "The Dutch authority (AP) saw major risks, and said that it was not settled whether "
            "LinkedIn may do this ({date}).",
            date=Fact("dates", "ap_statement"),
        ),
        _IN_CHARGE,
    ),
    "it": (
        say(
            "The Italian authority (Garante) said that members and others may object. With other "
            "authorities, it was checking whether objecting works and whether legitimate interests "
            "are enough ({date}). I know of no outcome.",
            date=Fact("dates", "garante_statement"),
        ),
        _IN_CHARGE,
    ),
    "fr": (
        say(
            "The French authority (CNIL) explains how to object, and expressly does not judge "
            "whether the training is lawful ({date}).",
            date=Fact("dates", "cnil_guide"),
        ),
        _IN_CHARGE,
    ),
    "be": (
        say(
            "The Belgian authority (APD/GBA) explains how to object, and warns that AI cannot "
            "unlearn ({date}).",
            date=Fact("dates", "apd_statement"),
        ),
        _IN_CHARGE,
    ),
    "lu": (
        say(
            "The authority of Luxembourg (CNPD) says that one can object in the settings at any "
            "time, and that Ireland's authority is in charge ({month}).",
            month=Fact("dates", "cnpd_statement"),
        ),
        _IN_CHARGE,
    ),
    "de": (
        say(
            "Authorities in Germany, among them those of Lower Saxony and Hamburg, explain how to "
            "object, and warn that data may not come out of AI again ({date}).",
            date=Fact("dates", "german_statement"),
        ),
        _IN_CHARGE,
    ),
    "gb": (
        say(
            "The ICO was pleased that objecting became simpler, and said that it will continue to "
            "monitor LinkedIn ({date}). I know of no decision.",
            date=Fact("dates", "ico_statement"),
        ),
    ),
    "ch": (say("I know of no statement of the Swiss authority, the FDPIC (EDÖB)."),),
    "ca": (_PAUSED,),
    "hk": (_PAUSED,),
}
_QUIET = tuple(each for each in EEA if each not in (*_SPOKEN, "fi", "li"))

VOICES: Mapping[str, Answer] = {
    "regulators": Answer(
        (
            say(
                "I know of no authority that has banned the training, and of no court ruling on "
                "it. Ireland's authority made LinkedIn reduce its plan, but did not approve it "
                "({date}).",
                date=_DPC,
            ),
            _REPORT,
            say("Others warn, or explain how to object. Ask me what the one of your country says."),
        ),
        by_country={
            **_SPOKEN,
            **dict.fromkeys(_QUIET, (_SILENT, _IN_CHARGE)),
            "other": (_SILENT,),
        },
        to_authority=True,
    ),
}
