"""The numbers by which states and insurers know people.

One is recognised by its form and its checksum, or because a word for such a number stands before it.
The forms and checksums are those the countries publish, as collected in Wikipedia's "National
identification number" (https://en.wikipedia.org/wiki/National_identification_number).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.languages import words
from bot.reader.phrases import pattern

_BEFORE, _AFTER = r"(?<![\w+/.,-])", r"(?![\w/]|[.,:-]\d)"

# --- checksums ------------------------------------------------------------------------------------


def luhn(digits: str) -> bool:
    """The checksum of payment cards (ISO/IEC 7812), which some countries use too."""
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0


def _weighed(digits: str, weights: Sequence[int]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))


def _is_day(day: str, month: str) -> bool:
    return 1 <= int(day) <= 31 and 1 <= int(month) <= 12


def _shifted(month: str, *shifts: int) -> str:
    """A month to which some countries add a number for women or for other centuries."""
    number = int(month)
    return str(next((number - each for each in shifts if 1 <= number - each <= 12), 0))


def _spain(plain: str) -> bool:
    number = plain[:-1].translate(str.maketrans("XYZ", "012"))
    return "TRWAGMYFPDXBNJZSQVHLCKE"[int(number) % 23] == plain[-1]


def _ireland(plain: str) -> bool:
    second = plain[8:]
    rest = _weighed(plain[:7], range(8, 1, -1)) + (9 * (ord(second) - 64) if second else 0)
    return "WABCDEFGHIJKLMNOPQRSTUV"[rest % 23] == plain[7]


def _france(plain: str) -> bool:
    number = int(plain[:13].replace("2A", "19").replace("2B", "18"))
    return 97 - number % 97 == int(plain[13:])


def _belgium(plain: str) -> bool:
    numbers = (int(plain[:9]), int(f"2{plain[:9]}"))
    return _is_day(plain[4:6], plain[2:4]) and int(plain[9:]) in [
        97 - each % 97 for each in numbers
    ]


def _finland(plain: str) -> bool:
    number = int(re.sub(r"\D", "", plain[:-1]))
    return (
        _is_day(plain[:2], plain[2:4])
        and "0123456789ABCDEFHJKLMNPRSTUVWXY"[number % 31] == plain[-1]
    )


def _sweden(plain: str) -> bool:
    digits = plain[-10:]
    return _is_day(str(int(digits[4:6]) % 60), digits[2:4]) and luhn(digits)


def _day_first(plain: str) -> bool:
    """Denmark, Iceland and Latvia: nothing but a day of birth is certain."""
    return _is_day(plain[:2], plain[2:4]) or plain.startswith("32")


def _czech(plain: str) -> bool:
    born = _is_day(plain[4:6], _shifted(plain[2:4], 0, 20, 50, 70))
    return born and (len(plain) == 9 or int(plain[:9]) % 11 % 10 == int(plain[9]))


def _eleven_digits(plain: str) -> bool:
    return _poland(plain) or _baltic(plain) or _norway(plain) or _greece(plain)


def _poland(plain: str) -> bool:
    born = _is_day(plain[4:6], _shifted(plain[2:4], 0, 20))
    return born and _weighed(plain, (1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1)) % 10 == 0


def _baltic(plain: str) -> bool:
    born = plain[0] in "123456" and _is_day(plain[5:7], plain[3:5])
    first = _weighed(plain, (1, 2, 3, 4, 5, 6, 7, 8, 9, 1)) % 11
    second = _weighed(plain, (3, 4, 5, 6, 7, 8, 9, 1, 2, 3)) % 11 % 10
    return born and (first if first < 10 else second) == int(plain[10])


def _norway(plain: str) -> bool:
    first = _weighed(plain, (3, 7, 6, 1, 8, 9, 4, 5, 2, 1)) % 11
    second = _weighed(plain, (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)) % 11
    return _is_day(str(int(plain[:2]) % 40), plain[2:4]) and first == second == 0


def _greece(plain: str) -> bool:
    return _is_day(plain[:2], plain[2:4]) and luhn(plain)


def _thirteen_digits(plain: str) -> bool:
    romania = _weighed(plain, (2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9)) % 11 % 10 == int(plain[12])
    if plain[0] in "12345678" and _is_day(plain[5:7], plain[3:5]) and romania:
        return True
    yugoslavia = -_weighed(plain, (7, 6, 5, 4, 3, 2) * 2) % 11 % 10 == int(plain[12])
    return _is_day(plain[:2], plain[2:4]) and plain[4] in "09" and yugoslavia


def _bulgaria(plain: str) -> bool:
    born = _is_day(plain[4:6], _shifted(plain[2:4], 0, 20, 40))
    return born and _weighed(plain, (2, 4, 8, 5, 10, 9, 7, 3, 6)) % 11 % 10 == int(plain[9])


def _austria(plain: str) -> bool:
    rest = _weighed(plain[:3] + plain[4:], (3, 7, 9, 5, 8, 4, 2, 1, 6)) % 11
    return _is_day(plain[4:6], plain[6:8]) and rest == int(plain[3])


def _always(plain: str) -> bool:
    return True


_FORMS: tuple[tuple[str, Callable[[str], bool]], ...] = (
    (r"[A-Z]{6}\d{2}[A-EHLMPRST]\d{2}[A-Z]\d{3}[A-Z]", _always),  # Italy
    (
        r"(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z]{2}(?: ?\d\d){3} ?[A-D]",
        _always,
    ),  # United Kingdom
    (r"0\d{6}[MGAPLHBZ]", _always),  # Malta; one without its zero needs the word before it
    (r"(?!000|666|9)\d{3}-(?!00)\d\d-(?!0000)\d{4}", _always),  # United States
    (r"(?:\d{8}|[XYZ]-?\d{7})-?[A-Z]", _spain),
    (r"\d{7}[A-W][A-IW]?", _ireland),
    (r"[12] ?\d\d ?\d\d ?(?:\d\d|2[AB]) ?\d{3} ?\d{3} ?\d\d", _france),
    (r"\d\d[. ]?\d\d[. ]?\d\d[- ]?\d{3}[. ]?\d\d", _belgium),
    (r"\d{6}[-+A-FU-Y]\d{3}[0-9A-FHJ-NPR-Y]", _finland),
    (r"(?:19|20)?\d{6}[-+]\d{4}|(?:19|20)\d{10}", _sweden),
    (r"\d{6}-\d{4,5}", _day_first),
    (r"\d{6}/\d{3,4}", _czech),
    (r"\d{6}[ -]?\d{5}", _eleven_digits),
    (r"\d{13}", _thirteen_digits),
    (r"\d{10}", _bulgaria),
    (r"\d{4} \d{6}", _austria),
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
        if any(check(re.sub(r"[^A-Z0-9]", "", found[0])) for found in form.finditer(text)):
            return True
    numbers = (_NEXT.match(text, word.end()) for word in _WORDS.finditer(text))
    return any(number and not _NO_NUMBER.match(number[1]) for number in numbers)
