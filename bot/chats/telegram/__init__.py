"""Telegram: the Bot API (https://core.telegram.org/bots/api) by long polling."""

from bot.chats.telegram.chat import TelegramChat
from bot.chats.telegram.trouble import TokenRefused

__all__ = ["TelegramChat", "TokenRefused"]
