"""A group has a language: set by an admin, spoken there to everybody, gone with the bot."""

from __future__ import annotations

import pytest

from bot.core.group import Group
from bot.core.messages import Address
from bot.storage.store import SqlStore
from tests.stand_ins.telegram.chats import Chat
from tests.stand_ins.telegram.server import TelegramServer
from tests.stand_ins.telegram.users import User
from tests.telegram_chat.whole import asks
from tests.whole import remembered

IN_PRIVATE = "I show you how, in private"


@pytest.fixture
def server(whole: TelegramServer) -> TelegramServer:
    return whole


@pytest.fixture
def admin(server: TelegramServer, group: Chat) -> User:
    found = server.user("Anna", language="de", started=True)
    group.admin(found.person, status="administrator")
    return found


@pytest.fixture
def member(server: TelegramServer) -> User:
    return server.user("Ben", language="en", started=True)


async def is_set(store: SqlStore, group: Chat) -> Group | None:
    async with store.open() as desk:
        return await desk.groups.find(Address("telegram", str(group.id)))


async def told(user: User, text: str, group: Chat) -> str:
    """Somebody writes in the group; what is answered there."""
    for _ in user.unseen(chat=group):
        await user.answer(chat=group)
    return (await asks(user, text, group)).text


async def test_an_admin_sets_it_for_everybody_there_and_for_nobody_in_private(
    admin: User, member: User, group: Chat, store: SqlStore
) -> None:
    assert IN_PRIVATE in await told(member, "/optout", group)
    assert "Only admins" in await told(member, "/language mt", group)
    line = await told(admin, "/language mt", group)
    assert await told(member, "/optout", group) == line
    assert IN_PRIVATE not in line
    assert (await asks(member, "/start")).text.startswith("LinkedIn trains AI")
    assert (await asks(admin, "/start")).text.startswith("LinkedIn trainiert KI")
    assert await is_set(store, group) == Group("mt")
    for each in (admin, member):
        assert await remembered(store, "telegram", each.id) is None


async def test_it_goes_along_when_the_group_becomes_a_supergroup(
    admin: User, group: Chat, store: SqlStore
) -> None:
    line = await told(admin, "/language mt", group)
    new = group.migrates()
    assert await told(admin, "/optout", new) == line
    assert (await is_set(store, group), await is_set(store, new)) == (None, Group("mt"))


async def test_it_goes_with_the_bot(admin: User, group: Chat, store: SqlStore) -> None:
    await told(admin, "/language mt", group)
    assert await is_set(store, group)
    group.changes_bot("kicked", by=admin.person)
    await asks(admin, "/start")  # it is answered after what came before
    assert await is_set(store, group) is None
