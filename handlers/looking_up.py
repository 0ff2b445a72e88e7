"""Which report on record a message means, that report as a form, and how it reads now. Changes nothing."""

from handlers.forms import ReportDraft
from handlers.heard import Aim
from handlers.reading_back import read_back
from handlers.scene import Scene
from handlers.turn import Edited, Text
from storage.ledger_queries import chains_of, last_by, latest_of
from storage.outbox import about_message
from storage.said import Said
from storage.spans import Span


def meant(scene: Scene, aim: Aim | None = None) -> str | None:
    """The chain that the message answers or came from, else the last one that the person recorded.

    Of several recorded together it is the one that was named.
    """
    content = scene.turn.content
    if isinstance(content, Edited):
        return next(iter(scene.state.sources.get(content.message_id, [])[-1:]), None)
    if isinstance(content, Text) and content.reply_to is not None:
        about = about_message(scene.session, scene.turn.chat_id, content.reply_to)
        if about is not None:
            return about
    last = scene.state.last
    if aim and len(last) > 1:
        last = [chain for chain in last if (said := latest_of(scene.session, chain)) and _is_of(scene, said, aim)] or last
    return last[-1] if last else last_by(scene.session, scene.member.id)


def aimed_at(scene: Scene, aim: Aim) -> str | None:
    """The person's own report that holds and was named: on just those days, else inside them; the latest recorded."""
    span = Span(aim.days.first, aim.days.last or scene.today) if aim.days else None
    own = chains_of(scene.session, person=scene.member.id, around=span)
    found = [each for each in own if each.holds and _is_of(scene, each, aim)]
    if span is None:
        return next((each.chain for each in found), None)
    exact = [each for each in found if each.span == span]
    inside = [each for each in found if span.contains(each.span)]
    return next((each.chain for each in (*exact, *inside)), None)


def _is_of(scene: Scene, said: Said, aim: Aim) -> bool:
    at = any(scene.tree.is_within(said.organization, unit) for unit in aim.units)
    return (at or not aim.units) and (said.indicator in aim.indicators or not aim.indicators)


def on_record(scene: Scene, chain: str) -> Said | None:
    """The report as it holds, if it does and the person may touch it."""
    found = latest_of(scene.session, chain)
    return found if found is not None and found.holds and scene.view.may_report(found.organization) else None


def draft_of(scene: Scene, chain: str) -> ReportDraft | None:
    """A form with the values of the report, which will revise it once agreed."""
    said = on_record(scene, chain)
    return None if said is None else form_of(said)


def form_of(said: Said) -> ReportDraft:
    """The report as a form that would revise it."""
    return ReportDraft(
        id=f"{said.chain}.{said.revision}", chain=said.chain, revision=said.revision, unit=said.organization,
        indicator=said.indicator, count=said.count, total=said.total,
        percent=None if said.basis_points is None else said.basis_points / 100, parts=dict(said.parts), whole=said.whole,
        first=said.span.first, last=said.span.last, setting=said.setting, events=said.events, extent=said.extent,
        said_none=said.said_none, names=said.names, received_on=said.received_on, ceremony_on=said.ceremony_on,
        decided=said.received_on is not None, held=False if said.is_decided_only else True if said.ceremony_on else None,
        settled=("percent_alone",) if said.total is None else (),
    )


def in_words(scene: Scene, said: Said) -> str:
    """A revision in one line; a withdrawal says so."""
    text = read_back(scene, form_of(said))
    return text if said.holds else scene.say("record.withdrawn", what=text)


def how_it_stands(scene: Scene, subject: str) -> str:
    """What became of the draft or chain that an old button was made for."""
    chain = subject.split(".")[0]
    said = latest_of(scene.session, chain)
    if said is None or not scene.view.may_report(said.organization):
        return scene.say("stale.newer" if scene.state.forms else "stale.gone")
    return scene.say("stale.recorded", unit=scene.unit_name(said.organization), now=in_words(scene, said))


def is_latest(scene: Scene, chain: str, revision: int) -> bool:
    """Whether the chain's last revision is this one."""
    said = latest_of(scene.session, chain)
    return said is not None and said.revision == revision
