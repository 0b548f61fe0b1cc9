"""The REST API: every request is recorded, perhaps disturbed, judged, and then answered."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from typing import Any

from aiohttp import web

from tests.stand_ins.line import AnswerLost, ConnectionReset, Slow, reset

from . import spec
from .calls import Call, Request, described, read_body
from .faults import Fault, Faults, Mangled, Page, RateLimited, Refused, ServerError
from .limits import Limits
from .mistakes import JSON, Refusal, invalid
from .spec import Operation
from .weather import Weather, fair
from .world import World

Answer = tuple[int, Any]
Handler = Callable[[Call], Answer]

_TOKEN_IN_PATH = ("/interactions/", "/webhooks/", "/gateway")
_GATEWAY_BOT = "/gateway/bot"
_BEHIND_GOOGLE = {"Via": "1.1 google"}


class Rest:
    """Everything under /api/v10."""

    def __init__(
        self, world: World, token: str, limits: Limits, handlers: Mapping[str, Handler]
    ) -> None:
        self._world = world
        self._token = token
        self._limits = limits
        self._handlers = handlers
        self._spec = spec.load()
        self.requests: list[Request] = []
        self.faults = Faults(self._spec.routes)
        self.weather: Weather = fair

    async def serve(self, request: web.Request) -> web.StreamResponse:
        path = "/" + request.match_info["path"]
        record = Request(request.method, path, headers=dict(request.headers))
        self.requests.append(record)
        matched = self._spec.match(request.method, path)
        if matched is None:
            return self._refuse(record, self._no_route(path), {})
        operation, parameters = matched
        record.route = operation.route
        allowed, headers = self._limits.count(operation, parameters)
        try:
            if not allowed:
                return _limited(record, float(headers["X-RateLimit-Reset-After"]), headers)
            fault = self.faults.take(operation.route) or self.weather(record)
            if fault is not None:
                self._disturb(parameters)
            if (answer := await _before_work(request, record, fault, headers)) is not None:
                self._world.bell.ring()
                return answer
            status, body = await self._work(request, record, operation, parameters)
        except Refusal as refused:
            return self._refuse(record, refused, headers)
        self._world.bell.ring()
        if isinstance(fault, AnswerLost):
            await asyncio.sleep(fault.seconds)
            reset(request)
        return _respond(record, status, {} if isinstance(fault, Mangled) else body, headers)

    async def _work(
        self,
        request: web.Request,
        record: Request,
        operation: Operation,
        parameters: Mapping[str, str],
    ) -> Answer:
        self._authorise(request, operation)
        body, files = await read_body(request, self._world.new_id)
        record.body = described(body, files)
        if isinstance(body, list | dict):
            _tidy_permissions(body)
        mistakes = operation.parameter_mistakes(parameters, request.query)
        if operation.takes_body:
            mistakes += operation.body_mistakes(body)
        if mistakes:
            raise invalid(*mistakes)
        return self._answer(record, Call(operation, parameters, request.query, body, files))

    def _answer(self, record: Request, call: Call) -> Answer:
        """What the handler answers; the stand-in's own mistakes are complaints as well."""
        complaints = self._world.complaints
        try:
            status, answer = self._handlers[call.operation.name](call)
        except (LookupError, TypeError, ValueError) as error:
            complaints.append(f"the stand-in failed at {record}: {error!r}")
            raise
        for wrong in call.operation.answer_mistakes(status, answer):
            complaints.append(f"the stand-in answered {record} wrongly: {wrong}")
        return status, answer

    def _authorise(self, request: web.Request, operation: Operation) -> None:
        template = operation.template
        if template.startswith(_TOKEN_IN_PATH) and template != _GATEWAY_BOT:
            return
        if request.headers.get("Authorization") != f"Bot {self._token}":
            raise Refusal(401, 0, "401: Unauthorized", off_spec=True)

    def _no_route(self, path: str) -> Refusal:
        if self._spec.knows_path(path):
            return Refusal(405, 0, "405: Method Not Allowed", off_spec=True)
        return Refusal(404, 0, "404: Not Found", off_spec=True)

    def _refuse(
        self, record: Request, refused: Refusal, headers: Mapping[str, str]
    ) -> web.StreamResponse:
        if refused.off_spec:
            self._world.complaints.append(f"{record}: {refused}")
        self._world.bell.ring()
        return _respond(record, refused.status, refused.body(), headers)

    def _disturb(self, parameters: Mapping[str, str]) -> None:
        """Remember that a fault struck this interaction: its consequences are no mistakes."""
        token = parameters.get("interaction_token") or parameters.get("webhook_token") or ""
        if interaction := self._world.interactions.get(token):
            interaction.disturbed = True


async def _before_work(
    request: web.Request, record: Request, fault: Fault | None, headers: Mapping[str, str]
) -> web.StreamResponse | None:
    match fault:
        case RateLimited(seconds, everywhere):
            return _limited(record, seconds, headers, everywhere)
        case ServerError(500):
            body = {"message": "500: Internal Server Error", "code": 0}
            return _respond(record, 500, body, headers)
        case ServerError(status) | Page(status):
            record.status = status
            page = f"<html><head><title>{status}</title></head><body>error</body></html>"
            return web.Response(
                status=status, text=page, content_type="text/html", headers=_BEHIND_GOOGLE
            )
        case Refused():
            raise fault.refusal()
        case ConnectionReset():
            return reset(request)
        case Slow(seconds):
            await asyncio.sleep(seconds)
    return None


def _limited(
    record: Request, seconds: float, headers: Mapping[str, str], everywhere: bool = False
) -> web.StreamResponse:
    body = {"message": "You are being rate limited.", "retry_after": seconds, "global": everywhere}
    extra = {"Retry-After": str(int(seconds) + 1), "X-RateLimit-Scope": "user"}
    if everywhere:
        extra["X-RateLimit-Global"] = "true"
    return _respond(record, 429, body, {**headers, **extra})


def _respond(
    record: Request, status: int, body: Any, headers: Mapping[str, str]
) -> web.StreamResponse:
    record.status = status
    every = {**headers, **_BEHIND_GOOGLE}
    if status == 204:
        return web.Response(status=204, headers=every)
    answer = web.json_response(body, status=status, headers=every)
    # Clients take the body for JSON only if this header is exactly so, without a charset.
    answer.headers["Content-Type"] = "application/json"
    return answer


def _tidy_permissions(body: list[Any] | JSON) -> None:
    """Discord takes a permission set as a number or as its digits; its schema knows the former."""
    for item in body if isinstance(body, list) else [body]:
        if isinstance(item, dict):
            value = item.get("default_member_permissions")
            if isinstance(value, str) and value.isdigit():
                item["default_member_permissions"] = int(value)
