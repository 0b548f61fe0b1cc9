"""The stand-in for Telegram itself, tried with the real library and with bare requests."""
