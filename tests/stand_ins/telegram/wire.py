"""Between HTTP and the Bot API: how a request is read, how an answer is written or withheld."""

import json

from aiohttp import web
from aiohttp.web_request import FileField

from .faults import Answer
from .judge import File


async def read_arguments(request: web.Request) -> dict[str, str | File]:
    """What was sent in the address, as a form, as parts or as JSON; ValueError if it is neither.

    A nested value is its JSON text whichever way it came, as on the real server.
    """
    arguments: dict[str, str | File] = dict(request.query)
    if request.content_type == "application/json":
        body = json.loads(await request.read() or b"{}")
        if not isinstance(body, dict):
            raise ValueError("JSON object expected")
        for name, value in body.items():
            arguments[name] = value if isinstance(value, str) else json.dumps(value)
        return arguments
    for name, part in (await request.post()).items():
        arguments[name] = _file(part) if isinstance(part, FileField) else str(part)
    return _attached(arguments)


def respond(answer: Answer) -> web.Response:
    """Write an error."""
    headers = {}
    if "retry_after" in answer.parameters:
        headers["Retry-After"] = str(answer.parameters["retry_after"])
    return web.Response(
        status=answer.status, text=answer.body, content_type=answer.content_type, headers=headers
    )


def _file(part: FileField) -> File:
    return File(part.filename, part.file.read(), part.content_type)


def _attached(arguments: dict[str, str | File]) -> dict[str, str | File]:
    """Put a file in the place of the attach:// that points to it."""
    for name, value in list(arguments.items()):
        if isinstance(value, str) and value.startswith("attach://"):
            arguments[name] = arguments.pop(value.removeprefix("attach://"), value)
    return arguments
