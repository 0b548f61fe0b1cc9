"""What a test does as a person, or in a server: the part of Discord that people see."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

from . import message_payloads, payloads
from .interaction_api import AUTOCOMPLETE, COMMAND, COMPONENT, DEFER, DEFER_UPDATE, MODAL_SUBMIT
from .mistakes import JSON
from .pressed import custom_ids, pressed
from .seen import Message, look
from .typed import NotOffered, Place, command_data, half_typed, offered
from .world import DM, Account, Channel, GuildRecord, Interaction, Post

if TYPE_CHECKING:
    from .server import DiscordServer


class InteractionFailed(AssertionError):
    """The person reads "This interaction failed": the bot did not answer in time."""


class Guild:
    """A Discord server."""

    def __init__(self, server: DiscordServer, record: GuildRecord) -> None:
        self._server = server
        self.record = record
        self._read = 0

    @property
    def id(self) -> int:
        return self.record.id

    def add_bot(self) -> None:
        """An administrator installs the bot."""
        self.record.bot = True
        shown = payloads.guild_created(self._server.world, self.record)
        shown.pop("unavailable")
        self._server.gateway.dispatch("GUILD_CREATE", shown, guild_id=self.id)

    def remove_bot(self) -> None:
        """An administrator kicks the bot."""
        self.record.bot = False
        self._server.gateway.dispatch("GUILD_DELETE", {"id": str(self.id)}, guild_id=self.id)

    def outage(self) -> None:
        """The server cannot be reached for a while; the bot is still in it."""
        gone = {"id": str(self.id), "unavailable": True}
        self._server.gateway.dispatch("GUILD_DELETE", gone, guild_id=self.id)

    async def webhook_says(self, text: str) -> None:
        """Another program writes into the channel."""
        await self._server.gateway.ready()
        number = self._server.world.new_id()
        author = Account(number, "Webhook", "en-US", bot=True)
        self._server.say(author, text, self.record, webhook_id=number)

    async def posted(self) -> Message:
        """The next message, not an answer to a command, that the bot posts in the channel."""
        post, self._read = await self._server.next_post(self.record.channel, self._read)
        return look(post)


class User:
    """A person with an app in their hand."""

    def __init__(self, server: DiscordServer, account: Account) -> None:
        self._server = server
        self._world = server.world
        self.account = account
        self._read = 0
        self._private: Channel | None = None

    @property
    def id(self) -> int:
        return self.account.id

    @property
    def dms(self) -> Literal["open", "closed"]:
        return self.account.dms

    @dms.setter
    def dms(self, state: Literal["open", "closed"]) -> None:
        self.account.dms = state

    async def command(
        self,
        name: str,
        options: dict[str, Any] | None = None,
        *,
        guild: Guild | None = None,
        admin: bool = False,
        private_channel: bool = False,
    ) -> Message:
        """Use a slash command (`"campaign start"` for a sub-command); returns the bot's answer.

        Without a guild it is used in the direct messages with the bot, or in a private channel
        between this and another person.
        """
        await self._server.gateway.ready()
        place = self._place(guild, admin, private_channel)
        first, *rest = name.split()
        command = offered(self._world.commands, first, place)
        data = command_data(command, rest, options or {}, self.account.locale)
        installs = command["integration_types"]
        interaction = self._interact(COMMAND, place, installs, data, f"/{name}")
        return await self._answer(interaction)

    async def suggestions(
        self, name: str, option: str, text: str, *, guild: Guild | None = None, admin: bool = False
    ) -> dict[str, Any]:
        """What the bot offers (label: value) while this is typed into an option."""
        await self._server.gateway.ready()
        place = self._place(guild, admin, False)
        command = offered(self._world.commands, name, place)
        data = half_typed(command, option, text)
        what = f"typing {text!r} into /{name} {option}"
        installs = command["integration_types"]
        interaction = self._interact(AUTOCOMPLETE, place, installs, data, what)
        await self._acknowledged(interaction)
        choices = interaction.choices or []
        return {choice["name"]: choice["value"] for choice in choices}

    async def presses(
        self, message: Message, what: str, *more: str, admin: bool = False
    ) -> Message:
        """Press a button, by label or custom_id, or choose options of a select, by label or value.

        Returns what the person then sees: the changed message, a new one, or a form.
        """
        source = self._pressable(message)
        data = pressed(message, (what, *more))
        if data["custom_id"] not in custom_ids(look(source)):
            raise NotOffered(f"{what!r} is no longer in the message")
        place = self._place_of(source.channel, admin)
        described = f"{data['custom_id']} ({' + '.join((what, *more))})"
        await self._server.gateway.ready()
        interaction = self._interact(COMPONENT, place, [0, 1], data, described, source)
        return await self._answer(interaction)

    async def fills(self, message: Message, texts: dict[str, str]) -> Message:
        """Fill in and send the form that the bot opened; fields by label or custom_id."""
        modal, opener = message.modal, message.interaction
        if modal is None or opener is None:
            raise NotOffered("there is no form")
        unknown = texts.keys() - {name for f in modal.fields for name in (f.label, f.custom_id)}
        if unknown:
            raise NotOffered(f"the form has no field {sorted(unknown)}")
        rows = []
        for field in modal.fields:
            value = texts.get(field.label, texts.get(field.custom_id, ""))
            if field.required and not value:
                raise NotOffered(f"the form requires {field.label!r}")
            inner = {"type": 4, "id": 2, "custom_id": field.custom_id, "value": value}
            rows.append({"type": 1, "id": 1, "components": [inner]})
        data = {"custom_id": modal.custom_id, "components": rows}
        place = self._place_of(opener.channel, admin=False)
        interaction = self._interact(
            MODAL_SUBMIT, place, [0, 1], data, modal.title, opener.source, opener
        )
        return await self._answer(interaction)

    async def says(
        self,
        text: str = "",
        *,
        guild: Guild | None = None,
        files: tuple[str, ...] = (),
        stickers: tuple[str, ...] = (),
        reply_to: Message | None = None,
        pings: bool = True,
    ) -> None:
        """Write to the bot, or into a server's channel (where it reads only what mentions it).

        A reply mentions who wrote the other message, unless it `pings` nobody.
        """
        await self._server.gateway.ready()
        place = guild.record if guild else None
        before = reply_to.post if reply_to else None
        self._server.say(self.account, text, place, files, stickers, reply_to=before, pings=pings)

    async def dm(self) -> Message:
        """The next direct message from the bot that is not an answer to an interaction."""
        channel = self._world.dm_channel(self.account)
        post, self._read = await self._server.next_post(channel, self._read)
        return look(post)

    async def sees(
        self, message: Message, until: Callable[[Message], bool] = lambda message: True
    ) -> Message:
        """Look at a message again; with `until`, wait for it to become so."""

        def look_again() -> Message | None:
            now = look(message.post, message.interaction)
            return now if until(now) else None

        patience = self._server.patience
        return await self._world.bell.until(look_again, patience, "the message to change")

    def _place(self, guild: Guild | None, admin: bool, private_channel: bool) -> Place:
        if guild:
            return self._place_of(guild.record.channel, admin)
        if private_channel:
            if self._private is None:
                friend = self._world.add_account("Friend", "en-US", "open", False)
                both = (self.account, friend)
                self._private = self._world.add_channel(DM, recipients=both)
            return self._place_of(self._private, admin)
        return self._place_of(self._world.dm_channel(self.account), admin)

    def _place_of(self, channel: Channel, admin: bool) -> Place:
        guild = self._world.guilds.get(channel.guild_id or 0)
        context = 0 if guild else 1 if len(channel.recipients) == 1 else 2
        permissions = payloads.admin_permissions(admin)
        return Place(self.account, channel, guild, context, permissions)

    def _interact(
        self,
        kind: int,
        place: Place,
        installs: list[int],
        data: JSON,
        what: str,
        source: Post | None = None,
        opener: Interaction | None = None,
    ) -> Interaction:
        interaction = self._world.add_interaction(
            type=kind,
            person=self.account,
            channel=place.channel,
            guild=place.guild,
            context=place.context,
            owners=place.owners(installs),
            permissions=place.permissions,
            data=data,
            what=what,
            source=source,
            opener=opener,
        )
        shown = message_payloads.interaction(self._world, interaction)
        guild_id = place.guild.id if place.guild and place.guild.bot else None
        told = self._world.dispatch("INTERACTION_CREATE", shown, guild_id=guild_id)
        interaction.listeners = told
        return interaction

    async def _acknowledged(self, interaction: Interaction) -> None:
        try:
            await self._world.bell.until(
                lambda: interaction.callback, self._server.answer_within + 0.5, interaction.what
            )
        except TimeoutError:
            raise InteractionFailed(f"the bot did not answer {interaction.what}") from None

    async def _answer(self, interaction: Interaction) -> Message:
        await self._acknowledged(interaction)
        return await self._world.bell.until(
            lambda: _shown_answer(interaction),
            self._server.patience,
            f"the answer to {interaction.what}, which was only deferred",
        )

    def _pressable(self, message: Message) -> Post:
        post = message.post
        if post is None or post.deleted:
            raise NotOffered("the message is not there any more")
        of_other = post.interaction is not None and post.interaction.person is not self.account
        if post.ephemeral and of_other:
            raise NotOffered("only the person it was written for sees this message")
        if post.channel.recipients and self.account not in post.channel.recipients:
            raise NotOffered("this person is not in that conversation")
        return post


def _shown_answer(interaction: Interaction) -> Message | None:
    """What the person sees as the answer, once there is something to see."""
    post = interaction.original
    if interaction.callback == DEFER and post and post.loading:
        return None
    if interaction.callback == DEFER_UPDATE and post:
        if interaction.followups:
            post = interaction.followups[0]
        elif post.edits == interaction.source_edits and not post.deleted:
            return None
    return look(post or interaction.source, interaction)
