"""What is stored names nobody, what is forgotten is gone, and no log or error gives anybody away."""

from __future__ import annotations

import logging
from dataclasses import replace

import pytest
from sqlalchemy.exc import DBAPIError

from bot.core.group import Group
from bot.core.messages import Address
from bot.core.person import Device, Kind, Person, Question
from bot.service.ports import Gone
from bot.storage.seal import Seal
from bot.storage.store import SqlStore
from bot.storage.tables import keys
from tests.letters import Letterbox, courier
from tests.stores import ANNAS_LIFE, KEY, NOON, crowd, dump, save, store_at, tables

ANNA = Address("telegram", "6821074455")
LIFE = replace(
    ANNAS_LIFE.being(replace(ANNAS_LIFE.at(""), interface="romanian")),
    language="hungarian",
    device=Device.ANDROID,
    question=Question((Kind.HALF_YEARLY, Kind.FORM_ANSWER), NOON),
)
TELLING = [
    *(ANNA.id, "hungarian", "romanian", "android", "2026-11-20", "2026-11-21"),
    *("language", "question"),
]


async def test_a_stolen_database_names_nobody(store: SqlStore, url: str) -> None:
    await save(store, LIFE, ANNA)
    stolen = dump(url)
    assert b"telegram" in stolen
    assert b"form_answer" in stolen
    for telling in TELLING:
        assert telling.encode() not in stolen
    assert int(ANNA.id).to_bytes(8) not in stolen


async def test_whether_somebody_is_in_it_cannot_be_tried_out(store: SqlStore, url: str) -> None:
    await save(store, LIFE, ANNA)
    stolen = dump(url)
    assert Seal(KEY).mark(ANNA) in stolen
    assert Seal(Seal.new_key()).mark(ANNA) not in stolen


async def test_the_size_of_a_row_does_not_tell_who_it_is(store: SqlStore, url: str) -> None:
    await save(store, Person(chosen=True), Address("telegram", "1"))
    await save(store, LIFE, ANNA)
    assert len({len(row["sealed"]) for row in tables(url)["people"]}) == 1


async def test_the_columns_in_the_clear_are_these(store: SqlStore, url: str) -> None:
    """Whoever adds one has to think of this test, and of what a thief would read in it."""
    await save(store, LIFE, ANNA)
    async with store.open() as desk:
        await desk.groups.save(Address("telegram", "-1001"), Group("mt"))
    columns = {name: set(rows[0]) for name, rows in tables(url).items()}
    assert columns == {
        "people": {"id", "chat", "mark", "sealed", "touched", "until"},
        "groups": {"id", "chat", "mark", "sealed", "touched"},
        "follow_ups": {
            *("id", "person_id", "chat", "site", "kind", "due", "asked"),
            *("round", "leased_until", "attempts", "unsure"),
        },
    }
    assert {each.name for each in keys.columns} == {"fingerprint", "resealed", "over"}


@pytest.mark.parametrize("how", ["asked", "gone"])
async def test_forgetting_leaves_nothing_in_any_table(store: SqlStore, url: str, how: str) -> None:
    await save(store, LIFE, ANNA)
    [row] = tables(url)["people"]
    assert row["mark"] in dump(url)
    if how == "asked":
        async with store.open() as desk:
            await desk.forget(ANNA)
    else:
        await courier(store, Letterbox([Gone()])).round()
    assert not any(tables(url).values())
    left = dump(url)
    assert row["mark"] not in left
    assert row["sealed"] not in left


async def test_forgetting_one_leaves_the_others(store: SqlStore, url: str) -> None:
    await crowd(store, 3)
    await save(store, LIFE, ANNA)
    async with store.open() as desk:
        await desk.forget(ANNA)
    left = tables(url)
    assert (len(left["people"]), len(left["follow_ups"])) == (3, 3)


async def test_forgetting_reaches_what_an_old_key_sealed(url: str) -> None:
    old, new = "o" * 32, "n" * 32
    async with store_at(url, old) as before:
        await save(before, LIFE, ANNA)
    async with store_at(url, new, old) as store, store.open() as desk:
        await desk.forget(ANNA)
    assert not any(tables(url).values())


async def test_neither_logs_nor_errors_name_anybody(
    store: SqlStore, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    await save(store, LIFE, ANNA)
    too_long = Address("a platform with a name that no column of ours can hold", ANNA.id)
    errors = [RuntimeError(f"{ANNA.id} speaks hungarian"), OSError(ANNA.id)]
    await courier(store, Letterbox(errors)).round()
    try:
        await save(store, LIFE, too_long)
    except DBAPIError as error:
        caplog.handler.format(logging.makeLogRecord({"exc_info": (type(error), error, None)}))
        logging.getLogger("test").error("%s", error)
    assert "RuntimeError" in caplog.text
    for telling in TELLING:
        assert telling not in caplog.text.replace("a platform", "")
    assert ANNA.id not in repr(ANNA)
