"""What comes next for an order about people: which unit, which of several persons, whether to go on; or the deed itself."""

from collections.abc import Callable, Mapping

from handlers.errand import Errand
from handlers.inviting import invite, vacancies
from handlers.posts import REPORTING, may_end, sitting, told_apart, usual
from handlers.reading.meaning import Known, Unit, Unknown, Unsure
from handlers.scene import Scene
from handlers.seating import question, to_end, to_hand_over
from handlers.state import Question
from storage.seats import Seat
from storage.terms import Capacity, RoleKind

_MOST_CHOICES = 12


def roots(scene: Scene) -> tuple[str, ...]:
    """The committees that the person is an officer of."""
    return tuple(dict.fromkeys(
        held.organization_id for held in scene.member.held
        if held.kind is RoleKind.OFFICER and held.capacity is not Capacity.CLERK and held.organization_id in scene.tree
    ))


def place(scene: Scene, errand: Errand, unit: Unit | None, open_: tuple[str, ...], own: tuple[str, ...]) -> None:
    """Find the unit among those open to the order. What is out of view is unknown; what is in view and not open is refused."""
    if isinstance(unit, Known):
        if unit.id in open_:
            go_on(scene, errand.plus(unit=unit.id))
        else:
            scene.reply(scene.say("staff.not_yours"))
    elif isinstance(unit, Unsure):
        _choose_unit(scene, errand, _likely(scene, errand, [each for each in unit.ids if each in open_]))
    elif isinstance(unit, Unknown):
        scene.reply(scene.say("unit.not_found"))
    elif len(own) == 1 or (own and errand.act == "invite_below"):
        go_on(scene, errand.plus(unit=own[0] if len(own) == 1 else None))
    else:
        _choose_unit(scene, errand, list(own or open_), named=False)


def _likely(scene: Scene, errand: Errand, units: list[str]) -> list[str]:
    """Where all below is meant, a unit and its own branches of the same name are no question: it is the unit."""
    top = [unit for unit in units if all(scene.tree.is_within(each, unit) for each in units)]
    return top if top and errand.act == "invite_below" else units


def _choose_unit(scene: Scene, errand: Errand, units: list[str], *, named: bool = True) -> None:
    """Ask which unit is meant; a long list is not shown, the name is typed instead."""
    if not units:
        scene.reply(scene.say("unit.not_found"))
    elif len(units) == 1 and named:
        go_on(scene, errand.plus(unit=units[0]))
    else:
        shown = units if len(units) <= _MOST_CHOICES else []
        _ask(scene, errand.plus(asks="unit"), scene.say("staff.which_unit"), {unit: scene.unit_name(unit) for unit in shown})


def _ask(scene: Scene, errand: Errand, text: str, labels: Mapping[str, str]) -> None:
    """Ask about the errand, with buttons and numbers for what can be chosen."""
    lines = [text, *(f"{place}. {label}" for place, label in enumerate(labels.values(), 1))]
    rows = [[scene.choice(label[:60], "errand", errand.id, value=value)] for value, label in labels.items()]
    scene.state.errand = errand
    asked = Question(about="errand", form=errand.id, options=list(labels), labels=list(labels.values()))
    scene.ask("\n".join(lines), asked, choices=rows)


def _agree_first(scene: Scene, errand: Errand, text: str) -> None:
    scene.state.errand = errand.plus(asks="agree")
    row = [scene.choice(scene.say(f"card.{word}"), "errand", errand.id, value=word) for word in ("agree", "drop")]
    scene.ask(text, Question(about="errand", form=errand.id), choices=[row])


def go_on(scene: Scene, errand: Errand) -> None:
    """The unit is known, and open to the order."""
    _STEPS[errand.act](scene, errand)


def _invite(scene: Scene, errand: Errand) -> None:
    unit = errand.unit or ""
    kind = errand.kind or _own_kind(scene, errand) or usual(scene.tree, unit)
    taken = any(each.kind is kind and each.capacity is Capacity.HOLDER for each in sitting(scene, [unit]))
    scene.state.errand = None
    if kind is RoleKind.SECRETARY and errand.capacity is Capacity.HOLDER and taken:
        scene.reply(scene.say("staff.taken", unit=scene.unit_name(unit), post=scene.say(f"role.{kind}")))
    else:
        invite(scene, unit, kind, errand.capacity)


def _invite_below(scene: Scene, errand: Errand) -> None:
    found = vacancies(scene, (errand.unit,) if errand.unit else roots(scene))
    counts = {"filled": found.filled, "invited": found.invited}
    if not found.empty:
        scene.state.errand = None
        scene.reply(scene.say("staff.none_empty", **counts))
    else:
        _agree_first(scene, errand, scene.say("staff.invite_below.sure", count=len(found.empty), **counts))


def _hand_over(scene: Scene, errand: Errand) -> None:
    found = to_hand_over(scene, errand)
    if not found:
        role = scene.say(f"role.{errand.kind or usual(scene.tree, errand.unit or '')}")
        scene.state.errand = None
        scene.reply(scene.say("staff.hand_over.nobody", unit=scene.unit_name(errand.unit or ""), post=role))
    else:
        _one_of(scene, errand, found)


def _end(scene: Scene, errand: Errand) -> None:
    found = to_end(scene, errand)
    ends = [each for each in found if may_end(scene, each)]
    if ends:
        _one_of(scene, errand, ends)
        return
    scene.state.errand = None
    own = any(each.person_id == scene.member.id for each in found)
    key = "staff.end.own" if own else "staff.not_yours" if found else "staff.end.nobody"
    scene.reply(scene.say(key, unit=scene.unit_name(errand.unit or "")))


def _one_of(scene: Scene, errand: Errand, found: list[Seat]) -> None:
    """The role that is meant; of several, the one that the person chooses."""
    if len(found) == 1:
        _agree_first(scene, errand.plus(role=found[0].role_id), question(scene, errand, found[0]))
    else:
        labels = {str(each.role_id): told_apart(scene, each) for each in found}
        _ask(scene, errand.plus(asks="role"), scene.say("staff.which_role", unit=scene.unit_name(errand.unit or "")), labels)


def _own_kind(scene: Scene, errand: Errand) -> RoleKind | None:
    """A helper is found for the person's own role, where they have one in the unit."""
    own = (held.kind for held in scene.member.held
           if (held.organization_id, held.capacity) == (errand.unit, Capacity.HOLDER) and held.kind in REPORTING)
    return next(own, None) if errand.capacity is not Capacity.HOLDER else None


_STEPS: dict[str, Callable[[Scene, Errand], None]] = {
    "invite": _invite, "invite_below": _invite_below, "hand_over": _hand_over, "end": _end,
}
