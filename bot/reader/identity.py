"""The numbers by which states and insurers know people.

One is recognised by its form and its checksum, or because a word for such a number stands before it.
Checksums are python-stdnum's. The forms are those in which the countries write their numbers, as
collected in Wikipedia's "National identification number"
(https://en.wikipedia.org/wiki/National_identification_number).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from types import ModuleType
from typing import TypeAlias

from stdnum import luhn
from stdnum.at import vnr
from stdnum.be import ssn
from stdnum.bg import egn
from stdnum.cz import rc
from stdnum.ee import ik
from stdnum.es import dni, nie
from stdnum.fi import hetu
from stdnum.fr import nir
from stdnum.gr import amka
from stdnum.ie import pps
from stdnum.no import fodselsnummer
from stdnum.pl import pesel
from stdnum.ro import cnp
from stdnum.si import emso

from bot.languages import words
from bot.reader.phrases import pattern

Check: TypeAlias = Callable[[str], bool]
"""Whether what has the form of a number is one."""

_BEFORE, _AFTER = r"(?<![\w+/.,-])", r"(?![\w/]|[.,:-]\d)"

# --- checks ---------------------------------------------------------------------------------------


def _is_day(day: str, month: str) -> bool:
    return 1 <= int(day) <= 31 and 1 <= int(month) <= 12


def _finland(found: str) -> bool:
    """The sign between day and number tells the century, and is part of it."""
    return hetu.is_valid(found, allow_temporary=True)


def _sweden(found: str) -> bool:
    """Also a number of somebody who does not live there, which bears the day plus 60."""
    digits = _plain(found)[-10:]
    return _is_day(str(int(digits[4:6]) % 60), digits[2:4]) and luhn.is_valid(digits)


def _day_first(found: str) -> bool:
    """Denmark, Iceland and Latvia: nothing but a day of birth is certain."""
    return _is_day(found[:2], found[2:4]) or found.startswith("32")


def _any(*kinds: ModuleType) -> Check:
    """Whether it is a number of one of these kinds, by the form and the checksum that each has."""
    return lambda found: any(each.is_valid(_plain(found)) for each in kinds)


def _born(*kinds: ModuleType) -> Check:
    """The same, of somebody who is born: some countries have numbers for centuries to come."""

    def check(found: str) -> bool:
        plain, today = _plain(found), datetime.now(UTC).date()
        born = (each.get_birth_date(plain) for each in kinds if each.is_valid(plain))
        return any(each <= today for each in born)

    return check


def _always(found: str) -> bool:
    return True


def _plain(found: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", found)


_FORMS: tuple[tuple[str, Check], ...] = (
    (r"[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]", _always),  # Italy
    (
        r"(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z]{2}(?: ?\d\d){3} ?[A-D]",
        _always,
    ),  # United Kingdom
    (r"0\d{6}[MGAPLHBZ]", _always),  # Malta; one without its zero needs the word before it
    (r"(?!000|666|9)\d{3}-(?!00)\d\d-(?!0000)\d{4}", _always),  # United States
    (r"(?:\d{8}|[XYZ]-?\d{7})-?[A-Z]", _any(dni, nie)),
    (r"\d{7}[A-W][A-IW]?", _any(pps)),
    (r"[12] ?\d\d ?\d\d ?(?:\d\d|2[AB]) ?\d{3} ?\d{3} ?\d\d", _any(nir)),
    (r"\d\d[. ]?\d\d[. ]?\d\d[- ]?\d{3}[. ]?\d\d", _any(ssn)),
    (r"\d{6}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y]", _finland),
    (r"(?:19|20)?\d{6}[-+]\d{4}|(?:19|20)\d{10}", _sweden),
    (r"\d{6}-\d{4,5}", _day_first),
    (r"\d{6}/\d{3,4}", _born(rc)),
    (r"\d{6}[ -]?\d{5}", _born(pesel, ik, fodselsnummer, amka)),
    (r"\d{13}", _born(cnp, emso)),
    (r"\d{10}", _born(egn)),
    (r"\d{4} \d{6}", _any(vnr)),
)
_PATTERNS = tuple(
    (re.compile(_BEFORE + f"(?:{form})" + _AFTER, re.ASCII), check) for form, check in _FORMS
)

# --- words ----------------------------------------------------------------------------------------

_WORDS = re.compile(pattern(each for table in words().values() for each in table.secrets.number))
_NEXT = re.compile(r"[^\d\n?+]{0,25}?(?<!\w)([A-Z]{0,3}(?:[ ./-]?\d[A-Z]?){5,13}[A-Z]{0,2})(?!\w)")
_NO_NUMBER = re.compile(
    r"[A-Z]{0,3} ?(?:(?:19|20)\d\d\b|\d{1,2}[./-]\d{1,2}[./-](?:\d\d){1,2}\b"
    r"|0\d{1,4}[ /-](?:\d{3,}|\d\d(?: \d\d){2,}))"
)
"""What begins with a year or a date, and a phone number."""


def is_personal_number(text: str) -> bool:
    """Whether such a number stands in a text in capitals, whose digits are ASCII."""
    for form, check in _PATTERNS:
        if any(check(found[0]) for found in form.finditer(text)):
            return True
    numbers = (_NEXT.match(text, word.end()) for word in _WORDS.finditer(text))
    return any(number and not _NO_NUMBER.match(number[1]) for number in numbers)
