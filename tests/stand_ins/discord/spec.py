"""Discord's own description of its API, as a judge: spec.json (see LICENSE.spec)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path as FilePath
from typing import Any

from jsonschema import Draft202012Validator, ValidationError  # type: ignore[import-untyped]
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from .mistakes import JSON, Mistake, Path

_REQUESTS, _ANSWERS = "urn:discord:requests", "urn:discord:answers"
_CODES = {
    "required": "BASE_TYPE_REQUIRED",
    "enum": "BASE_TYPE_CHOICES",
    "oneOf": "BASE_TYPE_CHOICES",
    "maxLength": "BASE_TYPE_MAX_LENGTH",
    "minLength": "BASE_TYPE_MIN_LENGTH",
    "maxItems": "BASE_TYPE_MAX_LENGTH",
    "minItems": "BASE_TYPE_MIN_LENGTH",
    "maximum": "NUMBER_TYPE_MAX",
    "minimum": "NUMBER_TYPE_MIN",
    "pattern": "STRING_TYPE_REGEX",
}


@dataclass(frozen=True)
class Operation:
    """One method of one path."""

    method: str
    template: str
    pointer: str
    details: JSON

    @property
    def name(self) -> str:
        return str(self.details["operationId"])

    @property
    def route(self) -> str:
        """The name faults and reports use: `POST /channels/{}/messages`."""
        return f"{self.method} {anonymous(self.template)}"

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        return re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(self.template)))

    @property
    def takes_body(self) -> bool:
        return "requestBody" in self.details

    def body_mistakes(self, body: object) -> list[Mistake]:
        return _mistakes(_validator(_REQUESTS, f"{self.pointer}/requestBody"), body)

    def answer_mistakes(self, status: int, body: object) -> list[Mistake]:
        """Hold the stand-in itself to the specification."""
        answer = self.details["responses"].get(str(status))
        if answer is None:
            return [Mistake((), "STATUS", f"{status} is no answer to {self.route}")]
        if "content" not in answer:
            return []
        return _mistakes(_validator(_ANSWERS, f"{self.pointer}/responses/{status}"), body)

    def parameter_mistakes(
        self, path: Mapping[str, str], query: Mapping[str, str]
    ) -> list[Mistake]:
        given = {"path": path, "query": query}
        return [
            mistake
            for parameter in self.details.get("parameters", ())
            if (value := given[parameter["in"]].get(parameter["name"])) is not None
            for mistake in _parameter_mistakes(parameter, value)
        ]


class Spec:
    """The operations the stand-in serves."""

    def __init__(self, document: JSON) -> None:
        self.operations = [
            Operation(method.upper(), template, _pointer(template, method), details)
            for template, methods in document["paths"].items()
            for method, details in methods.items()
        ]
        # A fixed path such as /users/@me goes before one with a parameter in its place.
        self.operations.sort(key=lambda operation: operation.template.count("{"))
        self.routes = {operation.route for operation in self.operations}

    def match(self, method: str, path: str) -> tuple[Operation, dict[str, str]] | None:
        for operation in self.operations:
            if operation.method == method and (found := operation.pattern.fullmatch(path)):
                return operation, found.groupdict()
        return None

    def knows_path(self, path: str) -> bool:
        return any(operation.pattern.fullmatch(path) for operation in self.operations)


def anonymous(route: str) -> str:
    """`/channels/{channel_id}` → `/channels/{}`."""
    return re.sub(r"\{\w*\}", "{}", route)


@cache
def load() -> Spec:
    return Spec(_document())


@cache
def _document() -> JSON:
    document: JSON = json.loads(FilePath(__file__).with_name("spec.json").read_text("utf-8"))
    return document


@cache
def _registry() -> Registry[Any]:
    """Two documents: as it is, and with ids as numbers too, which Discord takes but never sends."""
    components = _document()["components"]
    lenient = {"SnowflakeType": {"type": ["string", "integer"], "pattern": "^[0-9]{1,20}$"}}
    requests = {**_document(), "components": {"schemas": components["schemas"] | lenient}}
    registry: Registry[Any] = Registry().with_resources(
        (uri, Resource.from_contents(document, DRAFT202012))
        for uri, document in ((_ANSWERS, _document()), (_REQUESTS, requests))
    )
    return registry


@cache
def _validator(uri: str, pointer: str) -> Draft202012Validator:
    schema = {"$ref": f"{uri}#{pointer}/content/application~1json/schema"}
    return Draft202012Validator(schema, registry=_registry())


def _pointer(template: str, method: str) -> str:
    return f"/paths/{template.replace('~', '~0').replace('/', '~1')}/{method}"


def _parameter_mistakes(parameter: JSON, value: str) -> Iterator[Mistake]:
    match parameter["schema"].get("type"):
        case "boolean":
            if value.lower() not in {"0", "1", "true", "false"}:
                yield Mistake((parameter["name"],), "BOOLEAN_TYPE_CONVERT", "Must be a boolean.")
        case "integer":
            schema = parameter["schema"]
            if not value.isdigit() or not schema["minimum"] <= int(value) <= schema["maximum"]:
                yield Mistake((parameter["name"],), "NUMBER_TYPE_COERCE", "Number out of range.")
        case None if not re.fullmatch(r"0|[1-9]\d{0,19}", value):
            message = f'Value "{value}" is not snowflake.'
            yield Mistake((parameter["name"],), "NUMBER_TYPE_COERCE", message)


def _mistakes(validator: Draft202012Validator, body: object) -> list[Mistake]:
    return [
        Mistake(path, _CODES.get(str(error.validator), "BASE_TYPE_BAD_TYPE"), error.message[:200])
        for top in validator.iter_errors(body)
        for path, error in _causes(top, ())
    ]


def _causes(error: ValidationError, prefix: Path) -> Iterator[tuple[Path, ValidationError]]:
    """Follow the one alternative of a oneOf/anyOf that was meant, to the actual causes.

    Two alternatives fitting at once is the specification's imprecision, not the sender's mistake.
    """
    path = (*prefix, *error.relative_path)
    if error.validator not in {"oneOf", "anyOf"}:
        yield path, error
        return
    if not error.context:
        return
    branches: dict[Any, list[ValidationError]] = {}
    for cause in error.context:
        branches.setdefault(cause.relative_schema_path[0], []).append(cause)
    nearest = min(branches.values(), key=_distance)
    if _distance(nearest)[0]:
        yield path, error
    else:
        for cause in nearest:
            yield from _causes(cause, path)


def _distance(causes: list[ValidationError]) -> tuple[bool, int]:
    """How far an alternative is from what was sent: another `type` is the farthest."""
    other_kind = any(
        list(cause.relative_path) == ["type"]
        or (not cause.relative_path and cause.validator in {"type", "const"})
        for cause in causes
    )
    return other_kind, len(causes)
