"""Telegram: the Bot API (https://core.telegram.org/bots/api) by long polling."""

from bot.chats.telegram.chat import TelegramChat

__all__ = ["TelegramChat"]
