"""Asking the operator before something is done. Knows the words of agreement, and not what is agreed to."""

import sys

_YES = frozenset({"y", "yes", "c", "có", "co", "đúng", "dung", "đồng ý", "dong y"})


def agreed(question: str) -> bool:
    """Whether the operator says yes; no where there is nobody to ask."""
    print(question, end=" ", flush=True)
    answer = sys.stdin.readline()
    if not answer:
        print()
    return answer.strip().casefold() in _YES
