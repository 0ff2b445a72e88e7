"""The time that a message speaks of: from–to, up to, since, so far, or one day. Knows the edges, not the days themselves."""

from dataclasses import dataclass
from datetime import date

from handlers.reading import calendars, dates
from handlers.reading.calendars import When
from handlers.reading.days import Days, Found
from handlers.reading.edges import edge_at
from handlers.reading.meaning import Language
from handlers.reading.pieces import Piece

_YEAR = 4  # digits
_FINENESS = ("day", "week", "month", "quarter", "half", "months", "year", "span")
_BEGINNINGS = frozenset(
    ("edge", "part", "day", "daytime", "weekday", "lunar", "grain", "which", "month_name", "quarter_name", "digit", "ten",
     "ratio", "ago", "half_of")
)


@dataclass(frozen=True)
class Time:
    """What the text says of time: the spans found with their first pieces, and whether it runs up to an end ("tính đến")."""

    spans: tuple[tuple[int, int, When], ...]
    summed: bool
    vague: bool


def find_times(pieces: list[Piece], today: date, language: Language) -> Time:
    """All spans, in order; their pieces are marked as used."""
    days = Days(pieces, today, language)
    spans, summed, place = [], False, 0
    while place < len(pieces):
        may = not pieces[place].used and _may_begin(pieces[place]) and not _is_a_name(days, place)
        edge = edge_at(days, place) if may else None
        found = edge or (dated(days, place) if may else None)
        if found:
            for piece in pieces[place : found[1]]:
                piece.used = True
            if not days.piece(place - 1).has("birth"):
                spans.append((place, found[1], found[0]))
                summed = summed or (bool(edge) and _is_long(found[0])) or found[0].grain == "months"
        place = found[1] if found else place + 1
    spans = _together(days, spans)
    spans = [span for span in spans if not _of_document(days, span[0]) and not _of_telling(days, span[1])] or spans
    vague = any("vague" in piece.tags for piece in pieces)
    return Time(tuple(spans), summed, vague)


def _together(days: Days, spans: list[tuple[int, int, When]]) -> list[tuple[int, int, When]]:
    """ "tháng 9 và tháng 10", "quý 1 đến quý 3": months or quarters side by side are one span."""
    found: list[tuple[int, int, When]] = []
    for first, end, when in spans:
        before = found[-1] if found else None
        if before and first == before[1] + 1 and _joins(days, before[1]) and (joint := _joint(before[2], when, days.today)):
            days.piece(before[1]).used = True
            found[-1] = (before[0], end, joint)
        else:
            found.append((first, end, when))
    return found


def _joins(days: Days, place: int) -> bool:
    piece = days.piece(place)
    listed = piece.text == "," and not any(each.has("correct") for each in days.pieces)
    return listed or piece.text in ("-", "–") or piece.has("either") or piece.has("edge", "to")


def _joint(one: When, other: When, today: date) -> When | None:
    if one.grain != other.grain or one.grain not in ("month", "quarter"):
        return None
    last = other.period(today, ahead=False).last
    first = one.first.replace(year=last.year) if last and one.first and not one.fixed else one.first
    return When(first, last, "span") if first and last and first < last else None


def dated(days: Days, place: int) -> Found:
    """A day or span; behind the name of a weekday the date that it has: "Tuesday 21 May"; or before it: "sáng nay chủ nhật".

    "hồi chiều thứ sáu", "hồi chiều hôm qua": which afternoon, stands behind it.
    """
    found = dates.at(days, place)
    if found is None or found[0].grain != "day":
        return found
    which = dates.at(days, found[1]) if days.piece(place).has("day", "0") else None
    if which and which[0].grain == "day" and which[0].first and found[0].first:
        named = days.piece(found[1]).has("weekday") and which[0].first.weekday() == found[0].first.weekday()
        return (found[0] if named else which[0]), which[1]
    if found[0].first and days.piece(found[1]).value("weekday") == str(found[0].first.weekday()):
        return found[0], found[1] + 1
    if not days.piece(found[1] - 1).has("weekday"):
        return found
    behind = found[1]
    while days.piece(behind).text == "," or days.piece(behind).has("grain", "day") or days.piece(behind).has("day_lead"):
        behind += 1
    date_said = dates.at(days, behind)
    return date_said if date_said and date_said[0].grain == "day" else found


def _of_document(days: Days, place: int) -> bool:
    """ "Quyết định số 15-QĐ/ĐU ngày 1/11": the day of a paper, unless it is the only one said."""
    before = days.piece(place - 2 if days.piece(place - 1).has("grain", "day") else place - 1)
    return before.has("numbered") or any(token.kind == "symbol" for token in before.tokens)


def _of_telling(days: Days, end: int) -> bool:
    """ "bữa ni báo chị là tháng 10 …": when it is told, unless no other time is said."""
    return days.piece(end).has("claim") and not days.piece(end).has("subject")


def _may_begin(piece: Piece) -> bool:
    """Whether a time can begin with this: a number, or a word of time."""
    return piece.tokens[0].kind == "number" or piece.number is not None or not _BEGINNINGS.isdisjoint(piece.tags)


def _is_a_name(days: Days, place: int) -> bool:
    """ "trạm bơm số 3 tháng trước": the 3 is the station's."""
    named = days.piece(place - 2)
    plain = bool(named.tokens) and not (named.tags or named.used or named.mark)
    return plain and days.piece(place - 1).text.lower() in ("số", "so") and len(days.piece(place).text) < _YEAR


def _is_long(when: When) -> bool:
    """Whether a span is one to sum over, not the few days of a course."""
    return when.first is None or when.last is None or (when.last - when.first).days > 31


def chosen(spans: tuple[tuple[int, int, When], ...]) -> When | None:
    """The span meant: the first, or a finer one that lies within it."""
    best: When | None = None
    for _, _, said in spans:
        when = _in_year(said, best)
        if best is None or (_inside(when, best) and (_is_finer(when, best) or _is_its_beginning(when, best))):
            best = when
    return best


def _in_year(when: When, year: When | None) -> When:
    """The month that was said beside its year: "năm ngoái, tháng 12"."""
    if year is None or year.grain != "year" or year.first is None or when.fixed or when.grain not in ("month", "quarter"):
        return when
    if when.first is None or when.last is None:
        return when
    return calendars.months(when.first.month, when.last.month, year.first.year, year.first, when.grain)


def _is_finer(one: When, other: When) -> bool:
    return _FINENESS.index(one.grain) < _FINENESS.index(other.grain)


def _is_its_beginning(when: When, year: When) -> bool:
    """ "năm 2026 đến hết tháng 10"."""
    return (when.grain, year.grain) == ("span", "year") and when.first == year.first and when.last != year.last


def _inside(inner: When, outer: When) -> bool:
    if inner.first is None or outer.first is None or inner.last is None or outer.last is None:
        return False
    return outer.first <= inner.first and inner.last <= outer.last
