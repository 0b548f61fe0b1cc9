"""The stand-in for Discord, tried with the real discord.py and with bare requests."""

from __future__ import annotations

import asyncio
import io
import json
import re
import warnings
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
import yarl

from tests.discord_server import (
    LOCALES,
    AnswerLost,
    ConnectionReset,
    DiscordServer,
    InteractionFailed,
    NotOffered,
    RateLimited,
    Refused,
    ServerError,
    Slow,
)

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)  # discord.py still imports audioop
    import discord
    from discord import app_commands
    from discord.gateway import DiscordWebSocket
    from discord.http import Route

Json = dict[str, Any]
Interaction = discord.Interaction["Bot"]
CREATE = "POST /channels/{}/messages"
CALLBACK = "POST /interactions/{}/{}/callback"


# A bot made with the real library


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
        defaults: Json = {"intents": intents, "allowed_mentions": nobody}
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


@pytest.fixture
async def server(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[DiscordServer]:
    async with DiscordServer(answer_within=0.5, patience=3.0) as server:
        point_library_at(server, monkeypatch)
        yield server


def point_library_at(server: DiscordServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Route, "BASE", server.url)
    monkeypatch.setattr(DiscordWebSocket, "DEFAULT_GATEWAY", yarl.URL(server.gateway_url))


@pytest.fixture
async def bot(server: DiscordServer) -> AsyncIterator[Bot]:
    async with running(server) as bot:
        yield bot


# What people see


async def test_a_command_and_a_button_in_the_persons_language(
    server: DiscordServer, bot: Bot
) -> None:
    anna = server.user(locale="de")
    answer = await anna.command("optout", {"device": "iPhone"})
    assert (answer.content, answer.ephemeral, answer.labels) == ("iphone de", True, ["Weiter"])
    answer = await anna.presses(answer, "Weiter")
    assert (answer.content, answer.edited) == ("Schritt 2", True)
    answer = await anna.presses(answer, "step:2")
    assert answer.content == "Schritt 3"
    server.check()


async def test_a_select_is_deferred_and_edited(server: DiscordServer, bot: Bot) -> None:
    anna = server.user()
    answer = await anna.command("choose", guild=server.guild())
    assert answer.links == {"Quelle": "https://example.org/"}
    answer = await anna.presses(answer, "App")
    assert (answer.content, answer.deferred, answer.selects) == ("gewählt: app", True, ())
    server.check()


async def test_a_deferred_answer_takes_the_place_of_the_thinking(
    server: DiscordServer, bot: Bot
) -> None:
    anna = server.user()
    answer = await anna.command("think", {"answers": 2})
    assert (answer.content, answer.deferred, answer.ephemeral) == ("Antwort 0", True, True)
    answer = await anna.sees(answer, lambda message: bool(message.followups))
    assert [followup.content for followup in answer.followups] == ["Antwort 1"]
    server.check()


async def test_files_forms_and_suggestions(server: DiscordServer, bot: Bot) -> None:
    anna = server.user()
    (file,) = (await anna.command("file")).attachments
    assert (file.filename, file.data) == ("later.ics", b"BEGIN:VCALENDAR")
    form = await anna.command("ask")
    assert form.modal
    assert form.modal.title == "Frage"
    assert (await anna.fills(form, {"Worte": "seit wann?"})).content == "gefragt: seit wann?"
    assert await anna.suggestions("language", "name", "D") == {"Deutsch": "de", "Dansk": "da"}
    server.check()


async def test_direct_messages_and_mentions(server: DiscordServer, bot: Bot) -> None:
    anna, guild = server.user(), server.guild()
    await anna.says("hallo")
    assert (await anna.dm()).content == "Echo: hallo"
    await anna.says(f"{server.mention} was?", guild=guild)
    assert (await anna.dm()).content == f"Echo: {server.mention} was?"
    await anna.says("unter uns", guild=guild)
    await anna.dm()
    assert bot.heard == ["hallo", f"{server.mention} was?", ""]
    # The echo mentioned only the bot, and mentions were switched off.
    server.check()


async def test_where_an_interaction_says_it_comes_from(server: DiscordServer, bot: Bot) -> None:
    anna = server.user(locale="fr")
    await anna.command("optout", guild=server.guild(locale="it"), admin=True)
    await anna.command("optout", guild=server.guild(bot=False))
    await anna.command("optout")
    await anna.command("optout", private_channel=True)
    in_guild, outside, direct, private = bot.seen
    assert str(in_guild.guild_locale) == "it"
    assert in_guild.permissions.manage_guild
    assert in_guild.is_guild_integration()
    assert not in_guild.is_user_integration()
    assert outside.is_user_integration()
    assert not outside.permissions.manage_guild
    contexts = [
        (i.context.guild, i.context.dm_channel, i.context.private_channel) for i in bot.seen
    ]
    assert contexts == [
        (True, False, False),
        (True, False, False),
        (False, True, False),
        (False, False, True),
    ]
    assert {str(interaction.locale) for interaction in (direct, private)} == {"fr"}
    server.check()


async def test_a_public_message_is_for_all_a_private_one_is_not(
    server: DiscordServer, bot: Bot
) -> None:
    anna, ben, guild = server.user(), server.user(name="Ben"), server.guild()
    panel = await anna.command("panel", guild=guild, admin=True)
    assert not panel.ephemeral
    assert (await ben.presses(panel, "Weiter")).content == "Schritt 2"
    private = await anna.command("optout", guild=guild)
    with pytest.raises(NotOffered, match="only the person"):
        await ben.presses(private, "Weiter")


@pytest.mark.parametrize(
    ("command", "options", "place", "reason"),
    [
        ("unknown", {}, {}, "not registered; there are /optout"),
        ("optout", {"colour": "red"}, {}, "no option"),
        ("optout", {"device": "toaster"}, {}, "offers"),
        ("language", {}, {}, "requires"),
        ("think", {"answers": "two"}, {}, "takes no str"),
        ("panel", {}, {}, "contexts"),
        ("panel", {}, {"guild": True}, "permissions 32"),
        ("panel", {}, {"guild": False, "admin": True}, "integration_types"),
        ("optout now", {}, {}, "no sub-command"),
    ],
)
async def test_the_client_offers_only_what_was_registered(
    server: DiscordServer, bot: Bot, command: str, options: Json, place: Json, reason: str
) -> None:
    if "guild" in place:
        place = place | {"guild": server.guild(bot=place["guild"])}
    with pytest.raises(NotOffered, match=reason):
        await server.user().command(command, options, **place)


async def test_a_button_that_is_gone_cannot_be_pressed(server: DiscordServer, bot: Bot) -> None:
    anna = server.user()
    old = await anna.command("optout")
    await anna.presses(old, "Weiter")
    with pytest.raises(NotOffered, match="no longer"):
        await anna.presses(old, "Weiter")
    with pytest.raises(NotOffered, match=r"no button .*Weiter"):
        await anna.presses(old, "Zurück")


async def test_two_taps_at_once_are_two_interactions(server: DiscordServer, bot: Bot) -> None:
    anna = server.user()
    answer = await anna.command("optout")
    taps = [anna.presses(answer, "Weiter") for _ in range(2)]
    assert [message.content for message in await asyncio.gather(*taps)] == ["Schritt 2"] * 2
    server.check()


async def test_of_two_processes_one_comes_too_late(server: DiscordServer, bot: Bot) -> None:
    async with running(server) as other:
        await server.gateway.until(lambda: server.gateway.identified == 2, 2, "both")
        assert (await server.user().command("optout")).labels == ["Weiter"]
        await server.world.changes.until(
            lambda: len(bot.seen) + len(other.seen) == 2 or None, 2, "both to have been told"
        )
    server.check()


async def test_silence_is_noticed(server: DiscordServer, bot: Bot) -> None:
    with pytest.raises(InteractionFailed, match="/silent"):
        await server.user().command("silent")
    assert len(server.unanswered) == 1
    with pytest.raises(AssertionError, match="no answer to /silent"):
        server.check()
    server.check(unanswered=1)


# Bare requests

Call = Callable[..., Awaitable[tuple[int, Any]]]


@pytest.fixture
async def call(server: DiscordServer) -> AsyncIterator[Call]:
    """Send one request: `status, body = await call("POST /path", {...})`."""
    async with aiohttp.ClientSession() as session:

        async def call(
            route: str, body: Any = None, *, token: str = server.token, **more: Any
        ) -> tuple[int, Any]:
            method, path = route.split(" ")
            headers = {"Authorization": f"Bot {token}"}
            if body is not None:
                more["json"] = body
            async with session.request(
                method, server.url + path, headers=headers, **more
            ) as answer:
                text = await answer.text()
                return answer.status, json.loads(text) if text else None

        yield call


async def dm_route(server: DiscordServer, call: Call, **person: Any) -> str:
    """Open the direct messages with a new person: the route for writing to them."""
    _, channel = await call("POST /users/@me/channels", {"recipient_id": server.user(**person).id})
    return f"POST /channels/{channel['id']}/messages"


def row(*components: Json) -> Json:
    return {"type": 1, "components": list(components)}


def button(number: int = 1, **more: Any) -> Json:
    return {"type": 2, "style": 1, "label": "x", "custom_id": str(number)} | more


def select(*options: Json, **more: Any) -> Json:
    return {"type": 3, "custom_id": "select", "options": list(options)} | more


def option(number: int = 1, **more: Any) -> Json:
    return {"label": "x", "value": str(number)} | more


LINK = {"type": 2, "style": 5, "label": "x", "url": "https://example.org"}


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ({"content": "x" * 2001}, "content: Must be 2000"),
        ({"content": 5}, "content"),
        ({"content": " \n "}, "empty message"),
        ({"components": []}, "empty message"),
        ({"content": "x", "flags": 64}, "flags 64"),
        ({"content": "x", "nonce": "x" * 26}, "nonce"),
        ({"embeds": [{"title": "x" * 257}]}, "embeds.0.title"),
        ({"embeds": [{"description": "x" * 4097}]}, "embeds.0.description"),
        ({"embeds": [{"description": "x" * 4000}] * 2}, "maximum size of 6000"),
        ({"embeds": [{}]}, "embeds.0: This embed is empty"),
        ({"embeds": [{"fields": [{"name": " ", "value": "x"}]}]}, "embeds.0.fields.0.name"),
        ({"content": "x", "components": [row(button(n)) for n in range(6)]}, "1 and 5"),
        ({"content": "x", "components": [button()]}, "components.0"),
        ({"content": "x", "components": [{"type": 10, "content": "x"}]}, "IS_COMPONENTS_V2"),
        ({"content": "x", "components": [row()]}, "components.0.components"),
        ({"content": "x", "components": [row(*map(button, range(6)))]}, "components.0.components"),
        ({"content": "x", "components": [row(button(), select(option()))]}, "fills a row"),
        ({"content": "x", "components": [row(button(), button())]}, "cannot be duplicated"),
        ({"content": "x", "components": [row(button()), row(button())]}, "cannot be duplicated"),
        ({"content": "x", "components": [row(button(label="x" * 81))]}, "components.0.label"),
        ({"content": "x", "components": [row(button(label=""))]}, "label or an emoji"),
        ({"content": "x", "components": [row(button(custom_id=""))]}, "custom_id"),
        ({"content": "x", "components": [row(button(custom_id="x" * 101))]}, "custom_id"),
        ({"content": "x", "components": [row(button(custom_id=None))]}, "custom id is required"),
        ({"content": "x", "components": [row(button(style=9))]}, "style"),
        ({"content": "x", "components": [row(button(url="https://x.org"))]}, "Only a link button"),
        ({"content": "x", "components": [row(LINK | {"custom_id": "1"})]}, "both be specified"),
        ({"content": "x", "components": [row(LINK | {"url": None})]}, "url is required"),
        ({"content": "x", "components": [row(LINK | {"url": "mailto:a@b.org"})]}, "Scheme"),
        ({"content": "x", "components": [row(select())]}, "options"),
        ({"content": "x", "components": [row(select(*map(option, range(26))))]}, "options"),
        ({"content": "x", "components": [row(select(option(), option()))]}, "already used"),
        ({"content": "x", "components": [row(select(option(label="x" * 101)))]}, "label"),
        ({"content": "x", "components": [row(select(option(value="x" * 101)))]}, "value"),
        ({"content": "x", "components": [row(select(option(description="x" * 101)))]}, "descript"),
        ({"content": "x", "components": [row(select(option(), max_values=2))]}, "max_values"),
        ({"content": "x", "attachments": [{"id": 0}]}, "files[0]"),
        ({"content": "x", "allowed_mentions": {"parse": ["all"]}}, "allowed_mentions"),
        ({"content": "x", "message_reference": {}}, "message_reference"),
    ],
)
async def test_a_wrong_message_is_refused(
    server: DiscordServer, call: Call, body: Json, complaint: str
) -> None:
    status, answer = await call(await dm_route(server, call), body)
    assert (status, answer["code"]) in {(400, 50035), (400, 50006)}
    assert complaint in server.complaints[0], server.complaints
    with pytest.raises(AssertionError, match="Discord would object"):
        server.check()


@pytest.mark.parametrize(
    "body",
    [
        {"content": "x" * 2000},
        {"embeds": [{"title": "x", "fields": [{"name": "a", "value": "b"}]}]},
        {"embeds": [{"footer": {"text": "x"}, "author": {"name": "x"}, "color": 5, "url": None}]},
        {"content": "x", "components": [row(*map(button, range(n, n + 5))) for n in (0, 5, 10)]},
        {"content": "x", "components": [row(select(*map(option, range(25)))), row(LINK)]},
        {"flags": 1 << 15, "components": [{"type": 10, "content": "x"}, row(button())]},
        {"content": "hello <@1>", "allowed_mentions": {"parse": []}},
    ],
)
async def test_a_right_message_is_accepted(server: DiscordServer, call: Call, body: Json) -> None:
    status, answer = await call(await dm_route(server, call), body)
    assert status == 200, answer
    server.check()


@pytest.mark.parametrize("text", ["@everyone", "hi @here", "<@1>", "<@!1>", "<@&1>"])
@pytest.mark.parametrize(
    "allowed", [{}, {"allowed_mentions": {"parse": ["everyone", "users", "roles"]}}]
)
async def test_a_message_that_could_ping_is_a_complaint(
    server: DiscordServer, call: Call, text: str, allowed: Json
) -> None:
    status, _ = await call(await dm_route(server, call), {"content": text} | allowed)
    assert status == 200
    assert "pings" in server.complaints[0]


async def test_an_enforced_nonce_makes_one_message(server: DiscordServer, call: Call) -> None:
    route = await dm_route(server, call)
    body = {"content": "x", "nonce": "7", "enforce_nonce": True}
    (_, first), (_, again) = await call(route, body), await call(route, body)
    assert first["id"] == again["id"]
    _, other = await call(route, body | {"nonce": "8"})
    _, careless = await call(route, body | {"enforce_nonce": False})
    assert len({first["id"], other["id"], careless["id"]}) == 3


async def test_who_may_write_where(server: DiscordServer, call: Call) -> None:
    hello = {"content": "x"}
    status, answer = await call(await dm_route(server, call, dms="closed"), hello)
    assert (status, answer["code"]) == (403, 50007)
    for guild, code in (
        (server.guild(bot=False), 50001),
        (server.guild(permissions=1 << 10), 50013),
        (server.guild(permissions=1 << 11), 50001),
    ):
        channel = guild.record.channel.id
        status, answer = await call(f"POST /channels/{channel}/messages", hello)
        assert (status, answer["code"]) == (403, code)
    server.check()


async def test_the_life_of_a_message(server: DiscordServer, call: Call) -> None:
    guild = server.guild(permissions=1 << 10 | 1 << 11 | 1 << 51)
    path = f"/channels/{guild.record.channel.id}/messages"
    _, message = await call(f"POST {path}", {"content": "Ziel: 50"})
    one = f"{path}/{message['id']}"
    assert (await guild.posted()).content == "Ziel: 50"
    _, edited = await call(f"PATCH {one}", {"content": "Ziel: 60"})
    assert edited["edited_timestamp"]
    assert (await call(f"PUT {path}/pins/{message['id']}"))[0] == 204
    _, shown = await call(f"GET {one}")
    assert (shown["content"], shown["pinned"]) == ("Ziel: 60", True)
    assert [m["id"] for m in (await call(f"GET {path}?limit=1"))[1]] == [message["id"]]
    assert (await call(f"DELETE {one}"))[0] == 204
    status, answer = await call(f"PATCH {one}", {"content": "Ziel: 70"})
    assert (status, answer["code"]) == (404, 10008)
    server.check()


async def test_what_else_the_bot_may_look_at(server: DiscordServer, call: Call) -> None:
    anna, guild = server.user(), server.guild()
    for path in (
        "/gateway/bot",
        "/users/@me",
        "/users/@me/guilds",
        f"/users/{anna.id}",
        f"/guilds/{guild.id}",
        f"/guilds/{guild.id}/members/{anna.id}",
        f"/channels/{guild.record.channel.id}",
        "/applications/@me",
    ):
        status, answer = await call(f"GET {path}")
        assert status == 200, answer
    description = {"description": {"default": "Out"}, "tags": ["privacy"]}
    _, application = await call("PATCH /applications/@me", description)
    assert (application["description"], application["tags"]) == ("Out", ["privacy"])
    assert (await call(f"DELETE /users/@me/guilds/{guild.id}"))[0] == 204
    assert (await call(f"GET /guilds/{guild.id}"))[0] == 403
    # This includes that every answer of the stand-in itself is as specified.
    server.check()


@pytest.mark.parametrize(
    ("route", "more", "status", "complaint"),
    [
        ("GET /users/@me", {"token": "wrong"}, 401, "401: Unauthorized"),
        ("GET /nowhere", {}, 404, "404: Not Found"),
        ("PUT /users/@me", {}, 405, "405: Method Not Allowed"),
        ("GET /channels/abc", {}, 400, "is not snowflake"),
        ("GET /users/@me/guilds?limit=500", {}, 400, "limit"),
        ("POST /users/@me/channels", {"body": {"recipient_id": 5}}, 400, "Invalid Recipient"),
        ("POST /users/@me/channels", {"data": "recipient_id=5"}, 400, "Expected application/json"),
        ("POST /users/@me/channels", {}, 400, "None is not of type 'object'"),
        ("PUT /applications/1/commands", {"body": []}, 403, "Missing Access"),
        ("PATCH /applications/@me", {"body": {"tags": ["x"] * 6}}, 400, "tags"),
        ("POST /interactions/1/none/callback", {"body": {"type": 5}}, 404, "Unknown interaction"),
        ("POST /webhooks/1/none", {"body": {"content": "x"}}, 404, "Unknown Webhook"),
    ],
)
async def test_a_wrong_request_is_refused(
    server: DiscordServer, call: Call, route: str, more: Json, status: int, complaint: str
) -> None:
    assert (await call(route, more.pop("body", None), **more))[0] == status
    assert complaint in server.complaints[0]


async def test_broken_json_and_strange_parts_are_refused(server: DiscordServer, call: Call) -> None:
    route = await dm_route(server, call)
    form = aiohttp.FormData()
    form.add_field("payload_json", "{", content_type="application/json")
    assert (await call(route, data=form))[1]["code"] == 50109
    strange = aiohttp.FormData()
    strange.add_field("photo", b"x", filename="x.png")
    assert "photo" in (await call(route, data=strange))[1]["errors"]


async def test_errors_are_told_the_way_discord_tells_them(
    server: DiscordServer, call: Call
) -> None:
    body = {"content": "x", "components": [row(button(), button(2, label="x" * 81))]}
    _, answer = await call(await dm_route(server, call), body)
    error = answer["errors"]["components"]["0"]["components"]["1"]["label"]["_errors"][0]
    assert error["code"] == "BASE_TYPE_MAX_LENGTH"


# Commands


def command(**more: Any) -> Json:
    return {"name": "optout", "description": "x", "type": 1} | more


def text_option(name: str = "a", **more: Any) -> Json:
    return {"type": 3, "name": name, "description": "x"} | more


def choice(name: str, **more: Any) -> Json:
    return {"name": name, "value": name} | more


LONG_CHOICES = [choice(f"{n}", name_localizations={"de": f"{n:0100}"}) for n in range(25)]


@pytest.mark.parametrize(
    ("commands", "complaint"),
    [
        ([command(name="Optout")], "lower case"),
        ([command(name="opt out")], "lower case"),
        ([command(name="x" * 33)], "name"),
        ([command(name="")], "name"),
        ([command(description="")], "description"),
        ([command(description="x" * 101)], "description"),
        ([command(type=2, name="Look")], "Context menu"),
        ([command(name_localizations={"et": "välja"})], "'et' is not a locale"),
        ([command(name_localizations={"de": "Raus"})], "name_localizations.de"),
        ([command(description_localizations={"de": "x" * 101})], "description_localizations.de"),
        ([command(), command()], "2 times"),
        (
            [
                command(name_localizations={"de": "raus"}),
                command(name="b", name_localizations={"de": "raus"}),
            ],
            "2 times",
        ),
        ([command(name=f"c{n}") for n in range(101)], "Maximum number"),
        ([command(options=[text_option(str(n)) for n in range(26)])], "options"),
        ([command(options=[text_option(), text_option("b", required=True)])], "before non-requ"),
        ([command(options=[text_option(), text_option()])], "2 times"),
        ([command(options=[text_option("A")])], "options.0.name"),
        ([command(options=[text_option(description="")])], "options.0.description"),
        ([command(options=[text_option(type=99)])], "options.0"),
        (
            [command(options=[text_option(choices=[choice(str(n)) for n in range(26)])])],
            "choices",
        ),
        ([command(options=[text_option(choices=[choice("x" * 101, value="x")])])], "choices"),
        ([command(options=[text_option(choices=[choice("x", value="x" * 101)])])], "choices"),
        ([command(options=[text_option(autocomplete=True, choices=[choice("x")])])], "exclude"),
        ([command(options=[text_option(type=1), text_option("b")])], "cannot be mixed"),
        ([command(contexts=[3])], "contexts"),
        ([command(contexts=[])], "contexts"),
        ([command(integration_types=[0, 0])], "integration_types"),
        ([command(default_member_permissions=-1)], "default_member_permissions"),
        (
            [command(options=[text_option(f"o{n}", choices=LONG_CHOICES) for n in range(4)])],
            "maximum size (8000)",
        ),
    ],
)  # fmt: skip
async def test_a_wrong_command_list_is_refused(
    server: DiscordServer, call: Call, commands: list[Json], complaint: str
) -> None:
    route = f"PUT /applications/{server.world.bot.id}/commands"
    status, answer = await call(route, commands)
    assert (status, answer["code"]) == (400, 50035)
    assert complaint in server.complaints[0], server.complaints
    assert server.commands == []


async def test_a_right_command_list_is_kept(server: DiscordServer, call: Call) -> None:
    route = f"PUT /applications/{server.world.bot.id}/commands"
    names = {"hi": "गोपनीयता", "th": "ภาษา", "uk": "мова", "fr": "c'est-là", "ja": "言語"}
    wanted = command(
        name_localizations=names | dict.fromkeys(LOCALES - names.keys(), "x"),
        default_member_permissions="32",
        contexts=[0],
        options=[text_option(required=True), text_option("b", min_length=1)],
    )
    status, answer = await call(route, [wanted])
    assert status == 200, answer
    assert answer[0]["default_member_permissions"] == "32"
    _, again = await call(route, [wanted])
    assert again[0]["id"] == answer[0]["id"]
    assert (await call(route.replace("PUT", "GET")))[1] == again
    server.check()


# Interactions, answered by hand


@pytest.fixture
async def interaction(server: DiscordServer, call: Call) -> AsyncIterator[Callable[..., Any]]:
    """Make somebody use a command, and return the interaction for the test to answer."""
    await call(f"PUT /applications/{server.world.bot.id}/commands", [command()])
    tasks: list[asyncio.Task[Any]] = []
    async with listening(server):

        async def use(**place: Any) -> Any:
            before = len(server.world.interactions)
            tasks.append(asyncio.create_task(server.user().command("optout", **place)))
            await server.world.changes.until(
                lambda: len(server.world.interactions) > before or None, 1, "the interaction"
            )
            return list(server.world.interactions.values())[-1]

        yield use
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def callback(interaction: Any) -> str:
    return f"POST /interactions/{interaction.id}/{interaction.token}/callback"


def webhook(server: DiscordServer, interaction: Any) -> str:
    return f"POST /webhooks/{server.world.bot.id}/{interaction.token}"


SHOW = {"type": 4, "data": {"content": "x"}}


async def test_an_interaction_is_answered_once(
    server: DiscordServer, call: Call, interaction: Any
) -> None:
    one = await interaction()
    assert (await call(callback(one), SHOW))[0] == 204
    status, answer = await call(callback(one), SHOW)
    assert (status, answer["code"]) == (400, 40060)
    assert "already been acknowledged" in server.complaints[0]


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        ({"type": 7, "data": {"content": "x"}}, "does not answer"),
        ({"type": 8, "data": {"choices": []}}, "does not answer"),
        ({"type": 3}, "type"),
        ({"type": 4, "data": {"content": ""}}, "empty message"),
        ({"type": 4, "data": {"content": "x" * 2001}}, "data.content"),
        ({"type": 4, "data": {"content": "x", "components": [row(button(), button())]}}, "data.comp"),
    ],
)  # fmt: skip
async def test_a_wrong_answer_is_refused(
    server: DiscordServer, call: Call, interaction: Any, body: Json, complaint: str
) -> None:
    one = await interaction()
    assert (await call(callback(one), body))[0] == 400
    assert complaint in server.complaints[0]
    assert server.unanswered == [one]


async def test_a_late_answer_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    async with DiscordServer(answer_within=0.0, token_for=0.0) as server:
        world = server.world
        channel, anna = world.add_channel(0), server.user()
        about: Json = {"guild": None, "context": 0, "owners": {}, "permissions": 0, "data": {}}
        one = world.add_interaction(
            type=2, person=anna.account, channel=channel, what="/late", **about
        )
        async with aiohttp.ClientSession() as session:
            url = f"{server.url}/interactions/{one.id}/{one.token}/callback"
            async with session.post(url, json=SHOW) as answer:
                assert (await answer.json())["code"] == 10062
            one.callback = 4
            url = f"{server.url}/webhooks/{world.bot.id}/{one.token}"
            async with session.post(url, json={"content": "x"}) as answer:
                assert (answer.status, (await answer.json())["code"]) == (401, 50027)
        assert len(server.complaints) == 2


async def test_followups(server: DiscordServer, call: Call, interaction: Any) -> None:
    one = await interaction(guild=server.guild(bot=False))
    route = webhook(server, one)
    assert (await call(route, {"content": "too early"}))[1]["code"] == 10015
    await call(callback(one), {"type": 5, "data": {"flags": 64}})
    _, answer = await call(route, {"content": "instead of thinking"})
    assert answer["flags"] == 64
    for number in range(5):
        status, answer = await call(route, {"content": str(number)})
        assert status == 200
    assert (await call(route, {"content": "the sixth"}))[1]["code"] == 40094
    path = route.removeprefix("POST ")
    _, edited = await call(f"PATCH {path}/messages/{answer['id']}", {"content": "edited"})
    assert edited["content"] == "edited"
    _, original = await call(f"GET {path}/messages/@original")
    assert original["content"] == "instead of thinking"
    assert (await call(f"DELETE {path}/messages/@original"))[0] == 204
    assert (await call(f"PATCH {path}/messages/@original", {"content": "x"}))[1]["code"] == 10008
    assert [complaint.split(": ")[-1] for complaint in server.complaints] == [
        "404 Unknown Webhook (10015)",
        "400 This interaction has hit the maximum number of follow up messages (40094)",
    ]


async def test_an_ephemeral_message_exists_only_for_its_interaction(
    server: DiscordServer, call: Call, interaction: Any
) -> None:
    one = await interaction()
    hidden = {"type": 4, "data": {"content": "x", "flags": 64}}
    _, answer = await call(callback(one) + "?with_response=1", hidden)
    message = answer["resource"]["message"]
    assert answer["interaction"]["response_message_ephemeral"] is True
    path = f"/channels/{message['channel_id']}/messages/{message['id']}"
    assert (await call(f"GET {path}"))[1]["code"] == 10008
    server.check()


async def test_thinking_for_ever_is_no_answer(
    server: DiscordServer, call: Call, interaction: Any
) -> None:
    one = await interaction()
    await call(callback(one), {"type": 5})
    with pytest.raises(AssertionError, match="no answer to /optout"):
        server.check()


# Faults


async def test_answers_carry_rate_limits_and_the_plain_content_type(server: DiscordServer) -> None:
    async with aiohttp.ClientSession() as session, session.get(f"{server.url}/gateway") as answer:
        assert answer.headers["Content-Type"] == "application/json"
        assert answer.headers["X-RateLimit-Remaining"] == "49"
        names = ("Limit", "Reset", "Reset-After", "Bucket")
        assert all(f"X-RateLimit-{name}" in answer.headers for name in names)
        assert (await answer.json())["url"] == server.gateway_url


async def test_the_rate_limit_is_kept() -> None:
    async with (
        DiscordServer(requests_per_window=1, window=0.1) as server,
        aiohttp.ClientSession() as session,
    ):
        statuses = []
        for pause in (0.0, 0.15, 0.0):
            async with session.get(f"{server.url}/gateway") as answer:
                statuses.append(answer.status)
            await asyncio.sleep(pause)
        assert statuses == [200, 429, 200]


async def test_the_library_waits_out_a_rate_limit(server: DiscordServer, bot: Bot) -> None:
    anna = server.user()
    server.fault(CREATE, RateLimited(0.05), times=2)
    await anna.says("hallo")
    assert (await anna.dm()).content == "Echo: hallo"
    statuses = [request.status for request in server.requests if request.route == CREATE]
    assert statuses == [429, 429, 200]
    server.check()


async def test_the_library_tries_again_after_500(server: DiscordServer, bot: Bot) -> None:
    anna = server.user()
    server.fault(CREATE, ServerError(500))
    await anna.says("hallo")
    assert (await anna.dm()).content == "Echo: hallo"
    server.check()


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (ServerError(503), discord.DiscordServerError),
        (Refused(403, 50278), discord.Forbidden),
        (ConnectionReset(), aiohttp.ClientError),
        (AnswerLost(), aiohttp.ClientError),
    ],
)
async def test_what_the_library_gives_up_on(
    server: DiscordServer, bot: Bot, fault: Any, error: type[Exception]
) -> None:
    anna = server.user()
    person = await bot.fetch_user(anna.id)
    channel = await person.create_dm()
    server.fault(CREATE, fault)
    with pytest.raises(error):
        await channel.send("x", nonce="7")
    done = isinstance(fault, AnswerLost)
    assert len(server.world.dm_channel(anna.account).posts) == (1 if done else 0)
    await channel.send("x", nonce="7")
    assert len(server.world.dm_channel(anna.account).posts) == 1
    server.check()


async def test_closed_direct_messages(server: DiscordServer, bot: Bot) -> None:
    anna = server.user(dms="closed")
    person = await bot.fetch_user(anna.id)
    with pytest.raises(discord.Forbidden) as refused:
        await person.send("x")
    assert refused.value.code == 50007
    anna.dms = "open"
    await person.send("y")
    assert (await anna.dm()).content == "y"
    server.check()


async def test_an_answer_that_comes_too_late_is_nobodys_mistake_when_ordered(
    server: DiscordServer, bot: Bot
) -> None:
    server.fault(CALLBACK, Slow(0.6))
    with pytest.raises(InteractionFailed):
        await server.user().command("optout")
    server.check(unanswered=1)


async def test_a_fault_needs_a_route_that_exists(server: DiscordServer) -> None:
    with pytest.raises(ValueError, match="none of the routes"):
        server.fault("POST /channels/{}/message", Slow(1))


# The gateway, by hand


@asynccontextmanager
async def websocket(
    server: DiscordServer, query: str = "v=10&encoding=json"
) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(f"{server.gateway_url}/?{query}") as socket,
    ):
        yield socket


def identify(server: DiscordServer, **more: Any) -> Json:
    return {"op": 2, "d": {"token": server.token, "properties": {}, "intents": 1} | more}


@asynccontextmanager
async def listening(server: DiscordServer) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    """A connection that has identified itself and is ready."""
    async with websocket(server) as socket:
        await socket.receive_json()
        await socket.send_json(identify(server, intents=1 << 9 | 1 << 12))
        ready = await socket.receive_json()
        assert ready["t"] == "READY"
        yield socket


@pytest.mark.parametrize(
    ("payload", "code"),
    [
        ({"token": "wrong"}, 4004),
        ({"intents": 1 << 15}, 4014),
        ({"intents": 1 << 1}, 4014),
        ({"intents": 1 << 60}, 4013),
        ({"shard": [1, 1]}, 4010),
    ],
)
async def test_a_wrong_identify_is_refused(server: DiscordServer, payload: Json, code: int) -> None:
    async with websocket(server) as socket:
        assert (await socket.receive_json())["op"] == 10
        await socket.send_json(identify(server, **payload))
        await socket.receive()
        assert socket.close_code == code
    assert f"closed with {code}" in server.complaints[0]


@pytest.mark.parametrize(
    ("text", "code"),
    [("nonsense", 4002), ('{"op": 99}', 4001), ('{"op": 3}', 4003), ('{"op": 1, "d": "x"}', 4002),
     ('{"op": 2, "d": {}}', 4002), (f'"{"x" * 4096}"', 4002)],
)  # fmt: skip
async def test_a_wrong_payload_is_refused(server: DiscordServer, text: str, code: int) -> None:
    async with websocket(server) as socket:
        await socket.receive_json()
        await socket.send_str(text)
        await socket.receive()
        assert socket.close_code == code


async def test_a_wrong_version_is_refused(server: DiscordServer) -> None:
    async with websocket(server, "v=8&encoding=json") as socket:
        await socket.receive()
        assert socket.close_code == 4012


async def test_a_silent_client_is_cut_off(server: DiscordServer) -> None:
    server.gateway.heartbeat_interval = 0.05
    async with websocket(server) as socket:
        await socket.receive_json()
        await socket.receive()
        assert socket.close_code == 4009


async def test_compression_is_as_asked_for(server: DiscordServer) -> None:
    async with websocket(server, "v=10&encoding=json&compress=zlib-stream") as socket:
        data = await socket.receive_bytes()
        assert data.endswith(b"\x00\x00\xff\xff")
        assert json.loads(zlib.decompressobj().decompress(data))["op"] == 10


async def test_events_missed_while_away_come_with_the_resume(server: DiscordServer) -> None:
    anna = server.user()
    async with listening(server):
        (session,) = server.gateway.sessions.values()
        await server.gateway.drop()
        server.say(anna.account, "missed", None, (), ())
    resume = {"token": server.token, "session_id": session.id, "seq": 1}
    async with websocket(server) as socket:
        await socket.receive_json()
        await socket.send_json({"op": 6, "d": resume | {"seq": 99}})
        await socket.receive()
        assert socket.close_code == 4007
    async with websocket(server) as socket:
        await socket.receive_json()
        await socket.send_json({"op": 6, "d": resume})
        missed, resumed = await socket.receive_json(), await socket.receive_json()
        assert (missed["s"], missed["d"]["content"]) == (2, "missed")
        assert (resumed["s"], resumed["t"]) == (3, "RESUMED")
    async with websocket(server) as socket:
        await socket.receive_json()
        await socket.send_json({"op": 6, "d": resume | {"session_id": "other"}})
        assert await socket.receive_json() == {"op": 9, "d": False, "s": None, "t": None}


async def test_only_what_was_asked_for_is_told(server: DiscordServer) -> None:
    anna = server.user()
    async with websocket(server) as socket:
        await socket.receive_json()
        await socket.send_json(identify(server, intents=1))
        await socket.receive_json()
        server.say(anna.account, "not asked for", None, (), ())
        guild = server.guild()
        assert (await socket.receive_json())["t"] == "GUILD_CREATE"
        guild.remove_bot()
        assert (await socket.receive_json())["t"] == "GUILD_DELETE"


# The gateway, with the library


async def test_the_library_refuses_to_go_on_with_a_wrong_token(server: DiscordServer) -> None:
    bot = Bot()
    with pytest.raises(discord.LoginFailure):
        await bot.start("wrong")
    await bot.close()
    assert "401" in server.complaints[0]


async def test_the_library_may_not_ask_for_privileged_intents(server: DiscordServer) -> None:
    bot = Bot(intents=discord.Intents(message_content=True))
    with pytest.raises(discord.PrivilegedIntentsRequired):
        await bot.start(server.token)
    await bot.close()


@pytest.mark.parametrize(
    "mishap",
    [
        lambda gateway: gateway.drop(),
        lambda gateway: gateway.drop(code=4000),
        lambda gateway: gateway.reconnect(),
        lambda gateway: gateway.invalidate(resumable=True),
    ],
    ids=["broken", "closed", "op 7", "op 9 resumable"],
)
async def test_the_library_resumes_and_misses_nothing(
    server: DiscordServer, bot: Bot, mishap: Callable[[Any], Any]
) -> None:
    anna = server.user()
    done = mishap(server.gateway)
    if done is not None:
        await done
    server.say(anna.account, "meanwhile", None, (), ())
    assert (await anna.dm()).content == "Echo: meanwhile"
    assert (server.gateway.identified, server.gateway.resumed) == (1, 1)
    server.check()


async def test_the_library_starts_anew_after_an_invalid_session(
    server: DiscordServer, bot: Bot
) -> None:
    server.gateway.invalidate()
    answer = await server.user().command("optout")
    assert answer.labels == ["Weiter"]
    assert (server.gateway.identified, server.gateway.resumed) == (2, 0)
    server.check()


async def test_the_library_leaves_a_zombie(server: DiscordServer) -> None:
    server.gateway.heartbeat_interval = 0.05
    async with running(server, heartbeat_timeout=0.2):
        await server.gateway.until(lambda: server.gateway.heartbeats > 1, 2, "heartbeats")
        server.gateway.stop_acks()
        await server.gateway.until(lambda: server.gateway.resumed == 1, 3, "the resume")


async def test_the_plain_client_does_not_ask_for_the_gateway(
    server: DiscordServer, bot: Bot
) -> None:
    assert not [request for request in server.requests if "gateway" in request.route]


async def test_the_sharded_client_asks_for_the_gateway(server: DiscordServer) -> None:
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL("ws://127.0.0.1:9")
    client = discord.AutoShardedClient(intents=discord.Intents(guilds=True))
    running = asyncio.create_task(client.start(server.token))
    await server.gateway.ready()
    await client.close()
    await asyncio.wait([running])
    assert "GET /gateway/bot" in {request.route for request in server.requests}
    server.check()


async def test_the_bot_comes_and_goes(server: DiscordServer, bot: Bot) -> None:
    guild = server.guild(bot=False)
    await server.user().command("optout")
    assert bot.get_guild(guild.id) is None
    guild.add_bot()
    await server.user().command("optout")
    assert bot.get_guild(guild.id) is not None
    guild.outage()
    await server.user().command("optout")
    kept = bot.get_guild(guild.id)
    assert kept is not None
    assert kept.unavailable
    guild.remove_bot()
    await server.user().command("optout")
    assert bot.get_guild(guild.id) is None
    server.check()
