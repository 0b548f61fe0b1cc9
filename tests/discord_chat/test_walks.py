"""Whole walks on Discord, in German and in Maltese, from a server to the promise in private."""

from __future__ import annotations

import pytest

from bot.core.conversation.labels import IT_IS_OFF
from bot.core.conversation.walk import DEVICES
from bot.core.messages import Address, Text, nsay, say
from bot.core.person import Device, Kind
from bot.storage.store import SqlStore
from tests.discord_server import DiscordServer
from tests.walks import spoken

NEXT, STEPS, SKIP = say("Done, next"), say("Step by step"), say("Skip")
ONLY_SWITCH = say("Only the switch")
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

    anna = server.user(locale)
    seen = await anna.command("optout", options, guild=server.guild())
    assert seen.content.startswith(begins)
    seen = await anna.presses(seen, text(DEVICES[Device.ANDROID]))
    if language == "mt":  # LinkedIn does not speak it, so its language is asked for
        seen = await anna.presses(seen, "English")
    for sentence in (STEPS, NEXT, NEXT, NEXT, NEXT, IT_IS_OFF, SKIP, ONLY_SWITCH):
        assert seen.ephemeral
        seen = await anna.presses(seen, text(sentence))
    assert done in seen.content
    await anna.presses(seen, text(IN_A_MONTH))
    letter = await anna.dm()
    assert not letter.ephemeral
    async with store.open() as desk:
        person = await desk.find(Address("discord", str(anna.id)))
    assert person
    assert [each.kind for each in person.promises] == [Kind.STILL_OFF]
    assert person.device is Device.ANDROID
