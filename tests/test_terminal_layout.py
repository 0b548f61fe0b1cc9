"""How messages look in a terminal, at the widths terminals have."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest

from bot.chats.terminal.layout import Layout, moment_here, width, wrap
from bot.core.messages import Button, DoorButton, LinkButton, Message, Paragraph
from bot.core.press import Press
from bot.core.text import Label, Moment
from bot.languages import languages, quotation_marks
from bot.service.shown import numbered

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
SWITCH = "https://www.linkedin.com/mypreferences/d/settings/data-for-ai-improvement"

MALTESE = "LinkedIn juża d-data tal-membri tiegħu biex iħarreġ l-intelliġenza artifiċjali."
GERMAN = "Die Datenschutzgrundverordnungsbeschwerdeverfahrensvorschriften gelten, und zwar überall."
EMOJI = "Fertig 👍🏽 – die Familie 👨‍👩‍👧 hat es ✔️ geschafft 🎉🎉🎉 und freut sich sehr darüber."
COMBINING = "Ma\u0309u v\u0103n ba\u0309n co\u0301 da\u0301\u0302u no\u0301i tie\u0302\u0301ng " * 2
WIDE = "設定とプライバシー " * 5


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("Iħ", 2),
        ("e\u0301\u0302", 1),
        ("設定", 4),
        ("👍", 2),
        ("👍🏽", 2),
        ("👨‍👩‍👧", 2),
        ("✔️", 2),
        ("a\u200bb", 2),
        ("«\u00a0x\u00a0»", 5),
    ],
)
def test_width_is_counted_in_columns(text: str, columns: int) -> None:
    assert width(text) == columns


@pytest.mark.parametrize("columns", [40, 60, 80])
@pytest.mark.parametrize("text", [MALTESE, GERMAN, EMOJI, COMBINING, WIDE])
def test_lines_fit_and_nothing_is_lost(text: str, columns: int) -> None:
    lines = wrap(text, columns)
    assert all(width(line) <= columns for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert not any(line.startswith((" ", "\u0301", "\u200d")) for line in lines)


def test_a_word_wider_than_the_line_is_cut_and_an_address_is_not() -> None:
    assert wrap("a " + "x" * 50 + " b", 40) == ["a", "x" * 40, "x" * 10 + " b"]
    assert wrap(f"Open {SWITCH} now", 40) == ["Open", SWITCH, "now"]


def test_no_break_spaces_hold_together() -> None:
    assert wrap("a" * 38 + " b\u00a0c", 40) == ["a" * 38, "b\u00a0c"]


EVERYTHING = Message(
    "de",
    (
        Paragraph(("Schalte ", Label("Use my data for training", "en"), " aus.")),
        Paragraph(("I object to the use of my personal data for training.\nName:",), paste=True),
    ),
    (
        LinkButton("Schalter öffnen", "https://example.org/s"),
        Button("Es ist jetzt aus, und ich habe die Seite noch einmal geöffnet", Press("cover")),
        DoorButton("Weiter im privaten Chat", Press("step", "2")),
        Button("Später", Press("later")),
    ),
)


def test_a_message_at_forty_columns() -> None:
    assert Layout(40).message(EVERYTHING) == "\n".join(
        [
            "Schalte „Use my data for training“ aus.",
            "",
            "    I object to the use of my personal",
            "    data for training.",
            "    Name:",
            "",
            " →  Schalter öffnen:",
            "    https://example.org/s",
            " 1  Es ist jetzt aus, und ich habe die",
            "    Seite noch einmal geöffnet",
            " →  Weiter im privaten Chat: /start",
            "    step-2",
            " 2  Später",
        ]
    )


def test_a_label_is_bold_where_that_is_possible() -> None:
    text = Layout(40, bold=True).message(EVERYTHING).splitlines()[0]
    assert text == "Schalte \x1b[1mUse my data for training\x1b[22m aus."


def test_numbers_run_through_all_messages_of_an_answer() -> None:
    assert [button.label for button in numbered([EVERYTHING, EVERYTHING])[1:3]] == [
        "Später",
        "Es ist jetzt aus, und ich habe die Seite noch einmal geöffnet",
    ]
    assert Layout(40).messages([EVERYTHING, EVERYTHING]).endswith("\n 4  Später")


@pytest.mark.parametrize("columns", [40, 60, 80])
def test_the_choice_of_a_language_fits_on_a_small_screen(columns: int) -> None:
    names = tuple(Button(f"Język nr {n} 中文", Press("language", str(n))) for n in range(1, 28))
    lines = Layout(columns).message(Message("pl", (Paragraph(("Język?",)),), names)).splitlines()
    assert all(width(line) <= columns for line in lines)
    assert re.findall(r" ?(\d+)  J", " ".join(lines)) == [str(n) for n in range(1, 28)]
    assert len(lines) < 20 or columns == 40


def test_long_buttons_are_not_put_side_by_side() -> None:
    buttons = tuple(Button(GERMAN, Press("x")) for _ in range(10))
    lines = Layout(40).message(Message("de", (), buttons)).splitlines()
    assert all(width(line) <= 40 for line in lines)
    assert lines[4].startswith(" 2  Die")


def test_a_moment_is_in_local_time_and_the_languages_own_format(
    local_zone: Callable[[str], None],
) -> None:
    local_zone("EST5")
    assert moment_here(NOON, "de") == "24. November 2026, 07:00"
    assert moment_here(NOON, "fi") == "24. marraskuuta 2026 7.00"
    drawn = Layout(40).message(Message("fr", (Paragraph((Moment(NOON),)),)))
    assert drawn == "24 novembre 2026, 07:00"


@pytest.fixture
def local_zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    def change(zone: str) -> None:
        monkeypatch.setenv("TZ", zone)
        time.tzset()

    yield change
    monkeypatch.undo()
    time.tzset()


def test_every_language_has_quotation_marks() -> None:
    for language in languages():
        drawn = Layout().message(Message(language, (Paragraph((Label("Me", "en"),)),)))
        assert drawn == "Me".join(quotation_marks(language))
    assert len({quotation_marks(language) for language in languages()}) > 2
