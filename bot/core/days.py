"""A day as somebody types it."""

from __future__ import annotations

import re
from datetime import date

_ISO = re.compile(r"\s*(?P<y>\d{4})-(?P<m>\d\d?)-(?P<d>\d\d?)\s*", re.ASCII)
_DAY_FIRST = re.compile(r"\s*(?P<d>\d\d?)[./-](?P<m>\d\d?)[./-](?P<y>\d{4})\s*", re.ASCII)


def typed_day(text: str) -> date | None:
    """2026-12-31, 31.12.2026 or 31/12/2026, as all over Europe; None for anything else."""
    found = _ISO.fullmatch(text) or _DAY_FIRST.fullmatch(text)
    if found is None:
        return None
    try:
        return date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        return None
