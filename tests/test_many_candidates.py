"""A text full of what may be account numbers: a person's are all looked at, a flood's are not."""

from __future__ import annotations

from bot.reader.normal import LONGEST
from bot.reader.secrets import MANY, secret

LIKE_ONE = "AA00"
"""Several in a row are as many beginnings of an account number, each of several lengths."""
ACCOUNT = "DE89 3704 0044 0532 0130 00"


def test_an_account_among_dozens_of_other_numbers_is_seen() -> None:
    many = [LIKE_ONE] * (MANY // 10)
    assert not secret(" ".join(many))
    assert secret(" ".join([*many, ACCOUNT]))


def test_what_stands_behind_more_than_anybody_sends_is_not_looked_at() -> None:
    flood = " ".join([LIKE_ONE] * MANY)
    assert len(f"{flood} {ACCOUNT}") < LONGEST  # it is not cut off
    assert secret(f"{'hm, ' * MANY} {ACCOUNT}")
    assert not secret(f"{flood} {ACCOUNT}")
