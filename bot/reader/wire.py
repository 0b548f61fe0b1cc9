"""What the bot and the reader's process say to each other: one JSON value a line."""

from __future__ import annotations

LONGEST_LINE = 1 << 16
"""Bytes: a message of 4,096 characters takes twelve for each at the most."""
READY = "ready"
"""The first thing the process says, once its model is loaded."""
