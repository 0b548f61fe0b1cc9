"""What the stand-in for Discord tells a bot of what is written in servers, and lets it answer there."""

from __future__ import annotations

import aiohttp
import pytest

from tests.stand_ins.discord import DiscordServer, Guild, User
from tests.stand_ins.discord.mistakes import JSON
from tests.stand_ins.discord.seen import look
from tests.stand_ins.discord.tests.asking import DIRECT_MESSAGES, GUILD_MESSAGES, listening
from tests.stand_ins.discord.world import ORDINARY, READ_MESSAGE_HISTORY


@pytest.fixture
def guild(server: DiscordServer) -> Guild:
    return server.guild()


@pytest.fixture
def anna(server: DiscordServer) -> User:
    return server.user()


async def heard(socket: aiohttp.ClientWebSocketResponse) -> JSON:
    event = await socket.receive_json()
    assert event["t"] == "MESSAGE_CREATE"
    data: JSON = event["d"]
    return data


@pytest.mark.parametrize("intents", [DIRECT_MESSAGES, DIRECT_MESSAGES | GUILD_MESSAGES])
async def test_only_who_asked_for_it_hears_of_a_server(
    server: DiscordServer, anna: User, guild: Guild, intents: int
) -> None:
    async with listening(server, intents) as socket:
        await anna.says(f"{server.mention} hello", guild=guild)
        await anna.says("hello in private")
        contents = [
            (await heard(socket))["content"] for _ in range(1 + bool(intents & GUILD_MESSAGES))
        ]
    assert contents[-1] == "hello in private"
    assert contents[:-1] == [f"{server.mention} hello"] * bool(intents & GUILD_MESSAGES)


@pytest.mark.parametrize("text", ["hello", "@everyone hello", "<@&77> hello", "<@77> hello"])
async def test_what_does_not_mention_it_has_no_text(
    server: DiscordServer, anna: User, guild: Guild, text: str
) -> None:
    async with listening(server, GUILD_MESSAGES) as socket:
        await anna.says(text, guild=guild, files=("photo.png",))
        said = await heard(socket)
    assert (said["content"], said["attachments"], said["mentions"]) == ("", [], [])
    assert said["mention_everyone"] is ("@everyone" in text)
    assert said["mention_roles"] == (["77"] if "&" in text else [])
    assert (said["author"]["id"], said["guild_id"]) == (str(anna.id), str(guild.id))


@pytest.mark.parametrize("mark", ["@", "@!"])
async def test_whoever_is_mentioned_is_listed(
    server: DiscordServer, anna: User, guild: Guild, mark: str
) -> None:
    ben = server.user(name="Ben")
    text = f"<{mark}{server.world.bot.id}> hello from <@{ben.id}> and <@{ben.id}>"
    async with listening(server, GUILD_MESSAGES) as socket:
        await anna.says(text, guild=guild)
        said = await heard(socket)
    assert said["content"] == text
    assert [each["id"] for each in said["mentions"]] == [str(server.world.bot.id), str(ben.id)]
    assert all("roles" in each["member"] for each in said["mentions"])


async def test_a_reply_mentions_who_wrote_the_other_unless_it_is_turned_off(
    server: DiscordServer, anna: User, guild: Guild
) -> None:
    async with listening(server, GUILD_MESSAGES) as socket:
        assert await _write(server, guild, {"content": "Panel"}) == (200, None)
        panel = look(guild.record.channel.posts[-1])
        await heard(socket)
        await anna.says("and since when?", guild=guild, reply_to=panel)
        await anna.says("between us", guild=guild, reply_to=panel, pings=False)
        replies = [await heard(socket) for _ in range(2)]
    assert panel.post
    for reply in replies:
        assert reply["type"] == 19
        assert reply["message_reference"]["message_id"] == str(panel.post.id)
        assert reply["referenced_message"]["content"] == "Panel"
    assert [(each["content"], len(each["mentions"])) for each in replies] == [
        ("and since when?", 1),
        ("", 0),
    ]


async def test_a_webhook_is_no_member(server: DiscordServer, guild: Guild) -> None:
    async with listening(server, GUILD_MESSAGES) as socket:
        await guild.webhook_says(f"{server.mention} hello")
        said = await heard(socket)
    assert said["webhook_id"] == said["author"]["id"]
    assert "member" not in said


async def test_a_reply_needs_the_other_message_and_the_right_to_read_it(
    server: DiscordServer, anna: User, guild: Guild
) -> None:
    async with listening(server, GUILD_MESSAGES):
        await anna.says("hello", guild=guild)
    post = guild.record.channel.posts[-1]
    reply = {"content": "hello", "message_reference": {"message_id": str(post.id)}}
    reply["allowed_mentions"] = {"parse": [], "replied_user": False}
    assert await _write(server, guild, reply) == (200, None)
    assert guild.record.channel.posts[-1].reply_to
    guild.record.permissions = ORDINARY & ~READ_MESSAGE_HISTORY
    assert await _write(server, guild, reply) == (403, 160002)
    guild.record.permissions = ORDINARY
    server.check()
    post.deleted = True
    assert await _write(server, guild, reply) == (400, 50035)
    assert len(server.complaints) == 1
    reply["message_reference"] = {"message_id": str(post.id), "fail_if_not_exists": False}
    assert await _write(server, guild, reply) == (200, None)
    assert guild.record.channel.posts[-1].reply_to is None


async def _write(server: DiscordServer, guild: Guild, body: JSON) -> tuple[int, int | None]:
    """Write into the channel as the bot; the status and, if it is refused, the code."""
    url = f"{server.url}/channels/{guild.record.channel.id}/messages"
    headers = {"Authorization": f"Bot {server.token}"}
    async with (
        aiohttp.ClientSession() as session,
        session.post(url, json=body, headers=headers) as answer,
    ):
        return answer.status, (await answer.json()).get("code")
