"""ChatGPT."""

from __future__ import annotations

from bot.core.site import Site
from bot.core.text import literal, say

SITE = Site(
    called=literal("ChatGPT"),
    words=(
        "chatgpt",
        "chatgtp",
        "gpt",
        "openai",
    ),
    line=say(
        "ChatGPT: you can say no in its data controls or on OpenAI's privacy page. It counts only "
        "for new chats."
    ),
)
