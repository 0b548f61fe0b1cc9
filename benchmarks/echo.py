"""The least that the same two libraries can do: a bot that says back what it is told.

TELEGRAM_TOKEN=… TELEGRAM_API_URL=… DISCORD_TOKEN=… DISCORD_API_URL=… python -m benchmarks.echo
"""

from __future__ import annotations

import asyncio
import os
import sys
from typing import Any

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route
from telegram import Update
from telegram.ext import Application, MessageHandler, filters


async def _echo(update: Update, _: Any) -> None:
    assert update.message
    assert update.message.text
    await update.message.reply_text(update.message.text)


async def main() -> None:
    """Both bots in one process, until killed."""
    builder = Application.builder().token(os.environ["TELEGRAM_TOKEN"])
    telegram = builder.base_url(os.environ["TELEGRAM_API_URL"]).build()
    telegram.add_handler(MessageHandler(filters.TEXT, _echo))
    Route.BASE = os.environ["DISCORD_API_URL"]
    client = discord.Client(intents=discord.Intents(dm_messages=True))
    async with telegram, client:
        await telegram.start()
        assert telegram.updater
        await telegram.updater.start_polling()
        await client.login(os.environ["DISCORD_TOKEN"])
        _, address, _ = await client.http.get_bot_gateway()
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(address)
        sys.stderr.write("running:\n")
        await client.connect()


if __name__ == "__main__":
    asyncio.run(main())
