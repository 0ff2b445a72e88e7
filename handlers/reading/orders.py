"""Orders to the bot: cancel, correct, help, remind, nudge, chart, export. Knows the signs of each, not their order."""

from handlers.reading.line import Line
from handlers.reading.records import unsettled
from handlers.reading.said import Said


def cancels(said: Said) -> bool:
    line = said.line
    if said.counted or (said.indicator and not said.has("correct", "last_report")) or said.has("subject"):
        return False
    for place in line.places("cancel", "drop"):
        if line.at(place + 1).has("cancel", "drop") and not line.at(place + 1).has("filler"):
            return False  # "bỏ rút": what was withdrawn is to stand
        first = not any(
            not piece.has("filler") and not piece.mark and not piece.has("cue", "off") for piece in line.pieces[:place]
        )
        if _aims_at_report(line, place):
            return True
        if first and (line.ends(place) or said.awaiting is not None):
            return True
    return False


def drops_a_part(said: Said) -> bool:
    """ "bỏ chữ nữ đi" at the card: not all of it is dropped, and what stays is not told."""
    dropped = [piece for at in said.line.places("cancel", "drop") for piece in said.line.pieces[at + 1 : at + 3]]
    return said.awaiting is not None and said.figures.count is None and any(piece.has("facet") for piece in dropped)


def _aims_at_report(line: Line, place: int) -> bool:
    """ "hủy giúp em cái báo cáo": what is dropped is the next thing named."""
    near = line.follows(place, "cancel", "what", within=2) or line.follows(place, "correct", "last_report", within=2)
    behind = next((piece for piece in line.pieces[place + 1 :] if piece.has("cancel", "what") or not piece.has("filler")), None)
    return near or (behind is not None and (behind.has("cancel", "what") or behind.has("correct", "last_report")))


def corrects(said: Said) -> bool:
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


def wants_help(said: Said) -> bool:
    return (
        said.has("help")
        and not said.counted
        and not said.has("unsettled", "procedure")
        and not said.has("cue", "remaining", "target")
    )


def sets_reminders(said: Said) -> bool:
    """One's own reminders: to me, before the day, on or off; not those who owe a report."""
    if not said.has("cue", "reminder") or said.has("cue", "not_yet", "owing") or said.has("cue", "everyone"):
        return False
    if said.has("cue", "off", "on", "before") or said.has("cancel", "drop"):
        return not said.line.units
    return said.has("cue", "me") and not said.line.units


def nudges(said: Said) -> bool:
    if not said.has("cue", "nudge"):
        return False
    return (
        bool(said.line.units)
        or said.has("cue", "everyone", "not_yet", "owing", "hand_in")
        or said.has("thing", "unit", "organisation")
    )


def wants_chart(said: Said) -> bool:
    return said.has("cue", "chart")


def wants_export(said: Said) -> bool:
    if said.has("format") and not said.counted and (said.indicator is not None or said.line.units):
        return True
    if said.has("format") and (said.has("cue", "export", "hand_in", "list") or said.has("thing", "report")):
        return True
    return said.has("cue", "export") and (said.has("thing", "report") or said.has("cue", "list") or said.indicator is not None)
