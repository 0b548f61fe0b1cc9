"""Stand-ins for the model, for the reader's process to start with: they read no text."""

from __future__ import annotations

import os
import signal
import time

import numpy as np
from numpy.typing import NDArray


class Still:
    """To it every text means the same."""

    def query(self, text: str) -> NDArray[np.float32]:
        return np.full(384, 384**-0.5, dtype=np.float32)


class Stuck(Still):
    """Comes to no end with a text that says so."""

    def query(self, text: str) -> NDArray[np.float32]:
        while "without end" in text:
            time.sleep(1)
        return super().query(text)


class Failing(Still):
    """Raises what no reader should."""

    def query(self, text: str) -> NDArray[np.float32]:
        raise RecursionError(text)


class Struck(Still):
    """Its process is killed in the midst of a text."""

    def query(self, text: str) -> NDArray[np.float32]:
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError


class Greedy(Still):
    """Asks for a gigabyte."""

    def query(self, text: str) -> NDArray[np.float32]:
        return np.ones(1 << 28, dtype=np.float32)


class Forging(Still):
    """Answers in place of the reader, with what no reading can be."""

    def query(self, text: str) -> NDArray[np.float32]:
        os.write(1, b'{"guesses": [{"topic": "../../etc", "confidence": 7}]}\n')
        return super().query(text)


class Missing:
    """Cannot be loaded."""

    def __init__(self) -> None:
        raise FileNotFoundError
