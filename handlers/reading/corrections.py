"""What a correction takes back: "4 chứ không phải 3", "từ 3 thành 4". Knows which part is denied, and not what is counted."""

from handlers.reading.line import Line
from handlers.reading.name_borders import grains
from handlers.reading.pieces import Piece

_STOPS = (",", ".", ";", "\n", ":", "!", "(", ")")


def without_denied(line: Line) -> Line:
    """The line without what it takes back; the same line where it takes nothing back."""
    denied = _denied(line) | _old_values(line)
    if not denied or all(place in denied or _light(piece) for place, piece in enumerate(line.pieces)):
        return line
    return line.keep([place for place in range(len(line.pieces)) if place not in denied])


def _light(piece: Piece) -> bool:
    return piece.mark or (piece.has("filler") and not piece.used) or piece.has("correct")


def _denied(line: Line) -> set[int]:
    """Behind "không phải", up to the end of the clause; the word itself stays as a sign."""
    places: set[int] = set()
    for start in line.places("correct", "not_but"):
        for place in range(start + 1, len(line.pieces)):
            if line.pieces[place].text in _STOPS or line.pieces[place].has("correct"):
                break
            places.add(place)
    return places


def _old_values(line: Line) -> set[int]:
    """The 3 of "sửa 3 thành 4", "from 3 to 4"."""
    if not line.has("correct", "fix", "mistake", "rather") and not line.has("surplus"):
        return _lifted(line) if line.asked.awaiting == "confirm" else set()
    times = _old_times(line) | _times_of_telling(line)
    mistaken = _mistaken(line)
    if mistaken:
        return times | mistaken
    return times | _surplus(line) | _said_before(line) | _behind_what_changes(line) | _lifted(line)


def _lifted(line: Line) -> set[int]:
    """The 20 of "từ 20 xuống còn 15", "3 thành 4", "20 -> 15", "ghi 20, sửa thành 15"."""
    found: set[int] = set()
    for place in range(1, len(line.pieces) - 1):
        new = place + 1
        while line.at(new).has("correct", "into"):
            new += 1
        old = _before_change(line, place)
        into = line.at(place).has("correct", "into") or line.at(place).text in ("->", "→")
        if into and _of_one_kind(line.at(old), line.at(new)):
            found.add(old)
    return found


def _before_change(line: Line, place: int) -> int:
    """Where the value before "thành" stands: "3, thành 4", "2 nữ lên 3"."""
    before = line.at(place - 1)
    return place - 2 if before.text == "," or before.has("facet") or before.has("counter") else place - 1


def _mistaken(line: Line) -> set[int]:
    """The 3 of "ghi nhầm 5 thành 3", "nhầm thành 3 rồi, 5 mới đúng": what was written, where the right one is said too."""
    found: set[int] = set()
    for into in line.places("correct", "into"):
        old, new = _before_change(line, into), line.at(into + 1)
        first = old if line.at(old).number is not None or line.at(old).has("unit") else into
        others = [piece for place, piece in enumerate(line.pieces) if place != into + 1 and place not in line.timed]
        if line.at(first - 1).has("correct", "mistake") and into + 1 not in line.timed:
            found.update({into + 1} if any(_of_one_kind(other, new) for other in others) else ())
    return found


def _surplus(line: Line) -> set[int]:
    """The 1 of "dư một người, hai thôi"."""
    numbers = [place for place in range(len(line.pieces)) if line.at(place).number is not None]
    return {place for place in numbers if len(numbers) > 1 and line.at(place - 1).has("surplus")}


def _behind_what_changes(line: Line) -> set[int]:
    """The 9 of "đổi tháng 9 thành tháng 8"."""
    fixed = [place for place in line.places("correct", "fix") if line.at(place).tokens[-1].folded in grains()]
    return {place + 1 for place in fixed if line.at(place + 1).number is not None}


def _said_before(line: Line) -> set[int]:
    """The 2 of "nãy em nhập 2, thực ra là 5"."""
    told = [at for at in line.places("correct", "rather") if _is_number(line.at(at + 1)) or _is_light_before(line, at + 1)]
    return {place for place in range(min(told, default=0)) if _is_number(line.at(place))}


def _is_light_before(line: Line, place: int) -> bool:
    """ "đúng ra chỉ 2", "thật ra là 3"."""
    return line.at(place).has("filler") and _is_number(line.at(place + 1))


def _old_times(line: Line) -> set[int]:
    """The times before "thành 12/11"; the one behind it that was put by mistake: "7/3 ạ, em ghi lộn sang 3/7"."""
    begins = {first for first, _, _ in line.time.spans}
    new = next((place for place in line.places("correct", "into") if place + 1 in begins), 0)
    before = next((first for first, last, _ in line.time.spans if last == new), new)    # "ghi nhầm tháng 9 thành tháng 10"
    wrong = line.at(before - 1).has("correct", "mistake") and len(begins) > 1
    old = [(first, last) for first, last, _ in line.time.spans if (first == new + 1 if wrong else last <= new)]
    return {place for first, last in old for place in range(first, last)} if new else set()


def _times_of_telling(line: Line) -> set[int]:
    """The day of "báo nhầm hôm qua", "hôm qua em báo": when it was told, not when it happened."""
    found: set[int] = set()
    for first, last, _ in line.time.spans:
        teller = last + 1 if line.at(last).has("own") else last
        told = any(line.at(near).has("claim") or line.at(near).has("correct", "mistake") for near in (first - 1, teller))
        if told and line.at(first).has("day"):
            found.update(range(first, last))
    return found


def _is_number(piece: Piece) -> bool:
    return isinstance(piece.number, int) and not piece.used


def _of_one_kind(old: Piece, new: Piece) -> bool:
    """Two units or two numbers; "nha in Dong Hai sang 20/11" (its morning) changes nothing."""
    if old.has("unit") or new.has("unit"):
        return old.has("unit") and new.has("unit")
    return all(piece.number is not None or piece.pair is not None for piece in (old, new))
