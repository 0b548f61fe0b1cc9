"""The stand-in for Telegram: real sockets in front of a small true world.

>>> async with TelegramServer() as server:
...     user = server.user(language="de")
...     await user.says("/start")
...     message = await user.answer()
...     await user.presses("Weiter")
...     server.check()
"""

import asyncio
import re
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Literal, Self

from aiohttp import web

from tests.stand_ins.line import AnswerLost, ConnectionReset, Slow, reset

from .chats import Chat, Kind
from .faults import Answer, BadRequest, Fault, Refused
from .judge import METHODS, SPEC, judge
from .methods import Methods
from .rules import JSON, Mistake
from .users import PATIENCE, User
from .weather import Weather, fair
from .wire import read_arguments, respond
from .world import Press, World

TOKEN = "7000000001:AAE-stand-in_for_Telegram_012345678"
_TOKEN_SHAPE = re.compile(r"\d+:[\w-]{35}")
_LARGEST_UPLOAD = 50 * 2**20
_STRANGE = Mistake("token", "not the bot's own", "")

Verdict = Literal["waiting", "done", "refused", "fault", "off the specification"]


@dataclass
class Request:
    """One call of the bot, and what became of it.

    The verdict is "waiting" until the work is done, then "done", "refused" (the state of the world
    forbids it), "off the specification", or "fault" (one that the test ordered).
    """

    method: str
    parameters: JSON
    at: float
    verdict: Verdict = "waiting"
    mistakes: tuple[Mistake, ...] = ()
    error: Answer | None = None

    def is_wrong(self, *mistakes: Mistake, error: Answer | None = None) -> None:
        """Note what is wrong with the call; the server's words are those for the first of it."""
        self.mistakes = mistakes
        self.error = error or BadRequest(f"Bad Request: {mistakes[0].answer}")

    def __str__(self) -> str:
        wrong = "; ".join(map(str, self.mistakes)) or (self.error and self.error.description)
        return f"{self.method} {self.parameters}: {self.verdict}: {wrong}"


class TelegramServer:
    """Telegram, as far as one bot and one test can tell."""

    def __init__(self, *, clock: Callable[[], float] = time.time) -> None:
        self.token = TOKEN
        self.url = ""
        self.requests: list[Request] = []
        self.world = World(clock)
        self.profile = Methods(self.world)
        self.weather: Weather = fair
        self._faults: defaultdict[str, deque[Fault]] = defaultdict(deque)
        app = web.Application(client_max_size=_LARGEST_UPLOAD)
        app.router.add_route("*", "/{path:.*}", self._handle)
        self._runner = web.AppRunner(
            app, handler_cancellation=True, shutdown_timeout=0.1, access_log=None
        )

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/bot"
        return self

    async def __aexit__(self, *_: object) -> None:
        self.world.updates.terminate_poll()
        await self._runner.cleanup()

    def user(
        self, name: str = "Ada", *, language: str | None = "en", started: bool = False
    ) -> User:
        """A new person; the bot cannot write to one who has not started it."""
        return User(self.world, self.world.person(name, language, started=started))

    def group(
        self,
        title: str = "Club",
        *,
        supergroup: bool = False,
        forum: bool = False,
        username: str | None = None,
        bot: str = "member",
    ) -> Chat:
        """A new group with the bot in it; a forum, like a public group, is always a supergroup."""
        kind: Kind = "supergroup" if supergroup or forum or username else "group"
        return self.world.group(title, kind, username=username, forum=forum, bot=bot)

    def channel(self, title: str = "News", *, username: str | None = None) -> Chat:
        """A new channel run by the bot among others."""
        return self.world.group(title, "channel", username=username, bot="administrator")

    def fault(self, method: str, fault: Fault, times: int = 1) -> None:
        """Let the next calls of a method meet a fault, after the faults ordered before."""
        assert method.lower() in METHODS, f"the Bot API has no {method} here"
        self._faults[METHODS[method.lower()]].extend([fault] * times)

    def calls(self, method: str) -> list[Request]:
        """The requests of one method."""
        return [request for request in self.requests if request.method == method]

    async def called(self, method: str, *, times: int = 1, within: float = PATIENCE) -> Request:
        """Wait until a method has been called so many times; the call may still be waiting."""

        def found() -> Request | None:
            calls = self.calls(method)
            return calls[times - 1] if len(calls) >= times else None

        what = f"call {times} of {method}"
        return await self.world.bell.until(found, within, what)

    @property
    def complaints(self) -> list[str]:
        """Every request off the specification, with what is wrong about it."""
        return [str(each) for each in self.requests if each.mistakes]

    @property
    def unanswered(self) -> list[Press]:
        """Buttons pressed and not answered yet."""
        return [press for press in self.world.presses.values() if press.spinning]

    def check(self) -> None:
        """Raise if a request was off the specification, or a button is left turning."""
        wrong = [*self.complaints, *(f"still turning: {press}" for press in self.unanswered)]
        assert not wrong, "\n".join(wrong)

    async def _handle(self, request: web.Request) -> web.StreamResponse:
        """Answer one HTTP request, or meet it with the fault that was ordered."""
        call = await self._record(request)
        self.world.bell.ring()
        ordered = self._faults[call.method]
        fault = ordered.popleft() if ordered else self.weather(call)
        match fault:
            case Answer():
                call.verdict = "fault"
                return respond(fault)
            case ConnectionReset():
                call.verdict = "fault"
                return reset(request)
            case Slow(seconds):
                await asyncio.sleep(seconds)
        response = await self._work(call)
        if isinstance(fault, AnswerLost):
            await asyncio.sleep(fault.seconds)
            return reset(request)
        return response

    async def _record(self, request: web.Request) -> Request:
        """Write a call down and judge it, before anything is done about it."""
        token, _, name = request.path.removeprefix("/bot").partition("/")
        method = METHODS.get(name.lower(), name)
        call = Request(method, {}, time.monotonic())
        self.requests.append(call)
        try:
            arguments = await read_arguments(request)
        except ValueError as error:
            call.is_wrong(Mistake("body", str(error), "can't parse the request"))
            return call
        if not request.path.startswith("/bot") or not _TOKEN_SHAPE.fullmatch(token):
            call.is_wrong(_STRANGE, error=Answer(HTTPStatus.NOT_FOUND, "Not Found"))
        elif token != self.token:
            call.is_wrong(_STRANGE, error=Answer(HTTPStatus.UNAUTHORIZED, "Unauthorized"))
        elif method not in SPEC["methods"]:
            unknown = Answer(HTTPStatus.NOT_FOUND, "Not Found: method not found")
            call.is_wrong(Mistake("method", "not in spec.json", ""), error=unknown)
        else:
            judgement = judge(method, arguments)
            call.parameters = judgement.parameters
            if judgement.mistakes:
                call.is_wrong(*judgement.mistakes)
        return call

    async def _work(self, call: Request) -> web.Response:
        """Do what was asked, if it may be done."""
        if call.error:
            call.verdict = "off the specification"
            return respond(call.error)
        work = getattr(self.profile, re.sub(r"(?=[A-Z])", "_", call.method).lower())
        try:
            result = work(call.parameters)
            if call.method == "getUpdates":
                result = await result
        except Refused as refused:
            call.verdict, call.error = "refused", refused.answer
            return respond(refused.answer)
        call.verdict = "done"
        return web.json_response({"ok": True, "result": result})
