"""An error in a log: never its words, which may hold what somebody wrote, an address or a token."""

from __future__ import annotations

import traceback
from pathlib import Path


def described(error: BaseException) -> str:
    """Its class, that of its cause, the platform's code for it, and where it arose."""
    classes = [type(each).__name__ for each in (error, error.__cause__) if each]
    codes = [getattr(error, name, None) for name in ("status", "code")]
    numbers = [str(each) for each in codes if isinstance(each, int) and each]
    code = f" ({', '.join(numbers)})" if numbers else ""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return " from ".join(classes) + code + place
