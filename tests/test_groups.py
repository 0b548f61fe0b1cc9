"""What a group hears: an answer to what was surely asked of the bot, and nothing when unsure; and what
is set there."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

import pytest
from sqlalchemy.exc import DBAPIError

from bot.core.group import Group
from bot.core.messages import (
    PLAIN,
    Address,
    Asked,
    Button,
    Inbound,
    Left,
    Manner,
    Message,
    Moved,
    Pressed,
    Said,
    Setting,
)
from bot.core.person import Person
from bot.core.press import Press
from bot.core.understanding import OUT_OF_SCOPE, Guess, Reading
from bot.storage.store import SqlStore
from tests.stores import Server, gone
from tests.talk import Talk, drawn, remembered
from tests.walks import SOMEBODY, THE_GROUP


class Reads:
    """Reads the same thing out of whatever is said."""

    def __init__(self, *guesses: Guess, language: str | None = None, secret: bool = False) -> None:
        self._reading = Reading(
            guesses, languages={language: 1.0} if language else {}, secret=secret
        )

    async def read(self, text: str, whose: Hashable) -> Reading:
        return self._reading


async def answered(store: SqlStore, reader: Reads, text: str = "well?") -> tuple[Message, ...]:
    talk = Talk(store, "en", reader=reader)
    inbound = Inbound(SOMEBODY, Said(text), talk.now, "en", THE_GROUP, Setting.GROUP)
    return tuple(await talk.reception.receive(inbound))


async def test_a_sure_question_has_its_answer_in_the_language_it_was_put_in(
    store: SqlStore,
) -> None:
    (said,) = await answered(store, Reads(Guess("start_date", 0.9), language="de"))
    assert Manner.SHARED in said.manner
    assert "3. November 2025" in drawn([said])
    buttons = [each for each in said.buttons if isinstance(each, Button)]
    assert buttons[0].press.place == "source"


@pytest.mark.parametrize("topic", ["how_to_opt_out", "remind_me", "stop_reminders", "done", "help"])
async def test_what_is_no_fact_goes_on_in_private(store: SqlStore, topic: str) -> None:
    (said,) = await answered(store, Reads(Guess(topic, 0.9)))
    assert Manner.SHARED in said.manner
    assert "in private" in drawn([said])


@pytest.mark.parametrize(
    "guesses",
    [
        (Guess("start_date", 0.5), Guess("purpose", 0.3)),
        (Guess("start_date", 0.1),),
        (Guess("greeting", 0.95),),
        (Guess(OUT_OF_SCOPE, 0.95),),
    ],
    ids=["unsure", "no idea", "greeting", "beside"],
)
async def test_silence_when_unsure_and_in_small_talk(
    store: SqlStore, guesses: tuple[Guess, ...]
) -> None:
    assert await answered(store, Reads(*guesses)) == ()


@pytest.mark.parametrize("text", ["1", "stop", "yes", "2026-12-31", ""])
async def test_plain_words_press_nothing_in_a_group(store: SqlStore, text: str) -> None:
    assert await answered(store, Reads(Guess(OUT_OF_SCOPE, 0.9)), text) == ()


async def test_a_secret_is_met_with_a_warning_there_too(store: SqlStore) -> None:
    (said,) = await answered(store, Reads(Guess(OUT_OF_SCOPE, 0.9), secret=True))
    assert Manner.SHARED in said.manner
    assert "looks like a password" in drawn([said])


# --- what is set there ----------------------------------------------------------------------------


async def says(talk: Talk, command: str, **how: Any) -> Sequence[Message]:
    """Somebody uses a command in the group, where everybody reads the answer."""
    name, _, argument = command.partition(" ")
    how = {"room": THE_GROUP, "setting": Setting.GROUP, "admin": True} | how
    return await talk.does(Asked(name, argument), **how)


async def in_a_server(talk: Talk, command: str, **how: Any) -> Sequence[Message]:
    """The same where only they read it."""
    return await says(talk, command, **{"setting": Setting.PRIVATE, "elsewhere": True} | how)


async def stored(talk: Talk, room: Address = THE_GROUP) -> Group | None:
    async with talk.store.open() as desk:
        return await desk.groups.find(room)


async def test_an_admin_sets_the_language_in_which_the_group_is_spoken_to(talk: Talk) -> None:
    await talk.does(Pressed(Press("lang", "de")))
    (line,) = await says(talk, "language mt")
    assert line.language == "mt"
    (panel,) = await says(talk, "panel")
    assert (panel.language, panel.manner) == ("mt", Manner.SHARED)
    assert (await says(talk, "optout", admin=False))[0].language == "mt"
    assert (await talk.says("/data"))[0].language == "de"
    assert (await stored(talk), await remembered(talk)) == (Group("mt"), Person("de", True))


async def test_nobody_but_an_admin_sets_it(talk: Talk) -> None:
    assert "Only admins" in drawn(await says(talk, "language mt", admin=False))
    assert await stored(talk) is None
    assert "Type /language" in drawn(await says(talk, "language xx"))
    assert await stored(talk) is None


async def test_what_is_asked_there_in_no_certain_language_is_answered_in_the_groups(
    store: SqlStore,
) -> None:
    talk = Talk(store, "en", reader=Reads(Guess("start_date", 0.9)))
    await says(talk, "language mt")
    asked = {"room": THE_GROUP, "setting": Setting.GROUP}
    (said,) = await talk.does(Said("InMail?"), **asked)
    assert said.language == "mt"
    german = Talk(store, "en", reader=Reads(Guess("start_date", 0.9), language="de"))
    (said,) = await german.does(Said("seit wann?"), **asked)
    assert said.language == "de"


async def test_who_runs_a_server_sets_its_language_and_reads_so_in_their_own(talk: Talk) -> None:
    (said,) = await in_a_server(talk, "language mt")
    assert (said.language, said.manner) == ("en", PLAIN)
    assert "The language of this server: Maltese" in drawn([said])
    assert (await stored(talk), await remembered(talk)) == (Group("mt"), None)
    assert (await says(talk, "panel"))[0].language == "mt"
    assert (await in_a_server(talk, "data"))[0].language == "en"


async def test_their_own_language_is_one_press_away_there(talk: Talk) -> None:
    for command in ("language", "language xx"):
        assert "this server, type /language" in drawn(await in_a_server(talk, command))
    there = {"room": THE_GROUP, "admin": True, "elsewhere": True}
    await talk.does(Pressed(talk.button("My own language").press), **there)
    (said,) = await talk.does(Pressed(talk.button("Malti").press), **there)
    assert said.language == "mt"
    assert (await stored(talk), await remembered(talk)) == (None, Person("mt", True))


async def test_a_member_of_a_server_sets_their_own(talk: Talk) -> None:
    (said,) = await in_a_server(talk, "language mt", admin=False)
    assert said.language == "mt"
    assert (await stored(talk), await remembered(talk)) == (None, Person("mt", True))


async def test_in_private_an_admin_of_something_sets_their_own(talk: Talk) -> None:
    await in_a_server(talk, "language mt", room=None)
    assert await remembered(talk) == Person("mt", True)


async def test_nothing_of_who_asks_shows_in_what_everybody_reads(store: SqlStore) -> None:
    talk = Talk(store, "en", reader=Reads(Guess(OUT_OF_SCOPE, 0.9), secret=True))
    await talk.does(Pressed(Press("lang", "de")))
    await talk.says("/optout iphone")
    (said,) = await talk.does(Said("hunter2x"), room=THE_GROUP, setting=Setting.GROUP)
    assert said.language == "en"
    assert [each.label for each in said.buttons] == ["Show me how", "What data is used?", "Help"]
    buttons = [each for each in said.buttons if isinstance(each, Button)]
    assert {(each.press.device, each.press.language) for each in buttons} == {("", "")}


async def test_a_group_that_moves_keeps_its_language(talk: Talk) -> None:
    await says(talk, "language mt")
    new = Address("telegram", "-1001")
    await talk.does(Moved(new), room=THE_GROUP, setting=Setting.GROUP)
    assert (await stored(talk), await stored(talk, new)) == (None, Group("mt"))


async def test_who_removes_the_bot_takes_what_is_set_along_and_nothing_of_theirs(
    talk: Talk,
) -> None:
    await talk.does(Pressed(Press("promise", "d1")))
    await says(talk, "language mt")
    await talk.does(Left(), room=THE_GROUP, setting=Setting.GROUP)
    assert await stored(talk) is None
    person = await remembered(talk)
    assert person
    assert person.promises


async def test_a_group_of_before_is_spoken_to_as_it_was(talk: Talk) -> None:
    async with talk.store.open() as desk:
        await desk.save(THE_GROUP, Person("mt", True))
    assert (await says(talk, "optout", admin=False))[0].language == "mt"
    assert await remembered(talk, THE_GROUP) is None
    assert await stored(talk) == Group("mt")


async def test_without_the_database_a_group_is_answered_and_nothing_is_said_to_be_set(
    talk: Talk, url: str, server: Callable[[], Server]
) -> None:
    await says(talk, "language mt")
    with gone(url, server):
        assert (await says(talk, "optout"))[0].language == "en"
        for set_it in (says, in_a_server):
            with pytest.raises(DBAPIError):
                await set_it(talk, "language de")
    assert await stored(talk) == Group("mt")
