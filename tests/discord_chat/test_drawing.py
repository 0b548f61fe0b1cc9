"""What Discord is shown: pure, no connection."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.chats.discord.draw import CONTENT_LIMIT, Drawing, draw
from bot.chats.discord.read import MARK
from bot.core.messages import (
    AnyButton,
    Button,
    DoorButton,
    File,
    LinkButton,
    Manner,
    Message,
    Paragraph,
    Span,
    Word,
)
from bot.core.press import Press
from bot.core.text import Label, Moment
from tests.stand_ins.discord.message_rules import message_mistakes, pings

DOOR = "https://discord.com/oauth2/authorize?client_id=1"
PRIMARY, SECONDARY, LINK = 1, 2, 5


def _message(*spans: Span, buttons: tuple[AnyButton[str], ...] = (), **more: Any) -> Message:
    return Message("en", (Paragraph(spans),), buttons, **more)


def _drawn(message: Message) -> list[Drawing]:
    """The parts, each held to Discord's rules."""
    parts = draw(message, door=DOOR)
    for part in parts:
        body = {"content": part.content, "components": _components(part)}
        assert not message_mistakes(body, (), interaction=True)
    return parts


def _content(*spans: Span) -> str:
    (part,) = _drawn(_message(*spans))
    return part.content


def _components(part: Drawing) -> list[dict[str, Any]]:
    view = part.view()
    return view.to_components() if view else []


def _rows(*buttons: AnyButton[str]) -> list[list[dict[str, Any]]]:
    (part,) = _drawn(_message("Text", buttons=buttons))
    return [row["components"] for row in _components(part)]


def _picks(count: int) -> tuple[Button[str], ...]:
    return tuple(Button(f"Language {n}", Press("lang", f"l{n}")) for n in range(count))


# --- text -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("literal", "shown"),
    [
        ("*not bold* _or so_ ~~x~~ ||y|| `z`", r"\*not bold\* \_or so\_ \~\~x\~\~ \|\|y\|\| \`z\`"),
        ("# Heading", r"\# Heading"),
        ("- one\n- two", "\\- one\n\\- two"),
        ("one\n\n- two", "one\n\n\\- two"),
        ("> quote", r"\> quote"),
        ("[click](https://example.org)", r"\[click](https://example.org)"),
        ("back\\slash", r"back\\slash"),
        ("@everyone, @here", "@\u200beveryone, @\u200bhere"),
        ("<@123456789012345678>", "<@\u200b123456789012345678>"),
        ("https://example.org/a_b_c", "https://example.org/a_b_c"),
    ],
)
def test_a_literal_is_never_markup(literal: str, shown: str) -> None:
    assert _content(literal) == shown


def test_a_label_is_bold_and_escaped() -> None:
    assert _content("Tap ", Label("Data *privacy*", "en"), " now") == (
        r"Tap **Data \*privacy\*** now"
    )


def test_a_dash_in_the_middle_of_a_line_is_no_list() -> None:
    assert _content(Label("Settings", "en"), " - then ", Label("Data", "en")) == (
        "**Settings** - then **Data**"
    )


def test_a_moment_is_shown_in_the_readers_own_zone() -> None:
    at = datetime(2026, 11, 23, 10, 0, tzinfo=timezone(timedelta(hours=1)))
    assert _content("On ", Moment(at)) == f"On <t:{int(at.timestamp())}:f>"


def test_words_to_paste_stand_in_a_code_block_as_they_are() -> None:
    at = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    spans = ("I *object* to ", Label("this", "en"), " since ", Moment(at))
    (part,) = _drawn(Message("en", (Paragraph(spans, paste=True),)))
    assert part.content == "```\nI *object* to this since 2026-11-23 09:00 UTC\n```"


def test_backticks_do_not_end_a_code_block() -> None:
    (part,) = _drawn(Message("en", (Paragraph(("a ``` b",), paste=True),)))
    assert part.content.count("```") == 2


def test_paragraphs_are_parted_by_an_empty_line_and_empty_ones_left_out() -> None:
    paragraphs = (Paragraph(("One",)), Paragraph(()), Paragraph(("",)), Paragraph(("Two",)))
    (part,) = _drawn(Message("en", paragraphs))
    assert part.content == "One\n\nTwo"


# --- length ---------------------------------------------------------------------------------------


def test_a_long_message_is_split_between_paragraphs_with_the_rest_on_the_last() -> None:
    paragraphs = tuple(Paragraph((letter * 900,)) for letter in "abc")
    file = File("a.ics", "text/calendar", b"x")
    message = Message("en", paragraphs, _picks(1), file, Manner.REPLACES | Manner.SHARED)
    first, last = _drawn(message)
    assert first.content == "a" * 900 + "\n\n" + "b" * 900
    assert last.content == "c" * 900
    assert (first.rows, first.file, first.manner) == ((), None, message.manner)
    assert (len(last.rows), last.file, last.manner) == (1, file, Manner.SHARED)


def test_a_long_paragraph_is_cut_between_words_never_inside_markup() -> None:
    spans = [span for n in range(300) for span in (f"word{n} ", Label(f"label {n}", "en"), " ")]
    parts = _drawn(_message(*spans))
    assert len(parts) > 1
    assert "".join(part.content for part in parts) == "".join(
        f"word{n} **label {n}** " for n in range(300)
    )
    assert all(part.content.count("**") % 2 == 0 for part in parts)


def test_a_long_paste_is_fenced_in_each_part() -> None:
    text = "words to paste " * 300
    parts = _drawn(Message("en", (Paragraph((text,), paste=True),)))
    assert len(parts) > 1
    inside = [part.content.removeprefix("```\n").removesuffix("\n```") for part in parts]
    assert "".join(inside) == text
    assert all(len(part.content) <= CONTENT_LIMIT for part in parts)


def test_even_one_endless_word_fits() -> None:
    parts = _drawn(_message("x" * 4500))
    assert [len(part.content) for part in parts] == [2000, 2000, 500]


def test_buttons_alone_are_a_message() -> None:
    (part,) = _drawn(Message("en", (), _picks(1)))
    assert part.content == ""


@settings(deadline=None)
@given(st.lists(st.text() | st.builds(Label, st.text(min_size=1), st.just("en"))), st.booleans())
def test_whatever_the_words_are_each_part_keeps_the_rules(spans: list[Span], paste: bool) -> None:
    paragraphs = tuple(Paragraph((span, "@everyone `x` " * 50), paste) for span in spans)
    for part in _drawn(Message("en", paragraphs, _picks(3))):
        assert paste or pings({"content": part.content}) == []


# --- buttons --------------------------------------------------------------------------------------


def test_a_button_carries_its_press_and_the_first_stands_out() -> None:
    ((first, second, link),) = _rows(
        Button("Done, next", Press("step", "3", "iphone")),
        Button("Back", Press("step", "1"), Word.BACK),
        LinkButton("Open the page", "https://www.linkedin.com/"),
    )
    assert (first["custom_id"], first["style"]) == ("step:3:iphone", PRIMARY)
    assert (second["custom_id"], second["style"]) == ("step:1", SECONDARY)
    assert (link["url"], link["style"]) == ("https://www.linkedin.com/", LINK)
    assert "custom_id" not in link


def test_no_button_stands_out_among_equals_or_by_leading_back() -> None:
    assert {button["style"] for row in _rows(*_picks(6)) for button in row} == {SECONDARY}
    assert _rows(Button("Back", Press("start"), Word.BACK))[0][0]["style"] == SECONDARY


def test_a_door_opens_the_page_where_the_bot_is_added() -> None:
    (((door),),) = _rows(DoorButton("Show me how", Press("optout")))
    assert door["url"] == DOOR


def test_two_buttons_may_carry_the_same_press() -> None:
    press = Press("share")
    ((one, two, three),) = _rows(*(Button(label, press) for label in "abc"))
    ids = [one["custom_id"], two["custom_id"], three["custom_id"]]
    assert len(set(ids)) == 3
    assert {Press.read(each.partition(MARK)[0]) for each in ids} == {press}


def test_25_buttons_make_five_rows_of_five() -> None:
    assert [len(row) for row in _rows(*_picks(25))] == [5] * 5


def test_more_buttons_become_menus_and_what_is_no_choice_stays_a_button() -> None:
    back = Button("Back", Press("start"), Word.BACK)
    help_page = LinkButton("Help", "https://example.org")
    *menus, buttons = _rows(*_picks(27), back, help_page)
    assert [menu["type"] for (menu,) in menus] == [3, 3]
    assert [len(menu["options"]) for (menu,) in menus] == [14, 13]
    assert menus[0][0]["placeholder"] == "Language 0 – Language 13"
    values = [option["value"] for (menu,) in menus for option in menu["options"]]
    assert values == [f"lang:l{n}" for n in range(27)]
    assert [button["label"] for button in buttons] == ["Back", "Help"]


def test_more_buttons_than_discord_can_hold_are_refused() -> None:
    with pytest.raises(ValueError, match="more buttons"):
        draw(_message("Text", buttons=_picks(126)), door=DOOR)


def test_labels_are_cut_to_what_discord_takes() -> None:
    family = "👩\u200d👧"
    (((button),),) = _rows(Button("x" * 78 + family, Press("start")))
    assert button["label"] == "x" * 78 + "👩…"
    assert len(button["label"]) == 80
    menu = _rows(*(Button("y" * 120, Press("lang", f"l{n}")) for n in range(26)))[0][0]
    assert len(menu["options"][0]["label"]) == 100


async def test_a_view_is_over_before_it_is_sent_so_the_library_does_not_keep_it() -> None:
    view = draw(_message("Text", buttons=_picks(1)), door=DOOR)[0].view()
    assert view is not None
    assert view.is_finished()
