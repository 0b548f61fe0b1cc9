"""A bot made with the real library, for the stand-in to be tried with."""

from __future__ import annotations

import asyncio
import io
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import discord
import pytest
import yarl
from discord import app_commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from tests.stand_ins.discord import DiscordServer
from tests.stand_ins.discord.mistakes import JSON

Interaction = discord.Interaction["Bot"]


class StepButton(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.View]], template=r"step:(?P<step>\d+)"
):
    """Edits its message in place; found again by its custom_id alone."""

    def __init__(self, step: int) -> None:
        super().__init__(discord.ui.Button(label="Weiter", custom_id=f"step:{step}"))
        self.step = step

    @classmethod
    async def from_custom_id(
        cls, interaction: discord.Interaction[Any], item: Any, match: re.Match[str]
    ) -> StepButton:
        return cls(int(match["step"]))

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        view = steps(self.step + 1)
        await interaction.response.edit_message(content=f"Schritt {self.step + 1}", view=view)


def steps(step: int) -> discord.ui.View:
    view = discord.ui.View(timeout=None)
    view.add_item(StepButton(step))
    return view


class Where(discord.ui.Select[discord.ui.View]):
    def __init__(self) -> None:
        options = [discord.SelectOption(label=name, value=name.lower()) for name in ("Web", "App")]
        super().__init__(custom_id="where", options=options)

    async def callback(self, interaction: discord.Interaction[Any]) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content=f"gewählt: {self.values[0]}", view=None)


class Question(discord.ui.Modal, title="Frage"):
    words: discord.ui.TextInput[discord.ui.View] = discord.ui.TextInput(label="Worte")

    async def on_submit(self, interaction: discord.Interaction[Any]) -> None:
        await interaction.response.send_message(f"gefragt: {self.words.value}", ephemeral=True)


class Bot(discord.Client):
    def __init__(self, **options: Any) -> None:
        intents = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
        nobody = discord.AllowedMentions.none()
        defaults: JSON = {"intents": intents, "allowed_mentions": nobody}
        super().__init__(**defaults | options)
        self.tree = app_commands.CommandTree(
            self,
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )
        self.heard: list[str] = []
        self.seen: list[Interaction] = []

    async def setup_hook(self) -> None:
        self.add_dynamic_items(StepButton)
        add_commands(self.tree)
        await self.tree.sync()

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """Do without the library's pause of 5 seconds before a second IDENTIFY."""

    async def on_message(self, message: discord.Message) -> None:
        if message.author != self.user:
            self.heard.append(message.content)
            await message.author.send(f"Echo: {message.content}")


def add_commands(tree: app_commands.CommandTree[Bot]) -> None:
    @tree.command(description="Walk out")
    @app_commands.choices(device=[app_commands.Choice(name="iPhone", value="iphone")])
    async def optout(interaction: Interaction, device: str = "") -> None:
        interaction.client.seen.append(interaction)
        text = f"{device or 'Schritt 1'} {interaction.locale}"
        await interaction.response.send_message(text, view=steps(1), ephemeral=True)

    @tree.command(description="Choose")
    async def choose(interaction: Interaction) -> None:
        view = discord.ui.View(timeout=None)
        view.add_item(Where())
        view.add_item(discord.ui.Button(label="Quelle", url="https://example.org/"))
        await interaction.response.send_message("Wo?", view=view, ephemeral=True)

    @tree.command(description="Takes its time")
    async def think(interaction: Interaction, answers: int = 1) -> None:
        await interaction.response.defer(ephemeral=True)
        for number in range(answers):
            await interaction.followup.send(f"Antwort {number}", ephemeral=True)

    @tree.command(description="Sends a file")
    async def file(interaction: Interaction) -> None:
        data = discord.File(io.BytesIO(b"BEGIN:VCALENDAR"), "later.ics")
        await interaction.response.send_message("Hier", file=data, ephemeral=True)

    @tree.command(description="Asks in a form")
    async def ask(interaction: Interaction) -> None:
        await interaction.response.send_modal(Question())

    @tree.command(description="Says nothing")
    async def silent(interaction: Interaction) -> None:
        pass

    @tree.command(description="For admins")
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def panel(interaction: Interaction) -> None:
        await interaction.response.send_message("Für alle", view=steps(1))

    @tree.command(description="Language")
    async def language(interaction: Interaction, name: str) -> None:
        await interaction.response.send_message(name, ephemeral=True)

    @language.autocomplete("name")
    async def names(interaction: Interaction, typed: str) -> list[app_commands.Choice[str]]:
        known = ["Deutsch", "Dansk", "Eesti"]
        return [
            app_commands.Choice(name=name, value=name[:2].lower())
            for name in known
            if name.startswith(typed)
        ]


@asynccontextmanager
async def running(server: DiscordServer, **options: Any) -> AsyncIterator[Bot]:
    """The bot, connected to the stand-in."""
    bot = Bot(**options)
    running = asyncio.create_task(bot.start(server.token))
    try:
        await server.gateway.ready()
        yield bot
    finally:
        await bot.close()
        await asyncio.wait([running])


def point_library_at(server: DiscordServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Route, "BASE", server.url)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(server.gateway_url))
