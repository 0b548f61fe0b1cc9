"""Numbers by which states know people: all that are valid are seen, of every country we know."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from random import Random
from types import ModuleType

import pytest
from stdnum import iban, luhn
from stdnum.at import vnr
from stdnum.be import ssn
from stdnum.bg import egn
from stdnum.cz import rc
from stdnum.ee import ik
from stdnum.es import dni, nie
from stdnum.fi import hetu
from stdnum.fr import nir
from stdnum.gr import amka
from stdnum.ie import pps
from stdnum.iso7064 import mod_97_10
from stdnum.lt import asmens
from stdnum.no import fodselsnummer
from stdnum.pl import pesel
from stdnum.ro import cnp
from stdnum.si import emso

from bot.reader.secrets import secret

ENOUGH = 25

FORMS: dict[str, tuple[ModuleType, str]] = {
    "Austria": (vnr, "#### {d}{m}{y}"),
    "Belgium": (ssn, "{y}.{m}.{d}-###.##"),
    "Bulgaria": (egn, "{y}{m}{d}####"),
    "Czechia and Slovakia": (rc, "{y}{m}{d}/####"),
    "Estonia": (ik, "3{y}{m}{d}####"),
    "Finland": (hetu, "{d}{m}{y}-###%"),
    "France": (nir, "2{y}{m}##########"),
    "Greece": (amka, "{d}{m}{y}#####"),
    "Ireland": (pps, "#######%"),
    "Ireland since 2013": (pps, "#######%A"),
    "Lithuania": (asmens, "4{y}{m}{d}####"),
    "Norway": (fodselsnummer, "{d}{m}{y}3####"),
    "Poland": (pesel, "{y}{m}{d}#####"),
    "Slovenia": (emso, "{d}{m}9{y}50####"),
    "Spain": (dni, "########%"),
    "Spain for foreigners": (nie, "X#######%"),
}


def random_numbers(form: str, is_valid: Callable[[str], bool], seed: int = 5) -> Iterator[str]:
    """Numbers of somebody born from 1955 to 1998, whose digits and letters are right by chance."""
    chance = Random(seed)
    while True:
        born = form.format(
            d=f"{chance.randint(1, 28):02}",
            m=f"{chance.randint(1, 12):02}",
            y=chance.randint(55, 98),
        )
        digits = re.sub("#", lambda _: str(chance.randrange(10)), born)
        number = digits.replace("%", chance.choice("ABCDEFGHJKLMNPQRSTVWXYZ"))
        if is_valid(number):
            yield number


@pytest.mark.parametrize("country", FORMS)
def test_every_valid_number_of_a_country_is_seen(country: str) -> None:
    kind, form = FORMS[country]
    numbers = random_numbers(form, kind.is_valid)
    for _, number in zip(range(ENOUGH), numbers, strict=False):
        assert secret(f"it is {number}, thanks"), number


def test_romanian_numbers_are_seen_whatever_their_check_digit() -> None:
    """It is 1, too, where the remainder is 10: one in twelve is such a number."""
    weights = (2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9)
    chance, digits = Random(5), set()
    for _ in range(200):
        first = f"1{chance.randint(55, 98)}{chance.randint(1, 12):02}{chance.randint(1, 28):02}12"
        number = f"{first}{chance.randrange(1, 1000):03}"
        rest = sum(int(digit) * weight for digit, weight in zip(number, weights, strict=True)) % 11
        digits.add(rest)
        check = "1" if rest == 10 else str(rest)
        assert cnp.is_valid(number + check)
        assert secret(number + check)
    assert 10 in digits


def test_swedish_numbers_are_seen_of_residents_and_others() -> None:
    for number in ("811228-9874", "19811228-9874", "198112289874", "701063-2391"):
        assert secret(number)


@pytest.mark.parametrize("country", ["DE", "FR", "MT", "NO", "BG", "GB", "LC"])
def test_every_account_number_is_seen_however_it_is_written(country: str) -> None:
    form = {
        "DE": "##################",
        "FR": "####################A##",
        "MT": "MALT#######################",
        "NO": "###########",
        "BG": "STSA##############",
        "GB": "MIDL##############",
        "LC": "HEMM########################",
    }[country]
    for seed in range(ENOUGH):
        account = next(random_numbers(form, lambda _: True, seed))
        check = mod_97_10.calc_check_digits(f"{account}{country}")
        number = f"{country}{check}{account}"
        assert iban.is_valid(number, check_country=False)
        groups = " ".join(re.findall(".{1,4}", number))
        for written in (number, groups, groups.replace(" ", "-"), groups.lower()):
            assert secret(f"my iban is {written} thank you"), written


def test_numbers_of_another_kind_are_not_seen() -> None:
    chance = Random(5)
    for form in ("###-#######", "##########.#", "+###########", "#######/##", "####-####-####"):
        for _ in range(200):
            number = re.sub("#", lambda _: str(chance.randrange(10)), form)
            assert not secret(f"order {number}"), number


def test_a_number_with_a_wrong_checksum_is_seldom_seen() -> None:
    """Several countries have eleven digits, so a wrong one may be right elsewhere."""
    for kind, form, most in ((pesel, "{y}{m}{d}#####", 0.15), (egn, "{y}{m}{d}####", 0.01)):
        numbers = random_numbers(form, lambda _: True)
        some = [number for _, number in zip(range(300), numbers, strict=False)]
        wrong = [number for number in some if not kind.is_valid(number)]
        assert sum(map(secret, wrong)) <= most * len(wrong)


def test_nobody_is_known_by_a_number_of_another_century() -> None:
    assert pesel.is_valid("01712345678")  # of somebody to be born in 2201; or a phone in Bangladesh
    assert not secret("call 01712345678")


def test_a_card_has_an_issuer_and_a_checksum() -> None:
    assert luhn.is_valid("4111111111111111")
    assert secret("4111111111111111")
    assert not secret("4111111111111112")
    nobodys = "911111111111111"
    assert not secret(nobodys + luhn.calc_check_digit(nobodys))
