"""/mydata: it tells whatever is stored, and tells another thing when another is stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import timedelta
from typing import Any

import pytest

from bot.core.messages import Pressed
from bot.core.person import Device, FollowUp, Kind, Person, Progress, Question
from bot.core.press import Press
from tests.talk import Talk, drawn, remembered
from tests.walks import NOW, SOMEBODY


async def test_mydata_shows_everything_that_is_stored(talk: Talk) -> None:
    await talk.does(Pressed(Press("lang", "de")))
    await talk.does(Pressed(Press("promise", "form", "android", "pl")))
    lines = drawn(await talk.says("/mydata")).splitlines()
    for shown in (
        "Unsere Sprache hier: Deutsch",
        "Sprache deines LinkedIn: Polnisch",
        "Hier nutzt du LinkedIn: Android-App",
        "Schalter aus seit: 25. November 2026",
        "Formular abgeschickt am: 25. November 2026",
        "Eine Erinnerung am 2026-12-25 09:30 UTC, um die du am 25. November 2026 gebeten hast: "
        "Schau bitte kurz nach, ob LinkedIns KI-Schalter noch aus ist.",
        "Eine Erinnerung am 2026-12-26 09:30 UTC, um die du am 25. November 2026 gebeten hast: "
        "Hat LinkedIn auf deinen Widerspruch geantwortet?",
    ):
        assert any(shown in line for line in lines), shown


STORED = Person(promises=(FollowUp(Kind.LATER, NOW + timedelta(days=2), NOW.date()),))
DAY = NOW.date() - timedelta(days=9)
CHANGES: Mapping[str, Any] = {
    "language": "en",
    "chosen": True,
    "device": Device.ANDROID,
    "sites": (Progress(interface="pl", switched_off=DAY, form_sent=DAY),),
    "unanswered": 1,
    "question": Question((Kind.STILL_OFF,), NOW),
    "promises": (),
    "kind": Kind.NOT_YET,
    "due": NOW + timedelta(days=3),
    "asked": DAY,
    "round": 2,
}
"""Another value for each field of a person and of a promise."""
UNTOLD = ("chosen", "round", "site")
"""Not said in words of their own: the language stands there, and so does each reminder, with the
question of its site."""
OVER = ("unanswered", "question")
"""Stored no more, by the time they are told: whoever asks what is stored is no longer silent."""


@pytest.mark.parametrize(
    "name",
    [each.name for each in (*fields(Person), *fields(FollowUp)) if each.name not in UNTOLD],
)
async def test_mydata_says_something_else_for_every_field_that_is_stored(
    talk: Talk, name: str
) -> None:
    change = {name: CHANGES[name]}
    if name in Person.__slots__:
        changed = replace(STORED, **change)
    else:
        changed = replace(STORED, promises=(replace(STORED.promises[0], **change),))
    told = []
    for person in (STORED, changed):
        async with talk.store.open() as desk:
            await desk.forget(SOMEBODY)
            await desk.save(SOMEBODY, person)
        told.append((drawn(await talk.says("/mydata")), await remembered(talk)))
    (text, before), (other_text, after) = told
    assert before == STORED
    assert text != other_text or (name in OVER and after == before)
