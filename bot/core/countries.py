"""Countries by their codes, and which of them a law or a practice has in common."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

EEA = (
    *("at", "be", "bg", "hr", "cy", "cz", "dk", "ee", "fi", "fr", "de", "gr", "hu", "ie", "it"),
    *("lv", "lt", "lu", "mt", "nl", "pl", "pt", "ro", "sk", "si", "es", "se", "no", "is", "li"),
)
"""The members of the European Economic Area, where the GDPR applies; as one they are "eea"."""

ELSEWHERE = "other"
"""Every country that nothing is said of by name."""

COUNTRIES = (
    *("gb", "ch", "us", "ca", "hk"),
    *("eea", *EEA),
    *("au", "br", "in", "jp", "mx", "sg", "tr", "cn", "za", "ar", "ae", "nz", "ua", "rs", "ru"),
)
"""Those that have a name in the languages' files. Where a name stands for two, the first counts."""

_NAMED = ("gb", "ch", "us", "ca", "hk")
"""Beside the EEA, those that LinkedIn's texts name."""

T = TypeVar("T")


def fitting(said: Mapping[str, T], country: str) -> T | None:
    """What is said for this country: by its own name, as one of the EEA, or for all others."""
    if not country:
        return None
    region = "eea" if country in EEA else country
    return said.get(country, said.get(region, None if region == "eea" else said.get(ELSEWHERE)))


def by_name(said: Mapping[str, T], country: str) -> bool:
    """Whether something is said for this country, or nothing depends on it."""
    return country in (*said, *_NAMED, "eea", *EEA) or ELSEWHERE not in said
