"""What more than one of the chats says, in words of its own."""

from __future__ import annotations

from datetime import datetime

from babel.core import Locale
from babel.dates import format_date, format_time, get_datetime_format

from bot.core.messages import Inbound, Message, Reply
from bot.core.text import say
from bot.core.translation import Languages, nearest

SORRY = say("Something went wrong on my side. Please try again in a minute.")


def apology(inbound: Inbound, languages: Languages) -> Message:
    """Says that something failed, in the language that the person's app is in."""
    return languages[nearest(inbound.language, languages)].message(Reply((SORRY,)))


def moment(at: datetime, locale: Locale, zone: str = "") -> str:
    """Date and time as the language writes them, on the clock of the zone that `at` is in."""
    time = format_time(at, "short", tzinfo=at.tzinfo, locale=locale) + zone
    pattern = str(get_datetime_format("long", locale=locale)).replace("'", "")
    return pattern.format(time, format_date(at, "long", locale=locale))
