"""Shares and stocks in words: x of y against a share, a number as of a day. Knows no number that sums over time."""

from dataclasses import replace

from handlers import citing, telling, wording
from handlers.measuring import Ask, held, rated
from handlers.scene import Scene
from locales.writing import day, number, percentage
from storage.progress import share
from storage.ratings import Rating
from storage.spans import Span
from storage.which_target import Applicable


def stock(scene: Scene, ask: Ask) -> str:
    """The stock, its day, and the oldest day that it rests on."""
    on, found = held(scene, ask)
    figure = found.figure
    if not figure.reported:
        return telling.counted_line(scene, ask, figure, Span(on, on))
    text = telling.with_parts(scene, ask, figure, telling.result(scene, ask, figure))
    newest = day(scene.language, found.newest or on)
    lines = [scene.say("progress.as_of", unit=scene.unit_name(ask.unit), result=text, day=newest)]
    if found.oldest and found.newest and found.oldest < found.newest:
        lines.append(scene.say("progress.oldest", day=day(scene.language, found.oldest)))
    if found.below is not None and ask.unit in scene.view.inside:
        below = found.below.figure
        lines.append(scene.say("progress.difference", unit=scene.unit_name(ask.unit), units=len(below.units),
                               stated=number(scene.language, figure.whole), below=number(scene.language, below.whole)))
    return "\n".join(lines)


def rating(scene: Scene, ask: Ask) -> str:
    """The last rating, or the one asked for, against every share that applies."""
    span, found = rated(scene, ask)
    targets = citing.applicable(scene, replace(ask, span=span))
    if not targets:
        return against_share(scene, replace(ask, span=span), found, span, None)
    lines = []
    if found.reported and not ask.condition and _looks_at_others(scene, citing.asked_of(targets[0]).of(ask.unit), span, found):
        lines.append(against_share(scene, replace(ask, span=span), found, span, None))     # what was said of all, target or not
    if targets[0].unit != ask.unit:
        lines.append(citing.no_own_target(scene, ask, span))
    for target in targets:
        asked = replace(citing.asked_of(target), span=span)
        for unit in dict.fromkeys([ask.unit, target.unit]):
            lines.append(against_share(scene, asked.of(unit), rated(scene, asked.of(unit))[1], span, target))
        lines.append(citing.cited(scene, target))
    return "\n".join(lines)


def _looks_at_others(scene: Scene, asked: Ask, span: Span, found: Rating) -> bool:
    """Whether the target looks at others than all who were rated: else its own line says the same."""
    held_against = rated(scene, replace(asked, span=span))[1]
    return (held_against.count, held_against.total) != (found.count, found.total)


def against_share(
    scene: Scene, ask: Ask, found: Rating, span: Span, target: Applicable | None, source: str = ""
) -> str:
    """One rating in one sentence, held against a target if there is one; `source`: by which clause."""
    wanted = target.bounds.basis_points if target else None
    goal = percentage(scene.language, wanted) if wanted is not None else ""
    limit = wording.limits(scene.language, ask.condition, ask.setting)
    names: dict[str, object] = {"unit": scene.unit_name(ask.unit), "span": wording.days(scene.language, span), "goal": goal,
                                "where": scene.say("share.where", limit=limit) if limit else "", "tail": source}
    if found.total is None:
        alone = found.alone_basis_points
        key = "progress.share.alone" if alone is not None else "progress.share.none" if wanted else "progress.share.unrated"
        return scene.say(key, share=percentage(scene.language, alone or 0), **names)
    text = wording.share(scene.language, found.count, found.total, None)
    if wanted is None:
        return scene.say("progress.share.plain", share=text, **names)
    against = share(found.count, found.total, wanted)
    return scene.say("progress.share.met" if against.is_met else "progress.share.missing", share=text,
                     missing=number(scene.language, against.missing), total=number(scene.language, found.total), **names)
