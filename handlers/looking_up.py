"""Which report on record a message means, and that report as a form. Changes nothing."""

from handlers.forms import ReportDraft
from handlers.scene import Scene
from handlers.turn import Edited, Text
from storage.ledger_queries import Holding, holding, last_by
from storage.outbox import about_message


def meant(scene: Scene) -> str | None:
    """The chain that the message answers or came from, else the last one that the person recorded."""
    content = scene.turn.content
    if isinstance(content, Edited):
        return scene.state.sources.get(content.message_id)
    if isinstance(content, Text) and content.reply_to is not None:
        about = about_message(scene.session, scene.turn.chat_id, content.reply_to)
        if about is not None:
            return about
    if scene.state.last:
        return scene.state.last[-1]
    return last_by(scene.session, scene.member.id)


def report_on_record(scene: Scene, chain: str) -> Holding | None:
    """The report as it holds, if it does and the person may touch it."""
    found = holding(scene.session, chain)
    return found if found is not None and found.holds and scene.view.may_report(found.said.organization) else None


def draft_of(scene: Scene, chain: str) -> ReportDraft | None:
    """A form with the values of the report, which will revise it once agreed."""
    found = report_on_record(scene, chain)
    if found is None:
        return None
    said = found.said
    return ReportDraft(
        id=f"{chain}.{found.revision}", chain=chain, revision=found.revision, unit=said.organization, indicator=said.indicator,
        count=said.count, total=said.total, percent=None if said.basis_points is None else said.basis_points / 100,
        parts=dict(said.parts), whole=said.whole, first=said.span.first, last=said.span.last, setting=said.setting,
        events=said.events, extent=said.extent, said_none=said.said_none, names=found.names,
        settled=("percent_alone",) if said.total is None else (),
    )
