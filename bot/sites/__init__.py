"""Knows: what there is to say about each site, and from whom.

A site is a folder: its sentences as constants in `__init__.py` (a `SITE`), its facts in TOML files.
The folder's name is its key. Nothing else has to be told of it.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from dataclasses import replace
from importlib import import_module
from importlib.resources import files
from types import MappingProxyType

from bot.core.site import Site
from bot.sites.knowledge import read

HOME = "linkedin"
"""The site that buttons and rows mean when they name none."""


def sites() -> Mapping[str, Site]:
    """Every site, by its key; the one at home by the empty one, and first.

    Raises `BadKnowledge` when a file in one of their folders is wrong.
    """
    found = [
        _site(each.name) for each in pkgutil.iter_modules(__path__, f"{__name__}.") if each.ispkg
    ]
    found.sort(key=lambda each: (each.key != "", each.called.values.get("value")))
    return MappingProxyType({each.key: each for each in found})


def _site(package: str) -> Site:
    name = package.rpartition(".")[2]
    site: Site = import_module(package).SITE
    texts = (
        each.read_text("utf-8")
        for each in sorted(files(package).iterdir(), key=lambda each: each.name)
        if each.name.endswith(".toml")
    )
    return replace(site, key="" if name == HOME else name, knowledge=read(name, texts))
