"""Orders about people: begun by words or by a command, answered by a button or by words, and then done. Leave is elsewhere."""

from collections.abc import Callable

from handlers.errand import Errand, ErrandAct
from handlers.filling import new_id
from handlers.inviting import invite_all, vacancies
from handlers.next_step import go_on, place, roots
from handlers.reading.meaning import Known, Unsure
from handlers.reading.staff_orders import StaffOrder, find_unit
from handlers.scene import Scene, names_in_view
from handlers.seating import end, hand_over
from handlers.turn import Text
from handlers.typed_choices import labelled, numbered
from storage.conversations import Offer
from storage.terms import Capacity, RoleKind

_ACTS: dict[str, ErrandAct] = {
    "invite": "invite", "deputy": "invite", "clerk": "invite", "invite_below": "invite_below", "hand_over": "hand_over",
    "end": "end",
}
# For which a secretary may have it done as well, in the own unit.
_OWN = frozenset({"deputy", "clerk", "hand_over", "end"})


def order(scene: Scene, said: StaffOrder) -> None:
    """Begin what the words ask for."""
    capacity = Capacity(said.capacity) if said.capacity else Capacity.HOLDER
    helps = said.act in ("deputy", "clerk")
    errand = Errand(
        id=new_id(), act=_ACTS[said.act], kind=RoleKind(said.post) if said.post and not helps else None, capacity=capacity,
        any_capacity=said.post is None and said.capacity is None,
    )
    open_ = _open(scene, said.act in _OWN)
    if not open_:
        scene.reply(scene.say("staff.not_yours"))
    elif errand.act == "invite_below":
        place(scene, errand, said.unit, (*roots(scene), *open_), roots(scene))
    else:
        place(scene, errand, said.unit, open_, _own_units(scene, said.act))


def menu(scene: Scene) -> None:
    """The command alone: what can be typed; with a unit behind it, an invitation for that unit."""
    content = scene.turn.content
    rest = content.text.partition(" ")[2] if isinstance(content, Text) else ""
    unit = find_unit(rest, names_in_view(scene.view)) if rest else None
    if unit is not None:
        order(scene, StaffOrder("invite", unit))
        return
    key = "staff.menu" if scene.view.managed else "staff.menu.own" if scene.view.kept else "staff.not_yours"
    scene.reply(scene.say(key))


def _open(scene: Scene, own: bool) -> tuple[str, ...]:
    """Units for which the order may be given."""
    return tuple(dict.fromkeys((*(scene.view.kept if own else ()), *scene.view.managed)))


def _own_units(scene: Scene, act: str) -> tuple[str, ...]:
    """The units that are meant where none is named: what helps oneself, or is one's own to hand over."""
    if act not in _OWN or (act == "end" and scene.view.managed):
        return ()
    holds = (held.organization_id for held in scene.member.held if held.capacity is Capacity.HOLDER)
    return tuple(dict.fromkeys(unit for unit in holds if unit in scene.view.kept or unit in scene.view.managed))


def awaits_words(scene: Scene) -> bool:
    """Whether the last thing asked is about an order, and yes or no would answer it."""
    asked, errand = scene.state.question, scene.state.errand
    return errand is not None and errand.asks == "agree" and asked is not None and asked.form == errand.id


def typed(scene: Scene, text: str) -> bool:
    """Whether the text chooses one of what was asked: by number, by label, or by the name of a unit."""
    asked, errand = scene.state.question, scene.state.errand
    if errand is None or asked is None or asked.form != errand.id or errand.asks not in ("unit", "role"):
        return False
    if not isinstance(scene.turn.content, Text):
        return False
    value = numbered(text, asked.options) or labelled(text, dict(zip(asked.options, asked.labels, strict=True)))
    if value is not None:
        _chosen(scene, errand, value)
        return True
    unit = find_unit(text, names_in_view(scene.view)) if errand.asks == "unit" else None
    if isinstance(unit, Known | Unsure):
        place(scene, errand, unit, _open(scene, own=True), ())
        return True
    return False


def press(scene: Scene, pressed: Offer) -> None:
    """A button below a question about an order; worth nothing once it is settled."""
    errand = scene.state.errand
    if errand is None or errand.id != pressed.subject:
        scene.reply(scene.say("staff.stale"))
    elif errand.asks in ("unit", "role"):
        _chosen(scene, errand, pressed.value)
    elif pressed.value == "agree":
        agree(scene)
    else:
        decline(scene)


def _chosen(scene: Scene, errand: Errand, value: str) -> None:
    _settle(scene)
    if errand.asks == "unit":
        place(scene, errand.plus(asks=""), Known(value), _open(scene, own=True), ())
    else:
        go_on(scene, errand.plus(role=int(value)))


def agree(scene: Scene) -> None:
    """Do what was read back."""
    errand = scene.state.errand
    _settle(scene)
    if errand is not None:
        _DEEDS[errand.act](scene, errand)


def decline(scene: Scene) -> None:
    """Leave everything as it is."""
    _settle(scene)
    scene.reply(scene.say("staff.dropped"), replaces=scene.pressed_message)


def _settle(scene: Scene) -> None:
    """The order waits no more; what a form has asked meanwhile stays asked."""
    errand, asked = scene.state.errand, scene.state.question
    scene.state.errand = None
    if errand is not None and asked is not None and asked.form == errand.id:
        scene.state.question = None


def _invite_all(scene: Scene, errand: Errand) -> None:
    """As things stand now: somebody may have joined since the question."""
    asked = (errand.unit,) if errand.unit else roots(scene)
    allowed = {*roots(scene), *scene.view.managed}
    found = vacancies(scene, tuple(unit for unit in asked if unit in allowed))
    if found.empty:
        invite_all(scene, found.empty)
    else:
        scene.reply(scene.say("staff.none_empty", filled=found.filled, invited=found.invited))


_DEEDS: dict[str, Callable[[Scene, Errand], None]] = {
    "invite_below": _invite_all,
    "hand_over": lambda scene, errand: hand_over(scene, errand.role or 0),
    "end": lambda scene, errand: end(scene, errand.role or 0),
}
