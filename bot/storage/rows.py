"""From values to rows, and back.

Sealed in a row of `people` is where they are reached, and all of them but their promises.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator, TypeAdapter
from sqlalchemy import Row

from bot.core.messages import Address
from bot.core.person import FollowUp, Kind, Person
from bot.storage.seal import Seal

AnyRow: TypeAlias = Row[*tuple[Any, ...]]


def _with_sites(person: Any) -> Any:
    """A record of before there were several sites: its progress is that with the first one."""
    if not isinstance(person, dict) or "sites" in person:
        return person
    before = {"interface": "linkedin", "switched_off": "switched_off", "form_sent": "form_sent"}
    progress = {now: person[name] for now, name in before.items() if person.get(name)}
    return {**person, "sites": [progress] if progress else []}


@dataclass(frozen=True, slots=True)
class _Record:
    id: str
    person: Annotated[Person, BeforeValidator(_with_sites)]


_RECORD = TypeAdapter(_Record)


def sealed(address: Address, person: Person, seal: Seal) -> dict[str, Any]:
    """The columns of `people` that say who somebody is, and until when that holds a question."""
    record = _RECORD.dump_json(
        _Record(address.id, person), exclude={"person": {"promises"}}, exclude_defaults=True
    )
    content = seal.seal(address, record)
    until = person.question.until if person.question else None
    return {"chat": address.chat, "mark": seal.mark(address), "sealed": content, "until": until}


def opened(row: AnyRow, seal: Seal) -> tuple[Address, Person]:
    """Whom a row of `people` is about, still without their promises.

    What an earlier version did not write keeps its default, what a later one added is passed over.
    Raises `WrongKey` if it cannot be opened, `ValueError` if it then makes no sense.
    """
    record = _RECORD.validate_json(seal.open(row.chat, row.mark, row.sealed))
    return Address(row.chat, record.id), record.person


def promised(person_id: int, chat: str, follow_up: FollowUp) -> dict[str, Any]:
    """A new row of `follow_ups`, claimed by nobody yet."""
    return {
        "person_id": person_id,
        "chat": chat,
        "site": follow_up.site,
        "kind": follow_up.kind.value,
        "due": follow_up.due,
        "asked": follow_up.asked,
        "round": follow_up.round,
        "attempts": 0,
        "unsure": False,
    }


def promises(rows: Iterable[AnyRow]) -> tuple[FollowUp, ...]:
    """The promises in these rows of `follow_ups`."""
    return tuple(FollowUp(Kind(row.kind), row.due, row.asked, row.round, row.site) for row in rows)
