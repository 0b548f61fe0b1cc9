"""What is typed about days, word by word, with numbers in one form."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from datetime import date

from bot.core.folding import fold

_ISO = re.compile(r"\s*(?P<y>\d{4})-(?P<m>\d\d?)-(?P<d>\d\d?)\s*", re.ASCII)
_DAY_FIRST = re.compile(r"\s*(?P<d>\d\d?)[./-](?P<m>\d\d?)[./-](?P<y>\d{4})\s*", re.ASCII)
_NUMERIC = re.compile(r"\s*\d{1,4}[./-]\d{1,2}(?:[./-](?:\d{2,4})?)?\s*", re.ASCII)

_N = "[0-9]{1,2}"
_WORD = re.compile(
    rf"(?<![0-9./-])(?:(?P<y>[0-9]{{4}})(?P<_1>-|\.\s?)(?P<m>{_N})(?P=_1)(?P<d>{_N})\.?"
    rf"|(?P<d2>{_N})(?P<_2>[/-]|\.\s?)(?P<m2>{_N})(?P=_2)(?P<y2>[0-9]{{4}})\.?"
    rf"|(?P<d3>{_N})(?P<_3>[./]|\.\s)(?P<m3>{_N})(?P=_3)(?P<y3>[0-9]{{2}})"
    r"(?!(?<=\s[0-9]{2})\s*[^\W\d_])"
    rf"|(?P<d4>{_N})(?:[./](?P<m4>{_N})\.?|\.\s(?P<m5>{_N})\.))(?![0-9])"
    rf"|(?P<hour>{_N}:[0-9]{{2}}|{_N}\s?h\s?[0-9]{{2}})(?![0-9])"
    r"|(?P<number>[0-9]+(?:[^\W\d_]+|\.(?![0-9]))?)"
    r"|(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)"
)
"""A day in numbers, year first or last or left out; an hour; a number with its ending; a word."""
_ELIDED = re.compile(r"(?<![^\W_])([^\W\d_]{1,2})'(?=[^\W\d_])")
"""A short word that has lost its end to the next one: "l'an", "f'ġimgħa"."""
HOUR = "0:00"
"""Stands for any hour."""
MONTH = "/"
"""Begins a month in numbers."""


def typed_day(text: str) -> date | None:
    """2026-12-31, 31.12.2026 or 31/12/2026, as all over Europe; None for anything else."""
    found = _ISO.fullmatch(text) or _DAY_FIRST.fullmatch(text)
    return valid(int(found["y"]), int(found["m"]), int(found["d"])) if found else None


def is_numeric(text: str) -> bool:
    """Whether it is made like a day in numbers, be there such a day or not."""
    return bool(_NUMERIC.fullmatch(text))


def valid(year: int, month: int, day: int) -> date | None:
    """The day, if there is such a one."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def typed_words(text: str) -> Sequence[str]:
    """The words, folded; a day in numbers as 2026-12-31, one without a year as two: 31 /12."""
    plain = unicodedata.normalize("NFKC", text.replace("’", "'"))
    found = _WORD.finditer(_ELIDED.sub(r"\1 ", plain))
    return [word for each in found for word in _words(each)]


def _words(found: re.Match[str]) -> Iterator[str]:
    if found["hour"]:
        yield HOUR
    elif number := found["number"]:
        yield number if number.endswith(".") else fold(number)
    elif found["word"]:
        yield from fold(found["word"]).split()
    elif day := found["d4"]:
        yield from (day, f"{MONTH}{found['m4'] or found['m5']}")
    else:
        year, month, day = (
            next(filter(None, (found[f"{part}{form}"] for form in ("", "2", "3"))))
            for part in "ymd"
        )
        yield f"{int(year) + 2000 if len(year) == 2 else year}-{month}-{day}"
