"""A file for the person's own calendar."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta

from icalendar import Alarm, Calendar, Event

from bot.core.messages import CalendarEntry, File
from bot.core.text import Text

MORNING = time(10)


def calendar_file(entry: CalendarEntry, text: Callable[[Text], str]) -> File:
    """An iCalendar file (RFC 5545). Its hour has no zone: ten in the morning wherever one lives.

    Its name in the calendar tells nothing (RFC 7986, section 5.3).
    """
    start = datetime.combine(entry.on, MORNING)
    event = Event()
    event.add("uid", str(entry.uid))
    event.add("dtstamp", entry.made)
    event.add("dtstart", start)
    event.add("dtend", start + timedelta(minutes=10))
    event.add("summary", text(entry.title))
    event.add("description", text(entry.note))
    event.add("url", entry.url)
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", text(entry.title))
    alarm.add("trigger", timedelta(0))
    event.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", "-//optout-bot//EN")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return File("optout-reminder.ics", "text/calendar", calendar.to_ical())
