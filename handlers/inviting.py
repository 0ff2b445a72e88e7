"""Making invitations: a code with its link and picture for one, a sheet for all units that have nobody yet. Asks nothing."""

from dataclasses import dataclass

from handlers.papers.invitation_sheet import Slip, invitation_sheet
from handlers.papers.qr import qr_picture
from handlers.posts import REPORTING, post, sitting, usual
from handlers.scene import Scene
from handlers.turn import Paper
from locales.writing import day
from storage.invitations import VALID, create, waiting
from storage.spans import day_span
from storage.terms import Capacity, RoleKind


@dataclass(frozen=True)
class Vacancies:
    """The units below: which have nobody, how many have somebody, how many an invitation that is still open."""

    empty: tuple[str, ...]
    filled: int
    invited: int


def invite(
    scene: Scene, unit: str, kind: RoleKind, capacity: Capacity = Capacity.HOLDER, *, replaces: int | None = None
) -> None:
    """One invitation, as a message to be forwarded: with a picture of its link where the bot's name is known."""
    code = create(scene.session, unit, kind, scene.now, capacity=capacity, replaces=replaces, by=scene.member.id)
    link = _link(scene, code)
    text = scene.say("staff.invitation", post=post(scene.language, kind, capacity), unit=scene.unit_name(unit),
                     way=_way(scene, code), until=_until(scene))
    paper = Paper(scene.say("staff.picture"), qr_picture(link), picture=True) if link else None
    scene.reply(text, paper=paper)


def vacancies(scene: Scene, roots: tuple[str, ...]) -> Vacancies:
    """What there is to invite below those units: those that exist today and have neither person nor open invitation."""
    units = [unit.id for root in roots for unit in scene.tree.subtree(root) if unit.id != root]
    living = [unit for unit in dict.fromkeys(units) if scene.tree[unit].exists_in(day_span(scene.today))]
    filled = {seat.organization_id for seat in sitting(scene, living) if seat.kind in REPORTING}
    open_ = {each.organization_id for each in waiting(scene.session, living, scene.now) if each.kind in REPORTING} - filled
    empty = tuple(unit for unit in living if unit not in filled and unit not in open_)
    return Vacancies(empty, len(filled), len(open_))


def invite_all(scene: Scene, units: tuple[str, ...]) -> None:
    """An invitation for each unit, in one sheet."""
    slips = [_slip(scene, unit) for unit in units]
    heads = tuple(scene.say(f"staff.sheet.{column}") for column in ("unit", "role", "link", "message", "until"))
    sheet = invitation_sheet(scene.say("staff.sheet.title"), heads, slips)
    name = scene.say("staff.sheet.file", day=scene.today.isoformat())
    scene.reply(scene.say("staff.sheet.done", count=len(units), until=_until(scene)), paper=Paper(name, sheet))


def _slip(scene: Scene, unit: str) -> Slip:
    kind = usual(scene.tree, unit)
    code = create(scene.session, unit, kind, scene.now, by=scene.member.id)
    role, name = post(scene.language, kind, Capacity.HOLDER), scene.unit_name(unit)
    message = scene.say("staff.forward", post=role, unit=name, way=_way(scene, code), until=_until(scene))
    return Slip(name, role, _link(scene, code) or f"/start {code}", message, _until(scene))


def _link(scene: Scene, code: str) -> str | None:
    name = scene.turn.house.bot_name
    return f"https://t.me/{name}?start={code}" if name else None


def _way(scene: Scene, code: str) -> str:
    """How the code is used: by the link, or typed."""
    link = _link(scene, code)
    return scene.say("staff.way", link=link, code=code) if link else scene.say("staff.way.typed", code=code)


def _until(scene: Scene) -> str:
    return day(scene.language, (scene.now + VALID).date())
