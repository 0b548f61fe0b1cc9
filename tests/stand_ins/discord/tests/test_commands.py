"""Lists of commands: the wrong are refused whole, the right are kept."""

from __future__ import annotations

from typing import Any

import pytest

from tests.stand_ins.discord import LOCALES, DiscordServer
from tests.stand_ins.discord.mistakes import JSON
from tests.stand_ins.discord.tests.asking import Call, command, text_option


def choice(name: str, **more: Any) -> JSON:
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
    server: DiscordServer, call: Call, commands: list[JSON], complaint: str
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
