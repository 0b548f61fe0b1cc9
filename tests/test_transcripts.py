"""Whole conversations, readable by anyone, come out as they are written.

    python -m tests.test_transcripts

writes them anew after a change of what the bot says: read the difference before you commit it.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from pathlib import Path

import pytest

from bot.storage.database import migrate
from bot.storage.store import SqlStore
from tests.stores import store_at
from tests.talk import play

TRANSCRIPTS = sorted((Path(__file__).parent / "transcripts").glob("*.txt"))
SCRIPTS = {path: path.read_text("utf-8") for path in TRANSCRIPTS}


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=[path.stem for path in TRANSCRIPTS])
async def test_a_transcript_comes_out_as_it_is_written(path: Path, store: SqlStore) -> None:
    script = SCRIPTS[path]
    assert await play(script, store) == script


async def _rewrite() -> None:
    for path in TRANSCRIPTS:
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite:///{folder}/bot.db"
            await asyncio.to_thread(migrate, url)
            async with store_at(url) as store:
                played = await play(SCRIPTS[path], store)
        await asyncio.to_thread(path.write_text, played, "utf-8")
        sys.stdout.write(f"{path.name}\n")


if __name__ == "__main__":
    asyncio.run(_rewrite())
