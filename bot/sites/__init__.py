"""Knows: what there is to say about each site, and from whom.

A site is a folder: its sentences as constants in `__init__.py` (a `SITE`), its facts in TOML files.
The folder's name is its key. Nothing else has to be told of it.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib import import_module
from importlib.resources import files
from types import MappingProxyType

from bot.core.site import Guide, Profile, Site

HOME = "linkedin"
"""The site that buttons and rows mean when they name none."""


def sites() -> Mapping[str, Site]:
    """Every site, by its key; the one at home by the empty one, and first.

    Raises `BadKnowledge` when a file in one of their folders is wrong.
    """
    # Not for those who want no more than the names: pydantic alone takes fifteen megabytes.
    from bot.sites.knowledge import read

    def with_knowledge(name: str, site: Site) -> Site:
        folder = files(f"{__name__}.{name}")
        texts = (
            each.read_text("utf-8")
            for each in sorted(folder.iterdir(), key=lambda each: each.name)
            if each.name.endswith(".toml")
        )
        return replace(site, key=_key(name), knowledge=read(name, texts))

    found = [with_knowledge(name, site) for name, site in _constants()]
    found.sort(key=lambda each: (each.key != "", each.called.values.get("value")))
    return MappingProxyType({each.key: each for each in found})


def profile() -> Profile:
    """How the bot presents itself on a platform: in the words of the site at home."""
    guide: Guide = import_module(f"{__name__}.{HOME}").SITE.guide
    return guide.profile


def called() -> Mapping[str, str]:
    """The key of each site by the words it is called by, but for the one at home."""
    return {word: _key(name) for name, site in _constants() if _key(name) for word in site.words}


def _constants() -> Iterator[tuple[str, Site]]:
    for each in pkgutil.iter_modules(__path__):
        if each.ispkg:
            yield each.name, import_module(f"{__name__}.{each.name}").SITE


def _key(name: str) -> str:
    return "" if name == HOME else name
