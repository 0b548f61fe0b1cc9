"""Questions from a command line: who cannot be answered is told so, and not kept waiting."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.ask import NoReader, answers


async def test_a_model_that_never_starts_is_waited_for_only_so_long() -> None:
    soon = timedelta(seconds=0.2)
    found = answers(["since when?"], None, embedder="tests.embedders:Missing", patience=soon)
    with pytest.raises(NoReader):
        await anext(found)
