"""Questions about results, targets, deadlines and reports. Knows the signs of each, and not which comes first."""

from handlers.reading.pieces import Piece
from handlers.reading.records import intended
from handlers.reading.said import Said
from handlers.reading.tokens import is_syllable


def asks_missing(said: Said) -> bool:
    """Who has not reported; whether one unit has."""
    if said.has("cue", "owing") and not said.counted:
        return True
    handed = said.has("cue", "hand_in") or said.has("thing", "report")
    if not handed or said.counted:
        return False
    if said.yet:
        return said.indicator is None or bool(said.line.units) or said.has("thing", "report")
    if said.whether and said.line.units and said.indicator is None:
        return True
    someone = said.has("cue", "everyone", "list") or said.has("ask") or said.has("thing", "unit", "organisation")
    return _not_handed_in(said) and someone and not said.has("unsettled", "rumour")


def _not_handed_in(said: Said) -> bool:
    line = said.line
    return any(
        line.follows(place, "cue", "hand_in", within=3) or line.follows(place, "thing", "report", within=3)
        for place in line.places("cue", "not_yet")
    )


def asks_deadlines(said: Said) -> bool:
    if said.has("cue", "due") and not said.counted:
        return said.asked_by_form or said.line.task is not None or said.has("cue", "list", "todo")
    if said.has("ask", "when"):
        return said.line.task is not None or (said.has("cue", "must") and not said.has("unsettled", "procedure"))
    return said.has("cue", "todo") and (said.asked_by_form or said.has("cue", "due"))


def asks_ranking(said: Said) -> bool:
    if not said.has("cue", "most") or _plain_most(said):
        return False
    return (
        said.asked_by_form
        or said.has("cue", "everyone")
        or said.has("thing", "organisation", "unit")
        or len(said.line.units) > 1
    )


def _plain_most(said: Said) -> bool:
    """ "hơn", "ít nhất" before a number compare nobody."""
    return not said.whichever and all(piece.has("comparing") for piece in said.line.pieces if piece.has("cue", "most"))


def asks_forecast(said: Said) -> bool:
    if said.has("unsettled", "procedure"):
        return False
    if said.has("cue", "pace"):
        return said.asked_by_form or said.has("cue", "enough")
    return said.has("cue", "enough") and said.whether and not said.counted and _by_a_day_to_come(said)


def _by_a_day_to_come(said: Said) -> bool:
    """ "đến 2030 đủ chỉ tiêu không": of a day that has not come, only a forecast can tell."""
    when = said.when
    return when is not None and when.grain == "span" and when.last is not None and when.last > said.line.asked.today


def asks_procedure(said: Said) -> bool:
    if said.has("unsettled", "wish") and said.indicator and not said.how_many:
        return True     # "ước gì xã nào cũng kết nạp được 3"
    elsewhere = said.has("unsettled", "elsewhere") and not (said.line.task and said.has("done") and not said.counted)
    hypothetical = said.asked_by_form and said.has("unsettled", "hypothetical")
    return elsewhere or hypothetical or said.has("unsettled", "procedure", "rumour")


def asks_target(said: Said) -> bool:
    if said.has("cue", "remaining") or said.has("ask", "far") or not (said.asked_by_form or _target_headline(said)):
        return False
    if said.has("ask", "wanted"):
        return True
    if said.has("cue", "must") and said.how_many and (said.indicator or said.has("counter") or said.has("cue", "target")):
        return True
    reached = said.has("cue", "enough", "progress") or (said.has("none", "get") and said.how_many)
    return said.has("cue", "target", "assign") and not reached


def _target_headline(said: Said) -> bool:
    """ "chỉ tiêu kết nạp chủ doanh nghiệp": nothing but what is asked for."""
    first = next((piece for piece in said.line.pieces if not (piece.mark or piece.used or _leads_in(piece))), None)
    return first is not None and first.has("cue", "target") and not said.counted and not intended(said) and not said.has("done")


def _leads_in(piece: Piece) -> bool:
    """ "cho em xem", before what is asked for."""
    return (
        piece.has("ask", "please") or piece.has("cue", "me", "view") or (piece.has("filler") and not piece.has("cue", "target"))
    )


def asks_history(said: Said) -> bool:
    if said.counted:
        return False
    if said.has("cue", "history") or (said.has("cue", "view") and _handed(said)):
        return True
    return _handed(said) and said.whichever and _told_of_the_past(said) and not said.has("cue", "not_yet")


def _handed(said: Said) -> bool:
    return said.has("cue", "hand_in") or said.has("thing", "report")


def _told_of_the_past(said: Said) -> bool:
    if said.has("done", "past", "finished"):
        return True
    when = said.when
    return bool(said.line.units) and when is not None and when.last is not None and when.last < said.line.asked.today


def asks_progress(said: Said) -> bool:
    """Any question about a result, with or without a target in it."""
    field = (
        said.indicator
        or said.has("cue", "remaining", "enough", "progress", "target")
        or (said.how_many and (said.has("counter") or said.has("facet")))
        or _share(said)
    )
    if (said.has("cue", "progress") or _reached(said)) and not said.counted:
        return True
    if not field:
        return False
    if said.asked_by_form:
        return (
            said.how_many
            or said.has("ask", "far", "how")
            or bool(said.indicator)
            or said.has("cue", "enough", "remaining", "target")
        )
    return said.indicator is not None and not said.counted and _headline(said)


def _reached(said: Said) -> bool:
    """ "được mấy rồi", of nothing said or of a name that may be a unit's; "được mấy bát cơm" and "ăn được mấy" are not it."""
    line = said.line
    ends = [
        place
        for place in line.places("none", "get")
        if line.at(place + 1).has("ask", "how_many") and (line.ends(place + 1) or line.at(place + 2).has("counter"))
    ]
    if ends:
        return all(_light(piece) or _foreign(piece) for piece in line.pieces[: ends[0]])
    faring = [place for place in line.places("ask", "how") if line.ends(place)]
    before = line.pieces[: faring[0]] if faring else []
    named = any(piece.has("unit") or _foreign(piece) for piece in before)
    return named and all(_light(piece) or _foreign(piece) for piece in before)


def _light(piece: Piece) -> bool:
    return piece.used or piece.mark or piece.has("filler") or piece.has("kind_word") or piece.has("business")


def _foreign(piece: Piece) -> bool:
    """A word that nothing explains and that may be a name."""
    if piece.tags or piece.used or piece.tokens[0].kind != "word":
        return False
    return piece.tokens[0].capital or not is_syllable(piece.tokens[0].folded)


def _share(said: Said) -> bool:
    return any(piece.text == "%" or piece.has("percent") for piece in said.line.pieces)


def _headline(said: Said) -> bool:
    """ "số nữ được kết nạp quý này": a heading asks for its figure."""
    first = next((piece for piece in said.line.pieces if not piece.mark), None)
    if first is None or first.has("none"):
        return False  # "chưa kết nạp ai"
    return first.has("heading") or first.has("subject", "share", "stock") or first.has("ask")
