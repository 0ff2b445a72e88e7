"""How somebody wants to be reminded: how long before, not at all, a digest and its morning. Answers with what holds now."""

from handlers.reading.duty_orders import WEEKDAYS, DutyOrder
from handlers.reading.meaning import Reading
from handlers.scene import Scene
from storage.wishes import wish, wish_of


def remind(scene: Scene, reading: Reading) -> None:
    """ "Nhắc tôi trước 3 ngày", "đừng nhắc nữa", "bật lại"."""
    before = reading.slots.days_before
    row = wish_of(scene.session, scene.member.id)
    row.silent, row.days_before = before == 0, before or None
    wish(scene.session, row)
    key = "on" if before is None else "off" if before == 0 else "before"
    scene.reply(scene.say(f"wish.{key}", count=before or 0))


def digest(scene: Scene, order: DutyOrder) -> None:
    """The morning of the digest; without a weekday, none any more."""
    if not any(scene.tree[unit].children for unit in scene.view.centres):
        scene.reply(scene.say("wish.digest.not_yours"))
        return
    row = wish_of(scene.session, scene.member.id)
    row.digest = order.weekday
    wish(scene.session, row)
    weekday = scene.say(f"wish.weekday.{WEEKDAYS[order.weekday]}") if order.weekday is not None else ""
    scene.reply(scene.say("wish.digest.on" if order.weekday is not None else "wish.digest.off", weekday=weekday))
