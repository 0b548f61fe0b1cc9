"""How one interaction is answered.

Discord wants the first response within three seconds, and allows follow-ups for fifteen minutes
(https://docs.discord.com/developers/interactions/receiving-and-responding).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import discord

from bot.chats.discord.deliver import LOST
from bot.chats.discord.draw import Drawing
from bot.chats.discord.read import in_own_messages
from bot.core.messages import Manner

_UNKNOWN_MESSAGE = 10008
_UNKNOWN_INTERACTION = 10062
_ALREADY_ACKNOWLEDGED = 40060


class Response:
    """One response first, then follow-ups.

    A message of the bot's own that only this person sees is changed in place. Everybody's, such as
    a panel, is left alone: the answer is a new message for the person who pressed.
    """

    def __init__(self, interaction: discord.Interaction, *, public: bool = False) -> None:
        self._interaction = interaction
        self._public = public
        self._at_home = in_own_messages(interaction)
        # The library knows only what was confirmed.
        self._acknowledged = False

    async def acknowledge(self) -> None:
        """Ask for time: a command shows that the bot is thinking, a press nothing at all."""
        ephemeral = not (self._at_home or self._public)
        await twice(lambda: self._interaction.response.defer(ephemeral=ephemeral))
        self._acknowledged = True

    async def show(self, drawings: Sequence[Drawing]) -> None:
        """Answer with these; with none, take back that the bot is thinking."""
        if not drawings:
            await self._nothing()
            return
        first, *others = drawings
        try:
            await self._show_first(first)
        except LOST:
            # If it was carried out, Discord refuses the second as acknowledged already.
            await self._show_first(first)
        for drawing in others:
            await self.add(drawing)

    async def add(self, drawing: Drawing) -> None:
        """A new message: the response if there is none yet, or a follow-up."""
        parts: dict[str, Any] = {
            "content": drawing.content,
            "files": drawing.files(),
            "ephemeral": not (self._at_home or (self._public and Manner.SHARED in drawing.manner)),
            "suppress_embeds": True,
        }
        if view := drawing.view():
            parts["view"] = view
        if self._responded:
            await self._interaction.followup.send(**parts)
        else:
            await self._interaction.response.send_message(**parts)

    async def _show_first(self, drawing: Drawing) -> None:
        thinking = self._acknowledged and self._is_command
        in_place = thinking or (Manner.REPLACES in drawing.manner and self._may_replace)
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
            if self._responded:
                await self._interaction.edit_original_response(**parts)
            else:
                await self._interaction.response.edit_message(**parts)
        except discord.NotFound as error:
            if error.code != _UNKNOWN_MESSAGE:
                raise
            return False
        return True

    async def _nothing(self) -> None:
        if not self._responded:
            await self.acknowledge()
        if self._is_command:
            await self._interaction.delete_original_response()

    @property
    def _responded(self) -> bool:
        return self._acknowledged or self._interaction.response.is_done()

    @property
    def _is_command(self) -> bool:
        return self._interaction.type is discord.InteractionType.application_command


async def twice(respond: Callable[[], Awaitable[object]]) -> None:
    """Once more if the connection breaks. Discord carries out one: the second may come too late."""
    try:
        await respond()
    except LOST:
        try:
            await respond()
        except discord.HTTPException as error:
            if error.code != _ALREADY_ACKNOWLEDGED:
                raise


def too_late(error: Exception) -> bool:
    """Whether nothing can be shown any more: the time is over, or another process was first."""
    codes = (_UNKNOWN_INTERACTION, _ALREADY_ACKNOWLEDGED)
    return isinstance(error, discord.HTTPException) and error.code in codes
