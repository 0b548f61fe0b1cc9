"""A platform has an outage: for longer than the first tries take, then it is well again."""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta

from benchmarks.outages.figures import Figure, Row
from benchmarks.outages.patience import since
from benchmarks.outages.stage import Stage, stage
from bot.host.clock import now
from tests.stand_ins.discord import faults as on_discord
from tests.stand_ins.discord import weather as discord_weather
from tests.stand_ins.line import SILENCE, ConnectionReset
from tests.stand_ins.telegram import faults as on_telegram
from tests.stand_ins.telegram import weather as telegram_weather

LASTS = 90
"""Seconds of it: two tries a minute apart fall into them."""
DUE = 40
"""Seconds after the start at which the promises fall due: the bot is connected then, and the outage
has begun."""
PATIENCE = 90

KINDS: dict[str, tuple[on_telegram.Fault, on_discord.Fault]] = {
    "502": (on_telegram.Page(502), on_discord.ServerError(502)),
    "500": (on_telegram.ServerError(), on_discord.ServerError(500)),
    "no answer": (SILENCE, SILENCE),
    "reset": (ConnectionReset(), ConnectionReset()),
}


async def silence(here: Stage, people: int) -> list[Row]:
    """Each kind of outage on a stage of its own, at the same time; on both platforms at once."""
    return [*await asyncio.gather(*(_outage(here, people, kind) for kind in KINDS))]


async def _outage(like: Stage, people: int, kind: str) -> Row:
    async with stage(like.database) as here:
        crowd = here.crowd
        started = time.monotonic()
        await crowd.gather(people, now() + timedelta(seconds=DUE))
        async with here.bot() as bot:
            await here.discord.gateway.ready(30)
            await here.telegram.called("getUpdates", within=30)
            telegram, discord = KINDS[kind]
            here.telegram.weather = telegram_weather.always(telegram)
            here.discord.weather = discord_weather.always(discord)
            early = DUE - since(started)
            assert early > 0, "the start took too long: the promises are due already"
            await asyncio.sleep(early + LASTS)
            here.telegram.weather = telegram_weather.fair
            here.discord.weather = discord_weather.fair
            well = time.monotonic()
            await crowd.served(within=PATIENCE)
            figures = [
                Figure(f"still waiting {since(well):.0f} s after", await crowd.left(), at_most=0),
                *(
                    Figure(
                        f"all on {chat} have it after", crowd.waited(well, chat), "s", at_most=60
                    )
                    for chat in ("telegram", "discord")
                ),
                Figure("lines of WARNING or ERROR", bot.lines("WARNING", "ERROR"), at_least=1),
            ]
        return await here.row(f"outage of {LASTS} s: {kind}", figures)
