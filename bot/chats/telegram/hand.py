"""Which updates are in hand, written where the next process finds it if this one dies.

What is not confirmed is fetched again then. What was done would be answered twice, and what killed
the process would do so for ever.
"""

from __future__ import annotations

import logging
import os
import re
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

from bot.service.errors import described

log = logging.getLogger(__name__)

MOST = 200
"""So many updates are noted: Telegram tells of a hundred at most before one is confirmed."""
KEPT = timedelta(hours=24)
"""So long Telegram keeps updates (https://core.telegram.org/bots/api#getting-updates). What is noted
of older ones could only be taken for something else: their numbers may begin anew."""
_LINE = re.compile(rb"(\d{1,19}) (\d)", re.ASCII)
_SIZE = MOST * len(b"%d 9\n" % 2**63)


class InHand:
    """Updates that are not confirmed, and how often each was begun: numbers alone, in a small file.

    What is done counts as begun at no time. A process that dies loses nothing of what it has
    written into a file, so nothing waits for the disk. Without a file, or where it cannot be
    written, nothing is known of earlier processes.
    """

    def __init__(self, file: Path | None) -> None:
        self._file = file
        self._descriptor: int | None = None
        self._before: dict[int, int] = {}
        self._now: dict[int, int] = {}

    def open(self) -> None:
        """Read what an earlier process had in hand when it died."""
        if self._file is None:
            return
        with self._forgiving():
            self._descriptor = _opened(self._file)
            if time.time() - os.fstat(self._descriptor).st_mtime < KEPT.total_seconds():
                self._before = dict(_read(os.pread(self._descriptor, _SIZE, 0)))

    def was_done(self, update: int) -> bool:
        """Whether an earlier process has done this one."""
        return self._before.get(update) == 0

    def deaths(self, update: int) -> int:
        """How often a process died with this one in hand."""
        return self._before.get(update, 0)

    def take(self, update: int) -> None:
        """Note that an update is begun. It is known already when this returns."""
        self._now[update] = min(self._before.pop(update, 0) + 1, 9)
        self._write()

    def put_down(self, update: int) -> None:
        """It is done."""
        if update in self._now:
            self._now[update] = 0
            self._write()

    def forget(self, offset: int) -> None:
        """Nothing below this number is told of again."""
        if any(each < offset for each in [*self._before, *self._now]):
            self._before = {each: n for each, n in self._before.items() if each >= offset}
            self._now = {each: n for each, n in self._now.items() if each >= offset}
            self._write()

    def close(self, *, confirmed: bool) -> None:
        """Nothing is in hand any more; and if that is `confirmed`, nothing needs to be known."""
        self._before.clear()
        self._now.clear()
        if self._descriptor is not None and self._file:
            self._let_go()
            if confirmed:
                with suppress(OSError):
                    self._file.unlink()

    def _write(self) -> None:
        if self._descriptor is None:
            return
        numbers = [*self._before.items(), *self._now.items()][:MOST]
        lines = b"".join(b"%d %d\n" % each for each in numbers)
        with self._forgiving():
            # In one piece and always of one length, so that nothing stale is left behind it.
            os.pwrite(self._descriptor, lines.ljust(_SIZE, b"\n"), 0)

    @contextmanager
    def _forgiving(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            log.warning("What is in hand cannot be noted: %s", described(error))
            self._let_go()

    def _let_go(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def _opened(file: Path) -> int:
    """A file of our own; what others have put there, in a folder for everybody, is not opened."""
    descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK, 0o600)
    found = os.fstat(descriptor)
    if not stat.S_ISREG(found.st_mode) or found.st_uid != os.geteuid():
        os.close(descriptor)
        raise PermissionError("not a file of ours")
    os.fchmod(descriptor, 0o600)
    return descriptor


def _read(written: bytes) -> Iterator[tuple[int, int]]:
    """What can be read of it, whatever stands there."""
    for line in written.split(b"\n"):
        if found := _LINE.fullmatch(line):
            yield int(found[1]), int(found[2])
