"""The Telegram side with the real library, against a stand-in that is as strict as Telegram."""

import asyncio
import gettext
import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from babel.core import Locale
from telegram import error as errors

from bot.chats.telegram import TelegramChat, poll
from bot.chats.telegram.trouble import outcome
from bot.core.commands import COMMANDS, PROFILE
from bot.core.messages import (
    Address,
    AnyButton,
    Asked,
    Button,
    Event,
    File,
    Inbound,
    Label,
    Left,
    LinkButton,
    Message,
    Moment,
    Moved,
    Paragraph,
    Pressed,
    Said,
    Setting,
)
from bot.core.press import Press
from bot.core.translation import Language, Languages
from bot.core.understanding import Trace
from bot.service.ports import (
    Delivered,
    Delivery,
    Gone,
    Publisher,
    TokenRefused,
    TryAgain,
    Unreachable,
    Unsure,
)
from tests.logged import logging_at
from tests.telegram.chats import Chat
from tests.telegram.faults import (
    Answer,
    AnswerLost,
    BadGateway,
    BadRequest,
    ConnectionReset,
    Fault,
    Forbidden,
    RetryAfter,
    ServerError,
    Slow,
)
from tests.telegram.server import TOKEN, TelegramServer
from tests.telegram.users import THINGS, User

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
SHORT = timedelta(seconds=0.3)
"""How long a bot waits for a slow server here, and half as long as that server takes."""
SLOW, LOST = Slow(0.6), AnswerLost(0.6)
BOT = "optout_test_bot"


class German(gettext.NullTranslations):
    """As much German as these tests need."""

    def gettext(self, message: str) -> str:
        return f"auf Deutsch: {message}"[:100]

    def pgettext(self, context: str, message: str) -> str:
        return self.gettext(message)


ENGLISH = Language("en", Locale("en"), gettext.NullTranslations())
LANGUAGES: Languages = {"en": ENGLISH, "de": Language("de", Locale("de"), German())}


def message(
    text: str = "Hello",
    *buttons: AnyButton[str],
    replaces: bool = False,
    shared: bool = False,
    file: File | None = None,
) -> Message:
    """What the bot has to say."""
    paragraphs = tuple(Paragraph((each,)) for each in text.split("\n\n"))
    return Message("en", paragraphs, buttons, file, replaces=replaces, shared=shared)


NEXT = Button("Next", Press("step", "2"))


@dataclass
class Script:
    """A bot that hears and says what it is told to."""

    answers: Sequence[Message] = (message(),)
    error: Exception | None = None
    heard: asyncio.Queue[Inbound] = field(default_factory=asyncio.Queue)
    thinks: Callable[[], Awaitable[object]] | None = None

    async def __call__(self, inbound: Inbound) -> Sequence[Message]:
        self.heard.put_nowait(inbound)
        if self.thinks:
            await self.thinks()
        if self.error:
            raise self.error
        return self.answers

    async def next(self) -> Inbound:
        """What is heard next."""
        return await asyncio.wait_for(self.heard.get(), 5)

    async def event(self) -> Event:
        """What of it somebody did."""
        return (await self.next()).event


def telegram(
    server: TelegramServer, token: str = TOKEN, timeout: timedelta = timedelta(seconds=10)
) -> TelegramChat:
    """The side of the bot under test."""
    return TelegramChat(token, server.url, LANGUAGES, clock=lambda: NOW, timeout=timeout)


@asynccontextmanager
async def running(chat: TelegramChat, script: Script) -> AsyncIterator[None]:
    """The same, listening."""
    task = asyncio.create_task(chat.run(script))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as standing_in:
        yield standing_in
        standing_in.check()


@pytest.fixture
def script() -> Script:
    return Script()


@pytest.fixture
def chat(server: TelegramServer) -> TelegramChat:
    return telegram(server)


@pytest.fixture
async def live(chat: TelegramChat, script: Script) -> AsyncIterator[TelegramChat]:
    async with running(chat, script):
        yield chat


@pytest.fixture
def user(server: TelegramServer) -> User:
    return server.user(language="de", started=True)


@pytest.fixture
def group(server: TelegramServer) -> Chat:
    """A group that the bot hears everything in, so that its silence is its own."""
    return server.group(bot="administrator")


def at(chat: User | Chat) -> Address:
    """The address of a person or a group."""
    return Address("telegram", str(chat.id))


# --- what people do -------------------------------------------------------------------------------


@pytest.mark.usefixtures("live")
async def test_a_command_and_its_answer(script: Script, user: User) -> None:
    await user.says("/start step-2-iphone")
    inbound = await script.next()
    assert inbound == Inbound(
        at(user), Asked("start", "step-2-iphone"), NOW, "de", trace=Trace.OURS
    )
    assert (await user.answer()).text == "Hello"


@pytest.mark.usefixtures("live")
@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("/optout", Asked("optout")),
        (f"/OptOut@{BOT.upper()}   iphone  de ", Asked("optout", "iphone  de")),
        ("/optout\niphone", Asked("optout", "iphone")),
        (f"/optout {'x' * 300}", Asked("optout", "x" * 200)),
        ("/nonsense", Asked("nonsense")),
        ("Wie geht das?", Said("Wie geht das?")),
        ("/usr/bin/python", Said("/usr/bin/python")),
        ("a\0b" + "ħ" * 2000, Said("ab" + "ħ" * 998)),
        ("\u202eיםולש 👩🏽‍💻", Said("\u202eיםולש 👩🏽‍💻")),
    ],
)
async def test_words(script: Script, user: User, text: str, event: Event) -> None:
    await user.says(text)
    assert await script.event() == event
    await user.answer()


@pytest.mark.usefixtures("live")
@pytest.mark.parametrize("thing", THINGS)
async def test_things_without_words(script: Script, user: User, thing: str) -> None:
    await user.sends(thing)
    assert await script.event() == Said("")
    await user.answer()


@pytest.mark.usefixtures("live")
async def test_a_picture_with_words(script: Script, user: User) -> None:
    await user.sends("photo", caption="Is this the switch?")
    assert await script.event() == Said("Is this the switch?")
    await user.answer()


@pytest.mark.usefixtures("live")
@pytest.mark.parametrize("hint", [None, "zh-hans", "pt-br"])
async def test_the_language_hint_comes_as_it_is(
    server: TelegramServer, script: Script, hint: str | None
) -> None:
    user = server.user(language=hint)
    await user.says("/start")
    assert (await script.next()).language == hint
    await user.answer()


@pytest.mark.usefixtures("live")
async def test_what_is_none_of_our_business(
    server: TelegramServer, script: Script, user: User
) -> None:
    said = await user.says("hello")
    assert await script.event() == Said("hello")
    await user.answer()
    await user.edits(said, "hello there")
    await user.says("/optout@another_bot")
    for content in (
        {"text": "chosen", "via_bot": server.world.bot.json()},
        {"pinned_message": said.json()},
        {"message_auto_delete_timer_changed": {"message_auto_delete_time": 86400}},
    ):
        server.world.updates.put("message", {**said.json(), "text": "", **content})
    await user.says("the end")
    assert await script.event() == Said("the end")
    await user.answer()
    assert user.unseen() == []


@pytest.mark.usefixtures("live")
async def test_blocking_and_coming_back(script: Script, user: User) -> None:
    user.blocks()
    assert await script.next() == Inbound(at(user), Left(), NOW, "de", trace=Trace.OURS)
    user.unblocks()
    await user.says("/start")
    assert await script.event() == Asked("start")
    await user.answer()


async def test_people_do_not_wait_for_each_other(
    server: TelegramServer, chat: TelegramChat, user: User
) -> None:
    both = asyncio.Barrier(2)
    script = Script(thinks=both.wait)
    friend = server.user("Grace")
    async with running(chat, script):
        await user.says("/start")
        await friend.says("/start")
        await user.answer()
        await friend.answer()


# --- buttons --------------------------------------------------------------------------------------


@asynccontextmanager
async def shown(user: User, script: Script, *replies: Message) -> AsyncIterator[None]:
    """A message with a button; what it does when pressed are these replies."""
    script.answers = (message("Step 1", NEXT),)
    await user.says("/start")
    await script.next()
    await user.answer()
    script.answers = replies
    yield


STEP_2 = message("Step 2", Button("Back", Press("step", "1")), replaces=True)


@pytest.mark.usefixtures("live")
async def test_a_press_changes_its_message(script: Script, user: User) -> None:
    async with shown(user, script, STEP_2):
        await user.presses("Next")
        assert await script.next() == Inbound(
            at(user), Pressed(Press("step", "2")), NOW, "de", trace=Trace.OURS
        )
        edited = await user.answer()
    assert (edited.text, edited.labels) == ("Step 2", ["Back"])
    assert list(user.chat.messages.values())[-1] == edited


@pytest.mark.usefixtures("live")
async def test_a_double_tap_and_two_devices(
    server: TelegramServer, script: Script, user: User
) -> None:
    async with shown(user, script, STEP_2):
        old = user.chat.outbox[-1]
        await asyncio.gather(*(user.presses("Next", message=old) for _ in range(3)))
        for _ in range(3):
            await script.next()
        await user.answer()
    verdicts = [each.verdict for each in server.calls("editMessageText")]
    assert sorted(verdicts) == ["done", "refused", "refused"]
    assert user.unseen() == []
    assert server.calls("sendMessage")[1:] == []


@pytest.mark.usefixtures("live")
async def test_a_press_on_what_is_there_already(script: Script, user: User) -> None:
    async with shown(user, script, message("Step 1", NEXT, replaces=True)):
        await user.presses("Next")
        await script.next()
        await user.presses("Next")
        await script.next()
    assert user.unseen() == []


@pytest.mark.usefixtures("live")
async def test_an_answer_to_keep_is_sent_anew(script: Script, user: User) -> None:
    async with shown(user, script, message("Receipt"), STEP_2):
        await user.presses("Next")
        assert [(await user.answer()).text for _ in range(2)] == ["Receipt", "Step 2"]


@pytest.mark.usefixtures("live")
@pytest.mark.parametrize("gone", [True, False], ids=["deleted", "cannot be edited"])
async def test_a_message_that_cannot_be_changed(
    server: TelegramServer, script: Script, user: User, gone: bool
) -> None:
    async with shown(user, script, STEP_2):
        old = user.chat.outbox[-1]
        if gone:
            user.chat.forgets(old)
        else:
            server.fault("editMessageText", BadRequest("Bad Request: message can't be edited"))
        await user.presses("Next", message=old)
        new = await user.answer()
    assert new.text == "Step 2"
    assert new.id != old.id


@pytest.mark.usefixtures("live")
async def test_a_message_deleted_while_we_think(
    server: TelegramServer, script: Script, user: User
) -> None:
    async with shown(user, script, STEP_2):
        old = user.chat.outbox[-1]

        async def deleted() -> None:
            user.chat.forgets(old)

        script.thinks = deleted
        await user.presses("Next")
        assert (await user.answer()).id != old.id
    assert [each.verdict for each in server.calls("editMessageText")] == ["refused"]


@pytest.mark.usefixtures("live")
async def test_a_press_too_old_to_be_confirmed_is_answered(script: Script, user: User) -> None:
    async with shown(user, script, STEP_2):
        await user.presses("Next", stale=True)
        assert (await user.answer()).text == "Step 2"


@pytest.mark.usefixtures("live")
@pytest.mark.parametrize("data", ["🙂", "step:2:x:y:z:too:many", "optout:UPPER", "x" * 64])
async def test_a_button_that_never_was_ours(script: Script, user: User, data: str) -> None:
    async with shown(user, script, message("Start")):
        old = user.chat.outbox[-1]
        assert old.markup
        old.markup["inline_keyboard"][0][0]["callback_data"] = data
        await user.presses("Next", message=old)
        assert await script.event() == Pressed(Press("start"))
        await user.answer()


@pytest.mark.usefixtures("live")
async def test_a_button_rests_before_anything_else_happens(script: Script, user: User) -> None:
    async with shown(user, script, STEP_2):
        hold = asyncio.Event()
        script.thinks = hold.wait
        await user.presses("Next")
        assert user.unseen() == []
        hold.set()
        await user.answer()


@pytest.mark.usefixtures("live")
@pytest.mark.parametrize(
    "fault", [RetryAfter(1), ServerError(), BadGateway(), ConnectionReset(), AnswerLost()]
)
async def test_a_button_rests_whatever_happens(
    server: TelegramServer, script: Script, user: User, fault: Fault
) -> None:
    async with shown(user, script, STEP_2):
        server.fault("answerCallbackQuery", fault)
        await user.presses("Next")
        assert (await user.answer()).text == "Step 2"


# --- groups and channels --------------------------------------------------------------------------


@pytest.mark.usefixtures("live")
async def test_a_group_is_answered_as_a_group_and_quietly(
    server: TelegramServer, script: Script, user: User, group: Chat
) -> None:
    script.answers = (message("In private", NEXT, shared=True),)
    asked = await user.says("/optout", chat=group)
    assert await script.next() == Inbound(
        at(group), Asked("optout"), NOW, "de", setting=Setting.GROUP
    )
    said = await user.answer(chat=group)
    assert said.reply_to
    assert said.reply_to.id == asked.id
    (button,) = said.buttons
    assert button.url == f"https://t.me/{BOT}?start=step-2"
    (call,) = server.calls("sendMessage")
    assert call.parameters["disable_notification"] is True
    assert server.calls("getChatMember") == []
    assert user.unseen() == []


@pytest.mark.usefixtures("live")
async def test_a_question_deleted_meanwhile_is_answered(
    script: Script, user: User, group: Chat
) -> None:
    hold = asyncio.Event()
    script.thinks = hold.wait
    asked = await user.says("/optout", chat=group)
    await script.next()
    group.forgets(asked)
    hold.set()
    assert (await user.answer(chat=group)).reply_to is None


@pytest.mark.usefixtures("live")
async def test_in_a_group_only_our_commands_are_heard(
    script: Script, user: User, group: Chat
) -> None:
    for text in (
        "hello",
        "@another_bot hello",
        f"me@{BOT}.com",
        "/ban",
        "/start",
        "/optout@another_bot",
        "/2",
    ):
        await user.says(text, chat=group)
    for thing in THINGS:
        await user.sends(thing, chat=group)
    await user.says(f"/start@{BOT} x", chat=group)
    assert await script.event() == Asked("start", "x")
    await user.says("/about", chat=group)
    assert await script.event() == Asked("about")
    for _ in range(2):
        await user.answer(chat=group)
    assert user.unseen(chat=group) == []


@pytest.mark.usefixtures("live")
async def test_in_a_group_words_for_the_bot_are_heard(
    script: Script, user: User, group: Chat
) -> None:
    script.answers = (message("In private", shared=True),)
    for text in (f"@{BOT} since when?", f"Since when, @{BOT.upper()}"):
        asked = await user.says(text, chat=group)
        inbound = await script.next()
        assert inbound.setting is Setting.GROUP
        assert isinstance(inbound.event, Said)
        assert inbound.event.text in ("since when?", "Since when,")
        said = await user.answer(chat=group)
        assert said.reply_to
        assert said.reply_to.id == asked.id
    await user.says("and my posts?", chat=group, reply_to=said)
    assert await script.event() == Said("and my posts?")
    await user.answer(chat=group)
    await user.says("I agree with you", chat=group, reply_to=asked)
    await user.sends("photo", caption=f"@{BOT} is this it?", chat=group)
    assert await script.event() == Said("is this it?")
    await user.answer(chat=group)
    script.answers = ()
    await user.says(f"@{BOT} hm", chat=group)
    assert await script.event() == Said("hm")
    assert user.unseen(chat=group) == []


@pytest.mark.usefixtures("live")
@pytest.mark.parametrize("hidden", [False, True], ids=["open list", "hidden list"])
@pytest.mark.parametrize("status", ["member", "administrator", "creator"])
async def test_the_server_says_who_is_an_admin(
    server: TelegramServer, script: Script, user: User, group: Chat, status: str, hidden: bool
) -> None:
    group.admin(user.person, status=status)
    if hidden:
        fault = BadRequest("Bad Request: member list is inaccessible")
        server.fault("getChatMember", fault)
    await user.says("/panel", chat=group)
    assert (await script.next()).admin is (status != "member")
    await user.answer(chat=group)


@pytest.mark.usefixtures("live")
async def test_an_anonymous_admin(
    server: TelegramServer, script: Script, user: User, group: Chat
) -> None:
    group.admin(user.person, anonymous=True)
    await user.says("/language de", chat=group)
    inbound = await script.next()
    assert (inbound.admin, inbound.event) == (True, Asked("language", "de"))
    assert server.calls("getChatMember") == []
    await user.answer(chat=group)


@pytest.mark.usefixtures("live")
async def test_a_channel_writing_in_a_group_is_no_admin(
    server: TelegramServer, script: Script, user: User, group: Chat
) -> None:
    said = await user.says("hello", chat=group)
    channel = {**said.json(), "text": "/panel", "sender_chat": server.channel().json()}
    server.world.updates.put("message", {**channel, "is_automatic_forward": True})
    server.world.updates.put("message", channel)
    inbound = await script.next()
    assert (inbound.event, inbound.admin) == (Asked("panel"), False)
    await user.answer(chat=group)


@pytest.mark.usefixtures("live")
async def test_when_nobody_knows_who_is_an_admin(
    server: TelegramServer, script: Script, user: User, group: Chat
) -> None:
    server.fault("getChatMember", ServerError())
    await user.says("/panel", chat=group)
    assert (await user.answer(chat=group)).text.startswith("auf Deutsch: Something went wrong")
    assert script.heard.empty()


@pytest.mark.usefixtures("live")
async def test_the_answer_stays_in_its_topic(
    server: TelegramServer, script: Script, user: User
) -> None:
    forum = server.group(forum=True)
    topic = forum.topic("Privacy")
    script.answers = (message("Here", file=File("a.ics", "text/calendar", b"x")),)
    await user.says("/optout", chat=forum, thread=topic)
    assert [(await user.answer(chat=forum)).thread for _ in range(2)] == [topic, topic]


@pytest.mark.usefixtures("live")
async def test_a_press_in_a_group_is_forged_and_only_rests(
    script: Script, user: User, group: Chat
) -> None:
    script.answers = (message("Panel", NEXT),)
    await user.says("/panel", chat=group)
    await script.next()
    await user.answer(chat=group)
    await user.presses("Next", chat=group)
    await asyncio.sleep(0.05)
    assert script.heard.empty()
    assert user.unseen(chat=group) == []


@pytest.mark.usefixtures("live")
@pytest.mark.parametrize("status", ["left", "kicked"])
async def test_removed_from_a_group(script: Script, user: User, group: Chat, status: str) -> None:
    group.changes_bot("member", by=user.person)
    group.changes_bot(status, by=user.person)
    assert await script.next() == Inbound(at(group), Left(), NOW, "de", setting=Setting.GROUP)
    assert user.unseen(chat=group) == []


@pytest.mark.usefixtures("live")
async def test_a_group_becomes_a_supergroup(script: Script, group: Chat) -> None:
    script.answers = ()
    new = group.migrates()
    inbound = await script.next()
    assert (inbound.sender, inbound.event) == (at(group), Moved(at(new)))


@pytest.mark.usefixtures("live")
async def test_a_channel_carries_the_panel(server: TelegramServer, script: Script) -> None:
    channel = server.channel()
    channel.posts("News of the day")
    channel.posts("/panel")
    inbound = await script.next()
    assert (inbound.event, inbound.admin, inbound.setting) == (Asked("panel"), True, Setting.GROUP)
    reader = server.user("Reader")
    said = await reader.answer(chat=channel)
    assert (said.text, said.reply_to) == ("Hello", None)


# --- what is sent ---------------------------------------------------------------------------------


@pytest.mark.usefixtures("live")
async def test_everything_that_can_be_in_a_message(
    server: TelegramServer, script: Script, user: User
) -> None:
    spans = ("🙂 Turn off ", Label("Privatezza tad-dejta", "mt"), " by ", Moment(NOW), ".")
    script.answers = (
        Message(
            "de",
            (Paragraph(spans), Paragraph(("I object.",), paste=True)),
            (NEXT, LinkButton("Open the switch", "https://www.linkedin.com/mypreferences/d/")),
            File("reminder.ics", "text/calendar", b"BEGIN:VCALENDAR"),
        ),
    )
    await user.says("/start")
    said, sent = await user.answer(), await user.answer()
    assert said.text == (
        "🙂 Turn off Privatezza tad-dejta by 23. November 2026, 14:00 UTC.\n\nI object."
    )
    assert [each["type"] for each in said.entities] == ["bold", "date_time", "pre"]
    assert said.labels == ["auf Deutsch: Copy", "Next", "Open the switch"]
    assert sent.file
    assert (sent.file.name, sent.file.mime_type) == ("reminder.ics", "text/calendar")
    assert sent.file.content == b"BEGIN:VCALENDAR"
    (call,) = server.calls("sendMessage")
    assert call.parameters["link_preview_options"] == {"is_disabled": True}
    assert "disable_notification" not in call.parameters


@pytest.mark.usefixtures("live")
async def test_a_long_answer_to_a_press(script: Script, user: User) -> None:
    long = message(f"{'x' * 4000}\n\n{'y' * 4000}", NEXT, replaces=True)
    async with shown(user, script, long):
        old = user.chat.outbox[-1]
        await user.presses("Next")
        first, second = await user.answer(), await user.answer()
    assert (first.id, first.text, first.labels) == (old.id, "x" * 4000, [])
    assert (second.text, second.labels) == ("y" * 4000, ["Next"])


# --- what goes wrong ------------------------------------------------------------------------------


@pytest.mark.usefixtures("live")
async def test_an_error_of_ours_is_owned_up_to(script: Script, user: User) -> None:
    async with shown(user, script):
        script.error = KeyError("a secret")
        await user.presses("Next")
        said = await user.answer()
        assert said.text == (
            "auf Deutsch: Something went wrong on my side. Please try again in a minute."
        )
    script.error = None
    script.answers = (message("Better"),)
    await user.says("/start")
    assert (await user.answer()).text == "Better"


@pytest.mark.usefixtures("live")
async def test_an_answer_that_telegram_refuses(
    server: TelegramServer, script: Script, user: User
) -> None:
    server.fault("sendMessage", BadRequest("Bad Request: BUTTON_URL_INVALID"))
    await user.says("/start")
    assert "Something went wrong" in (await user.answer()).text
    assert script.heard.qsize() == 1


@pytest.mark.usefixtures("live")
async def test_an_error_about_somebody_gone_is_not_told(script: Script, user: User) -> None:
    script.error = KeyError()
    user.blocks()
    assert await script.event() == Left()
    script.error = None
    user.unblocks()
    await user.says("/start")
    assert (await user.answer()).text == "Hello"
    assert user.unseen() == []


@pytest.mark.usefixtures("live")
async def test_an_answer_waits_for_the_flood_to_pass(
    server: TelegramServer, script: Script, user: User
) -> None:
    server.fault("sendMessage", RetryAfter(1))
    await user.says("/start")
    assert (await user.answer()).text == "Hello"
    first, second = server.calls("sendMessage")
    assert second.at - first.at >= 1


@pytest.mark.usefixtures("live")
@pytest.mark.parametrize(
    "fault",
    [
        RetryAfter(31),
        ServerError(),
        BadGateway(),
        ConnectionReset(),
        AnswerLost(),
        Forbidden("Forbidden: bot was blocked by the user"),
    ],
)
async def test_an_answer_that_does_not_arrive_harms_nobody_else(
    server: TelegramServer, script: Script, user: User, fault: Fault
) -> None:
    server.fault("sendMessage", fault)
    await user.says("/start")
    await server.called("sendMessage")
    friend = server.user("Grace")
    await friend.says("/start")
    assert (await friend.answer()).text == "Hello"
    # The work may be done although the answer was lost: said again, it would be there twice.
    assert len(user.unseen()) == isinstance(fault, AnswerLost)


@pytest.mark.parametrize("fault", [SLOW, LOST])
async def test_an_answer_that_takes_too_long_is_given_once(
    server: TelegramServer, script: Script, user: User, fault: Fault
) -> None:
    server.fault("sendMessage", fault)
    async with running(telegram(server, timeout=SHORT), script):
        await user.says("/start")
        await server.called("sendMessage")
    assert len(server.calls("sendMessage")) == 1
    assert len(user.unseen()) == isinstance(fault, AnswerLost)


@pytest.mark.usefixtures("live")
async def test_an_edit_is_tried_again(server: TelegramServer, script: Script, user: User) -> None:
    async with shown(user, script, STEP_2):
        server.fault("editMessageText", AnswerLost())
        await user.presses("Next")
        assert (await user.answer()).text == "Step 2"
        await server.called("editMessageText", times=2)
    assert user.unseen() == []


# --- starting, polling, stopping ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("method", "fault"),
    [
        ("getMe", ConnectionReset()),
        ("deleteWebhook", BadGateway()),
        ("getUpdates", ServerError()),
        ("getUpdates", RetryAfter(1)),
    ],
)
async def test_a_start_without_a_network(
    server: TelegramServer,
    script: Script,
    chat: TelegramChat,
    user: User,
    method: str,
    fault: Fault,
) -> None:
    server.fault(method, fault)
    await user.says("/start")
    async with running(chat, script):
        assert (await user.answer()).text == "Hello"
    assert chat.polled == NOW


def health(chat: TelegramChat) -> tuple[str | None, datetime | None]:
    """What is seen by whoever watches over the bot."""
    return chat.trouble, chat.polled


async def test_polling_goes_on_after_errors(
    server: TelegramServer, script: Script, chat: TelegramChat, user: User
) -> None:
    server.fault("getUpdates", Answer(409, "Conflict: terminated by other getUpdates request"))
    async with running(chat, script):
        await server.called("getUpdates", times=2)
        assert health(chat) == ("Conflict", None)
        await user.says("/start")
        await user.answer()
        assert health(chat) == (None, NOW)


async def test_a_webhook_is_given_up_and_nothing_is_dropped(
    server: TelegramServer, script: Script, chat: TelegramChat, user: User
) -> None:
    server.world.updates.webhook = "https://old.example.org/hook"
    await user.says("/start")
    async with running(chat, script):
        await user.answer()
    (request,) = server.calls("deleteWebhook")
    assert request.parameters == {"drop_pending_updates": False}


async def test_a_wrong_token() -> None:
    wrong = TOKEN[:-1] + "x"
    async with TelegramServer() as server:
        with pytest.raises(TokenRefused, match="TELEGRAM_TOKEN") as refused:
            await telegram(server, wrong).run(Script())
        with pytest.raises(TokenRefused):
            await telegram(server, wrong).publish()
    assert refused.value.__suppress_context__
    assert wrong not in str(refused.value)


async def test_a_token_revoked_while_running(
    server: TelegramServer, script: Script, chat: TelegramChat
) -> None:
    server.fault("getUpdates", Answer(401, "Unauthorized"))
    with pytest.raises(TokenRefused):
        await chat.run(script)


async def test_stopping_finishes_what_is_in_hand(
    server: TelegramServer, script: Script, chat: TelegramChat, user: User
) -> None:
    hold = asyncio.Event()
    script.thinks = hold.wait
    task = asyncio.create_task(chat.run(script))
    await user.says("/start")
    await script.next()
    task.cancel()
    await asyncio.sleep(0.05)
    assert not task.done()
    hold.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert (await user.answer()).text == "Hello"
    assert server.world.updates.pending == []


async def test_whoever_takes_too_long_is_left_behind(
    script: Script, chat: TelegramChat, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(poll, "LAST_WORDS", timedelta(seconds=0.05))
    script.thinks = asyncio.Event().wait
    async with running(chat, script):
        await user.says("/start")
        await script.next()
    assert user.unseen() == []


async def test_more_than_can_be_worked_on_stays_with_telegram(
    server: TelegramServer,
    script: Script,
    chat: TelegramChat,
    user: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(poll, "AT_ONCE", 2)
    hold = asyncio.Event()
    script.thinks = hold.wait
    people = [user, *(server.user() for _ in range(4))]
    for each in people:
        await each.says("/start")
    async with running(chat, script):
        for _ in range(2):
            await script.next()
        await asyncio.sleep(0.02)
        assert script.heard.empty()
        hold.set()
        for each in people:
            await each.answer()
    assert len(server.calls("sendMessage")) == 5


@pytest.mark.usefixtures("live")
async def test_whoever_floods_us_keeps_only_themself_waiting(
    server: TelegramServer, script: Script, user: User
) -> None:
    hold = asyncio.Event()
    script.thinks = hold.wait
    for number in range(600):
        await user.says(f"/start {number}")
    user.blocks()
    assert await script.event() == Asked("start", "0")
    await asyncio.sleep(0.2)
    assert script.heard.empty()
    script.thinks = None
    friend = server.user("Grace")
    await friend.says("/help")
    await friend.answer()
    assert await script.event() == Asked("help")
    hold.set()
    assert [await script.event() for _ in range(8)] == [
        Asked("start", str(number)) for number in range(1, 9)
    ]
    assert await script.event() == Left()


@pytest.mark.usefixtures("live")
async def test_an_earlier_press_does_not_overtake(
    server: TelegramServer, script: Script, user: User
) -> None:
    async with shown(user, script, STEP_2):
        server.fault("answerCallbackQuery", Slow(0.3))
        press = asyncio.create_task(user.presses("Next"))
        await server.called("answerCallbackQuery")
        await user.says("/stop")
        assert [await script.event() for _ in range(2)] == [
            Pressed(Press("step", "2")),
            Asked("stop"),
        ]
        await press


async def test_who_left_is_told_of_even_at_the_end(
    script: Script, chat: TelegramChat, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(poll, "LAST_WORDS", timedelta(seconds=0.05))
    script.thinks = asyncio.Event().wait
    async with running(chat, script):
        await user.says("/start")
        await script.next()
        user.blocks()
        await asyncio.sleep(0.1)
        script.thinks = None
    assert await script.event() == Left()


async def test_nothing_is_answered_twice_after_a_restart(
    server: TelegramServer, script: Script, chat: TelegramChat, user: User
) -> None:
    await user.says("/start")
    async with running(chat, script):
        await user.answer()
    await user.says("/help")
    async with running(chat, script):
        await user.answer()
    assert [script.heard.get_nowait().event for _ in range(2)] == [Asked("start"), Asked("help")]
    assert script.heard.empty()


async def test_an_update_the_library_cannot_read_is_passed_over(
    server: TelegramServer,
    script: Script,
    chat: TelegramChat,
    user: User,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.ERROR)
    server.world.updates.put("message", {"message_id": 1, "text": "a secret"})
    await user.says("/start")
    async with running(chat, script):
        assert (await user.answer()).text == "Hello"
        assert health(chat) == (None, NOW)
    assert server.world.updates.pending == []
    assert "An update cannot be read: KeyError" in caplog.text
    assert "secret" not in caplog.text


# --- writing unasked ------------------------------------------------------------------------------


async def test_a_delivery(server: TelegramServer, chat: TelegramChat, user: User) -> None:
    assert await chat.deliver(at(user), message("It is time", NEXT), key="1") == Delivered()
    said = await user.answer()
    assert (said.text, said.labels) == ("It is time", ["Next"])


class Page(Answer):
    """A page by somebody between us and Telegram."""

    @property
    def body(self) -> str:
        return "<html>403</html>"

    @property
    def content_type(self) -> str:
        return "text/html"


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (RetryAfter(70), TryAgain(timedelta(seconds=70))),
        (ServerError(500), Unsure()),
        (BadGateway(), Unsure()),
        (ConnectionReset(), Unsure()),
        (AnswerLost(), Unsure()),
        (Forbidden("Forbidden: bot was blocked by the user"), Gone()),
        (Forbidden("Forbidden: user is deactivated"), Gone()),
        (BadRequest("Bad Request: chat not found"), Gone()),
        (Page(403, "a firewall"), TryAgain(timedelta(seconds=30))),
        (Answer(401, "Unauthorized"), TryAgain(timedelta(hours=1))),
    ],
)
async def test_what_becomes_of_a_delivery(
    server: TelegramServer, chat: TelegramChat, user: User, fault: Fault, expected: Delivery
) -> None:
    server.fault("sendMessage", fault)
    assert await chat.deliver(at(user), message(), key="1") == expected
    assert len(user.unseen()) == isinstance(fault, AnswerLost)
    assert len(server.calls("sendMessage")) == 1


@pytest.mark.parametrize("fault", [SLOW, LOST])
async def test_a_delivery_that_takes_too_long(
    server: TelegramServer, user: User, fault: Fault
) -> None:
    server.fault("sendMessage", fault)
    chat = telegram(server, timeout=SHORT)
    assert await chat.deliver(at(user), message(), key="1") == Unsure()
    assert len(user.unseen()) == isinstance(fault, AnswerLost)


async def test_nobody_is_there(server: TelegramServer, chat: TelegramChat) -> None:
    blocked, closed = server.user(started=True), server.user(started=True)
    blocked.blocks()
    closed.deactivates()
    for user in (blocked, closed, server.user(started=False)):
        assert await chat.deliver(at(user), message(), key="1") == Gone()


async def test_what_telegram_will_not_have_is_our_fault(
    server: TelegramServer, chat: TelegramChat, user: User
) -> None:
    server.fault("sendMessage", BadRequest("Bad Request: message is too long"))
    with pytest.raises(errors.BadRequest):
        await chat.deliver(at(user), message(), key="1")


async def test_half_a_delivery(server: TelegramServer, chat: TelegramChat, user: User) -> None:
    long = message(f"{'x' * 4000}\n\n{'y' * 4000}", file=File("a.ics", "text/calendar", b"x"))
    server.fault("sendDocument", RetryAfter(5))
    assert await chat.deliver(at(user), long, key="1") == Unsure()
    assert len(user.unseen()) == 2


async def test_a_delivery_to_a_group_that_moved(
    server: TelegramServer, script: Script, live: TelegramChat
) -> None:
    group = server.group()
    await server.called("getUpdates")
    new = group.migrates()
    assert await script.event() == Moved(at(new))
    assert await live.deliver(at(group), message(), key="1") == TryAgain()
    assert await script.next() == Inbound(at(group), Moved(at(new)), NOW)


@pytest.mark.parametrize("fault", [RetryAfter(3), ServerError(), ConnectionReset()])
async def test_a_delivery_by_a_bot_that_does_not_know_its_name(
    server: TelegramServer, chat: TelegramChat, user: User, fault: Fault
) -> None:
    server.fault("getMe", fault)
    after = timedelta(seconds=3 if isinstance(fault, RetryAfter) else 0)
    assert await chat.deliver(at(user), message(), key="1") == TryAgain(after)
    assert await chat.deliver(at(user), message(), key="1") == Delivered()


async def test_a_refused_token_is_not_the_fault_of_who_waits() -> None:
    async with TelegramServer() as server:
        chat = telegram(server, TOKEN[:-1] + "x")
        outcome = await chat.deliver(Address("telegram", "1"), message(), key="1")
    assert outcome == TryAgain(timedelta(hours=1))


async def test_nothing_listens_there(unused_tcp_port: int) -> None:
    nowhere = f"http://127.0.0.1:{unused_tcp_port}/bot"
    chat = TelegramChat(TOKEN, nowhere, LANGUAGES, clock=lambda: NOW)
    assert await chat.deliver(Address("telegram", "1"), message(), key="1") == TryAgain()
    publisher: Publisher = chat
    with pytest.raises(Unreachable, match=r"Telegram.*TELEGRAM_API_URL.*ConnectError") as raised:
        await publisher.publish()
    assert raised.value.__suppress_context__


async def test_publishing_what_telegram_refuses_is_our_fault(
    server: TelegramServer, chat: TelegramChat
) -> None:
    server.fault("setMyCommands", BadRequest("Bad Request: BOT_COMMAND_INVALID"))
    with pytest.raises(errors.BadRequest):
        await chat.publish()
    server.fault("setMyCommands", Answer(401, "Unauthorized"))
    with pytest.raises(TokenRefused):
        await chat.publish()


@pytest.mark.parametrize(
    ("cause", "expected"),
    [
        (httpx.ConnectError(""), TryAgain()),
        (httpx.ConnectTimeout(""), TryAgain()),
        (httpx.PoolTimeout(""), TryAgain()),
        (httpx.ReadTimeout(""), Unsure()),
        (httpx.WriteTimeout(""), Unsure()),
        (httpx.ReadError(""), Unsure()),
        (httpx.RemoteProtocolError(""), Unsure()),
        (None, Unsure()),
    ],
)
@pytest.mark.parametrize("kind", [errors.TimedOut, errors.NetworkError])
def test_whether_a_request_has_left(
    kind: type[errors.NetworkError], cause: Exception | None, expected: Delivery
) -> None:
    error = kind("")
    error.__cause__ = cause
    assert outcome(error) == expected


async def test_a_delivery_under_way_outlives_the_stop(
    server: TelegramServer, script: Script, chat: TelegramChat, user: User
) -> None:
    server.fault("sendMessage", Slow(0.1))
    async with running(chat, script):
        await server.called("getUpdates")
        delivery = asyncio.create_task(chat.deliver(at(user), message(), key="1"))
        await server.called("sendMessage")
    assert await delivery == Delivered()


async def test_many_deliveries_at_once(server: TelegramServer, chat: TelegramChat) -> None:
    users = [server.user(started=True) for _ in range(40)]
    deliveries = (chat.deliver(at(user), message(), key="1") for user in users)
    assert set(await asyncio.gather(*deliveries)) == {Delivered()}
    assert [len(user.unseen()) for user in users] == [1] * 40
    assert len(server.calls("getMe")) == 1


# --- publishing -----------------------------------------------------------------------------------


async def test_publishing(
    server: TelegramServer, chat: TelegramChat, capsys: pytest.CaptureFixture[str]
) -> None:
    server.fault("setMyCommands", RetryAfter(1))
    server.fault("setMyDescription", ConnectionReset())
    for _ in range(2):
        await chat.publish()
    profile = server.profile

    def listed(scope: str, language: str = "") -> dict[str, str]:
        commands = profile.commands(language, {"type": scope})
        return {each["command"]: each["description"] for each in commands}

    assert set(listed("all_group_chats")) == {"optout", "about"}
    assert set(listed("all_chat_administrators")) >= {"optout", "about", "panel", "language"}
    private = listed("all_private_chats")
    assert {"optout", "privacy", "help", "deleteme"} <= set(private)
    assert "panel" not in private
    assert list(private) == [each.name for each in COMMANDS if each.name in private]
    assert listed("all_private_chats", "de")["help"] == "auf Deutsch: What this bot can do"
    assert listed("all_private_chats", "en") == {}
    assert set(profile.descriptions) == set(profile.short_descriptions) == {"", "de"}
    assert profile.descriptions[""] == PROFILE.description.sentence
    assert profile.short_descriptions[""] == PROFILE.about.sentence
    assert capsys.readouterr() == ("", "")


# --- discretion -----------------------------------------------------------------------------------


async def test_the_log_of_a_whole_session_names_nobody(
    server: TelegramServer,
    script: Script,
    user: User,
    group: Chat,
) -> None:
    with logging_at("DEBUG") as (_, bare):
        await everything_that_is_logged(server, script, user, group)
    log = bare.getvalue()
    assert "BadRequest" in log
    assert "ValueError" in log
    assert "An update cannot be read" in log
    for secret in (TOKEN, TOKEN[11:], str(user.id), str(abs(group.id)), "secret", "Step", "Ada"):
        assert secret not in log


async def everything_that_is_logged(
    server: TelegramServer, script: Script, user: User, group: Chat
) -> None:
    chat = telegram(server)
    server.world.updates.put("message", {"message_id": 1, "text": "something secret"})
    server.fault("getUpdates", BadGateway())
    async with running(chat, script):
        async with shown(user, script, STEP_2):
            server.fault("answerCallbackQuery", ServerError(), times=2)
            server.fault("editMessageText", ConnectionReset())
            await user.presses("Next", stale=True)
            await user.answer()
        script.error = ValueError(f"{user.id} said something secret to {TOKEN}")
        await user.says("something secret")
        await user.answer()
        script.error = None
        server.fault("sendMessage", BadRequest("Bad Request: something secret"))
        await user.says("something secret")
        await user.answer()
        server.fault("sendMessage", Forbidden("Forbidden: bot was blocked by the user"))
        await user.says("/optout", chat=group)
        await server.called("sendMessage", times=5)
        await chat.deliver(at(user), message(), key="1")
    await chat.publish()
    server.fault("getMe", Answer(401, "Unauthorized"))
    with pytest.raises(TokenRefused):
        await telegram(server).run(script)
