"""The whole program, as its host starts it: processes, sockets, signals."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from bot import app
from bot.core.messages import Address
from bot.core.person import FollowUp, Kind, Person
from bot.host.settings import Settings
from bot.service.ports import TokenRefused
from bot.storage.database import connect
from bot.storage.seal import Seal
from bot.storage.store import SqlStore
from bot.storage.tables import follow_ups
from tests.processes import PATIENCE, bot, reaching, running
from tests.stand_ins.discord.server import DiscordServer
from tests.stand_ins.telegram.faults import Slow
from tests.stand_ins.telegram.server import TelegramServer
from tests.stores import KEY, tables

WALK = ["Show me how", "iPhone app", "Step by step", *["Done, next"] * 4, "It is off now"]


async def test_without_a_token_run_says_what_to_do(tmp_path: Path) -> None:
    status, _, errors = await bot(tmp_path, "run")
    assert status == 2
    assert "TELEGRAM_TOKEN" in errors
    assert "optout-bot chat" in errors
    assert not _files(tmp_path)


async def test_everything_that_is_wrong_is_said_at_once(tmp_path: Path) -> None:
    wrong = {
        "TELEGRAM_TOKEN": "secret-nonsense",
        "DISCORD_API_URL": "discord.com",
        "DATABASE_URL": "mysql://somewhere",
        "LOG_LEVEL": "LOUD",
    }
    status, _, errors = await bot(tmp_path, "run", settings=wrong)
    assert status == 2
    assert all(name in errors for name in wrong)
    assert "secret-nonsense" not in errors


async def test_a_wrong_token_is_said_at_once_and_silences_that_chat_alone(tmp_path: Path) -> None:
    async with TelegramServer() as telegram, DiscordServer() as discord:
        wrong = {**reaching(telegram, discord), "TELEGRAM_TOKEN": "1:" + "x" * 35}
        async with running(tmp_path, wrong) as process:
            await process.says("Telegram refuses the token: see TELEGRAM_TOKEN")
            await discord.gateway.ready()
            eve = discord.user("en-US")
            await eve.says("hello")
            assert (await eve.dm()).text
            assert await process.stops() == 0
        assert "x" * 35 not in process.log


async def test_with_every_token_refused_for_long_it_ends_with_a_clear_word(tmp_path: Path) -> None:
    async with TelegramServer() as telegram:
        settings = Settings.read(
            {
                "TELEGRAM_TOKEN": "1:" + "x" * 35,
                "TELEGRAM_API_URL": telegram.url,
                "DATABASE_URL": f"sqlite:///{tmp_path}/bot.db",
            }
        )
        with pytest.raises(TokenRefused, match="TELEGRAM_TOKEN"):
            await app.run(settings, patience=timedelta(seconds=1))


async def test_faults_of_values_disk_and_key_are_one_round_of_mending(tmp_path: Path) -> None:
    (tmp_path / "key").write_text("too short")
    wrong = {
        "DISCORD_API_URL": "discord.com",
        "DATABASE_URL": f"sqlite:///{tmp_path}/nowhere/bot.db",
        "DATA_KEY_FILE": str(tmp_path / "key"),
    }
    for command in ("run", "chat"):
        status, _, errors = await bot(tmp_path, command, settings=wrong)
        assert status == 2
        assert all(f"\n{name}: " in errors for name in wrong), errors
    assert _files(tmp_path) == ["key"]


async def test_an_old_key_can_be_dropped_after_one_start_with_both(
    tmp_path: Path, url: str
) -> None:
    old, new = "the-key-of-last-year-" * 2, "the-key-of-this-year-" * 2
    async with TelegramServer() as telegram:
        people = [telegram.user(started=True) for _ in range(3)]
        settings = {
            "TELEGRAM_TOKEN": telegram.token,
            "TELEGRAM_API_URL": telegram.url,
            "DATABASE_URL": url,
        }
        await _promise(url, [each.id for each in people], old, timedelta(days=1))
        for resealed in (3, 0):
            async with running(tmp_path, {**settings, "DATA_KEY": f"{new},{old}"}) as process:
                assert f"sealed anew with the first key: {resealed};" in process.log
                assert await process.stops() == 0
        status, _, errors = await bot(tmp_path, "run", settings={**settings, "DATA_KEY": old})
        assert status == 2
        assert "DATA_KEY: this key does not open" in errors
        await _change(url, due=datetime.now(UTC))
        async with running(tmp_path, {**settings, "DATA_KEY": new}) as process:
            await _until(lambda: tables(url)["follow_ups"] == [])
            assert "sealed anew" not in process.log
            assert await process.stops() == 0
        assert [len(each.unseen()) for each in people] == [1, 1, 1]
        telegram.check()


async def test_a_key_that_does_not_fit_ends_the_run(tmp_path: Path, url: str) -> None:
    await _promise(url, [1])
    settings = {
        "DATABASE_URL": url,
        "DATA_KEY": "another-key-" * 4,
        "TELEGRAM_TOKEN": "1:" + "x" * 35,
    }
    status, _, errors = await bot(tmp_path, "run", settings=settings)
    assert status == 2
    assert "DATA_KEY" in errors


async def test_one_process_serves_telegram_and_discord_until_sigterm(
    tmp_path: Path, url: str
) -> None:
    async with TelegramServer() as telegram, DiscordServer() as discord:
        settings = {
            **reaching(telegram, discord),
            "DATABASE_URL": url,
            "DATA_KEY": KEY,
            "LOG_LEVEL": "DEBUG",
        }
        async with running(tmp_path, settings) as process:
            ada = telegram.user("Ada", language="en")
            await ada.says("/start")
            await ada.answer()
            for label in [*WALK, "Skip", "Only the switch"]:
                await ada.presses(label)
                await ada.answer()
            assert tables(url)["people"] == []
            await ada.presses("Ask me again in 30 days")
            await ada.answer()
            assert len(tables(url)["follow_ups"]) == 1
            ada.blocks()
            await _until(lambda: tables(url)["people"] == [])

            await discord.gateway.ready()
            eve = discord.user("en-US")
            await discord_publish(tmp_path, settings)
            message = await eve.command("optout", {"device": "iphone"}, guild=discord.guild())
            assert message.ephemeral
            for label in ["It is off now", "Skip", "Only the switch"]:
                message = await eve.presses(message, label)
            await eve.presses(message, "Ask me again in 30 days")
            assert "I will write to you" in (await eve.dm()).text
            assert len(tables(url)["follow_ups"]) == 1

            assert await process.stops() == 0
        assert "stopped" in process.log
        for secret in (telegram.token, discord.token, str(ada.id), "Ada", "switch is off"):
            assert secret not in process.log
        telegram.check()
        discord.check()


async def discord_publish(folder: Path, settings: dict[str, str]) -> None:
    status, _, errors = await bot(folder, "publish", settings=settings)
    assert status == 0, errors


@pytest.mark.parametrize("languages", [["de", "mt", "fr", "en"]])
async def test_publish_sets_commands_and_texts_in_every_language(
    tmp_path: Path, languages: list[str]
) -> None:
    async with TelegramServer() as telegram, DiscordServer() as discord:
        settings = reaching(telegram, discord)
        await discord_publish(tmp_path, settings)
        for language in languages:
            code = language if language != "en" else ""
            commands = telegram.profile.commands(code, {"type": "all_private_chats"})
            names = {str(each["command"]) for each in commands}
            assert {"optout", "data", "remind", "deleteme"} <= names
            assert telegram.profile.descriptions[code]
        assert {each["name"] for each in discord.commands} >= {"optout", "panel", "mydata"}
        telegram.check()
        discord.check()
    assert not _files(tmp_path)


async def test_killed_while_twenty_follow_ups_are_sent_none_is_lost(
    tmp_path: Path, url: str
) -> None:
    async with TelegramServer() as telegram:
        people = [telegram.user(started=True) for _ in range(20)]
        await _promise(url, [each.id for each in people])
        settings = {
            "TELEGRAM_TOKEN": telegram.token,
            "TELEGRAM_API_URL": telegram.url,
            "DATABASE_URL": url,
            "DATA_KEY": KEY,
        }
        telegram.fault("sendMessage", Slow(0.2), times=10)
        async with running(tmp_path, settings) as process:
            await telegram.called("sendMessage", times=10)
            assert await process.stops(signal.SIGKILL) == -signal.SIGKILL
        waiting = len(tables(url)["follow_ups"])
        assert waiting > 0
        await _change(url, leased_until=None)
        async with running(tmp_path, settings) as process:
            await _until(lambda: tables(url)["follow_ups"] == [])
            assert await process.stops() == 0
        letters = [len(each.unseen()) for each in people]
        assert min(letters) >= 1
        assert sum(letters) <= 20 + waiting
        telegram.check()


async def test_the_whole_walk_through_a_pipe_writes_no_row(tmp_path: Path) -> None:
    typed = "\n".join(["1", "1", "3", "1", "1", "1", "1", "1", "3", "2", "/mydata", ""])
    status, out, errors = await bot(tmp_path, "chat", "--language", "de", typed=typed)
    assert (status, errors) == (0, "")
    assert "Datenschutz" in out
    assert tables(f"sqlite:///{tmp_path}/optout-bot.db")["people"] == []
    assert (tmp_path / "optout-bot.db.key").stat().st_mode & 0o077 == 0


async def test_a_day_of_half_a_second_brings_the_follow_up(tmp_path: Path) -> None:
    status, out, _ = await bot(
        tmp_path, "chat", "--language", "en", "--day", "500ms", typed="/remind\n2\n"
    )
    assert status == 0
    assert "You asked me on" in out


async def _promise(
    url: str, ids: list[int], key: str = KEY, due: timedelta = -timedelta(minutes=1)
) -> None:
    now = datetime.now(UTC)
    engine = connect(url)
    store = SqlStore(engine, Seal(key), lambda: now)
    for number in ids:
        person = Person(language="en").promised(FollowUp(Kind.LATER, now + due, now.date()))
        async with store.open() as desk:
            await desk.save(Address("telegram", str(number)), person)
    await engine.dispose()


async def _change(url: str, **values: datetime | None) -> None:
    """As if time had passed for every follow-up."""
    engine = connect(url)
    async with engine.begin() as connection:
        await connection.execute(update(follow_ups).values(values))
    await engine.dispose()


async def _until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not await asyncio.to_thread(holds):  # noqa: ASYNC110
            await asyncio.sleep(0.1)


def _files(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


async def test_the_first_words_in_the_terminal_wait_for_the_model(tmp_path: Path) -> None:
    typed = "werden meine privaten nachrichten gelesen?\n"
    status, out, _ = await bot(tmp_path, "chat", "--language", "de", typed=typed)
    assert status == 0
    assert "Nach Angaben von LinkedIn trainieren private Nachrichten" in out
