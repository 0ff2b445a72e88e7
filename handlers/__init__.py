"""What the bot does: one conversation a file, one visible table from intent to function. Knows no Telegram and no SQL."""
