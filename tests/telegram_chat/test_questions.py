"""Free words on Telegram, from the real client to the real reader and back."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.reader.reader import HeadReader
from bot.storage.store import SqlStore
from tests.logged import logging_at
from tests.reading import AtOnce
from tests.stand_ins.telegram.chats import Chat
from tests.stand_ins.telegram.faults import BadRequest, ConnectionReset, ServerError
from tests.stand_ins.telegram.server import TelegramServer
from tests.stand_ins.telegram.users import User
from tests.telegram_chat.script import BOT
from tests.telegram_chat.whole import asks, presses, serving
from tests.whole import half_understood

SECRET = "my password is hunter2x"


@pytest.fixture
def server(whole: TelegramServer) -> TelegramServer:
    return whole


@pytest.fixture
def user(server: TelegramServer) -> User:
    return server.user(language="en", started=True)


# --- in private -----------------------------------------------------------------------------------


async def test_a_question_gets_its_fact_and_the_fact_its_source(user: User) -> None:
    said = await asks(user, "do they read my dms??")
    assert "private messages and InMail" in said.text
    source = await presses(user, "How do you know?")
    assert source.id == said.id
    assert "read on" in source.text
    assert any(each.url and "linkedin.com" in each.url for each in source.buttons)


async def test_ask_with_and_without_a_question(user: User) -> None:
    assert "private messages and InMail" in (await asks(user, "/ask do they read my dms")).text
    assert "What would you like to know?" in (await asks(user, "/ask")).text
    assert "November 3, 2025" in (await asks(user, "since when do they do this?")).text


async def test_what_is_half_understood_is_asked_about(read: HeadReader, user: User) -> None:
    asked = await asks(user, half_understood(read))
    assert asked.text == "Did you mean one of these?"
    *offered, other = asked.labels
    assert len(offered) == 3
    assert other == "Something else"
    chosen = await presses(user, offered[0])
    assert chosen.id == asked.id
    assert chosen.text != asked.text
    assert "How do you know?" in chosen.labels


async def test_another_language_is_answered_in_it_and_can_be_kept(
    user: User,
) -> None:
    said = await asks(user, "seit wann machen die das denn eigentlich so")
    assert "3. November 2025" in said.text
    assert "Bei Deutsch bleiben" in said.labels
    assert "LinkedIn trainiert KI" in (await presses(user, "Bei Deutsch bleiben")).text
    assert "Wo nutzt du LinkedIn?" in (await asks(user, "/optout")).text


async def test_a_question_in_the_middle_of_the_walk_leaves_one_there(user: User) -> None:
    for text in ("/optout iphone", "step by step", "done"):
        step = await asks(user, text)
    assert step.text.startswith("Step 2 of 5")
    assert "private messages and InMail" in (await asks(user, "do they read my dms??")).text
    thanked = await asks(user, "thank you very much")
    assert thanked.text.startswith("I am here for you")
    assert thanked.labels == step.labels
    assert (await asks(user, "done")).text.startswith("Step 3 of 5")


# --- secrets --------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", [SECRET, f"/ask {SECRET}", "4111 1111 1111 1111"])
async def test_a_secret_is_deleted_on_request(user: User, text: str) -> None:
    secret = await user.says(text)
    warning = await user.answer()
    assert "looks like a password" in warning.text
    assert warning.reply_to
    assert warning.reply_to.id == secret.id
    assert warning.labels == ["Delete my message", "No, thanks"]
    said = await presses(user, "Delete my message")
    assert (said.id, said.text) == (warning.id, "Your message is deleted.")
    assert "Show me how" in said.labels
    assert secret.id not in user.chat.messages


async def test_a_secret_in_the_middle_of_the_walk(user: User) -> None:
    for text in ("/optout iphone", "step by step"):
        step = await asks(user, text)
    await asks(user, SECRET)
    assert (await presses(user, "Delete my message")).labels == step.labels


async def test_who_would_rather_keep_it(user: User) -> None:
    secret = await user.says(SECRET)
    await user.answer()
    assert (await presses(user, "No, thanks")).text.startswith("All right.")
    assert secret.id in user.chat.messages


@pytest.mark.parametrize("choice", ["1", "Delete my message", "yes"])
async def test_the_typed_choice_asks_for_the_tap_and_the_tap_deletes(
    user: User, choice: str
) -> None:
    secret = await user.says(SECRET)
    await user.answer()
    typed = await user.says(choice)
    assert (await user.answer()).text.startswith("Please tap the button under my question")
    assert (await presses(user, "Delete my message")).text == "Your message is deleted."
    assert secret.id not in user.chat.messages
    assert typed.id in user.chat.messages


async def test_two_taps_delete_it_once(server: TelegramServer, user: User) -> None:
    await asks(user, SECRET)
    old = user.chat.outbox[-1]
    await presses(user, "Delete my message")
    await user.presses("Delete my message", message=old)
    await server.called("answerCallbackQuery", times=2)
    assert user.chat.outbox[-1].text == "Your message is deleted."


async def test_one_that_they_deleted_themselves(user: User) -> None:
    secret = await user.says(SECRET)
    await user.answer()
    user.chat.forgets(secret)
    assert "I could not delete it." in (await presses(user, "Delete my message")).text


async def test_after_two_days_it_is_said_how_to_do_it(read: HeadReader, store: SqlStore) -> None:
    now = 1_800_000_000.0
    async with TelegramServer(clock=lambda: now) as server, serving(server, store, AtOnce(read)):
        user = server.user(language="en", started=True)
        secret = await user.says(SECRET)
        await user.answer()
        now += 48 * 3600 + 1
        said = await presses(user, "Delete my message")
        assert said.text.startswith("I could not delete it.\n\nPlease delete your message")
        assert secret.id in user.chat.messages


async def test_a_warning_out_of_reach_is_answered_anew(user: User) -> None:
    warning = await asks(user, SECRET)
    user.chat.forgets(warning)
    await user.presses("Delete my message", message=warning)
    said = await user.answer()
    assert said.id != warning.id
    assert said.text.startswith("I could not delete it.")


async def test_a_connection_that_breaks_hinders_nobody(server: TelegramServer, user: User) -> None:
    secret = await user.says(SECRET)
    await user.answer()
    server.fault("deleteMessage", ConnectionReset())
    assert (await presses(user, "Delete my message")).text == "Your message is deleted."
    assert secret.id not in user.chat.messages
    await asks(user, SECRET)
    server.fault("deleteMessage", ServerError(), times=2)
    assert "I could not delete it." in (await presses(user, "Delete my message")).text


async def test_a_forged_press_deletes_nothing_that_is_not_answered_by_the_pressed_message(
    server: TelegramServer, user: User
) -> None:
    said = await asks(user, "/start")
    assert said.markup
    said.markup["inline_keyboard"][0][0]["callback_data"] = "erase"
    before = set(user.chat.messages)
    await user.presses("erase", message=said)
    assert "I could not delete it." in (await user.answer()).text
    assert set(user.chat.messages) == before
    assert server.calls("deleteMessage") == []
    link = await asks(user, "/start erase")
    assert "Show me how" in link.labels


async def test_nothing_of_a_secret_is_logged_or_stored(
    server: TelegramServer, user: User, tmp_path: Path
) -> None:
    with logging_at("DEBUG") as (_, bare):
        server.fault("deleteMessage", BadRequest(f"Bad Request: {SECRET}"))
        await asks(user, SECRET)
        await presses(user, "Delete my message")
    assert "hunter2x" not in bare.getvalue()
    assert b"hunter2x" not in (tmp_path / "bot.db").read_bytes()


# --- in groups ------------------------------------------------------------------------------------


async def test_a_group_hears_nothing_that_it_did_not_ask(
    read: HeadReader, user: User, group: Chat
) -> None:
    for text in (
        "since when do they train their AI?",
        f"@{BOT} what will the weather be like",
        f"@{BOT} thank you",
        f"@{BOT}",
        f"@{BOT} 1",
        f"@{BOT} {half_understood(read)}",
    ):
        await user.says(text, chat=group)
    asked = await user.says(f"@{BOT} since when do they train their AI?", chat=group)
    said = await user.answer(chat=group)
    assert "November 3, 2025" in said.text
    assert said.reply_to
    assert said.reply_to.id == asked.id
    assert all(each.url for each in said.buttons)
    assert user.unseen(chat=group) == user.unseen() == []


async def test_a_reply_to_the_bot_is_meant_for_it(user: User, group: Chat) -> None:
    line = await asks(user, "/optout", group)
    await user.says("und was ist mit meinen privaten Nachrichten?", chat=group, reply_to=line)
    said = await user.answer(chat=group)
    assert "InMail" in said.text
    assert "Nachrichten" in said.text
    assert not any("Deutsch" in label for label in said.labels)
    await user.says("haha, nice one", chat=group, reply_to=said)
    await user.says("/about", chat=group)
    assert "in private" in (await user.answer(chat=group)).text


async def test_what_is_personal_goes_on_in_private(user: User, group: Chat) -> None:
    said = await asks(user, f"@{BOT} remind me tomorrow please", group)
    assert "in private" in said.text
    assert [each.url for each in said.buttons] == [f"https://t.me/{BOT}?start=optout"]


async def test_a_secret_in_a_group_is_met_with_a_warning(
    server: TelegramServer, user: User, group: Chat
) -> None:
    said = await asks(user, f"@{BOT} {SECRET}", group)
    assert "Please delete your message" in said.text
    assert "Delete my message" not in said.labels
    assert server.calls("deleteMessage") == []
