"""What the writer wants: one table of intents and their signs, read from the top; the first that holds is it. Knows no wording."""

from collections.abc import Callable

from handlers.reading.said import Said

Rule = Callable[[Said], bool]


def intent(said: Said) -> str:
    """The intent of a clause that is no answer to what the bot has asked."""
    return next((name for name, holds in _RULES if holds(said)), "other")


def unsettled(said: Said) -> bool:
    """A plan, a wish, a rumour, a procedure, or somebody else's intake: nothing of it is recorded."""
    kinds = ("plan", "wish", "hypothetical", "rumour", "procedure", "failed", "elsewhere", "someday")
    return said.has("unsettled", *kinds) or said.future or _habit(said) or _elsewhere(said) or _short_of(said)


def _habit(said: Said) -> bool:
    return said.has("unsettled", "habit") or (said.has("cue", "at_least") and said.indicator not in _RATINGS and _from_up(said))


def _from_up(said: Said) -> bool:
    """ "từ 09 đảng viên trở lên", "ít nhất 5": a bar, not a result."""
    return said.has("subject", "good") or any(said.line.follows(place, "counter") for place in said.line.places("cue", "at_least"))


def _short_of(said: Said) -> bool:
    return said.has("cue", "must") or (said.has("cue", "remaining") and said.indicator != "training_awareness" and _missing(said))


def _missing(said: Said) -> bool:
    return any(piece.word in ("thieu", "con thieu", "con no", "short", "missing") for piece in said.line.pieces)


def _elsewhere(said: Said) -> bool:
    """The league, the union and the like take in members of their own."""
    line = said.line
    if said.indicator not in ("admissions", None):
        return False
    if said.has("outsider", "into"):
        return True
    if said.has("joins", "party") or line.has("counter", "member", "new_member"):
        return False
    if said.has("outsider", "joiner"):
        return True
    if any(line.follows(place, "subject", "admit", within=6) for place in line.places("outsider", "body")):
        return True
    return any(_intake_of_youth(said, place) for place in line.places("subject", "admit"))


def _intake_of_youth(said: Said, place: int) -> bool:
    """ "kết nạp 12 đoàn viên": joined the league, unless the Party is named."""
    line = said.line
    behind = line.pieces[place + 1 : place + 4]
    plain = [piece for piece in behind if piece.word in ("doan vien", "thanh nien") or piece.has("outsider", "joiner")]
    return bool(plain) and not any(piece.has("counter") for piece in behind if piece not in plain)


_RATINGS = ("org_ratings", "member_ratings")


def _cancel(said: Said) -> bool:
    line = said.line
    if said.counted or (said.indicator and not said.has("correct", "last_report")) or said.has("subject"):
        return False
    for place in line.places("cancel", "drop"):
        first = not any(not piece.has("filler") and not piece.mark and not piece.has("cue", "off") for piece in line.pieces[:place])
        if line.follows(place, "cancel", "what", within=2) or line.follows(place, "correct", "last_report", within=2):
            return True
        if first and (line.ends(place) or said.awaiting is not None):
            return True
    return False


def _correct(said: Said) -> bool:
    if said.has("unsettled", "procedure", "rumour") or (said.asked_by_form and not said.has("correct", "not_but", "mistake")):
        return False
    fixes = [piece for piece in said.line.pieces if piece.has("correct", "fix", "mistake")]
    if any(not piece.has("unsettled") or said.awaiting == "confirm" for piece in fixes) and not said.has("cue", "assign"):
        return not said.has("cue", "report_back") or said.stated or said.has("correct", "fix", "last_report")
    if said.has("correct", "rather", "not_but"):
        return said.stated or said.indicator is not None
    return said.awaiting == "confirm" and _amends(said)


def _amends(said: Said) -> bool:
    """While a draft is shown, a bare figure, day or unit amends it; a whole report is a report."""
    if not said.stated or said.has("cue", "chart", "export", "nudge", "reminder", "assign") or unsettled(said):
        return False
    return said.indicator is None or not (said.when or said.line.units)


def _help(said: Said) -> bool:
    return said.has("help") and not said.counted and not said.has("unsettled", "procedure") and not said.has("cue", "remaining", "target")


def _remind(said: Said) -> bool:
    """One's own reminders: to me, before the day, on or off; not those who owe a report."""
    if not said.has("cue", "reminder") or said.has("cue", "not_yet", "owing") or said.has("cue", "everyone"):
        return False
    if said.has("cue", "off", "on", "before") or said.has("cancel", "drop"):
        return not said.line.units
    return said.has("cue", "me") and not said.line.units


def _nudge(said: Said) -> bool:
    if not said.has("cue", "nudge"):
        return False
    return bool(said.line.units) or said.has("cue", "everyone", "not_yet", "owing", "hand_in") or said.has("thing", "unit", "organisation")


def _chart(said: Said) -> bool:
    return said.has("cue", "chart")


def _export(said: Said) -> bool:
    if said.has("format") and (said.has("cue", "export", "hand_in", "list") or said.has("thing", "report")):
        return True
    return said.has("cue", "export") and (said.has("thing", "report") or said.has("cue", "list") or said.indicator is not None)


def _missing_reports(said: Said) -> bool:
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
    return any(line.follows(place, "cue", "hand_in", within=3) or line.follows(place, "thing", "report", within=3)
               for place in line.places("cue", "not_yet"))


def _deadlines(said: Said) -> bool:
    if said.has("cue", "due") and not said.counted:
        return said.asked_by_form or said.line.task is not None or said.has("cue", "list", "todo")
    if said.has("ask", "when"):
        return said.line.task is not None or (said.has("cue", "must") and not said.has("unsettled", "procedure"))
    return said.has("cue", "todo") and (said.asked_by_form or said.has("cue", "due"))


def _ranking(said: Said) -> bool:
    if not said.has("cue", "most") or _plain_most(said):
        return False
    return said.asked_by_form or said.has("cue", "everyone") or said.has("thing", "organisation", "unit")


def _plain_most(said: Said) -> bool:
    """ "hơn", "ít nhất" before a number compare nobody."""
    words = {piece.word for piece in said.line.pieces if piece.has("cue", "most")}
    return words <= {"hon", "it nhat", "top", "nhi", "last place"} and not said.whichever and not words & {"top"}


def _forecast(said: Said) -> bool:
    return said.has("cue", "pace") and (said.asked_by_form or said.has("cue", "enough")) and not said.has("unsettled", "procedure")


def _procedure(said: Said) -> bool:
    return said.has("unsettled", "procedure", "rumour", "elsewhere") or (said.asked_by_form and said.has("unsettled", "hypothetical"))


def _target_question(said: Said) -> bool:
    if said.has("cue", "remaining") or said.has("ask", "far") or not (said.asked_by_form or _target_headline(said)):
        return False
    if said.has("cue", "must") and said.how_many and (said.indicator or said.has("counter") or said.has("cue", "target")):
        return True
    reached = said.has("cue", "enough") or (said.has("none", "get") and said.how_many)
    return said.has("cue", "target", "assign") and not reached


def _target_headline(said: Said) -> bool:
    """ "chỉ tiêu kết nạp chủ doanh nghiệp": nothing but what is asked for."""
    first = next((piece for piece in said.line.pieces if not piece.mark and not piece.used), None)
    return first is not None and first.has("cue", "target") and not said.counted and not unsettled(said) and not said.has("done")


def _history(said: Said) -> bool:
    if said.counted:
        return False
    if said.has("cue", "history"):
        return True
    handed = said.has("cue", "hand_in") or said.has("thing", "report")
    return handed and said.whichever and (said.has("done", "past") or said.has("done", "finished")) and not said.has("cue", "not_yet")


def _progress(said: Said) -> bool:
    """Any question about a result, with or without a target in it."""
    field = said.indicator or said.has("cue", "remaining", "enough", "progress", "target") or said.has("counter") or _share(said)
    if said.has("cue", "progress") and not said.counted:
        return True
    if not field:
        return False
    if said.asked_by_form:
        return said.how_many or said.has("ask", "far", "how") or bool(said.indicator) or said.has("cue", "enough", "remaining", "target")
    return said.indicator is not None and not said.counted and _headline(said)


def _share(said: Said) -> bool:
    return any(piece.text == "%" or piece.has("percent") for piece in said.line.pieces)


def _headline(said: Said) -> bool:
    """ "số đảng viên nữ kết nạp từ đầu năm": a heading asks for its figure."""
    first = next((piece for piece in said.line.pieces if not piece.mark), None)
    return bool(first) and first is not None and (first.word == "so" or first.has("subject", "share", "stock") or first.has("ask"))


def _set_target(said: Said) -> bool:
    if not said.counted or said.asked_by_form or said.has("unsettled", "wish", "hypothetical", "rumour", "procedure"):
        return False
    if said.has("cue", "all_units") or said.has("cue", "must") or said.awaiting == "confirm":
        return False
    line = said.line
    if said.has("cue", "set") and said.has("cue", "target"):
        return True
    named = bool(line.units) or said.has("cue", "target")
    if said.has("cue", "assign"):
        return named
    return any(line.at(place).word in ("la", "is", ":") and place > line.places("cue", "target")[0] and _figure_behind(said, place)
               for place in range(len(line.pieces)) if line.places("cue", "target")) and bool(line.units)


def _figure_behind(said: Said, place: int) -> bool:
    following = said.line.pieces[place + 1 : place + 3]
    return any(piece.number is not None for piece in following)


def _report_none(said: Said) -> bool:
    if said.asked_by_form or said.figures.count is not None or unsettled(said):
        return False
    if said.has("none", "nothing"):
        return True
    if said.has("none", "occur") and said.has("none", "not"):
        return True
    if not said.negated:
        return False
    empty = said.has("none", "any") or said.when is not None
    return said.indicator is not None and empty or (said.has("none", "any") and said.has("claim"))


def _task_done(said: Said) -> bool:
    if said.line.task is None or said.asked_by_form or (said.indicator and said.counted) or _not_done(said):
        return False
    plans = [piece for piece in said.line.pieces if piece.has("unsettled") and piece.word not in ("ke hoach", "plan", "cho")]
    return not plans and not said.future and said.has("done")


def _not_done(said: Said) -> bool:
    return said.has("cue", "not_yet") or said.has("none", "not")


def _report(said: Said) -> bool:
    if said.asked_by_form or unsettled(said) or said.has("cue", "assign", "target", "all_units", "most", "pace"):
        return False
    if said.negated and said.figures.count != 0 and not _negated_part(said):
        return False
    if said.indicator:
        return said.counted or said.people or said.when is not None or said.has("vague") or said.has("claim") or said.has("done", "past")
    return said.figures.count is not None and said.has("claim", "so")


def _negated_part(said: Said) -> bool:
    """ "kết nạp 2, không có nữ": what is negated is a part."""
    return said.figures.count is not None and any(value == 0 for value in said.figures.breakdown.values())


def _smalltalk(said: Said) -> bool:
    return said.has("small") and said.indicator is None and not said.counted and not said.has("unsettled")


_RULES: tuple[tuple[str, Rule], ...] = (
    ("remind", _remind),
    ("nudge", _nudge),
    ("cancel", _cancel),
    ("correct", _correct),
    ("help", _help),
    ("chart", _chart),
    ("export", _export),
    ("ask_missing", _missing_reports),
    ("ask_deadlines", _deadlines),
    ("other", _procedure),
    ("ask_forecast", _forecast),
    ("ask_ranking", _ranking),
    ("ask_history", _history),
    ("ask_target", _target_question),
    ("smalltalk", lambda said: said.has("small") and not said.stated and said.indicator is None),
    ("ask_progress", _progress),
    ("set_target", _set_target),
    ("report_none", _report_none),
    ("task_done", _task_done),
    ("report", _report),
    ("smalltalk", _smalltalk),
)
