"""Cuts a message that says several things, and shares what was said once for all. Knows clauses, and nothing within them."""

from collections.abc import Callable
from dataclasses import replace

from handlers.reading.line import Line
from handlers.reading.meaning import Reading
from handlers.reading.subjects import FOUNDED, events, founded_noun, indicator, rated_noun

_STOPS = (".", ",", ";", "\n", "!", "?", "./.")
_REACH = 120  # pieces that a clause looks back on
_CORRECTING = ("mistake", "fix", "rather", "not_but", "last_report", "short")     # all but "còn", "lên" and the like
_RECORDED = ("report", "report_none")


def split(line: Line) -> list[Line]:
    """The clauses that each say something of their own."""
    beside = all(line.at(place - 1).has("link") for place in line.places("correct", "into"))   # "ngoài ra còn"
    if line.has("correct", *_CORRECTING) or not beside:
        return [line]   # a correction is one saying, whatever stands in it
    clauses: list[Line] = []
    begin, current, ends = 0, 0, _boundaries(line)
    for end in ends:
        if current > begin and _stands_apart(
            _part(line, max(begin, current - _REACH), current), _part(line, current, end), line
        ):
            cut = _lead_in(line, begin, current, ends)
            clauses.append(_part(line, begin, cut))
            begin = cut
        current = end
    clauses.append(_part(line, begin, len(line.pieces)) if clauses else line)
    return clauses


def _lead_in(line: Line, begin: int, end: int, ends: list[int]) -> int:
    """Where the next saying truly begins: "sáp nhập, tiếp nhận," before "đổi tên 3" belong to it."""
    for earlier in [place for place in ends if begin < place < end][::-1]:
        last = _part(line, earlier, end)
        if not last.has("subject") or _numbered(last):
            return end
        end = earlier
    return end


def shared(readings: list[Reading]) -> list[Reading]:
    """The readings that say something, a period or a unit that was said once given to the reports that lack it."""
    telling = [reading for reading in readings if reading.intent not in ("other", "smalltalk")]
    readings = telling or readings[:1]
    for slot in ("period", "unit"):
        readings = [_given(reading, place, readings, slot) for place, reading in enumerate(readings)]
    return readings


def _given(reading: Reading, place: int, readings: list[Reading], slot: str) -> Reading:
    if reading.intent not in _RECORDED or getattr(reading.slots, slot) is not None:
        return reading
    others = [*readings[:place][::-1], *readings[place + 1 :]]
    giver = next((other for other in others if other.intent in _RECORDED and getattr(other.slots, slot) is not None), None)
    if giver is None:
        return reading
    slots = replace(reading.slots, **{slot: getattr(giver.slots, slot)})
    if slot == "period":
        slots = replace(slots, extent=slots.extent or giver.slots.extent, vague=False)
    return replace(reading, slots=slots)


def _boundaries(line: Line) -> list[int]:
    """The places behind which a new clause may begin, and the end."""
    stops = [place for place, piece in enumerate(line.pieces) if piece.mark and piece.text in _STOPS]
    marks = [place + 1 for place in stops if not _within(line, place)]
    links = [place for place, piece in enumerate(line.pieces) if "link" in piece.tags and place]
    reporting = [place for place in line.units if line.at(place + 1).has("subject") and _has_reported(line, place)]
    return sorted({*marks, *links, *reporting, len(line.pieces)})


def _within(line: Line, place: int) -> bool:
    """ "TP.HCM": a dot that letters touch on both sides."""
    before, after = line.at(place - 1), line.at(place + 1)
    if line.at(place).text != "." or not (before.tokens and after.tokens):
        return False
    touches = before.tokens[-1].end == line.at(place).start and after.start == line.at(place).start + 1
    return touches and all(piece.tokens[0].text.isupper() for piece in (before, after))


def _has_reported(line: Line, place: int) -> bool:
    """ "px1 kn 2 px2 kn 1": something is told before the unit, and no mark stands between."""
    stop = max((before for before in range(place) if line.at(before).mark), default=-1)
    return any(stop < told < place for told in line.places("subject"))


def _part(line: Line, first: int, last: int) -> Line:
    return line.keep(list(range(first, last)))


def _stands_apart(before: Line, after: Line, line: Line) -> bool:
    """Whether what follows is a saying of its own, and no part or continuation of what stands before."""
    if line.has("unsettled") and not _settled_apart(before, after):
        return False
    return any(holds(before, after) for holds in _WAYS) or (line.has("subject") and _named_apart(before, after))


def _settled_apart(before: Line, after: Line) -> bool:
    """Whether the plan stands wholly in a clause of its own behind a result; any other plan covers the whole message."""
    return not before.has("unsettled") and after.has("unsettled", "plan", "someday", "wish") and _told(after)


def _numbered(line: Line) -> bool:
    return any(
        (piece.number is not None or piece.pair is not None) and not piece.used and not piece.percent for piece in line.pieces
    )


def _told(line: Line) -> bool:
    """Something countable is said to have happened."""
    return indicator(line) is not None and (_numbered(line) or bool(line.people))


def _denies(line: Line) -> bool:
    """ "không có chuyển chính thức", "chưa kết nạp được ai": it is said that nothing happened."""
    empty = line.has("none", "any") or any(line.at(place + 1).has("subject") for place in line.places("none", "lacking"))
    return indicator(line) is not None and line.has("none", "not") and empty and not _asks(line)


def _asks(line: Line) -> bool:
    return line.has("ask", "how_many", "far") or (
        line.has("cue", "target", "enough", "remaining") and line.has("ask", "yet", "whether", "how")
    )


def _another_subject(before: Line, after: Line) -> bool:
    """ "kết nạp 3, chuyển chính thức 2"."""
    if not (_told(before) and (_told(after) or _denies(after))) or after.has("parts", "rest"):
        return False
    if indicator(before) == "members" and after.has("subject", "rating"):
        return False    # "chi bộ có 22 đv, 20 đ/c được xếp hoàn thành tốt"
    return (indicator(before), events(before)) != (indicator(after), events(after))


def _moved_away(before: Line, after: Line) -> bool:
    """ "1 đảng viên chuyển đi, 2 chuyển đến": who has left is counted nowhere."""
    away = [part.has("subject", "transfer_out") for part in (before, after)]
    return away[0] != away[1] and _numbered(before) and _numbered(after) and _told(after if away[0] else before)


def _another_noun(before: Line, after: Line) -> bool:
    """ "thành lập 1 tổ chức đảng, 2 công đoàn": founded by one word."""
    if after.has("parts", "of_which") or after.has("subject"):
        return False
    told = indicator(before) if _told(before) else founded_noun(before) if not before.has("subject") else None
    found = founded_noun(after)
    return told in FOUNDED and found is not None and found != told


def _another_share(before: Line, after: Line) -> bool:
    """ "90% tổ chức đảng và 85% đảng viên hoàn thành tốt": organisations and members, rated by one word."""
    rated = before.has("subject", "rating") or after.has("subject", "rating")
    named = after.has("counter", "member") or after.has("thing", "organisation")
    return rated and named and all(_shared_out(part) for part in (before, after)) and rated_noun(before) != rated_noun(after)


def _shared_out(line: Line) -> bool:
    return any(piece.percent or piece.pair is not None for piece in line.pieces if not piece.used)


def _another_unit(before: Line, after: Line) -> bool:
    """ "Samsin kết nạp 2, Daeyang 3", "px1 2 đ/c, px2 1 đ/c"."""
    counted = all(part.has("counter") and _numbered(part) for part in (before, after))
    return _named_apart(before, after) and (counted or (indicator(before) or indicator(after)) is not None)


def _named_apart(before: Line, after: Line) -> bool:
    """Each names a unit, and tells how many or that there was nobody: "…, Jinwoo 3, khu phố 12 chưa có"."""
    told = all(_numbered(part) or _denies(part) or _nothing_then(part) for part in (before, after))
    if before.has("parts", "of_which") and not after.has("subject") and _unit_behind_number(after):
        return False    # "trong đó 2 công nhân, 1 quản đốc phân xưởng cán"
    return told and bool(before.units and after.units)


def _unit_behind_number(line: Line) -> bool:
    first = next((place for place, piece in enumerate(line.pieces) if piece.number is not None and not piece.used), None)
    return first is not None and min(line.units, default=0) > first


def _another_time(before: Line, after: Line) -> bool:
    """ "tháng 9 kết nạp 2, tháng 10 kết nạp 3"."""
    if not (before.time.spans and after.time.spans and (_told(before) or _nothing_then(before) or _denies(before))):
        return False
    told = _numbered(after) and (indicator(after) is not None or after.has("counter"))
    return told or after.has("none", "nothing", "occur") or _nothing_then(after) or _denies(after)


def _nothing_then(line: Line) -> bool:
    """ "quý 2 không": a time, and that there was nothing."""
    return line.has("none", "not") and all(
        piece.used or piece.mark or piece.has("none") or piece.has("link") or piece.has("counter") for piece in line.pieces
    )


def _a_question(before: Line, after: Line) -> bool:
    """ "kết nạp 2 hôm qua, còn thiếu mấy nữa?"."""
    return (_told(before) or _agrees(before)) and not _asks(before) and _asks(after)


def _agreed(before: Line, after: Line) -> bool:
    """ "đúng rồi. Tháng 9 kết nạp 2"."""
    return _agrees(before) and _told(after) and bool(after.time.spans or after.units)


def _agrees(line: Line) -> bool:
    waited = line.asked.awaiting == "confirm"
    return (
        waited and all(piece.mark or piece.has("agree") or piece.has("filler") for piece in line.pieces) and line.has("agree")
    )


_WAYS: tuple[Callable[[Line, Line], bool], ...] = (
    _another_subject,
    _moved_away,
    _another_noun,
    _another_share,
    _another_unit,
    _another_time,
    _a_question,
    _agreed,
)
