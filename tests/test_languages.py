"""A language has one file: what stands there is read alone, and together with all the others."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from babel.core import Locale
from babel.dates import format_date
from hypothesis import given, settings
from hypothesis import strategies as st

import bot
from bot.core.days import DayWords
from bot.core.facts import BadKnowledge
from bot.core.messages import Word
from bot.core.words import PlainWords
from bot.languages import languages, plain_words, texts, words
from bot.languages.check import checked
from bot.languages.days import vocabulary
from bot.languages.plain import together
from bot.languages.table import Days
from bot.reader.head import Head
from bot.reader.reader import HEAD
from bot.resources import folder

TODAY = date(2026, 11, 25)  # a Wednesday
SPOKEN = sorted(languages())
OURS = plain_words().days

CZECH = """
quotes = ["„", "“"]
[plain]
back = ["zpět"]
done = ["hotovo"]
help = ["pomoc"]
later = ["později"]
menu = ["menu"]
no = ["ne"]
stop = ["stop"]
stuck = ["nevím"]
yes = ["ano", "jo"]
[days]
phrases = { "zítra" = 1, "pozítří" = 2 }
units = { "den" = 1, "dny" = 1, "dní" = 1, "týden" = 7, "týdny" = 7 }
numbers = ["jeden|jednu", "dva|dvě"]
endings = ["."]
around = ["prosím"]
ahead = ["za", "příští"]
on = ["v", "na"]
"""
"""A language that the bot does not speak: its "den" is a day, and German's an article."""


def test_every_language_that_is_spoken_or_understood_has_its_file() -> None:
    spoken, understood = set(languages()), set(Head.load(HEAD).languages)
    assert spoken | understood <= words().keys()
    for code in spoken:
        assert words()[code].plain
        assert words()[code].days


@pytest.mark.parametrize("code", words())
def test_a_file_is_right_by_itself(code: str) -> None:
    assert checked(code, texts()[code]) == words()[code]
    alone = together({code: words()[code]})
    assert bool(alone.tables) == bool(words()[code].plain)
    assert alone.days.languages.keys() <= {code}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("[plain]", "[plain", "line"),
        ("[plain]", "[plane]", "plane"),
        ("yes = [", "yeah = [", "plain.yeah"),
        ('back = ["zurück", ', "back = [1, ", "plain.back.0"),
        ('quotes = ["„", "“"]', 'quotes = ["„"]', "quotes"),
        ('"heute" = 0', '"heute" = "today"', "days.phrases.heute"),
        ('"woche" = 7', '"woche" = 0', "days.units.woche"),
        ('"woche" = 7', '"woche" = true', "days.units.woche"),
        ("clock = ", "clocks = ", "days.clocks"),
        ('password = ["*passwort*"', 'password = [""', "secrets.password.0"),
        ("eea = [", "eu = [", "countries.eu"),
        ("computer = [", "television = [", "devices.television"),
    ],
)
def test_a_wrong_file_is_refused_by_name(old: str, new: str, says: str) -> None:
    assert old in texts()["de"]
    with pytest.raises(BadKnowledge, match=rf"^de\.toml: .*{says}"):
        checked("de", texts()["de"].replace(old, new, 1))


def test_a_language_that_lacks_a_plain_word_is_refused() -> None:
    with pytest.raises(BadKnowledge, match=r"cs\.toml: plain: .*stuck"):
        checked("cs", CZECH.replace('stuck = ["nevím"]\n', ""))


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('no = ["ne"]', 'no = ["ne", "ano"]', "plain.yes: 'ano'"),
        ('around = ["prosím"]', 'around = ["den"]', "days.around: 'den'"),
        ('"týdny" = 7', '"týdny" = 7, "TYDEN" = 8', "days.units: 'TYDEN'"),
        ('"dva|dvě"', '"dva|dvě", "jeden"', "days.numbers: 'jeden'"),
    ],
)
def test_a_word_with_two_meanings_in_its_language_is_refused(old: str, new: str, says: str) -> None:
    assert old in CZECH
    with pytest.raises(BadKnowledge, match=f"^cs.toml: {says}"):
        together({"cs": checked("cs", CZECH.replace(old, new))})


# --- alone and together -------------------------------------------------------------------------------


def said(days: Days) -> Iterator[str]:
    """What can be said with the words of a language."""
    ahead = days.ahead[0]
    yield from days.phrases
    yield from (f"{phrase} {each}" for phrase in days.phrases for each in days.around)
    for unit in days.units:
        yield from (f"{each} {unit}" for each in days.ahead)
        yield from (f"{ahead} {each} {unit}" for line in days.numbers for each in line.split("|"))
        yield f"{ahead} 3 {unit}"
    for weekday in days.weekdays:
        yield weekday
        yield from (f"{each} {weekday}" for each in (*days.ahead, *days.this, *days.around))
    tomorrow = next(phrase for phrase, ahead in days.phrases.items() if ahead == 1)
    yield from (f"{each} 15" for each in days.on)
    yield from (f"15{each}" for each in days.endings)
    yield from (each for line in days.ordinals for each in line.split("|"))
    yield from (f"{tomorrow} {each}" for each in days.parts)
    yield from (f"{tomorrow} {each} 5" for each in days.at)
    yield from (f"{tomorrow} 5 {each}" for each in days.clock)
    yield from (f"{each} {tomorrow}" for each in days.reminding)


@cache
def everybody() -> PlainWords:
    """All the languages, and Czech as it might be."""
    return together({**words(), "cs": checked("cs", CZECH)})


@pytest.mark.parametrize("code", SPOKEN)
def test_each_phrase_means_the_same_alone_and_together(code: str) -> None:
    table = words()[code]
    alone = together({code: table})
    assert table.days
    for phrase in said(table.days):
        day = alone.days.read(phrase, TODAY, code)
        assert day, phrase
        assert everybody().days.read(phrase, TODAY, code) == day, phrase
    for word, phrases in table.plain.items():
        assert {everybody().meaning(each, code) for each in phrases} == {word}


@pytest.mark.parametrize("code", SPOKEN)
def test_others_understand_a_phrase_as_it_is_meant_or_not_at_all(code: str) -> None:
    spoken, days = words()[code].days, everybody().days
    assert spoken
    for phrase in said(spoken):
        # Whoever does not know it reads it as somebody without a language: as all the others agree.
        assert days.read(phrase, TODAY, None) in {days.read(phrase, TODAY, code), None}, phrase


@pytest.mark.parametrize("language", ["cs", "en", "de", "mt", None])
@pytest.mark.parametrize(
    ("phrase", "ahead"),
    [("za den", 1), ("za týden", 7), ("za dvě týdny", 14), ("nhar l-Erbgħa", 7), ("am 15.", 20)],
)
def test_a_new_language_is_understood_and_takes_nothing_from_the_others(
    phrase: str, ahead: int, language: str | None
) -> None:
    found = everybody().days.read(phrase, TODAY, language)
    assert found
    assert (found - TODAY).days == ahead


def test_a_word_on_which_the_others_do_not_agree_means_nothing_to_somebody_else() -> None:
    turned = CZECH.replace('"zítra" = 1', '"zítra" = 3').replace('no = ["ne"]', 'no = ["ano"]')
    other = checked("sk", turned.replace('yes = ["ano", "jo"]', 'yes = ["ne"]'))
    both = together({"en": words()["en"], "cs": checked("cs", CZECH), "sk": other})
    assert both.meaning("ne", "cs") is Word.NO
    assert both.meaning("ne", "sk") is Word.YES
    assert both.meaning("ne", "en") is None
    assert both.meaning("hotovo", "en") is Word.DONE
    assert both.days.read("zitra", TODAY, "cs") == date(2026, 11, 26)
    assert both.days.read("zitra", TODAY, "sk") == date(2026, 11, 28)
    assert both.days.read("zitra", TODAY, "en") is None
    assert both.days.read("pozítří", TODAY, "en") == date(2026, 11, 27)


# --- as CLDR writes them ------------------------------------------------------------------------------

BY_CLDR = DayWords({code: vocabulary(code, each.days or Days()) for code, each in words().items()})
"""With the names of days in all the languages, those that are not spoken yet among them."""


def as_written(day: date, width: str, locale: Locale) -> str:
    return format_date(day, width, locale)


@pytest.mark.parametrize("code", words())
@settings(deadline=None, max_examples=50)
@given(day=st.integers(1, 366).map(lambda ahead: date.fromordinal(TODAY.toordinal() + ahead)))
def test_a_day_is_read_as_its_language_writes_it(code: str, day: date) -> None:
    locale = Locale(code)
    for width in ("full", "long", "medium", "short"):
        # Only the United States write the month first in numbers; here it is read as the day.
        if not (code == "en" and width == "short"):
            written = as_written(day, width, locale)
            assert BY_CLDR.read(written, TODAY, code) == day, written
            assert OURS.read(written, TODAY, "en") in {day, None}, written


@pytest.mark.parametrize("code", words())
@pytest.mark.parametrize("width", ["wide", "abbreviated"])
def test_months_and_weekdays_are_known_by_their_names_with_and_without_a_dot(
    code: str, width: str
) -> None:
    locale, own = Locale(code), DayWords({code: BY_CLDR.languages[code]})
    months = list(locale.months["format"][width].items())
    for month, name in months:
        for form in (name, name.strip("."), f"{name.strip('.')}."):
            assert own.read(f"26 {form}", TODAY, code) == date(2026 + (month < 11), month, 26)
    weekdays = locale.days["format"][width]
    names = [each.strip(".") for each in weekdays.values()]
    # A single letter is no name, and Slovak's short Wednesday and Thursday differ by an accent only.
    apart = [
        (weekday, name)
        for weekday, name in weekdays.items()
        if len(name) > 1 and (code, width, name) not in {("sk", width, "st"), ("sk", width, "št")}
    ]
    assert len(apart) >= 5 or (code, width) in {("et", "abbreviated"), ("hu", "abbreviated")}, names
    for weekday, name in apart:
        found = own.read(f"{name.strip('.')}.", TODAY, code)
        assert found, name
        assert found.weekday() == weekday


# --- a new one ----------------------------------------------------------------------------------------


def test_a_language_is_one_catalogue_and_one_file(tmp_path: Path) -> None:
    """German's catalogue stands in for Czech sentences; no line of code is changed."""
    here = Path(bot.__file__).parent
    shutil.copytree(here, tmp_path / "bot", ignore=shutil.ignore_patterns("*.pyc"))
    locales = tmp_path / "locales"
    shutil.copytree(folder("locales"), locales)
    shutil.copytree(folder("migrations"), tmp_path / "migrations")
    shutil.copytree(locales / "de", locales / "cs")
    file = tmp_path / "bot" / "languages" / "cs.toml"
    # Before its tables for devices, countries and secrets come those in which it is spoken.
    spoken = CZECH.split("[plain]", 1)[1]
    file.write_text(file.read_text("utf-8").replace("[devices]", f"[plain]{spoken}\n[devices]"))
    before = datetime.now(UTC)
    done = subprocess.run(
        [sys.executable, "-S", "-m", "bot", "chat", "--language", "cs"],
        input="/remind\nza dva dny\n/status\nzpět\n",
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
        env={
            "PATH": os.environ["PATH"],
            "PYTHONPATH": os.pathsep.join([str(tmp_path), *_installed()]),
            "PYTHONUTF8": "1",
        },
    )
    days = {each.date() + timedelta(days=2) for each in (before, datetime.now(UTC))}
    assert any(done.stdout.count(format_date(each, "long", Locale("cs"))) >= 2 for each in days)


def _installed() -> list[str]:
    return [each for each in sys.path if each.endswith("site-packages")]
