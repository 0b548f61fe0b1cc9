"""Keeps the promises: claims what is due, delivers it, and notes what became of it.

A promise is never lost: nothing counts as delivered that no platform has confirmed, and what fails is
tried again for days. A platform and a database cannot commit together, so a message can come twice, if
the process dies between sending and noting it, or if the platform took it and its answer was lost.

`courier` makes the rounds, `letters` sees to a single letter, `patience` says when it is tried again,
`outage` tells a platform in trouble from letters that fail by themselves, and `sweep` knows when it is
time to erase the silent.
"""

from bot.service.courier.courier import Courier
from bot.service.courier.sweep import Sweep

__all__ = ["Courier", "Sweep"]
