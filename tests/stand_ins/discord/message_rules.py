"""What Discord asks of a message beyond its schema."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator

from .mistakes import JSON, Mistake, Path, too_long

EPHEMERAL = 1 << 6
COMPONENTS_V2 = 1 << 15
_SUPPRESS_EMBEDS = 1 << 2
_SUPPRESS_NOTIFICATIONS = 1 << 12

CONTENT_LIMIT = 2000
EMBEDS_LIMIT = 6000
FILE_LIMIT = 10 * 1024 * 1024
ROW, BUTTON, TEXT_SELECT, TEXT_DISPLAY = 1, 2, 3, 10
SELECTS = frozenset({3, 5, 6, 7, 8})
_LINK, _PREMIUM = 5, 6
_LINK_SCHEMES = ("https://", "http://", "discord://")

_PINGS = re.compile(r"@everyone|@here|<@!?(?P<user>\d+)>|<@&(?P<role>\d+)>")


def message_mistakes(
    body: JSON, files: Collection[int], *, interaction: bool, first: bool = True
) -> list[Mistake]:
    """Every rule a new (`first`) or edited message breaks.

    Only a message that answers an interaction may be ephemeral.
    """
    return [
        *_flag_mistakes(body.get("flags") or 0, interaction=interaction),
        *_text_mistakes(body),
        *_embed_mistakes(body.get("embeds") or []),
        *_component_mistakes(body),
        *_mention_mistakes(body.get("allowed_mentions") or {}),
        *_attachment_mistakes(body.get("attachments"), files, first=first),
    ]


def shows_something(body: JSON, files: Collection[int]) -> bool:
    if (body.get("content") or "").strip() or files:
        return True
    return any(body.get(part) for part in ("embeds", "components", "sticker_ids", "poll"))


def pings(body: JSON) -> list[str]:
    """The mentions in the content that `allowed_mentions` does not switch off."""
    allowed = body.get("allowed_mentions")
    found = [
        match[0]
        for match in _PINGS.finditer(body.get("content") or "")
        if allowed is None or _allowed(match, allowed)
    ]
    if body.get("message_reference") and (allowed is None or allowed.get("replied_user")):
        found.append("the author of the message replied to")
    return found


def nested(components: list[JSON], path: Path = ("components",)) -> Iterator[tuple[Path, JSON]]:
    """Every component with its place, those inside others too."""
    for index, component in enumerate(components):
        here = (*path, index)
        yield here, component
        yield from nested(component.get("components") or [], (*here, "components"))
        if accessory := component.get("accessory"):
            yield (*here, "accessory"), accessory


def _allowed(match: re.Match[str], allowed: JSON) -> bool:
    parse = allowed.get("parse") or []
    if match["user"]:
        return "users" in parse or match["user"] in (allowed.get("users") or [])
    if match["role"]:
        return "roles" in parse or match["role"] in (allowed.get("roles") or [])
    return "everyone" in parse


def _flag_mistakes(flags: int, *, interaction: bool) -> Iterator[Mistake]:
    known = _SUPPRESS_EMBEDS | _SUPPRESS_NOTIFICATIONS | COMPONENTS_V2
    if interaction:
        known |= EPHEMERAL
    if flags & ~known:
        yield Mistake(("flags",), "FLAGS", f"A bot cannot set the flags {flags & ~known} here.")


def _text_mistakes(body: JSON) -> Iterator[Mistake]:
    content = body.get("content") or ""
    yield from too_long(("content",), len(content), CONTENT_LIMIT)
    if (body.get("flags") or 0) & COMPONENTS_V2 and (content or body.get("embeds")):
        message = (
            "The 'content' and 'embeds' fields cannot be used with MessageFlags.IS_COMPONENTS_V2"
        )
        yield Mistake(("content",), "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", message)


def _embed_mistakes(embeds: list[JSON]) -> Iterator[Mistake]:
    total = 0
    for index, embed in enumerate(embeds):
        fields = embed.get("fields") or []
        texts = [
            embed.get("title"),
            embed.get("description"),
            (embed.get("footer") or {}).get("text"),
            (embed.get("author") or {}).get("name"),
            *(text for field in fields for text in (field["name"], field["value"])),
        ]
        total += sum(len(text) for text in texts if text)
        if not any(texts) and not embed.get("image") and not embed.get("thumbnail"):
            yield Mistake(("embeds", index), "BASE_TYPE_REQUIRED", "This embed is empty.")
        for number, field in enumerate(fields):
            for part in ("name", "value"):
                if not field[part].strip():
                    path = ("embeds", index, "fields", number, part)
                    yield Mistake(path, "BASE_TYPE_REQUIRED", "This field is required")
    if total > EMBEDS_LIMIT:
        message = f"Embed size exceeds maximum size of {EMBEDS_LIMIT}"
        yield Mistake(("embeds",), "MAX_EMBED_SIZE_EXCEEDED", message)


def _component_mistakes(body: JSON) -> Iterator[Mistake]:
    components = body.get("components") or []
    everything = list(nested(components))
    yield from _layout_mistakes(components, everything, body.get("flags") or 0)
    for path, component in everything:
        if component["type"] == ROW:
            yield from _row_mistakes(path, component["components"])
        elif component["type"] == BUTTON:
            yield from _button_mistakes(path, component)
        elif component["type"] in SELECTS:
            yield from _select_mistakes(path, component)
    counted = Counter(c["custom_id"] for _, c in everything if c.get("custom_id"))
    for path, component in everything:
        if counted[component.get("custom_id")] > 1:
            message = "Component custom id cannot be duplicated"
            yield Mistake((*path, "custom_id"), "COMPONENT_CUSTOM_ID_DUPLICATED", message)


def _layout_mistakes(
    top: list[JSON], everything: list[tuple[Path, JSON]], flags: int
) -> Iterator[Mistake]:
    if not flags & COMPONENTS_V2:
        if len(top) > 5:
            yield Mistake(
                ("components",), "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length."
            )
        for index, component in enumerate(top):
            if component["type"] != ROW:
                message = "This component needs MessageFlags.IS_COMPONENTS_V2."
                yield Mistake(("components", index), "UNION_TYPE_CHOICES", message)
        return
    if len(everything) > 40:
        yield Mistake(("components",), "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", "At most 40.")
    text = sum(len(c["content"]) for _, c in everything if c["type"] == TEXT_DISPLAY)
    yield from too_long(("components",), text, 4000)


def _row_mistakes(path: Path, inside: list[JSON]) -> Iterator[Mistake]:
    selects = sum(component["type"] in SELECTS for component in inside)
    if len(inside) > 5 or (selects and len(inside) > 1):
        message = "The width of this row is larger than 5 (a select fills a row)."
        yield Mistake(path, "COMPONENT_LAYOUT_WIDTH_EXCEEDED", message)


def _button_mistakes(path: Path, button: JSON) -> Iterator[Mistake]:
    custom_id, url = button.get("custom_id"), button.get("url")
    if button["style"] == _LINK:
        if custom_id:
            code = "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE"
            yield Mistake(path, code, "A custom id and url cannot both be specified")
        if not url:
            yield Mistake((*path, "url"), "BASE_TYPE_REQUIRED", "A url is required")
        elif not url.startswith(_LINK_SCHEMES):
            message = "Scheme must be one of ('discord', 'http', 'https')."
            yield Mistake((*path, "url"), "URL_TYPE_INVALID_SCHEME", message)
    elif button["style"] != _PREMIUM:
        if url:
            yield Mistake(
                (*path, "url"), "BUTTON_COMPONENT_INVALID", "Only a link button has a url"
            )
        if not custom_id:
            yield Mistake((*path, "custom_id"), "BASE_TYPE_REQUIRED", "A custom id is required")
    if not (button.get("label") or "").strip() and not button.get("emoji"):
        message = "A button needs a label or an emoji"
        yield Mistake((*path, "label"), "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED", message)


def _select_mistakes(path: Path, select: JSON) -> Iterator[Mistake]:
    least, most = select.get("min_values"), select.get("max_values")
    least = 1 if least is None else least
    most = 1 if most is None else most
    if least > most:
        yield Mistake((*path, "min_values"), "SELECT_COMPONENT_RANGE", "Must not exceed max_values")
    if select["type"] != TEXT_SELECT:
        return
    options = select["options"]
    if most > len(options):
        message = "Must not exceed the number of options"
        yield Mistake((*path, "max_values"), "SELECT_COMPONENT_RANGE", message)
    if sum(bool(option.get("default")) for option in options) > most:
        yield Mistake((*path, "options"), "SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES", "Too many.")
    counted = Counter(option["value"] for option in options)
    for index, option in enumerate(options):
        if counted[option["value"]] > 1:
            where = (*path, "options", index, "value")
            message = "The specified option value is already used"
            yield Mistake(where, "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", message)


def _mention_mistakes(allowed: JSON) -> Iterator[Mistake]:
    for kind in ("users", "roles"):
        if allowed.get(kind) and kind in (allowed.get("parse") or []):
            message = f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.'
            yield Mistake(
                ("allowed_mentions",), "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", message
            )


def _attachment_mistakes(
    listed: list[JSON] | None, files: Collection[int], *, first: bool
) -> Iterator[Mistake]:
    if len(files) > 10:
        yield Mistake(("attachments",), "BASE_TYPE_MAX_LENGTH", "Must be 10 or fewer in length.")
    if listed is None:
        return
    numbers = [int(attachment["id"]) for attachment in listed]
    for index, number in enumerate(numbers):
        # On an edit the list also names, by their large ids, the attachments to keep.
        if number not in files and (first or number < 10):
            path = ("attachments", index, "id")
            yield Mistake(path, "ATTACHMENT_NOT_FOUND", f"There is no files[{number}]")
    for number in sorted(set(files) - set(numbers)):
        message = f"files[{number}] is not among the attachments"
        yield Mistake(("attachments",), "ATTACHMENT_NOT_FOUND", message)
