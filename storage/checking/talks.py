"""Whether conversations can go on: states that load, drafts and buttons about what is there. Knows no state's inside."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from storage.checking.finding import Check, Finding, fault
from storage.checking.ledger_rows import chains
from storage.conversations import Button, Conversation
from storage.organizations import Organization


@dataclass(frozen=True)
class Named:
    """What the drafts of a conversation speak of: units, and chains of the ledger with the revision that was seen."""

    units: frozenset[str]
    chains: frozenset[tuple[str, int]]


Open = Callable[[dict[str, Any]], Named | None]


def talks(open_state: Open, about_records: Collection[str]) -> Check:
    """`open_state`: what a state names, None where it does not load. `about_records`: buttons' acts about a chain."""

    def check(session: Session, now: datetime) -> Iterator[Finding]:
        latest = {chain: rows[-1]["revision"] for chain, rows in chains(session).items()}
        units = set(session.exec(select(Organization.id)))
        begun: set[tuple[int, int]] = set()
        for talk in session.exec(select(Conversation).order_by(col(Conversation.id))):
            begun.add((talk.chat_id, talk.user_id))
            yield from _state(talk, open_state, units, latest)
        yield from _buttons(session, about_records, begun, latest)

    return check


def _state(talk: Conversation, open_state: Open, units: set[str], latest: dict[str, int]) -> Iterator[Finding]:
    named = open_state(talk.state)
    if named is None:
        yield fault("talk_unreadable", talk=talk.id)
        return
    for unit in sorted(named.units - units):
        yield fault("draft_of_no_unit", talk=talk.id, unit=unit)
    for chain, revision in sorted(named.chains):
        if revision > latest.get(chain, 0):
            yield fault("draft_of_no_report", talk=talk.id, chain=chain)


def _buttons(
    session: Session, about_records: Collection[str], begun: set[tuple[int, int]], latest: dict[str, int]
) -> Iterator[Finding]:
    """One about a form may be older than anything that is left of the form; one about a record may not."""
    alone = 0
    for button in session.exec(select(Button).order_by(col(Button.created_at), col(Button.key))):
        if button.act in about_records and button.revision > latest.get(button.subject, 0):
            yield fault("button_of_no_report", chain=button.subject, revision=button.revision)
        alone += (button.chat_id, button.user_id) not in begun
    if alone:
        yield fault("buttons_of_no_talk", buttons=alone)
