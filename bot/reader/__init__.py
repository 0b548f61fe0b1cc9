"""Reads: what somebody's own words ask for, in any of the languages, on this machine alone."""

from __future__ import annotations

from bot.reader.reader import HeadReader, reader

__all__ = ["HeadReader", "reader"]
