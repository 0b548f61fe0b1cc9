"""The seal: who has the key reads everything, who has not reads nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.messages import Address
from bot.storage.seal import Seal, WrongKey

ANNA = Address("telegram", "770001")
OLD, NEW = "o" * 32, "n" * 32


def test_it_opens_what_it_sealed() -> None:
    seal = Seal(NEW)
    assert seal.open("telegram", seal.mark(ANNA), seal.seal(ANNA, b"secret")) == b"secret"


@given(st.binary(max_size=600))
def test_it_opens_whatever_it_sealed(content: bytes) -> None:
    seal = Seal(NEW)
    assert seal.open("telegram", seal.mark(ANNA), seal.seal(ANNA, content)) == content


def test_the_same_content_never_looks_the_same() -> None:
    seal = Seal(NEW)
    assert seal.seal(ANNA, b"secret") != seal.seal(ANNA, b"secret")


def test_its_length_does_not_tell_what_it_says() -> None:
    seal = Seal(NEW)
    assert len({len(seal.seal(ANNA, b"x" * size)) for size in range(200)}) == 1


def test_another_key_does_not_open_it() -> None:
    seal = Seal(OLD)
    with pytest.raises(WrongKey):
        Seal(NEW).open("telegram", seal.mark(ANNA), seal.seal(ANNA, b"secret"))


def test_it_opens_in_its_own_row_only() -> None:
    seal = Seal(NEW)
    sealed = seal.seal(ANNA, b"secret")
    with pytest.raises(WrongKey):
        seal.open("telegram", seal.mark(Address("telegram", "770002")), sealed)
    with pytest.raises(WrongKey):
        seal.open("discord", seal.mark(ANNA), sealed)


@pytest.mark.parametrize("broken", [b"", b"short", b"\0" * 284])
def test_what_is_broken_does_not_open(broken: bytes) -> None:
    seal = Seal(NEW)
    with pytest.raises(WrongKey):
        seal.open("telegram", seal.mark(ANNA), broken)


def test_a_changed_bit_is_noticed() -> None:
    seal = Seal(NEW)
    sealed = bytearray(seal.seal(ANNA, b"secret"))
    sealed[20] ^= 1
    with pytest.raises(WrongKey):
        seal.open("telegram", seal.mark(ANNA), bytes(sealed))


def test_marks_differ_between_people_platforms_and_keys() -> None:
    addresses = [ANNA, Address("telegram", "770002"), Address("discord", "770001")]
    marks = {Seal(key).mark(each) for key in (OLD, NEW) for each in addresses}
    assert len(marks) == 6


def test_a_mark_stays_what_it_is() -> None:
    """Were it to change with a version of the bot, nobody would be found any more."""
    assert Seal(OLD).mark(ANNA).hex() == (
        "1f1787012d0df408d5e3dc4550ab3a7643c2a6a22317b3667449d5d7297f728d"
    )


def test_after_rotation_the_old_key_still_opens_and_the_new_one_seals() -> None:
    before, both, after = Seal(OLD), Seal(NEW, OLD), Seal(NEW)
    assert both.open("telegram", before.mark(ANNA), before.seal(ANNA, b"old")) == b"old"
    assert both.marks(ANNA) == [after.mark(ANNA), before.mark(ANNA)]
    assert after.open("telegram", both.mark(ANNA), both.seal(ANNA, b"new")) == b"new"


def test_the_line_end_of_a_key_file_does_not_count() -> None:
    assert Seal(f"{NEW}\n".encode()).mark(ANNA) == Seal(NEW).mark(ANNA)


def test_new_keys_are_accepted_and_differ() -> None:
    first, second = Seal.new_key(), Seal.new_key()
    assert first != second
    Seal(first, second)


@pytest.mark.parametrize("keys", [(), ("too short",), (NEW, "")])
def test_no_key_and_a_weak_one_are_refused(keys: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="key"):
        Seal(*keys)


def test_it_does_not_print_its_keys() -> None:
    assert NEW not in repr(vars(Seal(NEW)))
