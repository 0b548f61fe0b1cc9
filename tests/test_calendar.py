"""The file for somebody's own calendar."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from icalendar import Calendar

from bot.core.messages import Pressed
from bot.core.person import Person
from bot.core.press import Press
from tests.walks import NOW, conversation, inbound, spoken


def entry(days: str = "d7") -> dict[str, Any]:
    """What stands in the file that somebody gets who asks for one now."""
    pressed = inbound(Pressed(Press("calendar", days)))
    reply, *_ = conversation().respond(Person(), pressed).replies
    file = spoken()["en"].message(reply).file
    assert file
    (event,) = Calendar.from_ical(file.content).events
    return {name.lower(): event.decoded(name) for name in event}


def test_it_is_for_ten_in_the_morning_wherever_one_lives() -> None:
    day = NOW.date() + timedelta(days=7)
    assert entry()["dtstart"] == datetime(day.year, day.month, day.day, 10)  # noqa: DTZ001
    assert entry()["dtstart"].tzinfo is None


def test_it_says_when_it_was_made_and_not_when_it_is_due() -> None:
    assert entry()["dtstamp"] == NOW


def test_two_entries_made_at_once_for_one_day_do_not_overwrite_each_other() -> None:
    assert entry()["uid"] != entry()["uid"]


def test_what_came_in_once_is_answered_the_same_twice() -> None:
    pressed = inbound(Pressed(Press("calendar", "d1")))
    assert conversation().respond(Person(), pressed) == conversation().respond(Person(), pressed)
