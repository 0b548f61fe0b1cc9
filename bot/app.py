"""The parts put together, and run until told to stop."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import gettempdir

from bot.chats.discord import DiscordChat
from bot.chats.telegram import TelegramChat
from bot.chats.terminal import TerminalChat
from bot.core.commands import aliases
from bot.core.conversation import Conversation
from bot.core.translation import Languages
from bot.host.clock import FastClock, now
from bot.host.settings import Settings
from bot.languages import languages, plain_words
from bot.reader.process import understanding
from bot.service.courier import Courier, Sweep
from bot.service.ports import Chat, Clock, Platform, Reader, Store
from bot.service.reading import PATIENCE as READING_PATIENCE
from bot.service.reading import FairReader
from bot.service.reception import Reception
from bot.service.shown import Shown
from bot.service.supervision import PATIENCE, keep
from bot.service.timer import Timer
from bot.sites import profile, sites
from bot.storage.database import connect, migrate
from bot.storage.seal import Seal
from bot.storage.store import SqlStore

log = logging.getLogger(__name__)

GLANCE = timedelta(milliseconds=200)
"""How often the courier looks when a day lasts seconds: it means to sleep for thirty of them."""

ALONE = timedelta(seconds=20)
"""So long who is alone in the terminal waits for the model, which is still loaded at first."""


@dataclass(frozen=True, slots=True)
class Staff:
    """Who serves the chats: one answers, and one in each keeps the promises."""

    store: Store
    reception: Reception
    couriers: Mapping[str, Courier]


@asynccontextmanager
async def opened(
    settings: Settings,
    chats: Mapping[str, Chat],
    speech: Languages,
    clock: Clock,
    patience: timedelta = READING_PATIENCE,
) -> AsyncIterator[Staff]:
    """The database brought up to date and opened, and who works with it. So much `patience` have
    people to be understood, before they are asked to press a button.

    Raises `Misconfigured`, `BadKnowledge` or `WrongKey` before anything connects to a chat.
    """
    known, words = sites(), plain_words()
    keys = settings.data_keys()
    for warning in keys.warnings:
        log.warning("%s", warning)
    await asyncio.to_thread(migrate, settings.database_url)
    engine = connect(settings.database_url)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(engine.dispose)
        store = SqlStore(engine, Seal(*keys.keys), clock)
        await store.check()
        if len(keys.keys) > 1:
            resealed = await store.reseal()
            log.info("sealed anew with the first key: %d; the others are needed no more", resealed)
        names = {code: each.name for code, each in speech.items()}
        conversation = Conversation(known, names, aliases(speech), words.days)
        shown = Shown()
        read_on = known[""].knowledge.version
        couriers = {
            name: Courier(
                store,
                chat,
                conversation,
                speech,
                clock,
                shown,
                sweep=Sweep(clock, Timer(), since=read_on),
            )
            for name, chat in chats.items()
        }

        def wake() -> None:
            for each in couriers.values():
                each.wake()

        reader = await stack.enter_async_context(_reading(patience))
        reception = Reception(store, conversation, speech, words, chats, shown, wake, reader)
        yield Staff(store, reception, couriers)


@asynccontextmanager
async def _reading(patience: timedelta) -> AsyncIterator[Reader | None]:
    async with understanding() as process:
        if process is None:
            yield None
            return
        async with FairReader(process.read, patience=patience) as reader:
            yield reader


async def run(settings: Settings, clock: Clock = now, *, patience: timedelta = PATIENCE) -> None:
    """Every chat that has a token, and the follow-ups, until SIGTERM or SIGINT.

    Raises `TokenRefused` when each of them has been refused for as long as `patience`.
    """
    told = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, told.set)
    speech = languages()
    chats = platforms(settings, speech, clock)
    async with opened(settings, chats, speech, clock) as staff:
        log.info("running: %s", ", ".join(chats))
        posts = [(chat, staff.couriers[name]) for name, chat in chats.items()]
        receive = staff.reception.receive
        await _first_of(told.wait(), keep(staff.store, posts, receive, patience=patience))
    log.info("stopped")


async def chat(
    settings: Settings,
    terminal: Callable[[Languages, Clock], TerminalChat],
    day: timedelta | None = None,
) -> None:
    """The whole bot in the terminal, until the input ends. A day lasts as long as `day`."""
    speech = languages()
    clock: Clock = FastClock(now(), day) if day else now
    here = terminal(speech, clock)
    async with opened(settings, {here.name: here}, speech, clock, ALONE) as staff:
        courier = staff.couriers[here.name]
        helpers = [asyncio.create_task(courier.run())]
        if day:
            helpers.append(asyncio.create_task(_wake(courier)))
        try:
            await here.run(staff.reception.receive)
        finally:
            for helper in helpers:
                helper.cancel()
            await asyncio.gather(*helpers, return_exceptions=True)


async def publish(settings: Settings) -> Sequence[str]:
    """Sets commands and profile texts on every platform that has a token; their names."""
    chats = platforms(settings, languages())
    for each in chats.values():
        await each.publish(profile())
    return tuple(chats)


def platforms(settings: Settings, speech: Languages, clock: Clock = now) -> Mapping[str, Platform]:
    """The chats that have a token, by name."""
    for warning in settings.in_the_clear:
        log.warning("%s", warning)
    chats: dict[str, Platform] = {}
    if token := settings.telegram_token:
        url = settings.telegram_api_url
        folder = settings.sqlite.parent if settings.sqlite else Path(gettempdir())
        chats["telegram"] = TelegramChat(
            token.get_secret_value(), url, speech, clock=clock, folder=folder
        )
    if token := settings.discord_token:
        url = settings.discord_api_url
        chats["discord"] = DiscordChat(token.get_secret_value(), url, speech, clock=clock)
    return chats


async def _first_of(*work: Awaitable[object]) -> None:
    """Runs until one ends, and raises what that raised."""
    tasks = [asyncio.ensure_future(each) for each in work]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()


async def _wake(courier: Courier) -> None:
    while True:
        await asyncio.sleep(GLANCE.total_seconds())
        courier.wake()
