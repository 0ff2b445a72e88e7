"""Units meant by what they are: "toàn khối", "huyện mình", "the bloc". Knows levels, and finds names of none."""

from functools import cache

from handlers.reading.lexicon import lexicon
from handlers.reading.line import Line
from handlers.reading.meaning import Known, Named, Unit, Unsure
from handlers.reading.names import Names
from handlers.reading.pieces import Piece
from handlers.reading.tokens import fold
from locales.vocabulary import words


def find_wholes(line: Line, names: Names) -> None:
    """Adds the units that are meant by their level; "toàn" before a unit speaks of its whole subtree."""
    _forget_asked(line)
    if not line.units:
        _only_one(line, names)
    for place, piece in enumerate(line.pieces):
        if place in line.units and (line.at(place - 1).has("whole") or piece.tokens[0].folded in _whole_words()):
            line.whole = True
        elif "level" in piece.tags and place not in line.units:
            _level(line, place, names)


def _forget_asked(line: Line) -> None:
    """ "bệnh viện nào": none of those so called is meant."""
    for place in [place for place, unit in line.units.items() if isinstance(unit, Unsure)]:
        if line.at(place + 1).has("ask", "which"):
            del line.units[place]


def _only_one(line: Line, names: Names) -> None:
    """ "thị trấn", "the hospital", where one unit alone is called by what it is."""
    for place, piece in enumerate(line.pieces):
        if "headed" in piece.tags and not piece.used and not _goes_on(line.at(place + 1)):
            unit = names.headed(piece.value("headed"))
            if unit is not None:
                line.units[place], piece.used = unit, True
                return


def _goes_on(after: Piece) -> bool:
    """Whether a name may follow, known or not."""
    return bool(after.tokens) and not after.mark and not after.tags and not after.used and after.number is None


def _level(line: Line, place: int, names: Names) -> None:
    piece, before, after = line.pieces[place], line.at(place - 1), line.at(place + 1)
    whole = before.has("whole")
    article = line.language == "en" and (before.has("filler") or whole)
    if (before.word, piece.word) in lexicon(line.language).everyday or after.has("facet", "non_state", "fdi"):
        return      # "phan khoi", "khối ngoài nhà nước"
    if piece.has("level", "party") and any(after.has(*named) for named in (("headed",), ("unit",), ("level", "bloc"))):
        return      # "cả đảng bộ bệnh viện", "cả đảng bộ Lam Sơn"
    if piece.has("level", "party") and after.has("cue", "me") and not whole:
        return      # "đảng bộ tui": the writer's own
    bloc = (
        piece.has("level", "bloc")
        and not (before.has("facet") and after.number is not None)      # "học sinh khối 12"
        and not after.has("cue", "reminder")
        and not (piece.has("cue", "off") and after.has("ask", "please"))        # "khoi hoi nua"
        and (bool(after.tags) or after.mark or not after.tokens or after.number is not None)
    )
    if not (whole or after.has("own") or article or bloc):
        return
    unit = _of_level(piece.tags["level"], piece.word, names, any_level=line.language == "en")
    if unit:
        line.units[place], piece.used = unit, True
        line.whole = line.whole or whole


def _of_level(levels: tuple[str, ...], word: str, names: Names, any_level: bool) -> Unit | None:
    """The bloc, or the root if it is of this level; the whole party organization is the root."""
    root = names.root()
    if "bloc" in levels and (blocs := names.of_kind("bloc")):
        return _one([bloc for bloc in blocs if word in fold(bloc.name).split()] or blocs)
    if root is None:
        return None
    name = f" {fold(root.name)} "
    called = {fold(phrase) for level in levels for phrase in words("level", level)} | {word}
    if "party" in levels or any_level or any(f" {phrase} " in name for phrase in called):
        return Known(root.id)
    return None


@cache
def _whole_words() -> frozenset[str]:
    return frozenset(fold(word) for word in words("whole", "all"))


def _one(units: list[Named]) -> Unit | None:
    if not units:
        return None
    return Known(units[0].id) if len(units) == 1 else Unsure(tuple(sorted(unit.id for unit in units)))
