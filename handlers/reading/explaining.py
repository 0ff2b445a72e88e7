"""Why a message was read as it was: the rule that held in each clause, and what its words were taken for. Decides nothing."""

from collections.abc import Iterator
from dataclasses import dataclass

from handlers.reading.admissions import intent_of
from handlers.reading.intents import decided
from handlers.reading.leftovers import leftovers
from handlers.reading.line import Line
from handlers.reading.meaning import Asked, Known, Unknown, Unsure
from handlers.reading.names import Names
from handlers.reading.reader import sayings
from handlers.reading.said import Said
from handlers.reading.tasks import Tasks


@dataclass(frozen=True)
class Taken:
    """Words as typed, and what they were taken for: a slot and its value, or a kind and a meaning of the vocabulary."""

    text: str
    found: tuple[tuple[str, str], ...]  # ("unit", "TY-01"), ("period", "2026-11-01 – 2026-11-30"), ("count", "3")
    means: tuple[tuple[str, str], ...]  # ("subject", "admit"): a line of a vocabulary file


@dataclass(frozen=True)
class Clause:
    """A clause: its intent, the rule of the table that held (empty: none did), its words, and those that nothing explained."""

    intent: str
    rule: str
    words: tuple[Taken, ...]
    left: tuple[str, ...]


def explain(text: str, asked: Asked, names: Names, tasks: Tasks) -> list[Clause]:
    """The clauses of the message, in order; none where it is too long to be anything but a pasted text."""
    return [
        Clause(*_decided(said), tuple(_taken(said.line)), leftovers(said.line)) for said in sayings(text, asked, names, tasks)
    ]


def _decided(said: Said) -> tuple[str, str]:
    """The intent and the rule; that of the days of an admission stands above the others."""
    found, rule = decided(said)
    meant = intent_of(found, said)
    return (found, rule) if meant == found else (meant, "admission_days")


def _taken(line: Line) -> Iterator[Taken]:
    for place, piece in enumerate(line.pieces):
        if not piece.mark or piece.tags:
            means = tuple((kind, value) for kind, values in piece.tags.items() if kind not in _NAMED for value in values)
            yield Taken(piece.text, tuple(_found(line, place)), () if place in line.timed else means)


_NAMED = ("unit", "person")  # not of the vocabulary: found among the names of units, or as the name of somebody


def _found(line: Line, place: int) -> Iterator[tuple[str, str]]:
    piece = line.pieces[place]
    for first, last, when in line.time.spans:
        if first <= place < last:
            yield "period", f"{when.first or '…'} – {when.last or '…'}"
    match line.units.get(place):
        case Known(id):
            yield "unit", id
        case Unsure(ids):
            yield "unit", ", ".join(ids)
        case Unknown(text):
            yield "unknown", text
    if place in line.people:
        yield "names", line.people[place].name
    if piece.number is not None and place not in line.timed:
        yield "percent" if piece.percent else "count" if piece.used else "number", f"{piece.number:g}"
    if piece.pair is not None and place not in line.timed:
        yield "count", f"{piece.pair[0]} / {piece.pair[1]}"
