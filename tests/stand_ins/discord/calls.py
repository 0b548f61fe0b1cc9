"""One REST request as it is recorded, read and handed to the handler that answers it."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from .message_rules import FILE_LIMIT
from .mistakes import JSON, Mistake, Refusal, invalid, refusal
from .spec import Operation
from .world import Attachment


@dataclass(eq=False)
class Request:
    """A request as the server received it, and the status it answered (None: no answer)."""

    method: str
    path: str
    route: str = ""
    body: Any = None
    status: int | None = None
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    at: float = field(default_factory=time.monotonic, repr=False)

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


@dataclass(frozen=True)
class Call:
    """A request that has been judged: what a handler works with."""

    operation: Operation
    path: Mapping[str, str]
    query: Mapping[str, str]
    body: Any
    files: dict[int, Attachment]

    def number(self, name: str) -> int:
        return int(self.path[name])

    def asks_for(self, name: str) -> bool:
        return self.query.get(name, "").lower() in {"1", "true"}


async def read_body(
    request: web.Request, new_id: Callable[[], int]
) -> tuple[Any, dict[int, Attachment]]:
    """The JSON of a request and the files beside it (multipart: payload_json and files[n])."""
    if request.content_type == "application/json":
        return _parse(await request.text()), {}
    if request.content_type == "multipart/form-data":
        return await _read_multipart(request, new_id)
    if await request.read():
        message = f"Expected application/json or multipart/form-data, not {request.content_type}"
        raise invalid(Mistake((), "CONTENT_TYPE_INVALID", message))
    return None, {}


async def _read_multipart(
    request: web.Request, new_id: Callable[[], int]
) -> tuple[Any, dict[int, Attachment]]:
    body: Any = {}
    files: dict[int, Attachment] = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            raise invalid(Mistake((), "MULTIPART_NESTED", "Parts do not hold parts."))
        data = bytes(await part.read())
        name = part.name or ""
        if name == "payload_json":
            body = _parse(data.decode())
        elif found := re.fullmatch(r"files\[(\d)\]", name):
            if len(data) > FILE_LIMIT:
                raise Refusal(413, 40005, "Request entity too large", off_spec=True)
            kind = part.headers.get("Content-Type", "application/octet-stream")
            files[int(found[1])] = Attachment(new_id(), part.filename or name, kind, data)
        else:
            message = "Parts are payload_json and files[0] to files[9]."
            raise invalid(Mistake((name,), "MULTIPART_NAME_INVALID", message))
    return body, files


def _parse(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        raise refusal(50109, off_spec=True) from None


def described(body: Any, files: Mapping[int, Attachment]) -> JSON | Any:
    """The body as it is recorded: with the names of the files."""
    if files and isinstance(body, dict):
        return body | {"files": {number: file.filename for number, file in files.items()}}
    return body
