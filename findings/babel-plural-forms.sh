#!/bin/sh
# Babel 2.18.0 and 2.19.0 write other plural forms into a new catalogue, for languages of the EU.
#
# Spanish, French, Hungarian, Italian, Maltese and Portuguese get one form more, and in Latvian the
# forms stand in another order: "0 of them" is the last form in the one and the first in the other. So
# a translator whose catalogue was begun with one version reads or writes the wrong form with the
# other, without an error from either. Seen with Python 3.11; valid input only.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cat >"$folder/forms.py" <<'PYTHON'
from babel.messages.catalog import Catalog

for code in "es fr hu it mt pt lv de".split():
    catalogue = Catalog(locale=code)
    print(code, catalogue.num_plurals, end="")
    if code == "lv":
        rule = catalogue.plural_expr.replace(" ", "").lstrip("(")
        print(" zero", "first" if rule.startswith("n%10==0") else "last", end="")
    print(end=";")
PYTHON

forms() {
    python3 -m venv "$folder/$1"
    "$folder/$1/bin/pip" install --quiet --disable-pip-version-check "babel==$1" 2>/dev/null
    "$folder/$1/bin/python" "$folder/forms.py"
}

before='es 2;fr 2;hu 1;it 2;mt 4;pt 2;lv 3 zero last;de 2;'
after='es 3;fr 3;hu 2;it 3;mt 5;pt 3;lv 3 zero first;de 2;'
seen_before=$(forms 2.18.0)
seen_after=$(forms 2.19.0)
echo "Babel 2.18.0: $seen_before"
echo "Babel 2.19.0: $seen_after"
[ "$seen_before" = "$before" ]
[ "$seen_after" = "$after" ]
