"""Requests that are right, and one wrong in each way there is."""

from typing import Any

from tests.stand_ins.telegram.judge import File
from tests.stand_ins.telegram.rules import JSON


def keyboard(**action: Any) -> JSON:
    """A markup of one button, as it comes over the wire."""
    return {"inline_keyboard": [[{"text": "Go", **action}]]}


def message(**arguments: Any) -> tuple[str, JSON]:
    """A message to somebody, with what is wrong with it."""
    return "sendMessage", {"chat_id": 7, "text": "hello", **arguments}


def entity(**fields: Any) -> tuple[str, JSON]:
    """A message with one entity."""
    return message(entities=[{"type": "bold", "offset": 0, "length": 1, **fields}])


def command(**fields: Any) -> tuple[str, JSON]:
    """A list of one command."""
    return "setMyCommands", {"commands": [{"command": "start", "description": "Begin", **fields}]}


RIGHT: dict[str, tuple[str, JSON]] = {
    "a plain message": message(),
    "4,096 units": message(text="x" * 4096),
    "4,096 units and spaces around": message(text=f"  {'x' * 4096}\n"),
    "a public chat by name": message(chat_id="@club_house"),
    "a link": message(
        reply_markup=keyboard(url="https://www.linkedin.com/mypreferences/d/x?y=1#z")
    ),
    "an address of Telegram": message(reply_markup=keyboard(url="tg://user?id=7")),
    "64 bytes of data": message(reply_markup=keyboard(callback_data="é" * 32)),
    "text to copy": message(reply_markup=keyboard(copy_text={"text": "x" * 256})),
    "an empty keyboard": message(reply_markup={"inline_keyboard": []}),
    "a reply keyboard": message(reply_markup={"keyboard": [[{"text": "Yes"}]]}),
    "no reply keyboard": message(reply_markup={"remove_keyboard": True}),
    "a question": message(reply_markup={"force_reply": True, "input_field_placeholder": "?"}),
    "an entity up to the end": entity(offset=0, length=5),
    "a link in the text": entity(type="text_link", url="https://europa.eu"),
    "a date": entity(type="date_time", unix_time=1_800_000_000, date_time_format="wDT"),
    "a date without a form": entity(type="date_time", unix_time=1_800_000_000),
    "an alert": ("answerCallbackQuery", {"callback_query_id": "1", "show_alert": True}),
    "commands": command(),
    "commands of a scope": (
        "setMyCommands",
        {"commands": [], "scope": {"type": "chat", "chat_id": 7}, "language_code": "el"},
    ),
    "commands for everybody": ("deleteMyCommands", {"language_code": ""}),
    "a name taken away": ("setMyName", {"name": "", "language_code": "de"}),
    "a description": ("setMyDescription", {"description": "😀" * 256}),
    "no webhook": ("setWebhook", {"url": ""}),
    "a file": ("sendDocument", {"chat_id": 7, "document": File("a.ics", b"x", "text/calendar")}),
    "updates": ("getUpdates", {"offset": -1, "limit": 100, "allowed_updates": ["my_chat_member"]}),
}

WRONG: dict[str, tuple[tuple[str, JSON], str, str]] = {
    # name: request, where the judge puts the blame, what the server says
    "no chat": (("sendMessage", {"text": "x"}), "chat_id", "chat_id is empty"),
    "a chat that is no chat": (message(chat_id="me"), "chat_id", "chat not found"),
    "no text": (("sendMessage", {"chat_id": 7}), "text", "message text is empty"),
    "an empty text": (message(text=""), "text", "message text is empty"),
    "only spaces": (message(text=" \n "), "text", "message text is empty"),
    "nothing visible": (message(text="\u200b\u2060"), "text", "text must be non-empty"),
    "4,097 units": (message(text="x" * 4097), "text", "message is too long"),
    "2,049 emoji": (message(text="😀" * 2049), "text", "message is too long"),
    "half an emoji": (message(text="x\ud83d"), "text", "strings must be encoded in UTF-8"),
    "a parameter unknown": (message(txt="x"), "txt", "unknown parameter"),
    "a parse mode unknown": (message(parse_mode="BBCode"), "parse_mode", "unsupported parse_mode"),
    "a parse mode": (message(parse_mode="HTML"), "parse_mode", "can't parse entities"),
    "no boolean": (message(disable_notification="maybe"), "disable_notification", "can't parse"),
    "no JSON": (message(reply_markup="{"), "reply_markup", "can't parse reply_markup"),
    "no markup": (message(reply_markup=[1]), "reply_markup", "can't parse reply_markup"),
    "a markup of nothing": (
        message(reply_markup={}),
        "reply_markup.inline_keyboard",
        "can't find field",
    ),
    "rows missing": (
        message(reply_markup={"inline_keyboard": [{"text": "x"}]}),
        "reply_markup.inline_keyboard[0]",
        "can't parse",
    ),
    "an empty row": (message(reply_markup={"inline_keyboard": [[]]}), "reply_markup", "empty row"),
    "101 buttons": (
        message(reply_markup={"inline_keyboard": [[{"text": "x", "callback_data": "x"}] * 101]}),
        "reply_markup",
        "reply markup is too long",
    ),
    "a button without action": (
        message(reply_markup=keyboard()),
        "reply_markup.inline_keyboard[0][0]",
        "Text buttons are unallowed",
    ),
    "a button with two": (
        message(reply_markup=keyboard(url="https://a.eu", callback_data="x")),
        "reply_markup.inline_keyboard[0][0]",
        "Text buttons are unallowed",
    ),
    "a button without text": (
        message(reply_markup={"inline_keyboard": [[{"text": "", "callback_data": "x"}]]}),
        "reply_markup.inline_keyboard[0][0].text",
        "button text must be non-empty",
    ),
    "a field unknown": (
        message(reply_markup=keyboard(callback_data="x", colour="red")),
        "reply_markup.inline_keyboard[0][0].colour",
        "can't parse InlineKeyboardButton",
    ),
    "a style unknown": (
        message(reply_markup=keyboard(callback_data="x", style="red")),
        "reply_markup.inline_keyboard[0][0].style",
        "wrong",
    ),
    "65 bytes of data": (
        message(reply_markup=keyboard(callback_data="é" * 32 + "x")),
        "reply_markup.inline_keyboard[0][0].callback_data",
        "BUTTON_DATA_INVALID",
    ),
    "no data": (
        message(reply_markup=keyboard(callback_data="")),
        "reply_markup.inline_keyboard[0][0].callback_data",
        "BUTTON_DATA_INVALID",
    ),
    "data that is a number": (
        message(reply_markup=keyboard(callback_data=5)),
        "reply_markup.inline_keyboard[0][0].callback_data",
        "can't parse reply_markup",
    ),
    "a link to nowhere": (
        message(reply_markup=keyboard(url="http://localhost/x")),
        "reply_markup.inline_keyboard[0][0].url",
        "Wrong HTTP URL",
    ),
    "257 units to copy": (
        message(reply_markup=keyboard(copy_text={"text": "x" * 257})),
        "reply_markup.inline_keyboard[0][0].copy_text.text",
        "BUTTON_COPY_TEXT_INVALID",
    ),
    "an app without https": (
        message(reply_markup=keyboard(web_app={"url": "http://a.eu"})),
        "reply_markup.inline_keyboard[0][0].web_app.url",
        "BUTTON_URL_INVALID",
    ),
    "a button to pay": (
        message(reply_markup=keyboard(pay=True)),
        "reply_markup.inline_keyboard[0][0].pay",
        "BUTTON_TYPE_INVALID",
    ),
    "an entity past the end": (entity(offset=4, length=2), "entities[0]", "ends after the end"),
    "an entity before the start": (entity(offset=-1), "entities[0].offset", "incorrect offset"),
    "an entity of nothing": (entity(length=0), "entities[0].length", "incorrect length"),
    "an entity in half an emoji": (
        message(text="😀", entities=[{"type": "bold", "offset": 1, "length": 1}]),
        "entities[0]",
        "middle of a UTF-16 symbol",
    ),
    "an entity unknown": (entity(type="huge"), "entities[0].type", "unsupported type"),
    "an entity without type": (
        message(entities=[{"offset": 0, "length": 1}]),
        "entities[0].type",
        "can't find field",
    ),
    "a link without address": (entity(type="text_link"), "entities[0]", 'field "url"'),
    "a link to a word": (entity(type="text_link", url="x"), "entities[0].url", "wrong HTTP URL"),
    "a date without time": (entity(type="date_time"), "entities[0]", 'field "unix_time"'),
    "a date in no form": (
        entity(type="date_time", unix_time=1, date_time_format="YYYY"),
        "entities[0].date_time_format",
        "invalid date-time format",
    ),
    "an address on bold": (entity(url="https://a.eu"), "entities[0].url", "MessageEntity"),
    "101 entities": (
        message(entities=[{"type": "bold", "offset": 0, "length": 1}] * 101),
        "entities",
        "too long",
    ),
    "a caption of 1,025": (
        ("sendDocument", {"chat_id": 7, "document": "id", "caption": "x" * 1025}),
        "caption",
        "message caption is too long",
    ),
    "an empty file": (
        ("sendDocument", {"chat_id": 7, "document": File("a", b"", "text/plain")}),
        "document",
        "file must be non-empty",
    ),
    "no file": (("sendDocument", {"chat_id": 7}), "document", "can't find field"),
    "a file for a text": (message(text=File("a", b"x", "text/plain")), "text", "can't parse"),
    "an edit of nothing": (
        ("editMessageText", {"chat_id": 7, "text": "x"}),
        "message_id",
        "can't find field",
    ),
    "an edit of message 0": (
        ("editMessageText", {"chat_id": 7, "message_id": 0, "text": "x"}),
        "message_id",
        "message identifier is not specified",
    ),
    "an edit with a reply keyboard": (
        (
            "editMessageReplyMarkup",
            {
                "chat_id": 7,
                "message_id": 1,
                "reply_markup": {"inline_keyboard": [], "force_reply": True},
            },
        ),
        "reply_markup.force_reply",
        "can't parse InlineKeyboardMarkup",
    ),
    "a toast of 201": (
        ("answerCallbackQuery", {"callback_query_id": "1", "text": "x" * 201}),
        "text",
        "MESSAGE_TOO_LONG",
    ),
    "no query": (("answerCallbackQuery", {}), "callback_query_id", "can't find field"),
    "an action unknown": (
        ("sendChatAction", {"chat_id": 7, "action": "thinking"}),
        "action",
        "wrong parameter action",
    ),
    "a command in capitals": (
        command(command="Start"),
        "commands[0].command",
        "BOT_COMMAND_INVALID",
    ),
    "a command of 33": (command(command="x" * 33), "commands[0].command", "BOT_COMMAND_INVALID"),
    "no description": (command(description=""), "commands[0].description", "DESCRIPTION_INVALID"),
    "a description of 257": (
        command(description="x" * 257),
        "commands[0].description",
        "DESCRIPTION_INVALID",
    ),
    "101 commands": (
        ("setMyCommands", {"commands": [{"command": "x", "description": "x"}] * 101}),
        "commands",
        "BOT_COMMANDS_TOO_MUCH",
    ),
    "a scope unknown": (
        ("setMyCommands", {"commands": [], "scope": {"type": "everywhere"}}),
        "scope.type",
        "wrong scope.type",
    ),
    "a scope without its chat": (
        ("setMyCommands", {"commands": [], "scope": {"type": "chat"}}),
        "scope.chat_id",
        "chat_id is empty",
    ),
    "a language with a country": (
        ("setMyName", {"language_code": "pt-br"}),
        "language_code",
        "invalid language code",
    ),
    "a country for a language": (
        ("setMyName", {"language_code": "gr"}),
        "language_code",
        "invalid language code",
    ),
    "a name of 65": (("setMyName", {"name": "x" * 65}), "name", "too long"),
    "a description of 513": (
        ("setMyDescription", {"description": "x" * 513}),
        "description",
        "too long",
    ),
    "a short description of 121": (
        ("setMyShortDescription", {"short_description": "x" * 121}),
        "short_description",
        "too long",
    ),
    "101 updates": (("getUpdates", {"limit": 101}), "limit", "wrong limit"),
    "updates unknown": (
        ("getUpdates", {"allowed_updates": ["messages"]}),
        "allowed_updates[0]",
        "wrong",
    ),
    "a webhook without https": (
        ("setWebhook", {"url": "http://a.eu"}),
        "url",
        "an HTTPS URL must be provided",
    ),
    "a secret with spaces": (
        ("setWebhook", {"url": "https://a.eu", "secret_token": "a b"}),
        "secret_token",
        "unallowed characters",
    ),
}
