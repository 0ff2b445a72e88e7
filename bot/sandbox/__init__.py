"""A Telegram of our own to try the bot against: it knows Telegram's protocol and rules, and nothing of what the bot is for."""
