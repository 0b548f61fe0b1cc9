"""Each request has its luck, and some of the people have blocked the bot without a word."""

from __future__ import annotations

import signal
from collections.abc import Mapping
from datetime import timedelta

from benchmarks.outages.figures import Figure, Row
from benchmarks.outages.patience import since, until
from benchmarks.outages.stage import Stage
from bot.core.messages import Address
from bot.core.person import Kind
from bot.host.clock import now
from tests.stand_ins.discord import weather as discord_weather
from tests.stand_ins.telegram import weather as telegram_weather
from tests.stand_ins.telegram.chats import Member
from tests.stand_ins.telegram.users import User

BLOCKED = 0.05
QUIET = 3
"""Seconds without a letter after which the process is stopped, and started at the next tries."""
STEP = timedelta(hours=1)
"""At the least: tries that are minutes apart are made together."""
STARTS = 25


async def dice(stage: Stage, people: int) -> list[Row]:
    """Until nobody waits any more."""
    crowd = stage.crowd
    await crowd.gather(people, now(), [Kind.LATER])
    blocked = _blocked(stage, round(BLOCKED * people))
    luck = telegram_weather.Dice(), discord_weather.Dice()
    starts = 0
    while starts < STARTS and await crowd.left():
        starts += 1
        stage.telegram.weather, stage.discord.weather = telegram_weather.fair, discord_weather.fair
        async with stage.bot(clocked=True) as bot:
            await stage.discord.gateway.ready(30)
            stage.telegram.weather, stage.discord.weather = luck
            await _quiet(stage)
            await bot.ends(signal.SIGTERM)
        then = await crowd.next_try(stage.clock())
        stage.clock.on(max(then - stage.clock(), STEP))
    refused = sum(each.dealt["RateLimited"] for each in luck)
    figures = [
        Figure("still waiting", await crowd.left(), at_most=0),
        Figure("blocked", len(blocked)),
        Figure("of them not erased", len(blocked.keys() & await crowd.waiting()), at_most=0),
        Figure("refused", refused),
        Figure("of requests", sum(each.dealt.total() for each in luck)),
        Figure("starts", starts),
    ]
    answers_lost = sum(each.dealt["AnswerLost"] for each in luck)
    return [await stage.row("dice", figures, answers_lost, gone=blocked)]


def _blocked(stage: Stage, size: int) -> Mapping[Address, User]:
    """So many of those on Telegram have blocked the bot, of which it was not told."""
    found = {}
    for address, person in [*stage.crowd.on("telegram").items()][:size]:
        assert isinstance(person, User)
        bot = person.chat.bot
        person.chat.members[bot.person.id] = Member(bot.person, "kicked")
        found[address] = person
    return found


async def _quiet(stage: Stage) -> None:
    """Until nothing is sent."""

    def sent() -> float:
        times = [call.at for call in stage.telegram.calls("sendMessage")]
        return max([*times, *(each.at for each in stage.discord.requests)], default=0.0)

    await until(lambda: since(sent()) > QUIET, 60)
