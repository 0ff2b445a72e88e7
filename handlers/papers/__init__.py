"""Answers that are pictures and files: bytes out. Knows formats, and no record."""
