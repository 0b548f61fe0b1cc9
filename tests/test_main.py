"""What the command line answers when somebody has to mend something."""

from __future__ import annotations

import pytest

from bot.__main__ import MISCONFIGURED, main
from tests.logged import logging_at
from tests.stand_ins.telegram.server import TOKEN

NOBODY = "http://127.0.0.1:9"
TOKENS = {"TELEGRAM": TOKEN, "DISCORD": "wrong.token.indeed"}


@pytest.mark.parametrize("chat", ["Telegram", "Discord"])
def test_publishing_where_nobody_listens_ends_with_one_clear_line(
    chat: str, capsys: pytest.CaptureFixture[str]
) -> None:
    name = chat.upper()
    environ = {f"{name}_TOKEN": TOKENS[name], f"{name}_API_URL": NOBODY}
    with logging_at("INFO") as (written, _):
        assert main(["publish"], environ) == MISCONFIGURED
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(f"{chat} cannot be reached: see {name}_API_URL")
    assert TOKENS[name] not in line + written.getvalue()
