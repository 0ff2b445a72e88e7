"""Reads a message: finders first, each marking what it used, then the rules. Knows the order of work, and no single word."""

import re
from dataclasses import replace

from handlers.reading import addressee, admissions, clauses
from handlers.reading.admission_days import admission_days
from handlers.reading.amounts import find_amounts
from handlers.reading.calendars import When
from handlers.reading.corrections import without_denied
from handlers.reading.figures import as_parts, figures
from handlers.reading.homographs import settle
from handlers.reading.intents import decided
from handlers.reading.keyboards import undo_vni
from handlers.reading.leftovers import leftovers
from handlers.reading.lexicon import language_of
from handlers.reading.line import Line
from handlers.reading.meaning import Asked, Reading
from handlers.reading.names import Mention, Names
from handlers.reading.numbers import find_numbers, forget_comparisons, forget_plans
from handlers.reading.pasted import is_pasted
from handlers.reading.people import Person, find_people
from handlers.reading.person_words import is_addressed
from handlers.reading.pieces import Piece, pieces
from handlers.reading.said import Said
from handlers.reading.slots import slots_of
from handlers.reading.spans import chosen, find_times
from handlers.reading.spelling import mend
from handlers.reading.strangers import find_strangers
from handlers.reading.subjects import FOUNDED, events, founded_noun, indicator, rated_noun
from handlers.reading.tasks import Tasks
from handlers.reading.tokens import Token, composed, tokenize
from handlers.reading.wholes import find_wholes

_T10 = re.compile(r"(?<!\w)([tTqQ])\.\s?(\d)")     # "t.10"


def read(text: str, asked: Asked, names: Names, tasks: Tasks) -> list[Reading]:
    """All that the message says, in order; never empty."""
    line = _line(text, asked, names)
    if is_pasted(len(text), line):
        return [Reading("other", language=line.language)]
    return clauses.shared([_reading(said) for said in _sayings(line, tasks)])


def sayings(text: str, asked: Asked, names: Names, tasks: Tasks) -> list[Said]:
    """The clauses of the message with all that was found in them; none where it is a pasted text."""
    line = _line(text, asked, names)
    return [] if is_pasted(len(text), line) else _sayings(line, tasks)


def _sayings(line: Line, tasks: Tasks) -> list[Said]:
    parts = clauses.split(line)
    return [_said(part, tasks, _subject_before(parts, place)) for place, part in enumerate(parts)]


def clause(text: str, asked: Asked, names: Names, tasks: Tasks) -> Said:
    """The whole message as one clause: what the scorer of intents learns from."""
    return _said(_line(text, asked, names), tasks, None)


def _line(text: str, asked: Asked, names: Names) -> Line:
    """The whole message with names, numbers and times found."""
    tokens = addressee.without(tokenize(_T10.sub(r"\1\2", undo_vni(composed(text)))))
    mentions = names.find(tokens)
    if mentions:
        long_names = (person for person in find_people(tokens, by_case=True) if person.last - person.first > 2)
        first_people = {place for person in long_names for place in range(person.first, person.last)}
        mentions = [mention for mention in mentions if not _is_of_people(mention, first_people, tokens)]
    in_units = frozenset(place for mention in mentions for place in range(mention.first, mention.last))
    people = find_people(tokens, in_units)
    taken = {tokens[mention.first].start: (mention.last - mention.first, "unit") for mention in mentions}
    taken |= {tokens[person.first].start: (person.last - person.first, "person") for person in people}
    named = in_units | {place for person in people for place in range(person.first, person.last)}
    plain = [token.folded for place, token in enumerate(tokens) if place not in named]
    language = language_of(plain, any(token.text.lower() != token.folded for token in tokens if token.kind == "word"))
    mended = mend(tokens, language, frozenset(tokens[place].start for place in named))
    found = pieces(mended, language, taken)
    settle(found)
    line = Line(find_numbers(found), language, asked)
    _place_names(
        line,
        {tokens[mention.first].start: mention for mention in mentions},
        {tokens[person.first].start: person for person in people},
    )
    find_wholes(line, names)
    if asked.awaiting == "unit" and not line.units:
        _answer_roughly(line, names)
    forget_plans(line.pieces)
    forget_comparisons(line.pieces)
    if not _is_share(text, asked):
        line.time = find_times(line.pieces, asked.today, language)
    find_strangers(line)
    return line


def _answer_roughly(line: Line, names: Names) -> None:
    """A unit is awaited: words that every name has may name it after all, if nothing else is said."""
    if any(line.has(kind) for kind in ("cue", "subject", "ask", "unsettled")):
        return
    words = [place for place, piece in enumerate(line.pieces) if not (piece.mark or _says_where(piece))]
    unit = names.roughly([token for place in words for token in line.pieces[place].tokens]) if words else None
    if unit is not None:
        line.units[words[0]] = unit
        line.pieces[words[0]].used = True


def _says_where(piece: Piece) -> bool:
    """ "của bên … nớ"."""
    return any(piece.has(kind) for kind in ("filler", "addressee", "own", "introducer")) or piece.has("cue", "me")


def _is_share(text: str, asked: Asked) -> bool:
    """ "5/6" where a number is awaited is x of y, though it could be a day; "30/10" is none."""
    found = re.fullmatch(r"\D*(\d+)\s*/\s*(\d+)\D*", text) if asked.awaiting == "count" else None
    return found is not None and int(found[1]) <= int(found[2])


def _is_of_people(mention: Mention, people: set[int], tokens: list[Token]) -> bool:
    """Whether what sounds like a unit stands in somebody's name; a school that bears a name is itself: "Lương Thế Vinh A"."""
    inside = set(range(mention.first, mention.last))
    if not inside <= people:
        return False
    whole = mention.first - 1 not in people and mention.last not in people
    return not whole or is_addressed(tokens, mention.first)


def _place_names(line: Line, mentions: dict[int, Mention], people: dict[int, Person]) -> None:
    for place, piece in enumerate(line.pieces if mentions or people else ()):
        if "unit" in piece.tags:
            line.units[place] = mentions[piece.start].unit
        elif "person" in piece.tags:
            line.people[place] = people[piece.start]


def _reading(said: Said) -> Reading:
    line, found = said.line, admissions.intent_of(decided(said)[0], said)
    if found == "correct":
        as_parts(said.figures, short=line.has("correct", "short"))
    left = () if found == "other" else leftovers(line)
    about = said.when.period(line.asked.today, ahead=False) if found == "cancel" and said.when else None
    return Reading(found, admissions.with_days(slots_of(found, said), found, said), left, line.language, about)


def _said(line: Line, tasks: Tasks, before: str | None) -> Said:
    """`before`: what the clause before reported; it holds on where a figure follows without a subject."""
    days = admission_days(line)
    if days is not None and days.aside:             # "chưa tổ chức lễ" denies no admission, and asks nothing
        line = line.keep([place for place in range(len(line.pieces)) if place not in days.aside])
    line.task = tasks.find([token.word for piece in line.pieces for token in piece.tokens if token.kind != "mark"])
    if line.task and line.has("done"):
        line = _without_plans_of(line, tasks.words_of(line.task))
    whole = indicator(line) or before
    if (line.has("correct") or line.asked.awaiting == "confirm") and not line.has("cue", "assign"):
        line = without_denied(line)
    own = indicator(line)
    subject, carried = own or before, own is None and before is not None
    found = figures(line, subject, find_amounts(line))
    amending = line.asked.awaiting in ("confirm", "breakdown") or line.has("correct", "fix", "mistake", "rather", "not_but")
    if amending:
        as_parts(found, short=line.has("correct", "short") or line.has("among") or line.asked.awaiting == "breakdown")
    denied = whole if whole != subject else None
    return Said(line, subject, events(line), found, chosen(_beside_subject(line)), denied=denied, carried=carried, days=days)


def _without_plans_of(line: Line, named: frozenset[str]) -> Line:
    """The words of a task's name tell of no plan: "xây dựng kế hoạch 2027 xong tuần trước"."""
    pieces = [
        replace(piece, tags={kind: values for kind, values in piece.tags.items() if kind != "unsettled"})
        if piece.has("unsettled", "plan") and all(token.word in named for token in piece.tokens)
        else piece
        for piece in line.pieces
    ]
    return replace(line, pieces=pieces)


def _beside_subject(line: Line) -> tuple[tuple[int, int, When], ...]:
    """Of several times those in the sentence that tells the result: "Sáng nay giao ban xong: tuần trước kết nạp 1".

    Of several days the one that no comma parts from it: "hôm nay mới rảnh, xưởng 3 kết nạp 1 bạn thứ 5 tuần rồi".
    """
    subjects = line.places("subject")
    if not subjects or len(line.time.spans) < 2:
        return line.time.spans
    spans = _between(line, subjects[0], ".;:!\n") or line.time.spans
    spans = tuple(span for span in spans if not _heads_another(line, subjects[0], span)) or spans
    if all(when.grain == "day" for _, _, when in spans):
        return _between(line, subjects[0], ".;:!\n,") or spans
    return spans


def _heads_another(line: Line, subject: int, span: tuple[int, int, When]) -> bool:
    """The October of "từ đầu năm kết nạp 7 (tháng 10: 2)"."""
    first, behind, _ = span
    told = any(_is_plain(line, place) for place in range(subject, first))
    return told and (line.at(behind).text in (":", "=") or line.at(behind).has("copula")) and _is_plain(line, behind + 1)


def _is_plain(line: Line, place: int) -> bool:
    return line.at(place).number is not None and place not in line.timed


def _between(line: Line, subject: int, stops: str) -> tuple[tuple[int, int, When], ...]:
    """The times that none of these marks parts from the subject."""
    marks = [place for place, piece in enumerate(line.pieces) if piece.mark and piece.text in stops]
    begin = max((place for place in marks if place < subject), default=-1)
    end = min((place for place in marks if place > subject), default=len(line.pieces))
    return tuple(span for span in line.time.spans if begin < span[0] < end)


def _subject_before(parts: list[Line], place: int) -> str | None:
    """What a clause without a subject speaks of: the subject of the clause before it, else of one behind it."""
    if len(parts) == 1 or parts[place].has("subject", "transfer_out"):
        return None
    found = next((subject for part in (*parts[:place][::-1], *parts[place + 1 :]) if (subject := indicator(part))), None)
    if found in FOUNDED:
        return founded_noun(parts[place]) or found
    return rated_noun(parts[place]) if found in ("org_ratings", "member_ratings") else found
