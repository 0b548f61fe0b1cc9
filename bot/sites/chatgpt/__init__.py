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
        "OpenAI lets you say no in the data controls of ChatGPT or on its privacy page. It "
        "counts for new chats."
    ),
)
