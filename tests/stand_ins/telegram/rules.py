"""Rules of the Bot API that a table of fields cannot state."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from .text import is_blank, units

JSON = dict[str, Any]

MOST_BUTTONS = 100
MOST_MARKUP_BYTES = 10_000
_HOST = re.compile(
    r"(?:(?!-)[\w-]{1,63}(?<!-)\.)+(?:[^\W\d_]{2,63}|xn--[a-z0-9-]{2,59})|\d{1,3}(?:\.\d{1,3}){3}"
)
_NEEDED = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id"}
_BELONGS = {
    "url": "text_link",
    "user": "text_mention",
    "language": "pre",
    "custom_emoji_id": "custom_emoji",
    "unix_time": "date_time",
    "date_time_format": "date_time",
}


@dataclass(frozen=True)
class Mistake:
    """One thing in a request that the Bot API does not allow, with the server's own words."""

    where: str
    what: str
    answer: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


def is_link(url: str, *, schemes: tuple[str, ...] = ("http", "https", "tg")) -> bool:
    """Whether Telegram would open the address: a known scheme, a host that can exist."""
    if re.search(r"\s", url):
        return False
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        plausible = parts.port is None or parts.port > 0
    except ValueError:
        return False
    if parts.scheme not in schemes:
        return False
    return bool(host) if parts.scheme == "tg" else plausible and bool(_HOST.fullmatch(host))


def mistakes_of_type(kind: str, value: JSON, where: str) -> Iterator[Mistake]:
    """What is wrong with an object beyond its fields' own limits."""
    if kind == "InlineKeyboardMarkup":
        yield from _keyboard(value, where)
    elif kind == "InlineKeyboardButton":
        yield from _button(value, where)
    elif kind in ("LoginUrl", "WebAppInfo"):
        yield from _https(value, where)
    elif kind == "MessageEntity":
        yield from _entity(value, where)


def mistakes_of_method(method: str, parameters: Mapping[str, Any]) -> Iterator[Mistake]:
    """What is wrong between the parameters of a request."""
    for text_name, entities_name in (("text", "entities"), ("caption", "caption_entities")):
        text, entities = parameters.get(text_name), parameters.get(entities_name, [])
        if isinstance(text, str) and method != "answerCallbackQuery":
            if text_name == "text" and text.strip() and is_blank(text):
                yield Mistake("text", "nothing in it can be seen", "text must be non-empty")
            yield from _bounds(text, entities, entities_name)
    if parameters.get("parse_mode") in ("HTML", "Markdown", "MarkdownV2"):
        what = "this stand-in keeps entities and does not parse"
        yield Mistake("parse_mode", what, "can't parse entities: send them as entities")
    if (
        parameters.get("url")
        and method == "setWebhook"
        and not is_link(parameters["url"], schemes=("https",))
    ):
        what = "not an https address with a host"
        yield Mistake("url", what, "bad webhook: an HTTPS URL must be provided for webhook")


def _keyboard(value: JSON, where: str) -> Iterator[Mistake]:
    rows = value.get("inline_keyboard")
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        return
    if sum(map(len, rows)) > MOST_BUTTONS:
        yield Mistake(where, f"more than {MOST_BUTTONS} buttons", "reply markup is too long")
    elif len(repr(rows).encode()) > MOST_MARKUP_BYTES:
        yield Mistake(where, f"more than {MOST_MARKUP_BYTES} bytes", "reply markup is too long")
    if not all(rows):
        yield Mistake(where, "a row without a button", "reply markup has an empty row")


def _button(value: JSON, where: str) -> Iterator[Mistake]:
    url = value.get("url")
    if isinstance(url, str) and not is_link(url):
        answer = f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL"
        yield Mistake(f"{where}.url", f"no address Telegram would open: {url!r}", answer)
    for name in ("pay", "callback_game"):
        if name in value:
            answer = "BUTTON_TYPE_INVALID"
            yield Mistake(f"{where}.{name}", "only in an invoice or a game", answer)


def _https(value: JSON, where: str) -> Iterator[Mistake]:
    url = value.get("url")
    if isinstance(url, str) and not is_link(url, schemes=("https",)):
        yield Mistake(f"{where}.url", f"no https address: {url!r}", "BUTTON_URL_INVALID")


def _entity(value: JSON, where: str) -> Iterator[Mistake]:
    kind = value.get("type")
    needed = _NEEDED.get(str(kind))
    if needed and needed not in value:
        answer = f"can't parse MessageEntity: can't find field \"{needed}\""
        yield Mistake(where, f"{kind} without {needed}", answer)
    if kind == "date_time" and "unix_time" not in value:
        answer = "can't parse MessageEntity: can't find field \"unix_time\""
        yield Mistake(where, "date_time without unix_time", answer)
    for name, owner in _BELONGS.items():
        if name in value and kind != owner:
            answer = "can't parse MessageEntity"
            yield Mistake(f"{where}.{name}", f"belongs to {owner}, not {kind}", answer)
    url = value.get("url")
    if kind == "text_link" and isinstance(url, str) and not is_link(url):
        yield Mistake(f"{where}.url", f"no address Telegram would open: {url!r}", "wrong HTTP URL")


def _bounds(text: str, entities: Any, name: str) -> Iterator[Mistake]:
    """Whether every entity begins and ends between two characters of the text."""
    if not isinstance(entities, list):
        return
    places, place = {0}, 0
    for character in text:
        place += units(character)
        places.add(place)
    for index, entity in enumerate(entities):
        if not isinstance(entity, dict):
            continue
        offset, length = entity.get("offset"), entity.get("length")
        if not isinstance(offset, int) or not isinstance(length, int) or offset < 0 or length < 1:
            continue
        where, start = f"{name}[{index}]", f"entity beginning at UTF-16 offset {offset}"
        if offset + length > place:
            answer = f"{start} ends after the end of the text at UTF-16 offset {offset + length}"
            yield Mistake(where, f"{offset}+{length} in a text of {place} units", answer)
        elif offset not in places or offset + length not in places:
            answer = f"{start} begins or ends in a middle of a UTF-16 symbol"
            yield Mistake(where, f"{offset}+{length} cuts a character in two", answer)
