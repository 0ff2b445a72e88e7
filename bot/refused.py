"""What only the operator can mend. Knows no cause: whoever raises it says what it is."""


class RefusedError(Exception):
    """One line in the operator's language: what is wrong, and what would be right. Ends the program with exit code 2."""
