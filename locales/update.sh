#!/bin/sh
# Reads the sentences out of the code into messages.pot, and brings them into every catalogue.
# An entry whose English changed becomes fuzzy, and falls back to English until somebody has looked.
set -eu
cd "$(dirname "$0")/.."
pybabel -q extract -k say -k nsay:1,2 -k csay:1c,2 -c NB: --no-location \
    --project optout-bot --version "$(sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)" \
    --copyright-holder "the optout-bot contributors" --msgid-bugs-address "see CONTRIBUTING.md" \
    --last-translator "optout-bot contributors" --header-comment "# Sentences of optout-bot." \
    --width 96 -o locales/messages.pot bot
for catalogue in locales/*/LC_MESSAGES/messages.po; do
    language=$(basename "$(dirname "$(dirname "$catalogue")")")
    pybabel -q update -l "$language" -i locales/messages.pot -o "$catalogue" --width 96 --previous --ignore-obsolete --ignore-pot-creation-date
done
