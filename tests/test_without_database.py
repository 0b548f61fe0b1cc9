"""The database is away: what needs no memory is answered, and nothing is said that it may belie."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.exc import DBAPIError

from bot.core.messages import Asked, Event, Pressed, Setting, Understood
from bot.core.person import Person
from bot.core.press import Press
from bot.core.understanding import Guess, Reading
from bot.storage.store import SqlStore
from tests.stores import Server, gone, tables
from tests.talk import Talk, drawn, remembered

QUESTION = Understood(Reading((Guess("start_date", 0.9),)))
STOPPING = Understood(Reading((Guess("stop_reminders", 0.9),)))
READ = ("/start", "/data", "/about", "/privacy", "/help", "/language", "/deleteme", "/complete")
WALK = (
    *("/optout", "[iPhone app]", "[Step by step]", "done", "I'm stuck", "menu", "1", "2"),
    *("[It is off now]", "[I have sent it]", "[Receipt]", "[Finish]"),
)
REMEMBERED = ("/status", "/mydata", "/stop", "stop", "/remind 2026-12-24", "/language mt")


async def test_facts_and_steps_are_answered_and_nothing_is_written(
    talk: Talk, url: str, server: Callable[[], Server]
) -> None:
    await talk.does(Pressed(Press("promise", "d1")))
    stored = tables(url)
    with gone(url, server):
        for text in (*READ, *WALK):
            assert await talk.says(text), text
        assert "November 3, 2025" in drawn(await talk.does(QUESTION))
        assert "in private" in drawn(await talk.does(Asked("optout"), setting=Setting.GROUP))
        assert drawn(await talk.does(Asked("data"), elsewhere=True))
    assert tables(url) == stored
    assert "turn off LinkedIn's AI switch now?" in drawn(await talk.later(timedelta(days=1)))


@pytest.mark.parametrize("known", [True, False])
async def test_what_hangs_on_memory_is_neither_told_nor_promised(
    talk: Talk, url: str, server: Callable[[], Server], known: bool
) -> None:
    if known:
        await talk.does(Pressed(Press("promise", "d1")))
    before = await remembered(talk)
    promising = Pressed(Press("promise", "d7"))
    erasing, choosing = Pressed(Press("deleted")), Pressed(Press("lang", "mt"))
    deeds: tuple[Event, ...] = (promising, erasing, choosing, STOPPING)
    with gone(url, server):
        for text in REMEMBERED:
            with pytest.raises(DBAPIError):
                await talk.says(text)
        for deed in deeds:
            with pytest.raises(DBAPIError):
                await talk.does(deed)
        with pytest.raises(DBAPIError):
            await talk.does(promising, elsewhere=True)
    assert await remembered(talk) == before
    assert talk.mailbox.letters == []


async def test_whoever_was_chosen_a_language_for_is_answered_in_the_apps_meanwhile(
    store: SqlStore, url: str, server: Callable[[], Server]
) -> None:
    talk = Talk(store, "de")
    await talk.does(Pressed(Press("lang", "mt")))
    with gone(url, server):
        assert (await talk.says("/data"))[0].language == "de"
    assert (await talk.says("/data"))[0].language == "mt"
    assert await remembered(talk) == Person("mt", True)
