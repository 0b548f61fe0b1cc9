#!/bin/sh
# python-stdnum 2.2 takes a Swedish coordination number for no number at all.
#
# Who is registered in Sweden without living there gets a samordningsnummer: made like a personnummer,
# with 60 added to the day of birth and a check digit of its own. 701063-2391 is the usual example.
# `stdnum.se.personnummer` answers that its date is invalid, and there is no other module for it; the
# Norwegian D-number, which adds 40 to the day, is accepted by `stdnum.no.fodselsnummer`. So whoever
# looks for personal numbers in texts with it misses those of foreigners in the one country and finds
# them in the other. Seen with Python 3.11; valid input only.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cat >"$folder/numbers.py" <<'PYTHON'
from stdnum import luhn
from stdnum.exceptions import ValidationError
from stdnum.no import fodselsnummer
from stdnum.se import personnummer


def said(module, number):
    try:
        module.validate(number)
        return "valid"
    except ValidationError as error:
        return type(error).__name__


def d_number(day, month, year, serial):
    """A Norwegian number with the day plus 40."""
    first = f"{day + 40:02}{month:02}{year:02}{serial:03}"
    first += fodselsnummer.calc_check_digit1(first + "00")
    return first + fodselsnummer.calc_check_digit2(first + "0")


print("personnummer 811228-9874:", said(personnummer, "811228-9874"))
print("samordningsnummer 701063-2391:", said(personnummer, "701063-2391"), end=", ")
print("Luhn", "right" if luhn.is_valid("7010632391") else "wrong")
print("D-number:", said(fodselsnummer, d_number(4, 2, 81, 123)))
PYTHON

python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "python-stdnum==2.2" 2>/dev/null
seen=$("$folder/venv/bin/python" "$folder/numbers.py")
echo "python-stdnum 2.2:"
echo "$seen"
[ "$seen" = "personnummer 811228-9874: valid
samordningsnummer 701063-2391: InvalidComponent, Luhn right
D-number: valid" ]
