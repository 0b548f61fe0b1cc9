"""The little we remember of a group or a server: what was set there, and nothing about people."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Group:
    """What whoever runs a group or a server has set. `language` is the one we speak there."""

    language: str | None = None

    @property
    def memorable(self) -> bool:
        """Whether anything is set. If not, no row is written, and an old one goes."""
        return self != Group()


NOTHING_SET = Group()
