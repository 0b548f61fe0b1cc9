"""An interaction is acknowledged before it waits, whatever else is going on."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from bot.chats.discord.times import Times
from bot.chats.turns import WAITING
from bot.core.messages import Inbound, Message
from tests.discord_chat.script import HELLO, IMPATIENT, RESPOND, SOON, STEP, Script, running
from tests.stand_ins.discord import (
    AnswerLost,
    ConnectionReset,
    DiscordServer,
    User,
)
from tests.stand_ins.discord import Message as Seen
from tests.stand_ins.discord.interaction_api import (
    AUTOCOMPLETE,
    COMMAND,
    COMPONENT,
    DEFER,
    DEFER_UPDATE,
    MODAL_SUBMIT,
    SUGGEST,
)
from tests.stand_ins.discord.message_payloads import interaction as told
from tests.stand_ins.discord.world import Interaction

SOON_OVER = timedelta(seconds=0.1)
"""What never ends is not waited for at the end of a test."""

CALM = Times(answer=timedelta(minutes=10), send=SOON_OVER)
"""So patient that whatever is acknowledged is so for another reason."""


class Stuck:
    """Answers the first, and nothing afterwards."""

    def __init__(self) -> None:
        self.heard = 0

    async def __call__(self, inbound: Inbound) -> Sequence[Message]:
        self.heard += 1
        if self.heard > 1:
            await asyncio.Event().wait()
        return [HELLO]


async def _acknowledged(server: DiscordServer, count: int) -> list[Interaction]:
    """All interactions, once so many have been acknowledged."""

    def all_of_them() -> list[Interaction] | None:
        found = list(server.world.interactions.values())
        done = [each for each in found if each.callback is not None]
        return found if len(done) == count else None

    return await server.world.bell.until(all_of_them, 10, f"{count} acknowledgements")


def _pressed(anna: User, seen: Seen, times: int) -> list[asyncio.Task[Seen]]:
    return [asyncio.create_task(anna.presses(seen, "Next")) for _ in range(times)]


async def _let_go(tasks: Sequence[asyncio.Task[Any]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


async def test_an_answer_that_never_comes_leaves_nothing_unacknowledged(
    server: DiscordServer,
) -> None:
    async with running(server, Stuck(), Times(answer=SOON, send=SOON_OVER)):
        anna, guild = server.user(), server.guild()
        seen = await anna.command("optout", guild=guild)
        ben = server.user()
        waiting = [
            *_pressed(anna, seen, 1),
            asyncio.create_task(ben.command("optout", guild=guild)),
        ]
        _, press, command = await _acknowledged(server, 3)
        await _let_go(waiting)
    assert press.callback == DEFER_UPDATE
    assert command.callback == DEFER
    assert command.original
    assert command.original.ephemeral
    server.check(unanswered=1)


async def test_who_has_to_line_up_is_acknowledged_at_once(server: DiscordServer) -> None:
    stuck = Stuck()
    async with running(server, stuck, CALM):
        anna, guild = server.user(), server.guild()
        seen = await anna.command("optout", guild=guild)
        waiting = _pressed(anna, seen, 1)
        while stuck.heard < 2:  # noqa: ASYNC110 - it is heard within a moment
            await asyncio.sleep(0.01)
        waiting += _pressed(anna, seen, 3)
        waiting.append(asyncio.create_task(anna.command("optout", guild=guild)))
        found = await _acknowledged(server, 5)
        await _let_go(waiting)
    assert [each.callback for each in found[1:]] == [None, *[DEFER_UPDATE] * 3, DEFER]
    server.check(unanswered=2)


async def test_in_a_line_that_is_too_long_nothing_is_left_unacknowledged(
    server: DiscordServer,
) -> None:
    async with running(server, Stuck(), Times(answer=SOON, send=SOON_OVER)):
        anna, guild = server.user(), server.guild()
        seen = await anna.command("optout", guild=guild)
        waiting = _pressed(anna, seen, WAITING + 10)
        await _acknowledged(server, 1 + WAITING + 10)
        # One that finds no place is taken back, so that nothing "is thinking" for ever.
        assert (await anna.command("optout", guild=guild)).deleted
        await _let_go(waiting)
    server.check()


@pytest.mark.parametrize("fault", [ConnectionReset(), AnswerLost()])
@pytest.mark.parametrize("pressing", [True, False])
async def test_an_acknowledgement_that_is_lost_leaves_the_answer_to_come(
    server: DiscordServer, fault: ConnectionReset | AnswerLost, pressing: bool
) -> None:
    script = Script([HELLO], [STEP])
    async with running(server, script, IMPATIENT):
        anna, guild = server.user(), server.guild()
        hello = await anna.command("optout", guild=guild)
        script.seconds = 0.2
        server.fault(RESPOND, fault)
        asked = anna.presses(hello, "Next") if pressing else anna.command("help", guild=guild)
        seen = await asked
    assert (seen.content, seen.deferred, seen.ephemeral) == ("Step 2", True, True)
    server.check()


@pytest.mark.parametrize("fault", [ConnectionReset(), AnswerLost()])
async def test_suggestions_come_whatever_the_line_does(
    server: DiscordServer, fault: ConnectionReset | AnswerLost
) -> None:
    async with running(server, Script([HELLO])):
        server.fault(RESPOND, fault)
        assert await server.user().suggestions("optout", "language", "mal") == {"Malti": "mt"}
    server.check()


@pytest.mark.parametrize(
    ("kind", "data", "callback"),
    [
        (COMPONENT, {"custom_id": "x", "component_type": 3, "values": [7]}, DEFER_UPDATE),
        (COMPONENT, {"custom_id": 7, "component_type": 2}, DEFER_UPDATE),
        (MODAL_SUBMIT, {"custom_id": "x", "components": []}, DEFER_UPDATE),
        (COMMAND, {"options": "nothing"}, DEFER),
        (AUTOCOMPLETE, {"options": [7]}, SUGGEST),
        (AUTOCOMPLETE, {"options": [{"focused": True}]}, SUGGEST),
    ],
)
async def test_what_cannot_be_read_is_acknowledged_all_the_same(
    server: DiscordServer, kind: int, data: dict[str, Any], callback: int
) -> None:
    async with running(server, Script([HELLO])):
        anna, world = server.user(), server.world
        channel = world.dm_channel(anna.account)
        pressed = world.new_post(channel, world.bot) if callback == DEFER_UPDATE else None
        one = world.add_interaction(
            type=kind,
            person=anna.account,
            channel=channel,
            guild=None,
            context=1,
            owners={"1": str(anna.id)},
            permissions=0,
            data=data,
            what="what cannot be read",
            source=pressed,
            opener=None,
        )
        world.dispatch("INTERACTION_CREATE", told(world, one))
        await _acknowledged(server, 1)
        assert (await anna.command("help")).content == "Hello"
    assert one.callback == callback
    server.check()
