"""The days of an admission: of the decision's receipt, of the ceremony, or that there was none yet. Knows no intent."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from handlers.reading.calendars import When
from handlers.reading.days import Days
from handlers.reading.line import Line
from handlers.reading.numbers import find_numbers
from handlers.reading.pieces import pieces
from handlers.reading.spans import dated
from handlers.reading.tokens import Token, fold, spelled, tokenize
from locales.vocabulary import phrases, words

_SOON = 100                 # days after the receipt; further off, what was said is a day before it
_STOPS = ",;.:\n!?()"


@dataclass(frozen=True)
class AdmissionDays:
    """`received`, `ceremony`: the days, where they are said; `admitted`: another day, on which it happened.

    `is_received`: a receipt is told of, with or without its day; `is_held`: whether there was a ceremony, where that is said.
    `aside`: places of the line's pieces that only say that there was none yet.
    """

    received: date | None = None
    ceremony: date | None = None
    admitted: date | None = None
    is_received: bool = False
    is_held: bool | None = None
    aside: frozenset[int] = frozenset()


@dataclass(frozen=True)
class _Cue:
    meaning: str
    start: int
    end: int


@dataclass(frozen=True)
class _Day:
    when: When
    start: int
    end: int


def admission_days(line: Line) -> AdmissionDays | None:
    """What the clause says of them; None where it speaks of neither receipt nor ceremony, held or not."""
    tokens = [token for piece in line.pieces for token in piece.tokens]
    if _heads().isdisjoint(token.word for token in tokens):
        return None
    cues = _planned(_cues(line, tokens), line, tokens)
    meant = {cue.meaning for cue in cues}
    if meant.isdisjoint(("received", "ceremony", "not_held")) or "not_received" in meant:
        return None
    days = list(_days(line, tokens))
    told = _paired(cues, days, tokens)
    received = _resolved(told.get("received"), line.asked.today)
    ceremony = _after(told.get("ceremony"), received, line.asked.today)
    held = True if "ceremony" in meant else False if "not_held" in meant else None
    aside = frozenset(_pieces_of(cues, line)) if held is False and "received" in meant else frozenset()
    return AdmissionDays(received, ceremony, _admitted(days, told, line, tokens), "received" in meant, held, aside)


def _cues(line: Line, tokens: list[Token]) -> list[_Cue]:
    """Left to right, the longest first. A bare "nhận" is a receipt where the decision was named before it."""
    named = {token.start for place in (*line.units, *line.people) for token in line.pieces[place].tokens}
    cues: list[_Cue] = []
    place = 0
    while place < len(tokens):
        found = None if tokens[place].start in named else _cue_at(tokens, place)
        if found is not None and found.meaning == "received_too":
            decided = any(cue.meaning == "decision" for cue in cues)
            found = _Cue("received", found.start, found.end) if decided else None
        if found is not None and found.meaning != "another":
            cues.append(found)
        place = found.end if found is not None else place + 1
    return cues


def _cue_at(tokens: list[Token], place: int) -> _Cue | None:
    for phrase, meaning in _spellings().get(tokens[place].word, ()):
        if _says(tokens[place : place + len(phrase)], phrase):
            return _Cue(meaning, place, place + len(phrase))
    return None


def _planned(cues: list[_Cue], line: Line, tokens: list[Token]) -> list[_Cue]:
    """ "dự kiến 30/11 tổ chức lễ", beside a receipt: a ceremony that was not held; its whole part of the sentence says so."""
    found = []
    for cue in cues:
        first, last = _part(tokens, cue.start)
        begins, ends = tokens[first].start, tokens[last - 1].end
        planned = any(piece.has("unsettled", "plan") or piece.has("future")
                      for piece in line.pieces if begins <= piece.start < ends)
        alone = not any(other.meaning == "received" and first <= other.start < last for other in cues)
        found.append(_Cue("not_held", first, last) if cue.meaning == "ceremony" and planned and alone else cue)
    return found


def _part(tokens: list[Token], place: int) -> tuple[int, int]:
    """From mark to mark."""
    first, last = place, place
    while first > 0 and not _is_stop(tokens[first - 1]):
        first -= 1
    while last < len(tokens) and not _is_stop(tokens[last]):
        last += 1
    return first, last


def _is_stop(token: Token) -> bool:
    return token.kind == "mark" and token.text in _STOPS


def _days(line: Line, tokens: list[Token]) -> Iterator[_Day]:
    """Single days, by the places of their tokens: looked for anew, since the line leaves out those of papers."""
    days = Days(find_numbers(pieces(tokens, line.language, {})), line.asked.today, line.language)
    places = {token.start: place for place, token in enumerate(tokens)}
    place = 0
    while place < len(days.pieces):
        found = dated(days, place)
        if found is not None and found[0].grain == "day" and found[0].first is not None:
            last = days.pieces[found[1] - 1].tokens[-1]
            yield _Day(found[0], places[days.pieces[place].start], places[last.start] + 1)
        place = found[1] if found is not None else place + 1


def _paired(cues: list[_Cue], days: list[_Day], tokens: list[Token]) -> dict[str, _Day]:
    """Each cue's day: the next one behind it up to a mark, else the last one before it, else behind the mark."""
    told: dict[int, _Day] = {}
    dated = [place for place, cue in enumerate(cues) if cue.meaning in ("decision", "received", "ceremony")]
    for way in (_behind, _before, _beyond):
        for place in dated:
            free = [day for day in days if day not in told.values()]
            if place not in told and (day := way(cues, place, free, tokens)) is not None:
                told[place] = day
    found: dict[str, _Day] = {}
    for place, day in sorted(told.items()):
        found.setdefault(cues[place].meaning, day)
    return found


def _behind(cues: list[_Cue], place: int, days: list[_Day], tokens: list[Token]) -> _Day | None:
    day = _beyond(cues, place, days, tokens)
    return None if day is None or any(_is_stop(each) for each in tokens[cues[place].end : day.start]) else day


def _before(cues: list[_Cue], place: int, days: list[_Day], tokens: list[Token]) -> _Day | None:
    first, _ = _part(tokens, cues[place].start)
    since = max([first, *(cue.end for cue in cues[:place])])
    return next((day for day in reversed(days) if since <= day.start < cues[place].start), None)


def _beyond(cues: list[_Cue], place: int, days: list[_Day], tokens: list[Token]) -> _Day | None:
    until = cues[place + 1].start if place + 1 < len(cues) else len(tokens)
    return next((day for day in days if cues[place].end <= day.start < until), None)


def _admitted(days: list[_Day], told: dict[str, _Day], line: Line, tokens: list[Token]) -> date | None:
    """ "kết nạp 3 đ/c hôm 20/10, nhận QĐ 5/10": a day of neither, said of the admission itself."""
    verbs = {token.start for place in line.places("subject", "admit") for token in line.pieces[place].tokens}
    for day in days:
        first, last = _part(tokens, day.start)
        if day not in told.values() and any(token.start in verbs for token in tokens[first:last]):
            return _resolved(day, line.asked.today)
    return None


def _resolved(day: _Day | None, today: date) -> date | None:
    return day.when.period(today, ahead=False).first if day is not None else None


def _after(day: _Day | None, received: date | None, today: date) -> date | None:
    """The day of the ceremony; one without a year is the next soon after the receipt, though that may lie ahead."""
    found = _resolved(day, today)
    if day is None or found is None or received is None or found >= received or day.when.fixed:
        return found
    later = day.when.period(received, ahead=True).first
    return later if later is not None and (later - received).days <= _SOON else found


def _pieces_of(cues: list[_Cue], line: Line) -> Iterator[int]:
    """The pieces that stand wholly in the words that say that there was no ceremony yet."""
    place = 0
    for number, piece in enumerate(line.pieces):
        inside = range(place, place + len(piece.tokens))
        if any(cue.meaning == "not_held" and cue.start <= inside.start and inside.stop <= cue.end for cue in cues):
            yield number
        place = inside.stop


@cache
def _spellings() -> dict[str, tuple[tuple[tuple[Token, ...], str], ...]]:
    """By first word: every spelling and its meaning, the longest first."""
    found: dict[str, list[tuple[tuple[Token, ...], str]]] = {}
    for phrase in phrases():
        if phrase.kind == "admission_day":
            tokens = tuple(tokenize(phrase.text))
            found.setdefault(tokens[0].folded, []).append((tokens, phrase.value))
    return {word: tuple(sorted(each, key=lambda pair: -len(pair[0]))) for word, each in found.items()}


@cache
def _heads() -> frozenset[str]:
    """Without one of these words nothing is said of them."""
    return frozenset(fold(word) for word in words("admission_word", "any"))


def _says(tokens: list[Token], phrase: tuple[Token, ...]) -> bool:
    """Whether they are these words, typed with their marks or without any."""
    return len(tokens) == len(phrase) and all(
        token.word == word.folded and spelled(token.text.lower()) in (spelled(word.text.lower()), word.folded, *_mended(token))
        for token, word in zip(tokens, phrase, strict=True)
    )


def _mended(token: Token) -> tuple[str, ...]:
    """What was typed is a slip: then its marks tell nothing."""
    return () if token.word == token.folded else (spelled(token.text.lower()),)
