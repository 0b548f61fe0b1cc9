"""Answers what comes in through the gateway: interactions, direct messages and mentions."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta

import discord
from discord import app_commands

from bot.chats.discord.connection import Connection
from bot.chats.discord.deliver import LOST, nonce, send
from bot.chats.discord.draw import Drawing, draw
from bot.chats.discord.publish import suggestions
from bot.chats.discord.read import read_interaction, read_message, read_removal, read_typed
from bot.chats.discord.respond import Response, too_late, twice
from bot.chats.turns import Turns
from bot.chats.words import apology
from bot.core.messages import Inbound, Message, Setting
from bot.core.translation import Languages
from bot.service.errors import described
from bot.service.ports import Receive

log = logging.getLogger(__name__)

_NO_HISTORY = 160002
"""Where the bot may write but not read what was written before, it may not reply to it."""


class InHand:
    """Counts what has been begun, so that a connection is closed only once it is done."""

    def __init__(self) -> None:
        self._begun = 0
        self._idle = asyncio.Event()
        self._idle.set()

    def __enter__(self) -> None:
        self._begun += 1
        self._idle.clear()

    def __exit__(self, *_: object) -> None:
        self._begun -= 1
        if not self._begun:
            self._idle.set()

    async def done(self, *, within: timedelta) -> None:
        """Wait for all of it, so long at most."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._idle.wait(), within.total_seconds())


class Answering:
    """Listens to a client and answers. No exception leaves it: they are logged."""

    def __init__(
        self,
        connection: Connection,
        receive: Receive,
        languages: Languages,
        clock: Callable[[], datetime],
        in_hand: InHand,
        patience: timedelta,
    ) -> None:
        """`patience` is how long the answer to an interaction may take before it is acknowledged."""
        self._connection = connection
        self._receive = receive
        self._languages = languages
        self._clock = clock
        self._in_hand = in_hand
        self._patience = patience.total_seconds()
        self._turns = Turns()

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """A command, a press, or somebody typing into an option that has suggestions."""
        with self._in_hand:
            try:
                if interaction.type is discord.InteractionType.autocomplete:
                    await self._suggest(interaction)
                elif inbound := self._read(interaction):
                    await self._answer(interaction, inbound)
                else:
                    await Response(interaction).show(())
            except Exception as error:
                _note("An interaction", error)

    async def on_message(self, message: discord.Message) -> None:
        """Words, or a command typed without Discord's help, in the direct messages; words that
        mention the bot in a server."""
        me = self._connection.user
        inbound = read_message(message, self._clock(), me.id) if me else None
        if inbound is None:
            return
        with self._in_hand, self._turns.line_up(inbound.person) as turn:
            if turn is None:
                return
            try:
                await turn.wait()
                parts = self._drawn(await self._messages(inbound))
                for number, part in enumerate(parts):
                    await _insist(message, part, nonce(message.id, number))
            except Exception as error:
                _note("A message", error)

    async def on_removal(self, server: int) -> None:
        """The bot was removed from a server: what was set there is forgotten."""
        with self._in_hand:
            try:
                await self._receive(read_removal(server, self._clock()))
            except Exception as error:
                _note("A removal from a server", error)

    def _read(self, interaction: discord.Interaction) -> Inbound | None:
        try:
            return read_interaction(interaction, self._clock())
        except Exception as error:
            log.error("An interaction cannot be read: %s", described(error))
            return None

    async def _suggest(self, interaction: discord.Interaction) -> None:
        try:
            fitting = suggestions(read_typed(interaction), self._languages)
        except Exception as error:
            log.error("What is being typed cannot be read: %s", described(error))
            fitting = {}
        choices = [app_commands.Choice(name=name, value=code) for name, code in fitting.items()]
        await twice(lambda: interaction.response.autocomplete(choices))

    async def _answer(self, interaction: discord.Interaction, inbound: Inbound) -> None:
        response = Response(interaction, public=inbound.setting is Setting.GROUP)
        with self._turns.line_up(inbound.person) as turn:
            if turn is None:
                await response.show(())
                return
            answering = asyncio.ensure_future(self._in_turn(turn, inbound))
            # An answer at once is better than two; whoever has to line up will not have one.
            await asyncio.wait({answering}, timeout=self._patience if turn.is_set() else 0)
            if not answering.done():
                await self._acknowledge(response)
            messages = await answering
            try:
                await response.show(self._drawn(messages))
            except Exception as error:
                if too_late(error):
                    raise
                _note("The answer to an interaction", error)
                await response.add(self._drawn([apology(inbound, self._languages)])[0])

    async def _acknowledge(self, response: Response) -> None:
        """Whatever fails here: what was asked for is done, and may still be shown."""
        try:
            await response.acknowledge()
        except Exception as error:
            _note("The acknowledgement of an interaction", error)

    async def _in_turn(self, turn: asyncio.Event, inbound: Inbound) -> Sequence[Message]:
        await turn.wait()
        return await self._messages(inbound)

    def _drawn(self, messages: Sequence[Message]) -> list[Drawing]:
        door = self._connection.install_page
        return [part for message in messages for part in draw(message, door=door)]

    async def _messages(self, inbound: Inbound) -> Sequence[Message]:
        try:
            return await self._receive(inbound)
        except Exception as error:
            _note("An event", error)
            return [apology(inbound, self._languages)]


async def _insist(message: discord.Message, part: Drawing, nonce: str) -> None:
    """Send it again if the connection breaks: with the same nonce it does not come twice."""
    to = None if isinstance(message.channel, discord.DMChannel) else message
    try:
        await send(message.channel, part, nonce=nonce, reply_to=to)
    except LOST:
        await send(message.channel, part, nonce=nonce, reply_to=to)
    except discord.Forbidden as error:
        if error.code != _NO_HISTORY:
            raise
        await send(message.channel, part, nonce=nonce)


def _note(what: str, error: Exception) -> None:
    if too_late(error):
        log.info("%s: too late, or already answered", what)
    elif isinstance(error, discord.Forbidden):
        log.info("%s: the bot may not answer there", what)
    else:
        log.error("%s: %s", what, described(error))
