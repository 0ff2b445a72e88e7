"""Orders about the people who use the bot: inviting, handing over, ending, leave. Hears nothing but such an order."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from typing import Literal

from handlers.reading import addressee
from handlers.reading.keyboards import undo_vni
from handlers.reading.leave_days import Stretch, leave_days
from handlers.reading.meaning import Known, Language, Unit, Unknown, Unsure
from handlers.reading.names import Mention, Names
from handlers.reading.staff_phrases import Heard, heard
from handlers.reading.tokens import Token, composed, tokenize

Act = Literal["invite", "invite_below", "people", "hand_over", "deputy", "clerk", "end", "leave", "back"]

_POSTS = ("secretary", "officer", "leader")
_CAPACITIES = ("deputy", "clerk")
_HEAD = frozenset(("invite", "code", "make", "add", "end", "seat", "hand_over", "light", *_POSTS, *_CAPACITIES))


@dataclass(frozen=True)
class StaffOrder:
    """What is wanted, for which unit (None: none was named), of which post and in which capacity; of a leave its days."""

    act: Act
    unit: Unit | None = None
    post: str | None = None         # "secretary", "officer", "leader"
    capacity: str | None = None     # "deputy", "clerk"
    first: date | None = None
    last: date | None = None
    language: Language = "vi"


@dataclass(frozen=True)
class _Rule:
    """An order's signs: one of each group must be heard; besides them nothing but `may`, a unit and words without weight."""

    act: Act
    needs: tuple[frozenset[str], ...]
    may: frozenset[str] = frozenset()
    place: Literal["may", "must", "no"] = "may"     # be named


def _rule(act: Act, *needs: str, may: str = "", place: Literal["may", "must", "no"] = "may") -> _Rule:
    return _Rule(act, tuple(frozenset(group.split("|")) for group in needs), frozenset(may.split()), place)


_ANY_POST = "secretary|officer|leader"
# From the top; the first that holds is it.
_RULES = (
    _rule("people", "who", "joined|wrote|silent|nobody", may="not ever units below all ours joined wrote"),
    _rule("people", "list"),
    _rule("invite_below", "invite|code", "all", may="make units below nobody secretary who ours invite"),
    _rule("invite_below", "invite|code", "nobody", may="make units below who ours"),
    _rule("clerk", "add|invite|code", "clerk", may="make units ours secretary invite"),
    _rule("deputy", "add|invite|code", "deputy", may="make units ours secretary officer invite"),
    _rule("end", "end", f"{_ANY_POST}|deputy|clerk|seat", may=f"units ours {_ANY_POST} deputy clerk seat".replace("|", " ")),
    _rule("hand_over", "hand_over", may="successor secretary officer seat units ours", place="must"),
    _rule("hand_over", "hand_over", "successor|seat|ours", may="secretary officer units seat ours successor"),
    _rule("invite", "invite|code", f"code|{_ANY_POST}|units", may=f"make units ours {_ANY_POST}".replace("|", " ")),
    _rule("invite", "code", may="make units ours"),
    _rule("invite", "add", _ANY_POST, may="units ours make"),
    _rule("invite", "invite", may="make", place="must"),
)


def find_order(text: str, today: date, names: Names) -> StaffOrder | None:
    """The order that the text is, or None. Names are found among the units given; others are unknown."""
    tokens = addressee.without(tokenize(undo_vni(composed(text))))
    words = [token for token in tokens if token.kind != "mark"]
    asks = "?" in text and not any("who" in each.meanings for each in heard(words))
    if not words or asks:
        return None
    return _leave(tokens, today) or _about_a_unit(words, names)


def find_unit(text: str, names: Names) -> Unit | None:
    """The unit that the text names, where it says nothing else; Unknown where it can only be a name."""
    words = [token for token in addressee.without(tokenize(undo_vni(composed(text)))) if token.kind != "mark"]
    mention = _mention(words, names)
    inside = frozenset(range(mention.first, mention.last)) if mention else frozenset()
    left = _unexplained(words, _outside(words, inside), ("light", "units", *_POSTS), inside)
    if mention is not None:
        return None if left else mention.unit
    return _unknown(words, heard(words), left) if left else _leading(heard(words), names)


def _leave(tokens: list[Token], today: date) -> StaffOrder | None:
    """ "tôi nghỉ đến thứ hai", "tôi đi làm lại rồi": of the writer, and of nobody else."""
    reasons = (each.first for each in heard(tokens) if "reason" in each.meanings and "light" not in each.meanings)
    tokens = tokens[: next(reasons, len(tokens))]
    phrases = heard(tokens)
    if not any("me" in each.meanings for each in phrases):
        return None
    returns = frozenset(place for each in phrases if "back" in each.meanings for place in range(each.first, each.last))
    said = leave_days(tokens, today, returns)
    left = _unexplained(tokens, phrases, frozenset(("me", "away", "off_duty", "back", "for", "light")), said.taken)
    if left:
        return None
    if any(each.meanings & {"away", "off_duty"} for each in phrases):
        order = _away(said, any("off_duty" in each.meanings for each in phrases), today)
    else:
        order = StaffOrder("back") if returns and said.last is None else None
    return replace(order, language=_language(phrases)) if order else None


def _away(said: Stretch, sure: bool, today: date) -> StaffOrder | None:
    """Leave with its days; without them only where the verb can mean nothing else. What is over is no order."""
    if said.last is None and not (sure or said.first):
        return None
    if said.last is not None and said.last < today:
        return None
    return StaffOrder("leave", first=said.first, last=said.last)


def _about_a_unit(tokens: list[Token], names: Names) -> StaffOrder | None:
    mention = _mention(tokens, names)
    inside = frozenset(range(mention.first, mention.last)) if mention else frozenset()
    phrases = _outside(tokens, inside)
    for rule in _RULES:
        if not _has_signs(rule, phrases):
            continue
        allowed = rule.may.union({"light"}, *rule.needs)
        unit = mention.unit if mention else _leading(phrases, names)
        left = _unexplained(tokens, phrases, allowed, inside)
        if left and unit is None:
            unit = _unknown(tokens, phrases, left)
            left = [] if unit is not None else left
        if not left and not (rule.place == "must" and unit is None):
            return _order(rule.act, unit, phrases)
    return None


def _leading(phrases: list[Heard], names: Names) -> Unit | None:
    """ "đảng ủy khối", "huyện ủy": the unit of that kind, where it needs no name of its own."""
    kind = next((kind for kind in ("bloc", "committee") if any(kind in each.meanings for each in phrases)), None)
    found = sorted(unit.id for unit in names.of_kind(kind)) if kind else []
    return None if not found else Known(found[0]) if len(found) == 1 else Unsure(tuple(found))


def _has_signs(rule: _Rule, phrases: list[Heard]) -> bool:
    """Whether each group is heard, by a phrase of its own: "moi" is "mời" or "mọi", and not both."""
    enough = len(rule.needs)    # of so many phrases, one is left over whatever the other groups take
    heard_in = [[at for at, each in enumerate(phrases) if each.meanings & group][:enough] for group in rule.needs]
    return any(len(set(chosen)) == enough for chosen in product(*heard_in))


def _order(act: Act, unit: Unit | None, phrases: list[Heard]) -> StaffOrder:
    meant = [each.meanings for each in phrases]
    post = next((name for name in _POSTS if any(name in each for each in meant)), None)
    capacity = next((name for name in _CAPACITIES if any(name in each for each in meant)), None)
    return StaffOrder(act, unit, post, capacity, language=_language(phrases))


def _language(phrases: list[Heard]) -> Language:
    """That of most phrases, whatever the names are."""
    votes = [next(iter(each.languages)) for each in phrases if len(each.languages) == 1]
    return "en" if votes.count("en") > votes.count("vi") else "vi"


def _mention(tokens: list[Token], names: Names) -> Mention | None:
    """The unit named, behind the words of the order: "cán bộ" may stand in a name too."""
    head = 0
    for each in heard(tokens):
        if each.first != head or not each.meanings & _HEAD:
            break
        head = each.last
    found = names.find(tokens, frozenset(range(head)))
    return found[0] if len(found) == 1 else None


def _outside(tokens: list[Token], inside: frozenset[int]) -> list[Heard]:
    """The phrases before and behind the unit's name."""
    if not inside:
        return heard(tokens)
    first, last = min(inside), max(inside) + 1
    behind = [replace(each, first=each.first + last, last=each.last + last) for each in heard(tokens[last:])]
    return [*heard(tokens[:first]), *behind]


def _unexplained(tokens: list[Token], phrases: list[Heard], allowed: Iterable[str], taken: frozenset[int]) -> list[int]:
    """Places of the words that are neither allowed nor taken."""
    explained = set(taken)
    for each in phrases:
        if each.meanings & frozenset(allowed):
            explained.update(range(each.first, each.last))
    return [place for place, token in enumerate(tokens) if place not in explained and token.kind != "mark"]


def _unknown(tokens: list[Token], phrases: list[Heard], left: list[int]) -> Unknown | None:
    """Words side by side behind "chi bộ", or written as names are: a unit that is none of those given."""
    first, last = left[0], left[-1] + 1
    behind_kind = any(each.last == first and "units" in each.meanings for each in phrases)
    titled = all(tokens[place].capital for place in left) and first > 0
    side_by_side = last - first == len(left)
    return Unknown(" ".join(token.text for token in tokens[first:last])) if side_by_side and (behind_kind or titled) else None
