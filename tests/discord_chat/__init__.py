"""The Discord side, with a bot that says what it is told to, and with the whole one behind it."""
