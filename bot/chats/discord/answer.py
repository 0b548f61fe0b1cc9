"""Answers what comes in through the gateway: interactions, direct messages and mentions.

Discord wants the first response to an interaction within three seconds, and allows follow-ups for
fifteen minutes (https://docs.discord.com/developers/interactions/receiving-and-responding).
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import discord
from discord import app_commands

from bot.chats.discord.connection import Connection
from bot.chats.discord.deliver import LOST, nonce, send
from bot.chats.discord.draw import Drawing, draw
from bot.chats.discord.publish import suggestions
from bot.chats.discord.read import (
    address,
    in_own_messages,
    read_interaction,
    read_message,
    read_typed,
)
from bot.chats.turns import Turns
from bot.chats.words import apology
from bot.core.messages import Inbound, Message, Setting
from bot.core.translation import Languages
from bot.service.errors import described
from bot.service.ports import Receive

log = logging.getLogger(__name__)

_UNKNOWN_MESSAGE = 10008
_UNKNOWN_INTERACTION = 10062
_ALREADY_ACKNOWLEDGED = 40060
_NO_HISTORY = 160002
"""Where the bot may write but not read what was written before, it may not reply to it."""

_THINKING = discord.InteractionResponseType.deferred_channel_message


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
                elif inbound := read_interaction(interaction, self._clock()):
                    await self._answer(interaction, inbound)
            except Exception as error:
                _note("An interaction", error)

    async def on_message(self, message: discord.Message) -> None:
        """Words, or a command typed without Discord's help, in the direct messages; words that
        mention the bot in a server."""
        me = self._connection.user
        inbound = read_message(message, self._clock(), me.id) if me else None
        if inbound is None:
            return
        with self._in_hand, self._turns.line_up(address(message.author)) as turn:
            if turn is None:
                return
            try:
                await turn.wait()
                parts = self._drawn(await self._messages(inbound))
                for number, part in enumerate(parts):
                    await _insist(message, part, nonce(message.id, number))
            except Exception as error:
                _note("A message", error)

    async def _suggest(self, interaction: discord.Interaction) -> None:
        fitting = suggestions(read_typed(interaction), self._languages)
        await interaction.response.autocomplete(
            [app_commands.Choice(name=name, value=code) for name, code in fitting.items()]
        )

    async def _answer(self, interaction: discord.Interaction, inbound: Inbound) -> None:
        response = Response(interaction, public=inbound.setting is Setting.GROUP)
        with self._turns.line_up(inbound.sender) as turn:
            if turn is None:
                await response.show(())
                return
            thinking = asyncio.ensure_future(self._in_turn(turn, inbound))
            try:
                await asyncio.wait({thinking}, timeout=self._patience)
                if not thinking.done():
                    await response.defer()
            finally:
                messages = await thinking
            try:
                await response.show(self._drawn(messages))
            except Exception as error:
                if _too_late(error):
                    raise
                _note("The answer to an interaction", error)
                await response.add(self._drawn([apology(inbound, self._languages)])[0])

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


class Response:
    """How one interaction is answered: one response first, then follow-ups.

    A message of the bot's own that only this person sees is changed in place. Everybody's, such as
    a panel, is left alone: the answer is a new message for the person who pressed.
    """

    def __init__(self, interaction: discord.Interaction, *, public: bool) -> None:
        self._interaction = interaction
        self._public = public
        self._at_home = in_own_messages(interaction)

    async def defer(self) -> None:
        """Ask for time: a command shows that the bot is thinking, a press nothing at all."""
        await self._interaction.response.defer(ephemeral=not (self._at_home or self._public))

    async def show(self, drawings: Sequence[Drawing]) -> None:
        """Answer with these; with none, take back that the bot is thinking."""
        if not drawings:
            await self._nothing()
            return
        first, *others = drawings
        try:
            await self._show_first(first)
        except LOST:
            # Once more: if it was carried out, Discord refuses the second as acknowledged already.
            await self._show_first(first)
        for drawing in others:
            await self.add(drawing)

    async def add(self, drawing: Drawing) -> None:
        """A new message: the response if there is none yet, or a follow-up."""
        parts: dict[str, Any] = {
            "content": drawing.content,
            "files": drawing.files(),
            "ephemeral": not (self._at_home or (self._public and drawing.shared)),
            "suppress_embeds": True,
        }
        if view := drawing.view():
            parts["view"] = view
        if self._interaction.response.is_done():
            await self._interaction.followup.send(**parts)
        else:
            await self._interaction.response.send_message(**parts)

    async def _show_first(self, drawing: Drawing) -> None:
        thinking = self._interaction.response.type is _THINKING
        in_place = thinking or (drawing.replaces and self._may_replace)
        if not (in_place and await self._replace(drawing)):
            await self.add(drawing)

    @property
    def _may_replace(self) -> bool:
        pressed = self._interaction.message
        return pressed is not None and (pressed.flags.ephemeral or self._at_home)

    async def _replace(self, drawing: Drawing) -> bool:
        """Put it in the place of the pressed message, or of "is thinking…"; False if that is gone."""
        parts: dict[str, Any] = {
            "content": drawing.content,
            "attachments": drawing.files(),
            "view": drawing.view(),
        }
        try:
            if self._interaction.response.is_done():
                await self._interaction.edit_original_response(**parts)
            else:
                await self._interaction.response.edit_message(**parts)
        except discord.NotFound as error:
            if error.code != _UNKNOWN_MESSAGE:
                raise
            return False
        return True

    async def _nothing(self) -> None:
        if not self._interaction.response.is_done():
            await self.defer()
        if self._interaction.type is discord.InteractionType.application_command:
            await self._interaction.delete_original_response()


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
    if _too_late(error):
        log.info("%s: too late, or already answered", what)
    elif isinstance(error, discord.Forbidden):
        log.info("%s: the bot may not answer there", what)
    else:
        log.error("%s: %s", what, described(error))


def _too_late(error: Exception) -> bool:
    """Whether nothing can be shown any more: the time is over, or another process was first."""
    codes = (_UNKNOWN_INTERACTION, _ALREADY_ACKNOWLEDGED)
    return isinstance(error, discord.HTTPException) and error.code in codes
