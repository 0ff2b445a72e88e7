"""Which indicator a clause speaks of. Knows the signs of each, in the order in which they outweigh one another."""

from collections.abc import Callable

from handlers.reading.grades import lists_grades
from handlers.reading.line import Line
from handlers.reading.pieces import Piece

_KINDS = {"organisation": "organisations", "youth_union": "youth_unions", "trade_union": "trade_unions"}
FOUNDED = frozenset(_KINDS.values())
_EVENTS = ("merged", "received", "renamed", "dissolved")
_SPEAKING = frozenset(("counter", "thing", "growth"))  # kinds without which no sign holds, unless there is a subject
_PEOPLE = ("comrade", "person", "member", "new_member", "probationer")


def indicator(line: Line) -> str | None:
    """The indicator, or None if the words name none; looked for once, however often it is asked for."""
    if "indicator" not in line.drawn:
        kinds, signs = line.meant.keys(), _NOUNS
        if "subject" in kinds or "grade" in kinds:
            signs = (*_SUBJECTS, *_NOUNS)
        elif _SPEAKING.isdisjoint(kinds):
            signs = ()
        line.drawn["indicator"] = next((name for name, holds in signs if holds(line)), None)
    return line.drawn["indicator"]


_SIDE_BY_SIDE = 4  # pieces; "sáp nhập, tiếp nhận, đổi tên 03"


def events(line: Line) -> tuple[str, ...]:
    """What happened to organisations other than being founded."""
    places = sorted({place: event for event in _EVENTS for place in line.places("subject", event)}.items())
    # "tiếp nhận 4 tổ chức đảng từ các huyện giải thể": what stands far behind tells whence they came.
    told = [event for place, event in places if place - places[0][0] <= _SIDE_BY_SIDE]
    return tuple(sorted(set(told)))


def _training(kind: str) -> Callable[[Line], bool]:
    return lambda line: line.has("subject", kind)


def _org_ratings(line: Line) -> bool:
    """Rated are organisations where one is counted or named as what is rated; a branch that rates its members is not."""
    if not _member_ratings(line):
        return False
    if line.has("cue", "most") and line.has("counter", "member"):
        return False    # "5 chi bộ có tỷ lệ đảng viên hoàn thành tốt cao nhất"
    numbers = [place for place, piece in enumerate(line.pieces) if _is_number(piece) and place not in line.timed]
    shares = [place for place, piece in enumerate(line.pieces) if piece.text == "%" or piece.has("percent")]
    if any(line.at(place + 1).has("thing", "organisation") for place in (*numbers, *shares)):
        return True
    if any(line.at(place + 1).has("counter") for place in numbers):
        return False
    itself = not numbers and line.has("grade", "excellent", "good")     # "chi bộ được xếp loại tốt"
    organised = [
        place
        for place in line.places("thing", "organisation")
        if itself or not line.at(place).has("kind_word") or _rated_kind(line, place)
    ]
    return bool(organised) and not line.has("counter", "member")


def _is_number(piece: Piece) -> bool:
    return piece.number is not None or piece.pair is not None


def rated_noun(line: Line) -> str:
    """Which of the two ratings a part of a sentence speaks of, by its nouns alone."""
    organised = any(piece.has("thing", "organisation") for piece in line.pieces) and not line.has("counter", "member")
    return "org_ratings" if organised else "member_ratings"


def founded_noun(line: Line) -> str | None:
    """Which kind of organisation a part of a sentence counts, by its nouns alone: "…, 2 tổ chức đoàn"."""
    counted = [place for place, piece in enumerate(line.pieces) if piece.has("thing", *_KINDS) and _beside_number(line, place)]
    return next((_KINDS[value] for place in counted for value in line.at(place).tags["thing"] if value in _KINDS), None)


def _beside_number(line: Line, place: int) -> bool:
    return any(_is_number(line.at(near)) and not line.at(near).percent for near in (place - 1, place + 1))


def _rated_kind(line: Line, place: int) -> bool:
    return line.at(place - 1).has("subject", "share", "rating", "stock") or line.at(place - 1).has("ask", "how_many")


def _member_ratings(line: Line) -> bool:
    return line.has("subject", "rating") or lists_grades(line)


def _candidates(line: Line) -> bool:
    """Put forward; "lễ kết nạp cho 2 quần chúng ưu tú" is not."""
    return line.has("subject", "nominate")


def _full(line: Line) -> bool:
    if line.has("subject", "full"):
        return True
    return line.has("subject", "official") and line.has("subject", "turn")


def _transfers(line: Line) -> bool:
    if line.has("subject", "transfer_out"):
        return False
    people = any(line.follows(place, "counter", "member", within=2) for place in line.places("subject", "received"))
    moved = line.has("subject", "moved") and line.has("counter", "member", "probationer")
    moved = moved or any(_comrades_come(line, place) for place in line.places("subject", "moved"))
    return line.has("subject", "transfer") or people or moved


def _comrades_come(line: Line, place: int) -> bool:
    """ "2 đ/c chuyển đến", "chuyển đến: 2"; nobody comes in "2 đ/c chuyển đến phòng kế toán", "chuyển về kế toán"."""
    if line.at(place).tokens[-1].folded == "ve":
        return False
    before, after = line.at(place - 1), line.at(place + 1)
    if after.text == ":":
        return _is_number(line.at(place + 2))
    ends = not after.tokens or after.mark or place + 1 in line.timed or after.has("filler")
    return ends and _is_number(line.at(place - 2) if before.has("counter", "comrade") else before)


def _founded(noun: str) -> Callable[[Line], bool]:
    def holds(line: Line) -> bool:
        verbs = line.places("subject", "found", *_EVENTS)
        return any(_object(line, place, noun) for place in verbs)

    return holds


def _object(line: Line, verb: int, noun: str) -> bool:
    """Whether the nearest thing to the verb is the noun: behind it, or else before it."""
    behind = [
        piece for piece in line.pieces[verb + 1 : verb + 8] if piece.has("thing") and not piece.has("thing", "class", "report")
    ]
    before = [
        piece
        for piece in line.pieces[max(0, verb - 5) : verb]
        if piece.has("thing") and not piece.has("thing", "class", "report")
    ]
    if behind:
        return behind[0].has("thing", noun)
    if not before:      # "chi đoàn trong doanh nghiệp ngoài nhà nước năm nay thành lập được mấy cái"
        before = [piece for piece in line.pieces[:verb] if piece.has("thing") and not piece.has("thing", "class", "report")]
    return bool(before) and before[-1].has("thing", noun)


def _grown(noun: str) -> Callable[[Line], bool]:
    """ "thêm 2 chi đoàn", "phát triển được 3 đảng viên"."""
    kind = "counter" if noun == "member" else "thing"
    return lambda line: any(line.follows(place, kind, noun, within=4) for place in line.places("growth"))


def _admissions(line: Line) -> bool:
    return line.has("subject", "admit") or line.has("counter", "new_member")


def _members(line: Line) -> bool:
    """ "hiện có 27 đảng viên": a stock."""
    if line.has("cue", "target", "remaining"):
        return False
    if line.has("subject", "roll") or (line.has("cue", "most") and line.has("counter", "member")):
        return True
    return (line.has("subject", "stock") and line.has("counter", "member")) or _as_of(line) or _asks_how_many_there_are(line)


def _asks_how_many_there_are(line: Line) -> bool:
    """ "chi bộ mình có bao nhiêu đảng viên nữ": of no time, and of nothing that happened."""
    if line.has("subject") or line.time.spans or line.time.vague or line.has("cue", "must", "enough"):
        return False
    asked = (place for place in line.places("counter", "member") if line.at(place - 1).has("ask", "how_many"))
    return any(line.at(place - 2).has("own_have") for place in asked)


def _as_of(line: Line) -> bool:
    """ "(tính đến 30/9) chi bộ có 31 đảng viên": nothing is said of them but that they are there."""
    had = [
        place
        for place in line.places("counter", "member")
        if line.at(place - 1).number is not None and line.at(place - 2).has("own_have")
    ]
    if not had:
        return False
    if any(line.at(first).has("edge", "to", "to_now") for first, _, _ in line.time.spans):
        return any(line.ends(place) for place in had)
    stops = line.at(had[0] + 1)
    told = line.has("subject") or line.time.spans or line.time.vague
    return not told and (line.ends(had[0]) or stops.mark)


def _new_organisations(line: Line) -> bool:
    """ "4 tổ chức đảng mới"."""
    things = line.places("thing", "organisation")
    return any(line.at(place + 1).has("vague") and _is_number(line.at(place - 1)) for place in things)


def _wanted(line: Line) -> bool:
    """In targets and shortfalls, bare members are admissions."""
    return line.has("counter", "member") and (line.has("cue", "target", "remaining", "assign") or line.has("ask", "wanted"))


def _wanted_organisations(line: Line) -> bool:
    """In targets, organisations that no word says are founded; "chi bộ" alone says whose target it is."""
    aimed = line.has("cue", "target", "assign", "remaining") or line.has("ask", "wanted")
    return aimed and any(_is_wanted(line, place) for place in line.places("thing", "organisation"))


def _is_wanted(line: Line, place: int) -> bool:
    """ "bao nhiêu chi bộ trong DN FDI", "3 tổ chức đảng"; not "giao các chi bộ", and not who has yet to report."""
    whose = line.at(place).has("kind_word") or line.at(place).has("cue", "everyone")
    return not whose or (line.at(place - 1).has("ask", "how_many") and not line.has("cue", "hand_in"))


def _elite(line: Line) -> bool:
    return line.has("subject", "elite")


Signs = tuple[tuple[str, Callable[[Line], bool]], ...]

_SUBJECTS: Signs = (    # each needs a word of the kind "subject", or of the kind "grade"
    ("training_awareness", _training("awareness")),
    ("training_new_members", _training("new_class")),
    ("training_theory", _training("theory")),
    ("org_ratings", _org_ratings),
    ("member_ratings", _member_ratings),
    ("transfers_in", lambda line: line.has("subject", "transfer_to_us")),
    ("candidates", _candidates),
    ("full_memberships", _full),
    ("transfers_in", _transfers),
    ("youth_unions", _founded("youth_union")),
    ("trade_unions", _founded("trade_union")),
    ("organisations", _founded("organisation")),
)
_NOUNS: Signs = (       # one of the kinds above will do
    ("admissions", _admissions),
    ("members", _members),
    ("organisations", _new_organisations),
    ("youth_unions", _grown("youth_union")),
    ("trade_unions", _grown("trade_union")),
    ("organisations", _grown("organisation")),
    ("admissions", _grown("member")),
    ("admissions", _wanted),
    ("organisations", _wanted_organisations),
    ("candidates", _elite),
)
