"""The whole bot in a terminal, without an account anywhere; at the end of a pipe just as well."""

from bot.chats.terminal.chat import HERE, TerminalChat

__all__ = ["HERE", "TerminalChat"]
