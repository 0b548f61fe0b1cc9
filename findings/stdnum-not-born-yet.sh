#!/bin/sh
# python-stdnum 2.2 finds numbers valid of people who are not born yet, in some countries.
#
# Poland, Bulgaria and Estonia have numbers for decades or centuries to come, and their modules accept
# them; the module of Norway, where the year 39 can be 1939 or 2039, refuses the latter for now. So eleven
# digits that are a telephone number in Bangladesh, 01712345678, are the valid PESEL of somebody born on
# 23 November 2201. Whoever looks for personal numbers in texts has to compare `get_birth_date` with
# today. Seen with Python 3.11; valid input only. Norway's part changes in 2040.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cat >"$folder/numbers.py" <<'PYTHON'
from itertools import product

from stdnum.bg import egn
from stdnum.ee import ik
from stdnum.no import fodselsnummer
from stdnum.pl import pesel

print("Poland", pesel.get_birth_date("01712345678"), pesel.is_valid("01712345678"))
# Numbers of 31 December 2099, and of that day in a year 39, with every end they can have.
for country, module, begin, ends in (
    ("Bulgaria", egn, "995231", 4),
    ("Estonia", ik, "5991231", 4),
    ("Norway", fodselsnummer, "311239", 5),
):
    numbers = (begin + "".join(each) for each in product("0123456789", repeat=ends))
    future = [each for each in numbers if module.is_valid(each)]
    days = {str(module.get_birth_date(each)) for each in future}
    print(country, len(future), "of", 10**ends, *sorted(days))
PYTHON

python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "python-stdnum==2.2" 2>/dev/null
seen=$("$folder/venv/bin/python" "$folder/numbers.py")
echo "python-stdnum 2.2:"
echo "$seen"
[ "$seen" = "Poland 2201-11-23 True
Bulgaria 1000 of 10000 2099-12-31
Estonia 1000 of 10000 2099-12-31
Norway 411 of 100000 1939-12-31" ]
