"""The stand-in for Discord itself, tried with the real discord.py and with bare requests."""
