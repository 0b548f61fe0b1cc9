"""The migrations make the tables the code expects, in any folder, even when started twice."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection, MetaData, String, insert, inspect, text

from bot.core.messages import Address
from bot.core.person import Device, FollowUp, Kind, Person, Progress
from bot.host.settings import Settings
from bot.storage.database import migrate, migrations
from bot.storage.rows import sealed
from bot.storage.seal import Seal
from bot.storage.store import SqlStore
from tests.stores import ANNAS_LIFE, KEY, NOON, claim, found, save, store_at, tables

ROOT = Path(__file__).parents[1]


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    with migrations(url) as alembic:
        yield alembic.attributes["connection"]


def table_names(url: str) -> set[str]:
    with connected(url) as connection:
        return set(inspect(connection).get_table_names())


def test_there_and_back(empty_url: str) -> None:
    migrate(empty_url)
    assert table_names(empty_url) == {"alembic_version", "people", "follow_ups", "keys", "groups"}
    with migrations(empty_url) as alembic:
        command.check(alembic)  # raises if the migrations and the tables in the code differ
    with migrations(empty_url) as alembic:
        command.downgrade(alembic, "base")
    assert table_names(empty_url) == {"alembic_version"}
    migrate(empty_url)


async def test_what_is_stored_outlives_them(url: str) -> None:
    async with store_at(url) as store:
        await save(store, ANNAS_LIFE)
        migrate(url)
        assert await found(store) == ANNAS_LIFE


async def test_altering_people_takes_no_promise_along(url: str) -> None:
    """SQLite copies and drops the table, and what hangs from it must not be dropped as well."""
    async with store_at(url) as store:
        await save(store, ANNAS_LIFE)
    with connected(url) as connection:
        operations = Operations(MigrationContext.configure(connection))
        with operations.batch_alter_table("people", recreate="auto") as batch:
            batch.alter_column("chat", existing_type=String(32), type_=String(64))
    assert len(tables(url)["follow_ups"]) == 2


def test_a_migration_that_fails_leaves_nothing_behind(empty_url: str) -> None:
    def fail_halfway() -> None:
        with migrations(empty_url) as alembic:
            command.upgrade(alembic, "head")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_halfway()
    assert table_names(empty_url) == set()


def test_four_that_start_at_once_take_turns(empty_url: str, tmp_path: Path) -> None:
    script = "from bot.storage.database import migrate; print(); input(); migrate({!r})"
    command = [sys.executable, "-uc", script.format(empty_url)]
    pipe = subprocess.PIPE
    starts = [
        subprocess.Popen(command, cwd=tmp_path, stdin=pipe, stdout=pipe, text=True)
        for _ in range(4)
    ]
    for each in starts:
        assert each.stdout
        each.stdout.readline()  # ready
    for each in starts:
        assert each.stdin
        each.stdin.write("go\n")
        each.stdin.flush()
    for each in starts:
        each.communicate()
    assert [each.returncode for each in starts] == [0, 0, 0, 0]
    assert {"people", "follow_ups"} <= table_names(empty_url)


def test_a_migration_is_drafted_in_a_checkout_by_alembics_own_command(tmp_path: Path) -> None:
    """With nothing set, that is on the database which the bot itself makes there."""
    shutil.copytree(ROOT / "migrations", tmp_path / "migrations")
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    environ = {"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]}

    def alembic(*arguments: str) -> None:
        command = [sys.executable, "-m", "alembic", *arguments]
        subprocess.run(command, cwd=tmp_path, env=environ, check=True, capture_output=True)

    alembic("upgrade", "head")
    alembic("revision", "--autogenerate", "-m", "nothing", "--rev-id", "9999")
    draft = (tmp_path / "migrations/versions/9999_nothing.py").read_text()
    assert draft.count("    pass\n") == 2
    assert "op." not in draft
    alembic("upgrade", "head")
    alembic("check")
    made = {each.name for each in tmp_path.iterdir()} - {"migrations", "pyproject.toml"}
    assert made == {Settings.read({}).sqlite.name}  # type: ignore[union-attr]


def test_folder_names_may_hold_anything(tmp_path: Path) -> None:
    folder = tmp_path / "50% of #my data"
    folder.mkdir()
    migrate(f"sqlite:///{folder}/bot.db")
    assert [each.name for each in folder.iterdir()] == ["bot.db"]


BEFORE_SITES = {
    "id": "4711",
    "person": {
        "language": "mt",
        "chosen": True,
        "linkedin": "de",
        "device": "iphone",
        "switched_off": "2026-11-20",
        "form_sent": None,
        "unanswered": 1,
    },
}
"""A person as they were sealed before there were several sites."""


async def test_who_was_stored_before_there_were_several_sites_is_known_with_their_promises(
    empty_url: str,
) -> None:
    address, seal = Address("telegram", "4711"), Seal(KEY)
    due = datetime(2026, 12, 20, 9, 30, tzinfo=UTC)
    with migrations(empty_url) as alembic:
        command.upgrade(alembic, "0001")
        connection = alembic.attributes["connection"]
        then = MetaData()
        then.reflect(connection)
        people, follow_ups = then.tables["people"], then.tables["follow_ups"]
        content = seal.seal(address, json.dumps(BEFORE_SITES).encode())
        row = {
            "chat": "telegram",
            "mark": seal.mark(address),
            "sealed": content,
            "touched": NOON.date(),
        }
        connection.execute(insert(people).values(id=7, **row))
        promise = {"kind": "still_off", "due": due, "asked": NOON.date(), "round": 1}
        connection.execute(
            insert(follow_ups).values(id=9, person_id=7, attempts=2, unsure=False, **promise)
        )
    migrate(empty_url)
    async with store_at(empty_url) as store:
        assert await found(store, address) == Person(
            language="mt",
            chosen=True,
            device=Device.IPHONE,
            unanswered=1,
            promises=(FollowUp(Kind.STILL_OFF, due, NOON.date()),),
            sites=(Progress(interface="de", switched_off=date(2026, 11, 20)),),
        )
    [row] = tables(empty_url)["follow_ups"]
    assert (row["id"], row["attempts"], row["site"]) == (9, 2, "")


async def test_who_was_stored_before_the_statements_were_flat_gets_what_was_promised(
    empty_url: str,
) -> None:
    seal, moment = Seal(KEY), timedelta(minutes=1)
    addresses = [Address(chat, "4711") for chat in ("telegram", "discord")]
    with migrations(empty_url) as alembic:
        command.upgrade(alembic, "0003")
        connection = alembic.attributes["connection"]
        then = MetaData()
        then.reflect(connection)
        for number, address in enumerate(addresses, 1):
            who = {**sealed(address, Person("mt", chosen=True), seal), "touched": NOON.date()}
            connection.execute(insert(then.tables["people"]).values(id=number, **who))
            for kind, until in (
                ("later", None),
                ("still_off", NOON),
                ("form_answer", NOON + moment),
            ):
                row = {"site": "", "kind": kind, "due": NOON - moment, "leased_until": until}
                more = {"asked": NOON.date(), "round": 1, "attempts": 2, "unsure": False}
                into = insert(then.tables["follow_ups"])
                connection.execute(into.values(person_id=number, **row, **more))
    migrate(empty_url)
    async with store_at(empty_url) as store:
        await store.check()
        for address in addresses:
            async with store.open() as desk:
                assert await desk.next_due(address.chat, NOON) == NOON - moment
            [claimed] = await claim(store, chats=(address.chat,))
            assert claimed.address == address
            assert {each.kind for each in claimed.due} == {Kind.LATER, Kind.STILL_OFF}
            person = await found(store, address)
            assert person
            assert len(person.promises) == 3
            async with store.open() as desk:
                assert await desk.next_due(address.chat, NOON) == NOON + moment
    with migrations(empty_url) as alembic:
        command.downgrade(alembic, "0003")
        [(left,)] = alembic.attributes["connection"].execute(
            text("SELECT count(*) FROM follow_ups")
        )
    assert left == 6


async def test_an_id_is_never_given_twice_after_the_migrations(empty_url: str) -> None:
    migrate(empty_url)
    async with store_at(empty_url) as store:
        ids = []
        for day in (1, 2):
            promise = FollowUp(Kind.LATER, NOON + timedelta(days=day), NOON.date())
            await save(store, Person(promises=(promise,)))
            ids += [each["id"] for each in tables(empty_url)["follow_ups"]]
            await save(store, Person())
    assert len(set(ids)) == 2


async def test_each_site_has_its_own_promise_of_a_kind(store: SqlStore) -> None:
    promises = tuple(
        FollowUp(Kind.STILL_OFF, NOON + timedelta(days=day), NOON.date(), site=site)
        for day, site in enumerate(("", "elsewhere"), 1)
    )
    await save(store, Person(promises=promises))
    person = await found(store)
    assert person
    assert person.promises == promises
