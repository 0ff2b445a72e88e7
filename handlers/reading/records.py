"""What may be recorded: results, nothing to report, finished tasks, targets – and what must not be. Knows the signs of each."""

from handlers.reading.pieces import Piece
from handlers.reading.said import Said

_RATINGS = ("org_ratings", "member_ratings")
_VOTED = (*_RATINGS, "full_memberships")        # what the branch decides by a vote


def unsettled(said: Said) -> bool:
    """A plan, a wish, a rumour, a procedure, or somebody else's intake: nothing of it is recorded."""
    return intended(said) or said.future or habit(said) or _elsewhere(said) or short_of(said)


def intended(said: Said) -> bool:
    """Whether a word says that it has not happened, whatever the time."""
    return not_happened(said) or said.still("unsettled", "procedure", "elsewhere")


def not_happened(said: Said) -> bool:
    """ "sẽ", "mong", "nếu", "nghe nói", "chưa được", and a vote that settles nothing."""
    voted = said.indicator not in _VOTED and said.still("unsettled", "ballot")
    return voted or said.still("unsettled", "plan", "wish", "hypothetical", "rumour", "failed", "someday")


def habit(said: Said) -> bool:
    """A bar for every year ("mỗi năm từ 9 trở lên"), not a result."""
    return said.has("unsettled", "habit") or (said.has("cue", "at_least") and said.indicator not in _RATINGS and _from_up(said))


def _from_up(said: Said) -> bool:
    """ "từ 09 đảng viên trở lên", "ít nhất 5 đồng chí": a bar, not a result; "từ phường bạn" is none."""
    line = said.line
    return said.has("subject", "good") or any(
        line.follows(place, "counter") and any(line.at(place + step).number is not None for step in (1, 2))
        for place in line.places("cue", "at_least")
    )


def short_of(said: Said) -> bool:
    """What must be done yet, or is missing."""
    return said.has("cue", "must") or (
        said.has("cue", "remaining") and said.indicator != "training_awareness" and _missing(said)
    )


def _missing(said: Said) -> bool:
    return said.has("shortfall")


def _elsewhere(said: Said) -> bool:
    """The league, the union and the like take in members of their own."""
    line = said.line
    if said.indicator not in ("admissions", None):
        return False
    if said.has("outsider", "into"):
        return True
    if said.has("joins", "party") or (line.language == "vi" and line.has("counter", "member", "new_member")):
        return False
    if said.has("outsider", "joiner"):
        return True
    return admitted_by_body(said) or any(_intake_of_youth(said, place) for place in line.places("subject", "admit"))


def admitted_by_body(said: Said) -> bool:
    """ "chi đoàn 11A5 kết nạp 9 đoàn viên"."""
    line = said.line
    bodies = [*line.places("outsider", "body"), *line.places("thing", "youth_union", "trade_union")]
    return any(line.follows(place, "subject", "admit", within=6) for place in bodies)


def _intake_of_youth(said: Said, place: int) -> bool:
    """ "kết nạp 12 đoàn viên": joined the league, unless the Party is named."""
    line = said.line
    behind = line.pieces[place + 1 : place + 4]
    plain = [piece for piece in behind if piece.has("league") or piece.has("outsider", "joiner")]
    return bool(plain) and not any(piece.has("counter") for piece in behind if piece not in plain)


def sets_target(said: Said) -> bool:
    unnumbered = said.has("cue", "assign") and said.has("cue", "target") and bool(said.line.units) and said.when is not None
    if (
        not (said.counted or unnumbered)
        or said.asked_by_form
        or said.has("unsettled", "wish", "hypothetical", "rumour", "procedure")
    ):
        return False
    if said.has("cue", "all_units") or said.has("cue", "must") or said.awaiting == "confirm":
        return False
    line = said.line
    if said.has("cue", "set") and said.has("cue", "target"):
        return True
    named = bool(line.units) or said.has("cue", "target")
    if said.has("cue", "assign"):
        return named and _assigning(said)
    return any(
        (line.at(place).has("copula") or line.at(place).text == ":")
        and place > line.places("cue", "target")[0]
        and _figure_behind(said, place)
        for place in range(len(line.pieces))
        if line.places("cue", "target")
    ) and bool(line.units)


def _assigning(said: Said) -> bool:
    """Whether the writer gives the target: the message begins with it; "tỉnh giao 200" tells of one."""
    line = said.line
    place = line.places("cue", "assign")[0]
    return not any(_weighs(piece) for piece in line.pieces[:place])


def _weighs(piece: Piece) -> bool:
    return not (piece.mark or piece.used or piece.has("filler") or piece.has("cue", "target"))


def _figure_behind(said: Said, place: int) -> bool:
    following = said.line.pieces[place + 1 : place + 3]
    return any(piece.number is not None for piece in following)


def reports_none(said: Said) -> bool:
    if said.asked_by_form or said.figures.count is not None or _numbered(said):
        return False
    if said.has("none", "nothing") and not (intended(said) or said.future):
        return True     # "không có gì phải báo cáo"
    if unsettled(said):
        return False
    if said.has("none", "occur") and said.has("none", "not"):
        return True
    if not said.negated:
        return False
    lacking = any(said.line.at(place + 1).has("subject") for place in said.line.places("none", "lacking"))
    ended = bool(said.line.units) and any(said.line.ends(place) for place in said.line.places("none", "lacking"))
    empty = said.has("none", "any") or said.when is not None or lacking or ended      # "Jinwoo 3, khu phố 12 chưa có"
    return (said.indicator is not None and empty) or (said.has("none", "any") and said.has("claim"))


def _numbered(said: Said) -> bool:
    """A number that nobody explained may be what there was."""
    return any(isinstance(piece.number, int) and piece.number and not piece.used for piece in said.line.pieces)


def reports_task(said: Said) -> bool:
    if said.line.task is None or said.asked_by_form or (said.indicator and said.counted) or _not_done(said):
        return False
    plans = [
        piece
        for piece in said.line.pieces
        if piece.has("unsettled") and not piece.has("cue", "plan_share") and not piece.has("unsettled", "elsewhere")
    ]
    return not plans and not said.future and said.has("done")


def _not_done(said: Said) -> bool:
    return said.has("cue", "not_yet") or said.has("none", "not")


def reports(said: Said) -> bool:
    if said.asked_by_form or unsettled(said) or said.has("cue", "assign", "target", "all_units", "most", "pace"):
        return False
    if said.negated and said.figures.count != 0 and not _negated_part(said):
        return False
    if said.indicator:
        return (
            said.counted
            or said.people
            or said.when is not None
            or said.has("vague")
            or said.has("claim")
            or said.has("done", "past")
        )
    if said.figures.count is None:
        return False
    if said.has("claim", "so"):
        return said.has("counter") or said.when is not None
    return said.has("counter") and said.when is not None and _got(said)


def _got(said: Said) -> bool:
    """ "quý 1 bên em được 4 đồng chí": of what will be asked."""
    line = said.line
    return any(line.at(place + 1).number is not None for place in line.places("none", "get"))


def _negated_part(said: Said) -> bool:
    """ "kết nạp 2, không có nữ": what is negated is a part."""
    return said.figures.count is not None and any(value == 0 for value in said.figures.breakdown.values())
