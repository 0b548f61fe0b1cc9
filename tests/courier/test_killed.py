"""A process that is killed while it sends: nothing is lost, and little is repeated."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.stores import crowd, found, store_at, tables

SIZE = 20


@contextmanager
def working(url: str, letterbox: Path) -> Iterator[subprocess.Popen[bytes]]:
    command = [sys.executable, "-m", "tests.courier.process", url, str(letterbox)]
    with subprocess.Popen(command) as process:
        try:
            yield process
        finally:
            process.kill()


def wait(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 90
    while not condition():
        assert time.monotonic() < deadline, "it took too long"
        time.sleep(0.01)


async def test_killed_and_started_again(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(Path(__file__).parents[2])
    letterbox = tmp_path / "letterbox"
    letterbox.touch()

    def sent() -> list[str]:
        return letterbox.read_text().split()

    async with store_at(url) as store:
        addresses = await crowd(store, SIZE)
        in_flight = 0
        for enough in (SIZE // 4, SIZE // 2):
            with working(url, letterbox):
                wait(lambda enough=enough: len(sent()) >= enough)  # type: ignore[misc]
            got = set(sent())
            in_flight += sum(
                [each.id in got and bool(await found(store, each)) for each in addresses]
            )
    assert len(set(sent())) < SIZE  # both times it was in the midst of it
    assert tables(url)["follow_ups"]
    with working(url, letterbox):
        wait(lambda: not tables(url)["follow_ups"])
    times = Counter(sent())
    assert set(times) == {each.id for each in addresses}
    assert sum(times.values()) - SIZE <= in_flight
