"""What the bot says and what people say, one folder a language. Knows words, and no facts."""
