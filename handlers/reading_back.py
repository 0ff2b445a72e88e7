"""How a report reads on its card and on record: result and days in one line, and what is remarked below. Asks nothing."""

from handlers import wording
from handlers.forms import ReportDraft
from handlers.scene import Scene
from handlers.surroundings import extent_of, said_nothing
from locales.writing import day
from storage.admission_clocks import ceremony_due
from storage.changed_days import working_days
from storage.terms import Extent, Indicator


def read_back(scene: Scene, form: ReportDraft) -> str:
    """A report's result and days in one line."""
    if form.waits:
        return scene.say("card.decided", what=wording.result(scene.language, form),
                         span=wording.days(scene.language, form.span))
    is_total = extent_of(scene, form) is Extent.STATEMENT and not form.said_none and not _needs_no_word(form)
    key = "card.total" if is_total else "card.result"
    text = scene.say(key, what=wording.capital(wording.result(scene.language, form)),
                     span=wording.days(scene.language, form.span))
    if form.ceremony_on is None:
        return text
    received = day(scene.language, form.received_on) if form.received_on else ""
    return scene.say("card.ceremony.received" if received else "card.ceremony", text=text, received=received)


def _needs_no_word(form: ReportDraft) -> bool:
    return form.indicator is not None and (form.indicator.is_rating or form.indicator.is_stock)


def remarks(scene: Scene, form: ReportDraft) -> list[str]:
    """What the person should know or may add, a line each."""
    found = []
    if form.names:
        found.append(scene.say("card.names", names=", ".join(form.names)))
    if form.left:
        found.append(scene.say("card.left", words=", ".join(f"“{word}”" for word in form.left)))
    offers = form.count and form.indicator in (Indicator.ADMISSIONS, Indicator.FULL_MEMBERSHIPS)
    if offers and not form.parts and not form.whole and not form.said_none:
        found.append(scene.say("card.offer_parts"))
    if form.waits and form.received_on:
        due = ceremony_due(form.received_on, working_days(scene.session))
        found.append(scene.say("card.waits", due=day(scene.language, due)))
    elif form.unit and form.span and not form.said_none and said_nothing(scene, form):
        found.append(scene.say("card.said_nothing", span=wording.days(scene.language, form.span)))
    if committee := scene.view.on_behalf(form.unit or ""):
        found.append(scene.say("card.on_behalf", committee=scene.unit_name(committee)))
    return found
