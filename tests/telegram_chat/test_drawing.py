"""What a message comes to on Telegram: texts, entities, rows of buttons."""

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from telegram import InlineKeyboardButton, MessageEntity

from bot.chats.telegram.draw import Drawing, draw, rows, units
from bot.core.messages import (
    PLAIN,
    AnyButton,
    Button,
    DoorButton,
    File,
    LinkButton,
    Manner,
    Message,
    Paragraph,
    Span,
)
from bot.core.press import MAX_BYTES, Press
from bot.core.text import Label, Moment

LIMIT = 4096
NEXT = Button("Next", Press("step", "2"))


def drawn(
    *paragraphs: Sequence[Span] | str,
    language: str = "en",
    buttons: Sequence[AnyButton[str]] = (),
    paste: bool = False,
    manner: Manner = PLAIN,
    file: File | None = None,
) -> Drawing:
    """A message with one paragraph for each argument."""
    spans = [(each,) if isinstance(each, str) else tuple(each) for each in paragraphs]
    return draw(
        Message(
            language,
            tuple(Paragraph(each, paste=paste) for each in spans),
            tuple(buttons),
            file,
            manner=manner,
        ),
        "optout_test_bot",
        "Copy",
    )


def covered(text: str, entity: MessageEntity) -> str:
    """What Telegram shows under an entity: it counts in UTF-16 units."""
    wide = text.encode("utf-16-le")
    return wide[2 * entity.offset : 2 * (entity.offset + entity.length)].decode("utf-16-le")


def keyboard(drawing: Drawing) -> list[list[InlineKeyboardButton]]:
    """The rows of buttons, of the last part."""
    markup = drawing.parts[-1].keyboard
    return [list(row) for row in markup.inline_keyboard] if markup else []


def labelled(*labels: str) -> list[list[str]]:
    """How buttons of these labels come to stand."""
    buttons = [InlineKeyboardButton(label, callback_data="x") for label in labels]
    return [[button.text for button in row] for row in rows(buttons)]


def test_paragraphs_stand_apart_and_nothing_is_escaped() -> None:
    (part,) = drawn("1 < 2 & *3*", "[a](b)").parts
    assert part.text == "1 < 2 & *3*\n\n[a](b)"
    assert part.entities == ()
    assert part.keyboard is None


@pytest.mark.parametrize(
    ("before", "words"),
    [
        ("Turn off ", "Data privacy"),
        ("👩🏽‍💻 𝔊 ", "Datenschutz 🔒"),
        ("Itfi l-għażla: ", "Privatezza tad-dejta, ħ ġ ż ċ"),
        ("עברית ", "Απόρρητο"),
        ("", "İı"),
    ],
)
def test_a_label_is_bold_wherever_it_stands(before: str, words: str) -> None:
    label = Label(words, "mt")
    (part,) = drawn("🙂 first", (before, label, ", then 🎉 ", label)).parts
    first, second = part.entities
    assert {first.type, second.type} == {MessageEntity.BOLD}
    assert covered(part.text, first) == covered(part.text, second) == words
    assert second.offset > first.offset + first.length


def test_a_moment_is_shown_in_utc_until_the_app_shows_it_in_local_time() -> None:
    at = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
    (part,) = drawn(("🔔 Bis ", Moment(at), "."), language="de").parts
    assert part.text == "🔔 Bis 23. November 2026, 14:00 UTC."
    (entity,) = part.entities
    assert covered(part.text, entity) == "23. November 2026, 14:00 UTC"
    assert (entity.type, entity.unix_time, entity.date_time_format) == ("date_time", at, "Dt")
    assert entity.to_dict()["unix_time"] == 1795442400


def test_a_short_paste_is_copied_by_a_tap_and_by_a_button() -> None:
    drawing = drawn(("I object to ", Label("Data", "en"), " 🙅"), paste=True, buttons=[NEXT])
    (part,) = drawing.parts
    (entity,) = part.entities
    assert entity.type == MessageEntity.PRE
    assert covered(part.text, entity) == "I object to Data 🙅"
    ((copy, following),) = keyboard(drawing)
    assert copy.copy_text
    assert (copy.text, copy.copy_text.text) == ("Copy", "I object to Data 🙅")
    assert following.callback_data == "step:2"


def test_a_long_paste_is_copied_by_a_tap_only() -> None:
    assert keyboard(drawn("x" * 256, paste=True))
    assert keyboard(drawn("x" * 257, paste=True)) == []
    assert keyboard(drawn("🙂" * 129, paste=True)) == []


@pytest.mark.parametrize(
    ("sizes", "pages"),
    [
        ((LIMIT,), [1]),
        ((LIMIT - 3, 1), [2]),
        ((LIMIT - 2, 1), [1, 1]),
        ((2000, 2000, 90, 4000, 95), [3, 1, 1]),
        ((2000, 2000, 93), [2, 1]),
        ((1,) * 1365, [1365]),
        ((1,) * 1367, [1366, 1]),
    ],
)
def test_a_long_message_is_split_between_paragraphs(
    sizes: Sequence[int], pages: Sequence[int]
) -> None:
    drawing = drawn(*("x" * size for size in sizes), buttons=[NEXT])
    assert [len(part.text.split("\n\n")) for part in drawing.parts] == pages
    assert all(units(part.text) <= LIMIT for part in drawing.parts)
    assert "".join(part.text.replace("\n", "") for part in drawing.parts) == "x" * sum(sizes)
    assert [part.keyboard is not None for part in drawing.parts] == [
        *[False] * (len(pages) - 1),
        True,
    ]


def test_splitting_counts_utf_16_units_and_moves_the_entities() -> None:
    label = Label("Konto 🔒", "de")
    drawing = drawn("🙂" * 2000, ("🙂" * 1000, label))
    assert [units(part.text) for part in drawing.parts] == [4000, 2008]
    (entity,) = drawing.parts[1].entities
    assert covered(drawing.parts[1].text, entity) == "Konto 🔒"


def test_a_paragraph_longer_than_a_message_is_split_between_words() -> None:
    words = [f"wordy{number:05}🙂" for number in range(700)]
    drawing = drawn(" ".join(words))
    assert all(units(part.text) <= LIMIT for part in drawing.parts)
    assert " ".join(part.text for part in drawing.parts).split() == words
    pasted = drawn("y" * 5000, paste=True)
    assert [covered(part.text, part.entities[0])[:1] for part in pasted.parts] == ["y", "y"]


def test_a_file_goes_along() -> None:
    file = File("reminder.ics", "text/calendar", b"BEGIN:VCALENDAR")
    assert drawn("Here", file=file).file == file


def test_where_buttons_lead() -> None:
    press = Press("step", "2", "iphone", "de", "mt")
    buttons = (
        Button("a", press),
        LinkButton("b", "https://www.linkedin.com/mypreferences/d/settings"),
        DoorButton("c", press),
    )
    (a, b), (c,) = keyboard(drawn("x", buttons=buttons))
    assert (a.callback_data, a.url) == ("step:2:iphone:de:mt", None)
    assert (b.callback_data, b.url) == (
        None,
        "https://www.linkedin.com/mypreferences/d/settings",
    )
    assert c.url == "https://t.me/optout_test_bot?start=step-2-iphone-de-mt"
    assert Press.read("step-2-iphone-de-mt") == press


def test_what_everybody_sees_leads_into_the_private_chat() -> None:
    ((button,),) = keyboard(drawn("x", buttons=(NEXT,), manner=Manner.SHARED))
    assert (button.url, button.callback_data) == (
        "https://t.me/optout_test_bot?start=step-2",
        None,
    )


def test_the_longest_press_fits() -> None:
    press = Press("p" * (MAX_BYTES - len(":iphone:de:mt") - 1), "", "iphone", "de", "mt")
    assert len(press.wire()) == MAX_BYTES
    ((button, door),) = keyboard(drawn("x", buttons=(Button("a", press), DoorButton("b", press))))
    assert isinstance(button.callback_data, str)
    assert 1 <= len(button.callback_data.encode()) <= 64
    assert len(str(door.url).partition("?start=")[2]) <= 64


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (["Yes", "No"], [["Yes", "No"]]),
        (["Yes", "No", "Later"], [["Yes", "No"], ["Later"]]),
        (["x" * 18, "y" * 18], [["x" * 18, "y" * 18]]),
        (["x" * 19, "y", "z"], [["x" * 19], ["y", "z"]]),
        (["y", "x" * 19, "z"], [["y"], ["x" * 19], ["z"]]),
    ],
)
def test_rows(labels: list[str], expected: list[list[str]]) -> None:
    assert labelled(*labels) == expected


def test_languages_stand_in_threes() -> None:
    names = ["Български", "Čeština", "Dansk", "Deutsch", "Ελληνικά", "English"]
    names += ["Norsk bokmål", "Lëtzebuergesch", "Slovenščina", "Українська"]
    assert labelled(*names) == [
        names[:3],
        names[3:6],
        names[6:8],
        names[8:],
    ]


def test_a_keyboard_holds_a_hundred_buttons_in_their_order() -> None:
    buttons = [Button(f"{number}", Press("x", f"{number}")) for number in range(120)]
    shown = [
        int(str(button.callback_data).removeprefix("x:"))
        for row in keyboard(drawn("x", buttons=buttons))
        for button in row
    ]
    assert len(shown) == 100
    assert all(a < b for a, b in pairwise(shown))
