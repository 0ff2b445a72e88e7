"""What comes next for the forms in work: the first gap, the first refusal, the first doubt, then the card. Records nothing."""

import re
from collections.abc import Collection, Sequence

from handlers import wording
from handlers.doubts import Doubt, doubt
from handlers.filling import reportable
from handlers.forms import AnyDraft, ReportDraft, TargetDraft, WithdrawalDraft
from handlers.gaps import GRADES
from handlers.posts import post
from handlers.reading_back import read_back, remarks
from handlers.refusals import refusal
from handlers.scene import Scene
from handlers.state import Question
from handlers.turn import Choice
from locales.messages import has
from storage.ledger_queries import last_by, latest_of
from storage.terms import Capacity, Indicator

_CARD = 1500                                        # characters of a card, head and foot aside
_MOST_CHOICES = 12                                  # units offered as buttons; more are typed


def advance(scene: Scene) -> None:
    """Ask for one thing, or show the card. Does nothing where no form is in work."""
    for form in scene.forms:
        if not isinstance(form, WithdrawalDraft) and _refused(scene, form):
            return
        if gap := form.missing():
            ask_for(scene, form, gap)
            return
        if isinstance(form, ReportDraft) and (open_ := doubt(scene, form)):
            _ask_doubt(scene, form, open_)
            return
    if scene.state.forms:
        show_card(scene)


def _ask_doubt(scene: Scene, form: ReportDraft, open_: Doubt) -> None:
    options, labels = list(open_.answers), list(open_.answers.values())
    question = Question(about=open_.name, form=form.id, options=options, labels=labels)
    scene.ask(open_.words, question, choices=_rows(scene, form, open_.answers))


def _refused(scene: Scene, form: ReportDraft | TargetDraft) -> bool:
    found = refusal(scene, form)
    if found is None:
        return False
    emptied: dict[str, object] = {name: {} if name == "parts" else None for name in found.drops}
    left = form.plus(**emptied)
    scene.state.put(left)
    gap = left.missing()
    if gap is None:                                 # only parts were wrong: the rest can stand
        scene.reply(found.reason)
        return False
    values, labels = _choices_for(scene, left, gap) if gap == "ceremony" else ([], [])
    question = Question(about=gap, form=form.id, options=values, labels=labels)
    scene.ask(found.reason, question, choices=_rows(scene, left, dict(zip(values, labels, strict=True))))
    return True


def ask_for(scene: Scene, form: AnyDraft, gap: str) -> None:
    """One question about one gap, with choices where there are few."""
    form, no_day = _without_no_day(scene, form) if gap in ("unit", "date") else (form, "")
    values, labels = _choices_for(scene, form, gap)
    rating = form.indicator is not None and form.indicator.is_rating
    specific = f"ask.{gap}.rating" if rating and has(scene.language, f"ask.{gap}.rating") else f"ask.{gap}"
    if gap == "count" and rates_itself(scene, form):
        specific = "ask.grade"
    if gap == "date" and isinstance(form, ReportDraft) and form.waits:
        specific = "ask.date.received"
    text = scene.say(specific, today=f"{scene.today.day}/{scene.today.month}", year=scene.today.year)
    text = _among_others(scene, form, text)
    if no_day:
        text = f"{scene.say('refused.no_such_day', day=no_day)}\n{text}"
    if gap == "unit" and labels:
        text += "\n" + "\n".join(f"{place}. {label}" for place, label in enumerate(labels, 1))
    question = Question(about=gap, form=form.id, options=values, labels=labels)
    scene.ask(text, question, choices=_rows(scene, form, dict(zip(values, labels, strict=True))))


def rates_itself(scene: Scene, form: AnyDraft) -> bool:
    """Whether it is the rating of a single organisation, with none below it, that has no figure yet."""
    if form.indicator is not Indicator.ORG_RATINGS or form.unit is None or not isinstance(form, ReportDraft):
        return False
    return (form.count, form.total, form.percent) == (None, None, None) and len(list(scene.tree.subtree(form.unit))) == 1


def _without_no_day(scene: Scene, form: AnyDraft) -> tuple[AnyDraft, str]:
    """Words that look like a day and are none, 30/2: said once, and then no longer among what was not understood."""
    left = form.left if isinstance(form, ReportDraft) else ()
    days = no_days(left)
    if days:
        form = form.plus(left=tuple(word for word in left if word not in days))
        scene.state.put(form)
    return form, days[0] if days else ""


def no_days(left: Sequence[str]) -> list[str]:
    """Words that look like a day, among those that were not understood: a day that there is would have been."""
    return [word for word in left if re.search(r"\d+\s*[/.-]\s*\d+", word)]


def _among_others(scene: Scene, form: AnyDraft, text: str) -> str:
    """With several forms in work: which one is asked about, and what was heard of the others in this turn."""
    heard = [each for each in scene.forms if each.id in scene.fresh and each.id != form.id and isinstance(each, ReportDraft)]
    lines = [scene.say("ask.heard", what=read_back(scene, each)) for each in heard if each.missing() is None]
    if len(scene.state.forms) > 1 and isinstance(form, ReportDraft) and form.count is not None and form.indicator:
        lines.append(f"{wording.capital(wording.result(scene.language, form))}:")
    return "\n".join([*lines, text])


def _choices_for(scene: Scene, form: AnyDraft, gap: str) -> tuple[list[str], list[str]]:
    if gap == "unit":
        units = _offered_units(scene, form) or list(reportable(scene.view))
        units = _last_first(scene, units if len(units) <= _MOST_CHOICES else list(scene.view.homes))
        return units, [scene.unit_name(unit) for unit in units]
    if gap == "date" and not (form.indicator and form.indicator.is_rating):
        days = ["today", "yesterday", "this_month", "last_month"]
        days = days[:2] if isinstance(form, ReportDraft) and form.waits else days
        return days, [scene.say(f"choice.{day}") for day in days]
    if gap == "ceremony":
        days = ["today", "yesterday", "not_yet"]
        return days, [scene.say(f"choice.{each}") for each in days]
    if gap == "count" and rates_itself(scene, form):
        return list(GRADES), [scene.say(f"choice.grade.{each}") for each in GRADES]
    if gap in ("count", "total") and form.percent is not None and isinstance(form, ReportDraft):
        return ["percent_alone"], [scene.say("choice.percent_alone")]
    if gap == "indicator":
        usual = [Indicator.ADMISSIONS, Indicator.FULL_MEMBERSHIPS, Indicator.CANDIDATES, Indicator.TRAINING_AWARENESS]
        return [each.value for each in usual], [wording.capital(scene.say(f"indicator.{each}")) for each in usual]
    return [], []


def _last_first(scene: Scene, units: list[str]) -> list[str]:
    """The unit that the person reported for last comes first."""
    chain = last_by(scene.session, scene.member.id) if len(units) > 1 else None
    said = latest_of(scene.session, chain) if chain else None
    return sorted(units, key=lambda unit: said is None or unit != said.organization)


def _offered_units(scene: Scene, form: AnyDraft) -> list[str]:
    """Units that the words fit equally well."""
    question = scene.state.question
    return question.options if question is not None and (question.about, question.form) == ("unit", form.id) else []


def _rows(scene: Scene, form: AnyDraft, answers: dict[str, str]) -> list[list[Choice]]:
    return [
        [scene.choice(_short(label), "choose", form.id, scene.state.revision, value)] for value, label in answers.items()
    ]


def _short(label: str) -> str:
    return label if len(label) <= 60 else label[:59] + "…"


def show_card(scene: Scene, note: str = "") -> None:
    """Read everything back and ask whether it is right."""
    lines = [note] if note else []
    forms = _that_fit(scene)
    lines.append(scene.say("card.head", count=len(forms)))
    lines += _read_back_all(scene, forms)
    if rest := len(scene.state.forms) - len(forms):
        lines.append(scene.say("card.later", count=rest))
    withdraws = all(isinstance(form, WithdrawalDraft) for form in forms)
    lines.append(scene.say("card.foot.withdraw" if withdraws else "card.foot"))
    token = forms[0].id
    acts = ("agree", "drop") if withdraws else ("agree", "change", "drop")
    row = [scene.choice(scene.say(f"card.{act}"), act, token, scene.state.revision) for act in acts]
    question = Question(about="confirm", form=token, covers=[form.id for form in forms])
    scene.ask("\n".join(lines), question, choices=[row])


def _that_fit(scene: Scene) -> list[AnyDraft]:
    """As many forms as one message can read back whole: what is not shown cannot be agreed to."""
    fitting: list[AnyDraft] = []
    length = 0
    for form in scene.state.forms:
        length += len(card_text(scene, form, len(fitting) + 1))
        if fitting and length > _CARD:
            break
        fitting.append(form)
    return fitting


def _read_back_all(scene: Scene, forms: list[AnyDraft]) -> list[str]:
    """Every form; what holds for all of several, their unit or a remark, is said once."""
    if len(scene.state.forms) == 1:
        return [card_text(scene, forms[0], None)]
    shared = _shared_remarks(scene, forms)
    units = {form.unit or "" for form in forms}
    said_once = scene.unit_name(units.pop()) if len(units) == 1 else ""
    texts = [card_text(scene, form, place, shared, named=not said_once) for place, form in enumerate(forms, 1)]
    return [*([said_once] if said_once else []), *texts, *shared]


def _shared_remarks(scene: Scene, forms: list[AnyDraft]) -> list[str]:
    """What would be remarked on every one of several reports: said once, below them."""
    made = [remarks(scene, form) if isinstance(form, ReportDraft) else [] for form in forms]
    return [each for each in made[0] if all(each in others for others in made)] if len(forms) > 1 else []


def card_text(
    scene: Scene, form: AnyDraft, place: int | None, said_below: Collection[str] = (), *, named: bool = True
) -> str:
    """One form read back: its unit where it is to be `named`, result, days, and what was not understood."""
    before = scene.state.shown.get(form.id)
    result = _read_back(scene, form)
    changed = scene.say("card.changed", before=before, after=result) if before and before != result else ""
    if named:
        unit = scene.unit_name(form.unit or "")
        lines = [f"{place}. {unit}" if place else unit, changed or f"• {result}"]
    else:
        lines = [f"{place}.\n{changed}" if changed else f"{place}. {result}"]
    if isinstance(form, ReportDraft):
        lines += [each for each in remarks(scene, form) if each not in said_below]
    if clerk := scene.view.clerk_for(form.unit or ""):
        lines.append(scene.say("card.entered_for", unit=scene.unit_name(clerk.organization_id),
                               post=post(scene.language, clerk.kind, Capacity.HOLDER)))
    return "\n".join(lines)


def _read_back(scene: Scene, form: AnyDraft) -> str:
    if isinstance(form, WithdrawalDraft):
        return str(scene.state.shown.get(f"{form.id}:text", ""))
    if isinstance(form, TargetDraft):
        return scene.say("card.target", what=wording.target(scene.language, form), span=wording.days(scene.language, form.span))
    return read_back(scene, form)


def remember_shown(scene: Scene, form: AnyDraft) -> None:
    """Keep how the form read before a change, so that the card can show before → after."""
    if form.missing() is None and not isinstance(form, WithdrawalDraft):
        scene.state.shown = {**scene.state.shown, form.id: _read_back(scene, form)}
