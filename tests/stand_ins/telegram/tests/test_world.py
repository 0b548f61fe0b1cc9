"""The stand-in's own tests: the small true world, seen through the real library."""

import json

import pytest
from telegram import Bot, BotCommand, BotCommandScopeAllGroupChats, MessageEntity, Update
from telegram import error as errors

from tests.stand_ins.telegram.judge import judge_answer
from tests.stand_ins.telegram.server import TOKEN, TelegramServer
from tests.stand_ins.telegram.tests.asking import post, refused
from tests.stand_ins.telegram.tests.client import KEYBOARD
from tests.stand_ins.telegram.users import User


async def test_edits(server: TelegramServer, bot: Bot, user: User) -> None:
    bold = [MessageEntity("bold", 1, 4)]
    sent = await bot.send_message(user.id, " bold\n", entities=bold, reply_markup=KEYBOARD)
    assert sent.entities == (MessageEntity("bold", 0, 4),)
    with refused("message is not modified: specified new message"):
        await sent.edit_text("bold", entities=sent.entities, reply_markup=KEYBOARD)
    with refused("not modified"):
        await sent.edit_reply_markup(KEYBOARD)
    with refused("message to edit not found"):
        await bot.edit_message_text("x", user.id, sent.message_id + 1)
    theirs = await user.says("hello")
    with refused("message can't be edited"):
        await bot.edit_message_text("x", user.id, theirs.id)
    with refused("no caption"):
        await sent.edit_caption("x")
    edited = await sent.edit_text("bold")
    assert isinstance(edited, type(sent))
    assert edited.reply_markup is None
    assert edited.edit_date
    assert {each.verdict for each in server.requests} == {"done", "refused"}
    server.check()


async def test_deletion(bot: Bot, server: TelegramServer, user: User) -> None:
    sent = await bot.send_message(user.id, "x")
    await sent.delete()
    with refused("message to delete not found"):
        await sent.delete()
    group = server.group()
    theirs = await user.says("hello", chat=group)
    with refused("message can't be deleted"):
        await bot.delete_message(group.id, theirs.id)


async def test_messages_of_two_days_ago_stay(user: User) -> None:
    now = 1_800_000_000.0
    async with TelegramServer(clock=lambda: now) as server, Bot(TOKEN, server.url) as bot:
        sent = await bot.send_message(server.user(started=True).id, "x")
        now += 48 * 3600 + 1
        with refused("can't be deleted for everyone"):
            await sent.delete()


async def test_people_out_of_reach(server: TelegramServer, bot: Bot, user: User) -> None:
    with refused("chat not found"):
        await bot.send_message(server.user().id, "x")
    with refused("chat not found"):
        await bot.send_message(1, "x")
    user.blocks()
    with refused("bot was blocked by the user", errors.Forbidden):
        await bot.send_message(user.id, "x")
    user.unblocks()
    await bot.send_message(user.id, "x")
    user.deactivates()
    with refused("user is deactivated", errors.Forbidden):
        await bot.send_message(user.id, "x")
    blocked, unblocked = [update.my_chat_member for update in await bot.get_updates()]
    assert blocked
    assert unblocked
    assert (blocked.old_chat_member.status, blocked.new_chat_member.status) == ("member", "kicked")
    assert unblocked.new_chat_member.status == "member"


async def test_the_profile(server: TelegramServer, bot: Bot) -> None:
    commands = [BotCommand("start", "Anfangen")]
    scope = BotCommandScopeAllGroupChats()
    await bot.set_my_commands(commands, scope=scope, language_code="de")
    assert await bot.get_my_commands(scope, "de") == tuple(commands)
    assert await bot.get_my_commands() == ()
    assert server.profile.commands("de", {"type": "all_group_chats"}) == [commands[0].to_dict()]
    await bot.delete_my_commands(scope, "de")
    assert await bot.get_my_commands(scope, "de") == ()
    await bot.set_my_name("Abmelder", "de")
    await bot.set_my_description("Lang", "de")
    await bot.set_my_short_description("Kurz")
    assert (await bot.get_my_name("de")).name == "Abmelder"
    assert (await bot.get_my_name("fr")).name == server.world.bot.first_name
    assert server.profile.descriptions == {"de": "Lang"}
    assert (await bot.get_my_short_description("de")).short_description == "Kurz"
    await bot.set_chat_menu_button()
    assert (await bot.get_chat_menu_button()).type == "default"
    await bot.set_my_default_administrator_rights()
    assert not (await bot.get_my_default_administrator_rights()).can_delete_messages
    server.check()


async def test_documents(server: TelegramServer, bot: Bot, user: User) -> None:
    sent = await bot.send_document(user.id, b"BEGIN", filename="a.ics", caption="Termin")
    message = await user.answer()
    assert message.file
    assert (message.file.name, message.file.content) == ("a.ics", b"BEGIN")
    assert sent.document
    again = await bot.send_document(user.id, sent.document.file_id)
    assert again.document == sent.document
    await sent.edit_caption("Neu")
    with refused("no text in the message"):
        await sent.edit_text("x")
    with refused("wrong file identifier"):
        await bot.send_document(user.id, "unknown")


async def test_of_a_groups_talk_the_bot_hears_only_its_own(
    server: TelegramServer, bot: Bot, user: User
) -> None:
    group = server.group()
    sent = await bot.send_message(group.id, "x")
    message = await user.answer(chat=group)
    heard = [
        "/optout",
        f"/optout@{server.world.bot.username} now",
        f"hi @{server.world.bot.username}",
    ]
    for text in [*heard, "hello", "/optout@another_bot"]:
        await user.says(text, chat=group)
    await user.says("a reply", chat=group, reply_to=message)
    texts = [update.message and update.message.text for update in await bot.get_updates()]
    assert texts == [*heard, "a reply"]
    assert (await bot.get_chat_member(group.id, user.id)).status == "member"
    assert len(await bot.get_chat_administrators(group.id)) == 1
    with refused("not enough rights"):
        await sent.pin()
    group.changes_bot("administrator", by=user.person)
    await sent.pin()
    assert group.pinned == [sent.message_id]
    assert await bot.unpin_chat_message(group.id)
    assert (await bot.get_chat(group.id)).title == group.title


async def test_a_group_becomes_a_supergroup(server: TelegramServer, bot: Bot) -> None:
    old = server.group()
    new = old.migrates()
    with pytest.raises(errors.ChatMigrated) as migrated:
        await bot.send_message(old.id, "x")
    assert migrated.value.new_chat_id == new.id
    to, from_ = [update.message for update in await bot.get_updates()]
    assert to
    assert from_
    assert (to.chat_id, to.migrate_to_chat_id) == (old.id, new.id)
    assert (from_.chat_id, from_.migrate_from_chat_id) == (new.id, old.id)
    await bot.send_message(new.id, "x")


async def test_a_bot_kicked_or_gone(server: TelegramServer, bot: Bot, user: User) -> None:
    group, forum, channel = server.group(), server.group(forum=True), server.channel()
    group.changes_bot("kicked", by=user.person)
    with refused("bot was kicked from the group chat", errors.Forbidden):
        await bot.send_message(group.id, "x")
    await bot.leave_chat(forum.id)
    with refused("bot is not a member of the supergroup chat", errors.Forbidden):
        await bot.send_message(forum.id, "x")
    channel.changes_bot("member", by=user.person)
    with refused("need administrator rights"):
        await bot.send_message(channel.id, "x")
    statuses = [
        update.my_chat_member and update.my_chat_member.new_chat_member.status
        for update in await bot.get_updates()
    ]
    assert statuses == ["kicked", "left", "member"]


async def test_a_forum_and_an_anonymous_admin(server: TelegramServer, bot: Bot, user: User) -> None:
    forum = server.group(forum=True, username="club_house")
    thread = forum.topic("Fragen")
    forum.admin(user.person, anonymous=True)
    await user.says("/optout", chat=forum, thread=thread)
    _, update = await bot.get_updates()
    assert update.message
    assert update.message.is_topic_message
    assert update.message.from_user
    assert update.message.from_user.id == 1087968824
    assert update.message.sender_chat == update.message.chat
    sent = await update.message.reply_text("x")
    assert sent.message_thread_id == thread
    with refused("message thread not found"):
        await bot.send_message("@club_house", "x", message_thread_id=thread + 100)


async def test_all_that_is_said_is_on_the_specification(
    server: TelegramServer, bot: Bot, user: User
) -> None:
    forum, channel = server.group(forum=True), server.channel()
    forum.topic("Fragen")
    channel.posts("News https://europa.eu")
    server.group().migrates()
    await user.edits(await user.says("mail me@example.eu"), "never mind")
    for thing in ("sticker", "voice", "photo", "document", "location", "contact", "poll"):
        await user.sends(thing, caption="")
    sent = await bot.send_message(user.id, "x", reply_markup=KEYBOARD)
    await bot.send_message(user.id, "y", reply_to_message_id=sent.message_id)
    await user.presses("Weiter", stale=True)
    user.blocks()
    _, body = await post(server, "getUpdates")
    said = [("Update", each) for each in body["result"]]
    assert len(said) == 15
    for method, kind in (("getChat", "ChatFullInfo"), ("getChatAdministrators", "ChatMember")):
        _, body = await post(server, method, json={"chat_id": forum.id})
        result = body["result"]
        said += [(kind, each) for each in (result if isinstance(result, list) else [result])]
    for method, kind in (("getMe", "User"), ("getWebhookInfo", "WebhookInfo")):
        said.append((kind, (await post(server, method))[1]["result"]))
    said += [("Message", each.json()) for each in user.chat.outbox]
    assert [
        (json.dumps(what), wrong) for kind, what in said if (wrong := judge_answer(kind, what))
    ] == []
    assert len(Update.de_list([each for kind, each in said if kind == "Update"], bot)) == 15
