"""How fast the bot is and how much memory it takes, beside others in the same run."""
