"""The reader without its process, for tests of what is said."""

from __future__ import annotations

from collections.abc import Hashable

from bot.core.understanding import Reading
from bot.reader.reader import HeadReader


class AtOnce:
    """Reads here and now, whoever asks."""

    def __init__(self, reader: HeadReader) -> None:
        self._reader = reader

    async def read(self, text: str, whose: Hashable) -> Reading | None:
        return self._reader.read(text)
