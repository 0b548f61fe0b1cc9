"""Discord: slash commands, buttons, direct messages and mentions.

`read` makes an `Inbound` of what Discord tells, `draw` makes of a `Message` what Discord shows,
`answer`, `respond` and `deliver` send it, `publish` describes the commands. All of it is `DiscordChat`.
"""

from bot.chats.discord.chat import DiscordChat

__all__ = ["DiscordChat"]
