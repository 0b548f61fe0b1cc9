"""All scenarios, in the order of the table."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from benchmarks.outages.away import away
from benchmarks.outages.clock import clock
from benchmarks.outages.dice import dice
from benchmarks.outages.drain import drain
from benchmarks.outages.figures import Row
from benchmarks.outages.killed import killed, killed_once
from benchmarks.outages.pace import pace
from benchmarks.outages.pair import pair
from benchmarks.outages.silence import silence
from benchmarks.outages.slow import slow_6, slow_10
from benchmarks.outages.stage import Stage
from benchmarks.outages.stopped import stopped


@dataclass(frozen=True, slots=True)
class Scenario:
    """Something that is played, by name, and for how many people if nobody says otherwise.

    `waits`: it is idle for most of the time, and may be played on both databases at once.
    """

    name: str
    play: Callable[[Stage, int], Awaitable[list[Row]]]
    people: int
    waits: bool = False


SCENARIOS = (
    Scenario("drain", drain, 400),
    Scenario("pace", pace, 400),
    Scenario("killed", killed, 400),
    Scenario("killed-once", killed_once, 300, waits=True),
    Scenario("stopped", stopped, 300, waits=True),
    Scenario("silence", silence, 80, waits=True),
    Scenario("dice", dice, 100, waits=True),
    Scenario("slow", slow_6, 400),
    Scenario("slower", slow_10, 400),
    Scenario("away", away, 300, waits=True),
    Scenario("pair", pair, 300, waits=True),
    Scenario("clock", clock, 200, waits=True),
)
