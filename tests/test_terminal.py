"""The bot in a terminal: through pipes, and through a real pseudo-terminal."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pexpect  # type: ignore[import-untyped]
import pytest

from bot.chats.terminal import TerminalChat
from bot.chats.terminal.chat import LONGEST, clean
from bot.chats.terminal.layout import wrap
from bot.core.messages import File, Inbound, Message
from bot.host.clock import FastClock, day_length, now
from tests.terminal_session import LANGUAGES

ROOT = Path(__file__).parents[1]
SESSION = [sys.executable, "-m", "tests.terminal_session"]
NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)

# --- what is read ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("  2 \n", "2"),
        ("a\x1b[31mb\x1b]0;title\x07c\x00\x9b2Jd", "abcd"),
        ("\ufeff/help", "/help"),
        ("a\tb\x7f", "a b"),
        ("👨‍👩‍👧 iħ", "👨‍👩‍👧 iħ"),
        ("x" * 5_000, "x" * LONGEST),
    ],
)
def test_input_is_cleaned(line: str, text: str) -> None:
    assert clean(line) == text


# --- through pipes --------------------------------------------------------------------------------


def piped(
    text: bytes, folder: Path, *arguments: str, encoding: str = "utf-8"
) -> subprocess.CompletedProcess[bytes]:
    environ = {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": encoding, "PATH": os.environ["PATH"]}
    return subprocess.run(
        [*SESSION, *arguments],
        input=text,
        capture_output=True,
        timeout=20,
        cwd=folder,
        env={**environ, "TZ": "UTC"},
        check=False,
    )


def test_each_line_of_a_pipe_is_answered_in_order(tmp_path: Path) -> None:
    text = b"2\n\n/Language  de \n/\n\xff\xfe h\xc3\xa9\x1b[31m!\r\n" + b"x" * 20_000 + b"\nlast"
    result = piped(text, tmp_path)
    assert result.stderr == b""
    assert result.returncode == 0
    assert result.stdout.decode().split("\n\n") == [
        "Hello.",
        " 1  Guide\n 2  Later",
        "Said '2', 1 long.",
        "Asked language 'de'.",
        "Said '/', 1 long.",
        r"Said '\ufffd\ufffd h\xe9!', 6 long.",
        "\n".join(wrap(f"Said '{'x' * LONGEST}', {LONGEST} long.", 80)),
        "Said 'last', 4 long.\n",
    ]


def test_follow_ups_are_waited_for_only_when_asked(tmp_path: Path) -> None:
    assert b"You asked me." not in piped(b"/soon", tmp_path).stdout
    waited = piped(b"/soon", tmp_path, "0.4").stdout.decode()
    assert "\n\n— November 24, 2026, 9:00\u202fAM —\n\nYou asked me.\n\n 1  Done\n" in waited


def test_a_file_is_saved_and_never_over_another(tmp_path: Path) -> None:
    (tmp_path / "a.ics").write_bytes(b"mine")
    output = piped(b"/file\n/file\n", tmp_path).stdout
    assert b"Saved as a-2.ics\n" in output
    assert b"Saved as a-3.ics\n" in output
    assert (tmp_path / "a.ics").read_bytes() == b"mine"
    assert (tmp_path / "a-3.ics").read_bytes() == b"BEGIN"


async def test_a_file_that_cannot_be_saved_is_said_so(tmp_path: Path) -> None:
    async def receive(inbound: Inbound) -> list[Message]:
        return [Message("en", (), file=File("a.ics", "text/calendar", b""))]

    with (tmp_path / "in").open("w+") as source:
        out = io.StringIO()
        chat = TerminalChat(
            source, out, LANGUAGES, environ={}, clock=now, folder=tmp_path / "missing"
        )
        await chat.run(receive)
    assert "I could not save the file here." in out.getvalue()


def test_a_terminal_without_unicode_does_not_break_it(tmp_path: Path) -> None:
    result = piped(b"/soon\n", tmp_path, "0.4", encoding="ascii:strict")
    assert (result.returncode, result.stderr) == (0, b"")
    assert b"? November 24, 2026, 9:00?AM ?" in result.stdout


def test_a_reader_that_leaves_early_is_no_error(tmp_path: Path) -> None:
    command = f"yes hi | head -500 | {sys.executable} -m tests.terminal_session | head -1"
    result = subprocess.run(
        ["bash", "-o", "pipefail", "-c", f"{command}; echo ${{PIPESTATUS[2]}}"],
        capture_output=True,
        timeout=20,
        cwd=ROOT,
        check=False,
    )
    assert result.stderr == b""
    assert result.stdout == b"Hello.\n0\n"


# --- through a pseudo-terminal --------------------------------------------------------------------


@contextmanager
def terminal(columns: int = 60, **environ: str) -> Iterator[pexpect.spawn]:
    """The session at a terminal of its own, where it has said hello and waits."""
    child = pexpect.spawn(
        SESSION[0],
        SESSION[1:],
        cwd=str(ROOT),
        env={**os.environ, "TERM": "xterm", "TZ": "UTC", "INPUTRC": "/dev/null", **environ},
        dimensions=(20, columns),
        encoding="utf-8",
        timeout=10,
    )
    child.delaybeforesend = None
    try:
        child.expect_exact("Hello.\r\n\r\n 1  Guide\r\n 2  Later\r\n\r\nType a number")
        child.expect_exact("> ")
        yield child
    finally:
        child.close(force=True)


def ended(child: pexpect.spawn) -> str:
    """What it still wrote, once it has ended with code 0."""
    child.expect(pexpect.EOF)
    rest: str = child.before
    child.wait()
    assert child.exitstatus == 0, rest
    assert "Traceback" not in rest
    return rest


def test_a_line_can_be_edited() -> None:
    with terminal() as child:
        child.send("iħx\x7f\x1b[Dä\n")
        child.expect_exact(r"Said 'i\xe4\u0127', 3 long.")
        child.expect_exact("\r\n\r\n> ")
        child.send("\x1b[A\n")  # the last line once more
        child.expect_exact(r"Said 'i\xe4\u0127', 3 long.")


@pytest.mark.parametrize("key", ["d", "c"])
def test_leaving_is_quiet(key: str) -> None:
    with terminal() as child:
        child.sendcontrol(key)
        assert ended(child).endswith("\r\n")


def test_leaving_in_the_middle_of_a_line_gives_the_terminal_back() -> None:
    with terminal() as child:
        child.send("half")
        child.expect_exact("half")
        assert not termios.tcgetattr(child.child_fd)[3] & termios.ICANON
        child.sendcontrol("c")
        child.expect_exact("\r\n")
        modes = termios.tcgetattr(child.child_fd)[3]
        assert modes & termios.ICANON
        assert modes & termios.ECHO
        ended(child)


def test_a_follow_up_leaves_what_is_being_typed() -> None:
    with terminal() as child:
        child.send("/soon\n")
        child.expect_exact(" 1  Wrong\r\n\r\n> ")
        child.send("hal")
        child.expect_exact("\r\x1b[J— November 24, 2026, 9:00\u202fAM —\r\n\r\nYou asked me.\r\n")
        child.expect_exact(" 1  Done\r\n\r\n> hal")
        child.send("f\n")
        child.expect_exact("Said 'half', 4 long.")


def test_a_number_after_a_follow_up_is_words_for_who_knows_what_was_shown() -> None:
    with terminal() as child:
        child.send("/soon\n")
        child.expect_exact(" 1  Done\r\n\r\n> ")
        child.send("1\n")
        child.expect_exact("Said '1', 1 long.")


def test_a_terminal_that_can_do_nothing_gets_no_escape_sequences() -> None:
    with terminal(TERM="dumb") as child:
        child.send("/soon\n")
        child.expect_exact(" 1  Done\r\n\r\n> ")
        assert "\x1b" not in child.before


# --- time that runs fast --------------------------------------------------------------------------


def test_a_day_passes_in_two_seconds() -> None:
    elapsed = [100.0]
    clock = FastClock(NOON, timedelta(seconds=2), lambda: elapsed[0])
    assert clock() == NOON
    elapsed[0] += 3
    assert clock() == NOON + timedelta(days=1, hours=12)
    assert clock.real(timedelta(days=30)) == timedelta(minutes=1)


@pytest.mark.parametrize(
    ("text", "seconds"), [("2s", 2), ("500ms", 0.5), (" 1m ", 60), ("1.5 h", 5400), ("24H", 86400)]
)
def test_the_length_of_a_day(text: str, seconds: float) -> None:
    assert day_length(text).total_seconds() == seconds


@pytest.mark.parametrize("text", ["", "2", "s", "-1s", "2 days", "1e9s", "٢s"])
def test_what_is_no_length_of_a_day(text: str) -> None:
    with pytest.raises(ValueError, match="500ms, 2s, 1m or 1h"):
        day_length(text)


@pytest.mark.parametrize("text", ["0s", "1ms", "25h"])
def test_a_day_too_short_or_too_long(text: str) -> None:
    with pytest.raises(ValueError, match="between 100ms and 24h"):
        day_length(text)
