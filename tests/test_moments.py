"""What a time that stands in the clear tells of the tap that made it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.messages import Inbound, Pressed
from bot.core.person import FollowUp, Kind, Person
from bot.core.press import Press
from tests.walks import NOW, SOMEBODY, conversation

MOMENTS = st.integers(0, 86_399_999).map(lambda each: NOW + timedelta(milliseconds=each))


def quarters(moment: datetime) -> bool:
    return (moment.minute % 15, moment.second, moment.microsecond) == (0, 0, 0)


@settings(deadline=None)
@given(MOMENTS, st.sampled_from(["notyet", "off", "form", "again", "half", "h6", "d1", "d7"]))
def test_no_promise_tells_more_than_the_quarter_of_an_hour(now: datetime, argument: str) -> None:
    event = Pressed(Press("promise", argument, "iphone", "en", "en"))
    for promise in conversation().respond(Person(), Inbound(SOMEBODY, event, now)).person.promises:
        assert quarters(promise.due)
        assert promise.asked == now.date()


@settings(deadline=None)
@given(MOMENTS)
def test_a_named_day_stays_that_day(now: datetime) -> None:
    wanted = now.date() + timedelta(days=9)
    event = Pressed(Press("promise", f"on{wanted:%Y%m%d}", "iphone", "en", "en"))
    [promise] = conversation().respond(Person(), Inbound(SOMEBODY, event, now)).person.promises
    assert promise.due.date() == wanted


@pytest.mark.parametrize("late", [timedelta(0), timedelta(days=5, minutes=7)])
def test_nor_does_the_one_that_follows_a_late_one(late: timedelta) -> None:
    due = FollowUp(Kind.NOT_YET, NOW, NOW.date())
    turn = conversation().follow_up(Person(promises=(due,)), (due,), NOW + late)
    [following] = turn.person.promises
    assert quarters(following.due)
