"""Is a request on the specification?

The table in spec.json says what is there to be said of single fields; rules.py says the rest. The
judge is stricter than Telegram in one way: what Telegram overlooks (an unknown parameter, a
second action on a button) is an mistake here, for a bot that sends it means something by it.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .rules import JSON, Mistake, mistakes_of_method, mistakes_of_type
from .text import units

SPEC: JSON = json.loads((Path(__file__).parent / "spec.json").read_text(encoding="utf-8"))
METHODS: Mapping[str, str] = {name.lower(): name for name in SPEC["methods"]}
DEFAULT_UPDATES = frozenset(SPEC["sets"]["updates"]) - {
    "chat_member",
    "message_reaction",
    "message_reaction_count",
}
_ARRAY = "Array of "
_NO_ACTION = "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
_PRIMITIVE: Mapping[str, type | tuple[type, ...]] = {
    "Integer": int,
    "Float": (int, float),
    "String": str,
    "Boolean": bool,
    "True": bool,
}


@dataclass(frozen=True)
class File:
    """What is uploaded, or kept on the server under its identifier."""

    name: str
    content: bytes = field(repr=False)
    mime_type: str
    id: str = ""


@dataclass(frozen=True)
class Judgement:
    """A request's parameters in their true types, and what is wrong with them."""

    parameters: JSON
    mistakes: tuple[Mistake, ...]


def judge(method: str, arguments: Mapping[str, str | File]) -> Judgement:
    """Read the arguments of a request as they came over the wire, and judge them.

    An empty argument is one that was not given, as on the real server.
    """
    fields: JSON = SPEC["methods"][method]["fields"]
    parameters: JSON = {}
    mistakes: list[Mistake] = []
    for name, raw in arguments.items():
        if name not in fields:
            mistakes.append(Mistake(name, "no such parameter", f"unknown parameter {name}"))
        elif raw != "":
            try:
                parameters[name] = _read(raw, fields[name]["types"])
            except ValueError as error:
                mistakes.append(Mistake(name, str(error), f"can't parse {name}"))
    unread = {mistake.where for mistake in mistakes}
    missing = {name: field for name, field in fields.items() if name not in unread}
    mistakes += _judge_fields(parameters, missing, "")
    mistakes += mistakes_of_method(method, parameters)
    return Judgement(parameters, tuple(mistakes))


def judge_answer(kind: str, value: object) -> list[Mistake]:
    """Judge what the stand-in itself says, by the same table."""
    return list(_judge_value(value, {"types": [kind]}, kind))


def _read(raw: str | File, kinds: list[str]) -> Any:
    if isinstance(raw, File):
        if "InputFile" not in kinds:
            raise ValueError("a file where none can be")
        return raw
    for kind in kinds:
        if kind in ("Integer", "Float") and re.fullmatch(r"-?\d{1,18}", raw):
            return int(raw)
        if kind == "Float" and re.fullmatch(r"-?\d+\.\d+", raw):
            return float(raw)
        if kind in ("Boolean", "True") and raw.lower() in ("true", "false"):
            return raw.lower() == "true"
        if kind == "String":
            return raw
        if kind not in _PRIMITIVE and kind != "InputFile":
            return json.loads(raw)
    raise ValueError(f"{raw!r} is no {' or '.join(kinds)}")


def _judge_value(value: object, field: JSON, where: str) -> Iterator[Mistake]:
    kinds: list[str] = field["types"]
    if isinstance(value, File) and "InputFile" in kinds:
        if not value.content:
            yield Mistake(where, "an empty file", "file must be non-empty")
    elif isinstance(value, str) and "String" in kinds:
        yield from _judge_string(value, field, where)
    elif any(_is_primitive(value, kind) for kind in kinds):
        yield from _judge_number(value, field, where)
    elif isinstance(value, list) and (items := _item_kinds(kinds)):
        yield from _judge_size(len(value), "items", field, where)
        for index, item in enumerate(value):
            yield from _judge_value(item, {**field, "types": items}, f"{where}[{index}]")
    elif isinstance(value, dict) and (objects := _object_kinds(kinds)):
        yield from _judge_object(value, min(objects, key=lambda k: _unlike(value, k)), where)
    else:
        answer = field.get("wrong", f"can't parse {where.partition('.')[0]}")
        yield Mistake(where, f"{value!r} is no {' or '.join(kinds)}", answer)


def _is_primitive(value: object, kind: str) -> bool:
    if kind not in _PRIMITIVE or (kind == "True" and value is not True):
        return False
    return isinstance(value, _PRIMITIVE[kind]) and (
        isinstance(value, bool) == (kind in ("Boolean", "True"))
    )


def _item_kinds(kinds: list[str]) -> list[str]:
    return [kind.removeprefix(_ARRAY) for kind in kinds if kind.startswith(_ARRAY)]


def _object_kinds(kinds: list[str]) -> list[str]:
    """The types an object may be of, with unions such as BotCommandScope opened."""
    return [
        each
        for kind in kinds
        if kind in SPEC["types"]
        for each in SPEC["types"][kind].get("any_of", [kind])
    ]


def _unlike(value: JSON, kind: str) -> int:
    """How far an object is from a type, to blame it for the type it was meant to be."""
    fields: JSON = SPEC["types"][kind]["fields"]
    required = {name for name, field in fields.items() if "required" in field}
    tags = [name for name in ("type", "status") if len(fields.get(name, {}).get("enum", ())) == 1]
    mistaken = sum(value.get(name) not in fields[name]["enum"] for name in tags)
    return len(value.keys() - fields.keys()) + len(required - value.keys()) + 100 * mistaken


def _judge_object(value: JSON, kind: str, where: str) -> Iterator[Mistake]:
    entry: JSON = SPEC["types"][kind]
    for name in sorted(value.keys() - entry["fields"].keys()):
        yield Mistake(f"{where}.{name}", f"{kind} has no such field", f"can't parse {kind}")
    yield from _judge_fields(value, entry["fields"], f"{where}.")
    if actions := entry.get("exactly_one"):
        given = [name for name in actions if name in value]
        if len(given) != 1:
            what = f"exactly one action is needed, not {given}"
            yield Mistake(where, what, _NO_ACTION)
    yield from mistakes_of_type(kind, value, where)


def _judge_fields(value: JSON, fields: JSON, prefix: str) -> Iterator[Mistake]:
    for name, limits in fields.items():
        where = f"{prefix}{name}"
        if name in value:
            yield from _judge_value(value[name], limits, where)
        elif "required" in limits:
            answer = limits.get("short", f'can\'t find field "{name}"')
            yield Mistake(where, "is missing", answer)


def _judge_string(value: str, field: JSON, where: str) -> Iterator[Mistake]:
    if re.search(r"[\ud800-\udfff]", value):
        yield Mistake(where, "half a character", "strings must be encoded in UTF-8")
        return
    yield from _judge_size(units(value.strip()), "length", field, where)
    yield from _judge_size(len(value.encode()), "bytes", field, where)
    allowed = field.get("enum")
    if isinstance(allowed, str):
        allowed = SPEC["sets"][allowed]
    if allowed is not None and value not in allowed:
        what = f"{value!r} is not among those allowed"
        yield Mistake(where, what, field.get("wrong", f"wrong {where}"))
    elif "pattern" in field and not re.fullmatch(field["pattern"], value):
        what = f"{value!r} does not match {field['pattern']}"
        yield Mistake(where, what, field.get("wrong", f"wrong {where}"))


def _judge_number(value: Any, field: JSON, where: str) -> Iterator[Mistake]:
    if "range" in field and not isinstance(value, bool):
        least, most = field["range"]
        if (least is not None and value < least) or (most is not None and value > most):
            what = f"{value} is not between {least} and {most}"
            yield Mistake(where, what, field.get("wrong", f"wrong {where}"))


def _judge_size(size: int, measure: str, field: JSON, where: str) -> Iterator[Mistake]:
    if measure not in field:
        return
    least, most = field[measure]
    if size < least:
        answer = field.get("short", f"{where} is empty")
        yield Mistake(where, f"{measure} {size}, at least {least}", answer)
    elif most is not None and size > most:
        answer = field.get("long", f"{where} is too long")
        yield Mistake(where, f"{measure} {size}, at most {most}", answer)
