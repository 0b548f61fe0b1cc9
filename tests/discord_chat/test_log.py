"""What of all this stands in the log."""

from __future__ import annotations

from tests.discord_chat.script import HELLO, RESPOND, SEND, STEP, Script, address, running
from tests.logged import logging_at
from tests.stand_ins.discord import DiscordServer, RateLimited, Refused


async def test_the_log_names_nobody_and_nothing(server: DiscordServer) -> None:
    with logging_at("DEBUG") as (_, bare):
        texts, numbers = await _everything_that_is_logged(server)
    log = bare.getvalue()
    assert "An event: ValueError at script.py" in log
    assert "The answer to an interaction: HTTPException (400, 50035) at " in log
    assert [text for text in (*texts, *map(str, numbers)) if text in log] == []
    server.check()


async def _everything_that_is_logged(server: DiscordServer) -> tuple[list[str], list[int]]:
    """Much of what can happen; what of it must not stand in the log."""
    script = Script([HELLO], [STEP], ValueError("a secret that anna told"), [HELLO])
    async with running(server, script) as started:
        anna, guild = server.user(name="Annabella"), server.guild()
        await anna.presses(await anna.command("optout", guild=guild), "Next")
        await anna.says("a secret that anna told")
        await anna.dm()
        server.fault(SEND, RateLimited(0.05))
        server.fault(SEND, Refused(403, 50007))
        await started.deliver(address(anna), HELLO, key="1")
        server.fault(RESPOND, RateLimited(0.05))
        await anna.command("help", guild=guild)
        server.fault(RESPOND, Refused(400, 50035))
        await anna.command("help", guild=guild)
        await server.gateway.drop()
        await server.gateway.until(lambda: server.gateway.resumed == 1, 10, "RESUME")
    interactions = server.world.interactions.values()
    tokens, ids = [one.token for one in interactions], [one.id for one in interactions]
    numbers = [anna.id, guild.id, server.world.bot.id, *server.world.channels, *ids]
    texts = ["Annabella", "annabella", "secret", "Hello", "Step 2", server.token, *tokens]
    return texts, numbers
