"""Other services that train AI: one line each, and where one says no."""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.conversation.scene import Scene
from bot.core.text import Text, literal, nsay, say

NAMES: Mapping[str, Text] = {
    "meta": literal("Facebook, Instagram"),
    "whatsapp": literal("WhatsApp"),
    "chatgpt": literal("ChatGPT"),
    "gemini": literal("Google Gemini"),
    "copilot": literal("Microsoft Copilot"),
    "claude": literal("Claude"),
    "x": literal("X, Grok"),
    "github": literal("GitHub"),
    "reddit": literal("Reddit"),
    "slack": literal("Slack"),
    "zoom": literal("Zoom"),
    "wetransfer": literal("WeTransfer"),
}

LINKS: Mapping[str, tuple[str, ...]] = {
    "meta": ("facebook_form", "instagram_form"),
    "x": ("x_grok",),
    "gemini": ("gemini",),
    "chatgpt": ("openai",),
}
"""Pages on which one says no, by service: keys of the known links."""


ELSEWHERE = "elsewhere"
"""Any other service that was named."""

_SAID: Mapping[str, Text] = {
    "whatsapp": say(
        "Private chats on WhatsApp are not used, Meta says; what you write to Meta AI there "
        "is. There is no form."
    ),
    "wetransfer": say(
        "Nothing to do: WeTransfer withdrew the clause that caused the alarm and says that "
        "it does not train AI on your files."
    ),
    "x": say("X lets you object in its settings, on the page for Grok and partners."),
    "chatgpt": say(
        "OpenAI lets you say no in the data controls of ChatGPT or on its privacy page. It "
        "counts for new chats."
    ),
    "claude": say(
        "Anthropic uses chats with Claude unless you opt out in the account's settings. "
        "Flagged chats and feedback are used all the same."
    ),
    "copilot": say(
        "Microsoft may train on chats with Copilot. There is said to be a setting against it; "
        "I do not know for certain where."
    ),
    "github": say(
        "GitHub trains on what you do with Copilot unless you opt out in your settings. "
        "Business plans are left out."
    ),
    "reddit": say(
        "In Reddit's policy I found no way to say no. Public posts may turn up in chatbots."
    ),
    "slack": say(
        "Slack says that it trains generative AI on customers' data only if the customer "
        "agrees first."
    ),
    "zoom": say("Zoom says that it does not train AI on your calls, chats and files."),
    ELSEWHERE: say(
        "Of that one I have found nothing I can vouch for. I know where one says no at these:"
    ),
}


def one_line(scene: Scene) -> Text:
    """What we know of the service named in the scene's argument."""
    match scene.argument:
        case "meta":
            return say(
                "Meta uses adults' public posts on Facebook and Instagram, in the EU since {date}. "
                "Each has a form to object, with no reason needed. Posts saying that one does not "
                "agree do nothing.",
                date=scene.knowledge.dates["meta_since"],
            )
        case "gemini":
            return nsay(
                "Google uses chats with Gemini unless you turn off {setting}. Chats that people have "
                "reviewed are kept for up to {count} year.",
                "Google uses chats with Gemini unless you turn off {setting}. Chats that people have "
                "reviewed are kept for up to {count} years.",
                scene.knowledge.numbers["gemini_years"],
                setting="Keep Activity",
            )
    return _SAID.get(
        scene.argument,
        say("I am at home with LinkedIn, but I know where one says no at some others. Which one?"),
    )
