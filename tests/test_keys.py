"""Keys are rotated, and wrong ones found out."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.storage.seal import WrongKey
from tests.stores import (
    ANNAS_LIFE,
    NOON,
    address,
    claim,
    crowd,
    found,
    held,
    promise,
    promised,
    save,
    store_at,
    tables,
)

OLD, NEW = "o" * 32, "n" * 32


async def test_who_was_sealed_with_an_old_key_is_found_and_sealed_anew(url: str) -> None:
    async with store_at(url, OLD) as before:
        await save(before, ANNAS_LIFE)
    async with store_at(url, NEW, OLD) as both:
        await both.check()
        assert await found(both) == ANNAS_LIFE
        [claimed] = await claim(both)
        await save(both, ANNAS_LIFE)
        assert await held(both, claimed)
    async with store_at(url, NEW) as after:
        assert await found(after) == ANNAS_LIFE
    assert len(tables(url)["people"]) == 1


async def test_an_old_key_can_be_dropped_once_everything_was_sealed_anew(url: str) -> None:
    async with store_at(url, OLD) as before:
        await crowd(before, 5)
        await save(before, ANNAS_LIFE, address(99))
    async with store_at(url, NEW, OLD) as both:
        assert await both.reseal() == 6
        assert await both.reseal() == 0
    async with store_at(url, NEW) as after:
        await after.check()
        assert len(await claim(after)) == 6
        assert await found(after, address(99)) == ANNAS_LIFE
    assert len(tables(url)["people"]) == 6


@pytest.mark.parametrize("first", [OLD, NEW])
async def test_who_was_met_under_either_key_keeps_all_promises_and_what_says_more(
    url: str, first: str
) -> None:
    later = promised(promise(due=NOON + timedelta(days=9)))
    async with store_at(url, first) as one:
        await save(one, ANNAS_LIFE)
    async with store_at(url, NEW if first == OLD else OLD) as another:
        await save(another, later)
    async with store_at(url, NEW, OLD) as both:
        assert await both.reseal() == 1
    async with store_at(url, NEW) as after:
        assert await found(after) == ANNAS_LIFE.promised(later.promises[0])
    assert len(tables(url)["people"]) == 1


async def test_a_wrong_key_is_found_out_at_the_start(url: str) -> None:
    async with store_at(url, OLD) as store:
        await store.check()  # nobody there yet: any key will do
        await save(store, ANNAS_LIFE)
        await store.check()
    async with store_at(url, NEW) as wrong:
        with pytest.raises(WrongKey):
            await wrong.check()
        assert await found(wrong) is None
        assert await claim(wrong) == []


async def test_a_key_that_was_dropped_too_early_is_reported(
    url: str, caplog: pytest.LogCaptureFixture
) -> None:
    async with store_at(url, OLD) as before:
        await crowd(before, 2)
    async with store_at(url, NEW) as after:
        await save(after, ANNAS_LIFE, address(99))
        await after.check()
    assert "2 of 3 people cannot be read" in caplog.text
