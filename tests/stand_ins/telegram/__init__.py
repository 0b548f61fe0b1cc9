"""A stand-in for Telegram's Bot API on 127.0.0.1, and the judge of what a bot asks of it."""
