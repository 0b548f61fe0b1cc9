"""The log as the program sets it up, and what would stand in it without the last line of defence."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager

from bot.host.logs import LEAST, is_signed, set_up


@contextmanager
def logging_at(level: str) -> Iterator[tuple[io.StringIO, io.StringIO]]:
    """What is written, and the same before secrets are taken out. Afterwards all is as it was."""
    root = logging.getLogger()
    handlers, former = root.handlers[:], root.level
    levels = {name: logging.getLogger(name).level for name in LEAST}
    root.handlers.clear()
    written, bare = io.StringIO(), io.StringIO()
    try:
        set_up(level, written)
        unredacted = logging.StreamHandler(bare)
        unredacted.addFilter(is_signed)
        root.addHandler(unredacted)
        yield written, bare
    finally:
        root.handlers[:] = handlers
        root.setLevel(former)
        for name, level_before in levels.items():
            logging.getLogger(name).setLevel(level_before)
