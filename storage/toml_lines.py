"""Where each key of a TOML text stands, so that a fault can name its line; the parser gives none. Knows no key by name."""

import re

# (table, which of its kind, key) → line, all from 1 but `which`. The top level is ("", 0), and a table's own line has no key.
Lines = dict[tuple[str, int, str | None], int]

_HEADER = re.compile(r"\s*\[{1,2}\s*([^\[\]]+?)\s*\]{1,2}\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9_-]+))\s*[.=]""")
_QUOTED = re.compile(r'"""|\'\'\'|"(?:\\.|[^"\\])*"|\'[^\']*\'|#.*|[\[\]{}]')


def lines_of(text: str) -> Lines:
    """Lines of tables and of their keys. The text is one that parses."""
    found: Lines = {("", 0, None): 1}
    counts: dict[str, int] = {}
    table, which, depth, quote = "", 0, 0, ""
    for number, line in enumerate(text.splitlines(), start=1):
        if not depth and not quote:
            if header := _HEADER.match(line):
                table = header.group(1).strip("\"'")
                which = counts.get(table, 0)
                counts[table] = which + 1
                found[(table, which, None)] = number
                continue
            if key := _KEY.match(line):
                found.setdefault((table, which, key.group(1) or key.group(2) or key.group(3)), number)
        depth, quote = _after(line, depth, quote)
    return found


def _after(line: str, depth: int, quote: str) -> tuple[int, str]:
    """How many brackets are open after the line, and which long quotation, if any."""
    at = 0
    while at < len(line):
        if quote:
            end = line.find(quote, at)
            if end < 0:
                return depth, quote
            at, quote = end + 3, ""
            continue
        token = _QUOTED.search(line, at)
        if token is None:
            break
        at = token.end()
        if token.group() in ('"""', "'''"):
            quote = token.group()
        else:
            depth += (token.group() in "[{") - (token.group() in "]}")
    return depth, quote
