"""A figure in words: counted, against a target, with its parts and what is uncertain about it. Reads nothing, asks nothing."""

from dataclasses import replace

from handlers import wording
from handlers.measuring import Ask, counted
from handlers.scene import Scene
from locales.writing import listed, number, percentage
from storage.conditions import names_in, parse
from storage.figures import Figure
from storage.progress import Progress, Standing
from storage.spans import Span
from storage.terms import Facet, Indicator


def amount(scene: Scene, low: int, high: int) -> str:
    """A number, or "từ 3 đến 5" where only bounds are known."""
    if low == high:
        return number(scene.language, low)
    return scene.say("amount.between", low=number(scene.language, low), high=number(scene.language, high))


def result(scene: Scene, ask: Ask, found: Figure) -> str:
    """ "kết nạp 3 đảng viên nữ", without unit and days."""
    what = wording.people(scene.language, ask.indicator, found.low)
    if found.low != found.high:
        what = what.replace(number(scene.language, found.low), amount(scene, found.low, found.high), 1)
    limit = wording.limits(scene.language, ask.condition, ask.setting)
    text = wording.done(scene.language, ask.indicator, what + limit, ask.events)
    if ask.condition and found.of < found.whole:
        text = scene.say("progress.stated_for", text=text, of=wording.counted(scene.language, ask.indicator, found.of))
    return text


def counted_line(scene: Scene, ask: Ask, found: Figure, span: Span) -> str:
    """The unit's figure of the span in one sentence, with its parts; nothing reported and zero are told apart."""
    names = {"unit": scene.unit_name(ask.unit), "span": wording.days(scene.language, span),
             "indicator": wording.subject(scene.language, ask.indicator, ask.events)}
    of_some = not found.whole and all(each.whole for each in found.rests_on)            # "chưa kết nạp được giáo viên nào"
    of_these = of_some and any(each.whole == ask.condition for each in found.rests_on)
    if not found.reported or (of_some and not of_these):
        return scene.say("progress.nothing_yet", **names)
    if not found.whole and not of_some:
        return scene.say("progress.zero", **names)
    if ask.condition and not found.of and not of_these:
        return scene.say("progress.unstated", whole=_everybody(scene, ask, found),
                         who=wording.condition(scene.language, ask.condition), **names)
    text = result(scene, ask, found)
    return scene.say("progress.counted", result=with_parts(scene, replace(ask, span=span), found, text), **names)


def _everybody(scene: Scene, ask: Ask, found: Figure) -> str:
    """The whole count of which nobody said what was asked."""
    what = wording.people(scene.language, ask.indicator, found.whole)
    return wording.done(scene.language, ask.indicator, what, ask.events)


def with_parts(scene: Scene, ask: Ask, found: Figure, text: str) -> str:
    """The text with the of-which numbers that reports state."""
    words = parts(scene, ask, found)
    return scene.say("report.with_parts", text=text, parts=", ".join(words)) if words else text


def parts(scene: Scene, ask: Ask, found: Figure) -> list[str]:
    """ "1 nữ"; "39 nữ, trong 120 đồng chí có nêu": every facet that some of the reports counted state."""
    stated = {name for each in found.rests_on for part in (each.whole, *each.parts) if part for name in names_in(parse(part))}
    unions = {part for each in found.rests_on for part in each.parts if "|" in part}
    asked = names_in(parse(ask.condition)) if ask.condition else frozenset()
    facets = [facet.value for facet in Facet if facet in stated and facet not in asked]
    if ask.condition:                               # parts of a part would read as parts of the whole
        return []
    singles = [facet for facet in facets if not any(facet in union for union in unions)]
    return [words for who in (*singles, *sorted(unions)) if (words := _part(scene, ask, found, who))]


def _part(scene: Scene, ask: Ask, found: Figure, who: str) -> str:
    part = counted(scene, replace(ask, condition=who))
    words = wording.condition(scene.language, who)
    if part.low != part.high:
        low, high = number(scene.language, part.low), number(scene.language, part.high)
        return scene.say("progress.between", low=low, high=high, who=words)
    if not part.of:
        return ""
    if part.of < found.whole:
        return scene.say("progress.known_among", part=wording.part(scene.language, who, part.low),
                         of=wording.counted(scene.language, ask.indicator, part.of))
    return wording.part(scene.language, who, part.low)


def against(scene: Scene, ask: Ask, found: Figure, stands: Progress, head: str, source: str = "") -> str:
    """The figure against its bounds in one sentence: `head` says whose and of which days, `source` by which clause."""
    values: dict[str, object] = {
        "head": head, "tail": _stated(scene, ask, found) + source,
        "count": amount(scene, found.low, found.high), "limit": _of_what(scene, ask),
        "percent": _percent(scene, stands), "missing": amount(scene, *stands.missing),
        "exceeded": amount(scene, *stands.exceeded), "goal": number(scene.language, stands.bounds.minimum or 0),
        "low": number(scene.language, stands.bounds.minimum or 0), "high": number(scene.language, stands.bounds.maximum or 0),
    }
    return scene.say(f"progress.{_key(stands)}", **values)


def _stated(scene: Scene, ask: Ask, found: Figure) -> str:
    """Of how many it is known whether they meet the condition; empty where it is known of all."""
    if not ask.condition or found.of >= found.whole:
        return ""
    return scene.say("progress.of_stated", of=number(scene.language, found.of),
                     whole=wording.counted(scene.language, ask.indicator, found.whole))


def _key(stands: Progress) -> str:
    if stands.bounds.minimum is None:
        return "most.above" if stands.standing is Standing.ABOVE else "most.within"
    if stands.bounds.is_range:
        return f"range.{stands.standing}" if stands.standing is not Standing.UNCLEAR else "missing"
    if stands.missing[1]:
        return "missing"
    return "exceeded" if stands.exceeded[0] else "met"


def _of_what(scene: Scene, ask: Ask) -> str:
    """ " đảng viên trong doanh nghiệp": what the numbers count."""
    unit = wording.people(scene.language, ask.indicator, 2).removeprefix("2")
    return unit + wording.limits(scene.language, ask.condition, ask.setting)


def _percent(scene: Scene, stands: Progress) -> str:
    low, high = stands.percent or (0, 0)
    if low == high:
        return percentage(scene.language, low * 100)
    return f"{percentage(scene.language, low * 100)}–{percentage(scene.language, high * 100)}"


def remarks(scene: Scene, ask: Ask, found: Figure) -> list[str]:
    """What a careful colleague adds: totals that differ from what is below them, and what could not be counted."""
    lines = []
    if ask.unit in scene.view.inside and scene.turn.private:
        for each in found.differences:
            lines.append(scene.say("progress.difference", unit=scene.unit_name(each.unit), units=len(each.units),
                                   stated=number(scene.language, each.stated), below=number(scene.language, each.below)))
        if found.unsettled:
            names = listed(scene.language, sorted(scene.unit_name(unit) for unit in found.unsettled_units))
            lines.append(scene.say("progress.unsettled", units=names,
                                   count=wording.people(scene.language, ask.indicator, found.unsettled)))
    elif found.unsettled:
        lines.append(scene.say("progress.unsettled_sum",
                               count=wording.people(scene.language, ask.indicator, found.unsettled)))
    if found.straddling:
        lines.append(scene.say("progress.straddling", count=len(found.straddling)))
    lines += [_union(scene, each.count or 0, ask.indicator, each.whole, each.events) for each in found.unions]
    return lines


def _union(scene: Scene, count: int, indicator: Indicator, whole: str, events: tuple[str, ...]) -> str:
    what = wording.people(scene.language, indicator, count) + wording.limits(scene.language, whole, None)
    return scene.say("progress.union", result=wording.done(scene.language, indicator, what, events))
