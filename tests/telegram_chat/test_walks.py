"""Whole walks on Telegram, in German and in Maltese, to the promise and to what is left of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.captions import DEVICES, IT_IS_OFF, SHOW_ME
from bot.core.person import Device, Kind
from bot.core.text import Text, nsay, say
from bot.storage.store import SqlStore
from tests.stand_ins.telegram.server import TelegramServer
from tests.stand_ins.telegram.users import User
from tests.telegram_chat.whole import asks, presses
from tests.walks import spoken
from tests.whole import remembered

NEXT, STEPS, SKIP = say("Done, next"), say("Step by step"), say("Skip")
ONLY_SWITCH = say("Only the switch")
IN_A_MONTH = nsay("Ask me again in {count} day", "Ask me again in {count} days", 30)


@pytest.fixture
def server(whole: TelegramServer) -> TelegramServer:
    return whole


def text(language: str, sentence: Text) -> str:
    return spoken()[language].text(sentence)


async def walks(user: User, language: str, *buttons: Text | str) -> str:
    """Presses one button after the other, all on one message that changes; what it says at last."""
    shown = user.chat.outbox[-1]
    for each in buttons:
        label = each if isinstance(each, str) else text(language, each)
        said = await presses(user, label)
        assert said.id == shown.id, f"{label} came as a new message"
        assert said.text != shown.text
        shown = said
    return shown.text


async def test_a_walk_in_german_by_buttons_with_a_question_on_the_way(
    server: TelegramServer, store: SqlStore
) -> None:
    user = server.user(language="de", started=True)
    start = await asks(user, "/start")
    assert start.text.startswith("LinkedIn trainiert KI")
    step = await walks(user, "de", SHOW_ME, DEVICES[Device.IPHONE], STEPS, NEXT, NEXT)
    assert step.startswith("Schritt 3 von 5")
    fact = await asks(user, "lesen die auch meine privaten nachrichten?")
    assert "InMail" in fact.text
    assert (await asks(user, "danke dir")).labels[0] == text("de", NEXT)
    assert (await asks(user, "weiter")).text.startswith("Schritt 4 von 5")
    assert "Datenschutz" in (await asks(user, "zurück")).text
    await asks(user, "weiter")
    await asks(user, "fertig")
    done = await walks(user, "de", IT_IS_OFF, SKIP, ONLY_SWITCH)
    assert "Geschafft" in done
    assert await remembered(store, "telegram", user.id) is None
    await promised(user, store, "de")


async def test_a_walk_in_maltese_by_numbers_and_words(
    server: TelegramServer, store: SqlStore
) -> None:
    user = server.user(language="mt", started=True)
    assert (await asks(user, "/start")).text.startswith("LinkedIn tħarreġ l-AI")
    assert "Fejn tuża LinkedIn?" in (await asks(user, "1")).text
    assert "B’liema lingwa" in (await asks(user, "App tal-iPhone")).text
    express = await asks(user, "english")
    assert "(uża d-data tiegħi" in express.text
    step = await asks(user, text("mt", STEPS))
    assert step.text.startswith("Pass 1 minn 5")
    for number in range(2, 6):
        step = await asks(user, "lest")
        assert step.text.startswith(f"Pass {number} minn 5")
    assert "InMail" in (await asks(user, "jaqraw il-messaġġi privati tiegħi?")).text
    assert (await asks(user, "grazzi ħafna")).labels[0] == text("mt", IT_IS_OFF)
    await asks(user, "lest")
    await walks(user, "mt", SKIP, ONLY_SWITCH)
    assert await remembered(store, "telegram", user.id) is None
    await promised(user, store, "mt")


async def promised(user: User, store: SqlStore, language: str) -> None:
    """The promise: its day as Telegram shows it, what is kept, and how it is taken back."""
    due = datetime.now(UTC) + timedelta(days=30)
    promise = await presses(user, text(language, IN_A_MONTH))
    (shown,) = [each for each in promise.entities if each["type"] == "date_time"]
    assert 0 <= due.timestamp() - shown["unix_time"] < 20 * 60
    person = await remembered(store, "telegram", user.id)
    assert person
    assert [each.kind for each in person.promises] == [Kind.STILL_OFF]
    assert (person.language, person.device) == (language, Device.IPHONE)
    stopped = await asks(user, "/stop")
    assert stopped.text == text(
        language, say("Done: I will not write to you again unless you ask me to.")
    )
    assert await remembered(store, "telegram", user.id) is None
