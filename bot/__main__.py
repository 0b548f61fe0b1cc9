"""The command line: `optout-bot chat`, `ask`, `run` and `publish`."""

from __future__ import annotations

import argparse
import asyncio
import io
import json
import logging
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from sqlalchemy.exc import SQLAlchemyError

from bot import app
from bot.ask import NoReader, answers
from bot.chats.terminal import TerminalChat
from bot.core.facts import BadKnowledge
from bot.core.translation import Languages
from bot.host import logs
from bot.host.clock import Clock, day_length
from bot.host.errors import Misconfigured
from bot.host.settings import Settings
from bot.service.ports import TokenRefused, Unreachable
from bot.storage.seal import WrongKey

log = logging.getLogger(__name__)

MISCONFIGURED = 2
"""The exit status for what the person who hosts the bot has to mend."""


def main(arguments: Sequence[str] | None = None, environ: Mapping[str, str] = os.environ) -> int:
    """Do as the command line says; the exit status."""
    options = _parser().parse_args(arguments)
    work: Callable[[argparse.Namespace, Mapping[str, str]], None] = options.work
    try:
        work(options, environ)
    except Misconfigured as error:
        return _complain("Some settings have to be mended first:", *error.lines)
    except BadKnowledge as error:
        return _complain(f"The knowledge has an error: {error}")
    except WrongKey:
        return _complain("DATA_KEY: this key does not open what is stored in the database.")
    except (TokenRefused, Unreachable) as error:
        return _complain(str(error))
    except SQLAlchemyError as error:
        # Its text may hold an address: the class is enough to start looking.
        return _complain(f"DATABASE_URL: the database does not answer ({type(error).__name__}).")
    except NoReader:
        return _complain("Free words are not understood on this machine: see the README.")
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Who reads has had enough, as `head` does. At its end Python writes out what is left.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="optout-bot",
        description="Walks LinkedIn members out of AI training, in their own language.",
    )
    commands = parser.add_subparsers(required=True, metavar="command")
    chat = commands.add_parser("chat", help="talk to the whole bot here, without any account")
    chat.add_argument("--language", metavar="de", help="the language to begin with")
    chat.add_argument(
        "--day", type=_day, metavar="2s", help="how long a day lasts, to see the reminders come"
    )
    chat.set_defaults(work=_chat)
    ask = commands.add_parser("ask", help="answer a question, or with - one a line from the input")
    ask.add_argument("question", help="in your own words; - reads one question a line")
    ask.add_argument("--language", metavar="de", help="the language of the answer")
    ask.add_argument("--json", action="store_true", help="print the whole answer as JSON")
    ask.set_defaults(work=_ask)
    run = commands.add_parser("run", help="run every chat that has a token, and the reminders")
    run.set_defaults(work=_run)
    publish = commands.add_parser(
        "publish", help="set commands and profile texts on the platforms, in all languages"
    )
    publish.set_defaults(work=_publish)
    return parser


def _day(text: str) -> timedelta:
    try:
        return day_length(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _chat(options: argparse.Namespace, environ: Mapping[str, str]) -> None:
    settings = Settings.read({"LOG_LEVEL": "ERROR", **environ})
    logs.set_up(settings.log_level)
    language = options.language or environ.get("LC_ALL") or environ.get("LANG")

    def terminal(languages: Languages, clock: Clock) -> TerminalChat:
        return TerminalChat(
            sys.stdin,
            sys.stdout,
            languages,
            environ=environ,
            language=language,
            clock=clock,
            linger=3 * options.day if options.day else timedelta(0),
        )

    asyncio.run(app.chat(settings, terminal, options.day))


def _ask(options: argparse.Namespace, _: Mapping[str, str]) -> None:
    asyncio.run(_answered(options))


async def _answered(options: argparse.Namespace) -> None:
    many = options.question == "-"
    lines = io.TextIOWrapper(sys.stdin.buffer, "utf-8", errors="replace") if many else ()
    questions = (line.strip() for line in lines) if many else (options.question,)
    async for found in answers(questions, options.language):
        if many:
            shown = json.dumps(found, ensure_ascii=False)
        else:
            shown = (
                json.dumps(found, ensure_ascii=False, indent=2) if options.json else found["text"]
            )
        sys.stdout.write(f"{shown}\n")
        sys.stdout.flush()


def _run(_: argparse.Namespace, environ: Mapping[str, str]) -> None:
    settings = Settings.read(environ, chat_required=True)
    logs.set_up(settings.log_level)
    asyncio.run(app.run(settings))


def _publish(_: argparse.Namespace, environ: Mapping[str, str]) -> None:
    settings = Settings.read(environ, chat_required=True)
    logs.set_up(settings.log_level)
    done = asyncio.run(app.publish(settings))
    log.info("published: %s", ", ".join(done))


def _complain(*lines: str) -> int:
    sys.stderr.write("\n".join(lines) + "\n")
    return MISCONFIGURED


if __name__ == "__main__":
    sys.exit(main())
