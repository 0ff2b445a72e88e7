"""Messages that answer what the bot has just asked, and nothing else. Knows what is awaited, and not why."""

import re
from collections.abc import Callable

from handlers.reading.pieces import Piece
from handlers.reading.said import Said
from handlers.reading.tokens import fold

_HOLDS: dict[str, Callable[[Said], bool]] = {
    "count": lambda said: said.figures.count is not None or says_nobody(said),
    "extent": lambda said: said.has("extent"),
    "choice": lambda said: said.figures.count is not None,
    "unit": lambda said: bool(said.line.units),
    "date": lambda said: said.when is not None,
    "breakdown": lambda said: bool(said.figures.breakdown or said.figures.facets),
}
_YES_OR_NO = ("confirm", "extent", "same", "choice")
_SAYS_MORE = ("subject", "facet", "unit", "person", "cancel", "unsettled", "help", "outsider", "hand_in", "format")
_NOT_AN_ANSWER = ("subject", "outsider", "unsettled", "cancel", "help", "measure")
_SHORT = 3  # letters
_HELD = re.compile(r"(.)\1+")
_AMENDS = ("mistake", "fix", "rather", "not_but", "last_report")


def agreement(said: Said) -> str | None:
    """ "confirm" or "deny" where the whole message is no more than that."""
    if said.awaiting not in _YES_OR_NO or said.stated or said.indicator:
        return None
    if (plain := _begins_with_it(said)) is not None:
        return plain
    words = [piece for piece in said.line.pieces if not piece.mark]
    weighty = [piece for piece in words if not piece.has("filler") or piece.has("agree")]
    if not weighty or not all(piece.has("agree") or piece.has("small") or piece.has("claim") for piece in weighty):
        return None
    if any(piece.has("agree", "no") and not (piece.has("agree", "yes")) for piece in weighty):
        return "deny"
    return "confirm" if any(piece.has("agree", "yes") for piece in weighty) else None


def _begins_with_it(said: Said) -> str | None:
    """ "đúng y chang luôn á", "chưa phải, sai thông tin rồi": yes or no first, and nothing behind it that says more."""
    if said.awaiting != "confirm" or any(piece.has(kind) for piece in said.line.pieces for kind in _SAYS_MORE):
        return None
    if any(piece.text == "?" or piece.number is not None for piece in said.line.pieces):
        return None
    first = next((piece for piece in said.line.pieces if not piece.mark and not _polite(piece)), None)
    if first is None:
        return None
    nos = [piece for piece in said.line.pieces if piece.has("agree", "no") and not piece.has("agree", "yes")]
    if first.has("agree", "no") and not any(first.has(kind) for kind in ("none", "parts")) and not first.has("agree", "yes"):
        return None if first.has("correct", "not_but") else "deny"
    return "confirm" if first.has("agree", "yes") and not nos and not said.has("correct") else None


def says_only_wrong(said: Said) -> bool:
    """ "cái này ghi sai": that the draft is wrong, and not what is right, nor that it should be mended."""
    more = said.stated or said.indicator is not None or said.has("correct", "fix", "rather", "not_but", "short", "last_report")
    return said.has("correct", "mistake") and not more and not said.asked_by_form


def _polite(piece: Piece) -> bool:
    """ "dạ", "vâng" before the answer proper."""
    return piece.has("filler") and (not piece.has("agree") or piece.word in ("da", "vang"))


def says_nobody(said: Said) -> bool:
    """ "không có ai" where a count is awaited: zero."""
    light = all(piece.mark or piece.has("filler") or piece.has("none") or piece.has("counter") for piece in said.line.pieces)
    denied = any(piece.has("none", "not") and not _is_short_slip(piece) for piece in said.line.pieces)
    return light and said.figures.count is None and denied


def _is_short_slip(piece: Piece) -> bool:
    """ "chs" may be anything, and "hảem", "héem" no "hem"; a letter held down is none: "hemmm"."""
    token = piece.tokens[0]
    slipped = token.word not in (token.folded, fold(_HELD.sub(r"\1", token.text.lower())))
    return len(piece.tokens) == 1 and slipped and min(len(token.word), len(token.folded)) <= _SHORT


def holds_answer(said: Said) -> bool:
    """Whether it holds what was asked for, whatever it says besides."""
    holds = _HOLDS.get(said.awaiting or "")
    return holds is not None and holds(said)


def is_answer(said: Said) -> bool:
    """Whether it holds what was asked for and asks, orders or reports nothing besides."""
    if not holds_answer(said) or (said.asked_by_form and said.awaiting != "unit" and not says_nobody(said)):
        return False
    pieces = [piece for piece in said.line.pieces if not piece.used and not piece.has("facet") and not piece.has("counter")]
    return not any(
        piece.has("correct", *_AMENDS) or any(piece.has(kind) for kind in _NOT_AN_ANSWER)
        for piece in pieces if not piece.has("filler") and not piece.has("parts")
    )
