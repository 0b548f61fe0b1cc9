"""Whole walks on Discord, in German and in Maltese, from a server to the promise in private."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest

from bot.core.captions import DEVICES, IT_IS_OFF
from bot.core.person import Device, Kind
from bot.core.text import Text, nsay, say
from bot.storage.store import SqlStore
from tests.stand_ins.discord import DiscordServer
from tests.walks import spoken
from tests.whole import remembered

NEXT, STEPS, SKIP = say("Done, next"), say("Step by step"), say("Skip")
ONLY_SWITCH = say("Only the switch")
STOPPED = say("Done: I will not write to you again unless you ask me to.")
IN_A_MONTH = nsay("Ask me again in {count} day", "Ask me again in {count} days", 30)


@pytest.fixture
def server(whole: DiscordServer) -> DiscordServer:
    return whole


@pytest.mark.parametrize(
    ("locale", "options", "language", "begins", "done"),
    [
        ("de", {}, "de", "Wo nutzt du LinkedIn?", "Geschafft"),
        ("en-GB", {"language": "mt"}, "mt", "Fejn tuża LinkedIn?", "Lest"),
    ],
)
async def test_a_walk_from_a_server_to_the_promise(
    server: DiscordServer,
    store: SqlStore,
    locale: str,
    options: dict[str, str],
    language: str,
    begins: str,
    done: str,
) -> None:
    def text(sentence: Text) -> str:
        return spoken()[language].text(sentence)

    anna, guild = server.user(locale), server.guild()
    seen = await anna.command("optout", options, guild=guild)
    assert seen.content.startswith(begins)
    seen = await anna.presses(seen, text(DEVICES[Device.ANDROID]))
    if language == "mt":  # LinkedIn does not speak it, so its language is asked for
        seen = await anna.presses(seen, "English")
    for sentence in (STEPS, NEXT, NEXT, NEXT, NEXT, IT_IS_OFF, SKIP, ONLY_SWITCH):
        assert seen.ephemeral
        seen = await anna.presses(seen, text(sentence))
    assert done in seen.content
    due = datetime.now(UTC) + timedelta(days=30)
    await anna.presses(seen, text(IN_A_MONTH))
    letter = await anna.dm()
    assert not letter.ephemeral
    shown = re.search(r"<t:(\d+):\w>", letter.content)
    assert shown
    assert 0 <= due.timestamp() - int(shown[1]) < 20 * 60
    person = await remembered(store, "discord", anna.id)
    assert person
    assert [each.kind for each in person.promises] == [Kind.STILL_OFF]
    assert (person.language, person.device) == (language, Device.ANDROID)
    stopped = await anna.command("stop", guild=guild)
    assert stopped.content == text(STOPPED)
    assert await remembered(store, "discord", anna.id) is None


async def test_a_walk_in_german_by_words_with_a_question_on_the_way(
    server: DiscordServer, store: SqlStore
) -> None:
    """In the direct messages, where words come without a locale: a command says the language."""
    anna = server.user("de")

    async def asks(words: str) -> str:
        await anna.says(words)
        return (await anna.dm()).content

    assert (await anna.command("optout")).content.startswith("Wo nutzt du LinkedIn?")
    assert "KI-Modelle" in await asks("1")
    assert (await asks("schritt für schritt")).startswith("Schritt 1 von 5")
    assert (await asks("weiter")).startswith("Schritt 2 von 5")
    assert "InMail" in await asks("lesen die auch meine privaten nachrichten?")
    assert (await asks("fertig")).startswith("Schritt 3 von 5")
    assert await remembered(store, "discord", anna.id) is None
