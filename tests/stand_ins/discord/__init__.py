"""A stand-in for Discord: its REST API and gateway on 127.0.0.1, judging every request.

async with DiscordServer() as server:
    ...start the bot with DISCORD_API_URL=server.url and DISCORD_TOKEN=server.token...
    anna = server.user(locale="de")
    answer = await anna.command("optout", {"device": "iphone"})
    answer = await anna.presses(answer, "Weiter")
    server.check()
"""

from .command_rules import LOCALES
from .faults import (
    AnswerLost,
    ConnectionReset,
    Mangled,
    Page,
    RateLimited,
    Refused,
    ServerError,
    Slow,
)
from .people import Guild, InteractionFailed, User
from .seen import Message
from .server import DiscordServer
from .typed import NotOffered

__all__ = [
    "LOCALES",
    "AnswerLost",
    "ConnectionReset",
    "DiscordServer",
    "Guild",
    "InteractionFailed",
    "Mangled",
    "Message",
    "NotOffered",
    "Page",
    "RateLimited",
    "Refused",
    "ServerError",
    "Slow",
    "User",
]
