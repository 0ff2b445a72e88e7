"""`bot check`: whether the records agree with one another, a line each. Knows the operator's terminal and what drafts name."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from pydantic import ValidationError

from bot.refused import RefusedError
from bot.settings import Store
from handlers.forms import ReportDraft, WithdrawalDraft
from handlers.routes import ABOUT_RECORDS
from handlers.state import State
from locales.messages import say
from locales.writing import day
from storage.checking.all_checks import Checked, check_all
from storage.checking.finding import Finding
from storage.checking.talks import Named
from storage.database import Engine, Session, connect, revisions
from storage.revision import is_there, revision


def check(store: Store, now: datetime) -> int:
    """Print what each check finds; 1 where anything is wrong. Raises RefusedError."""
    engine = connect(store.database_url)
    try:
        _refuse(store, engine)
        faults = 0
        for checked in check_all(engine, now, named_in, ABOUT_RECORDS):
            print("\n".join(_lines(store.language, checked)), flush=True)
            faults += checked.faults
    except OSError:
        raise RefusedError(say(store.language, "check.refused.no_room")) from None
    finally:
        engine.dispose()
    print(say(store.language, "check.faults", count=faults) if faults else say(store.language, "check.clean"))
    return 1 if faults else 0


def named_in(state: dict[str, Any]) -> Named | None:
    """What the drafts of a conversation name; None where the state cannot be gone on with."""
    try:
        loaded = State.model_validate(state)
    except ValidationError:
        return None
    drafts = [form for form in loaded.forms if isinstance(form, ReportDraft | WithdrawalDraft)]
    chains = {(form.chain, max(form.revision, 1)) for form in drafts if form.chain} | {(chain, 1) for chain in loaded.last}
    return Named(frozenset(form.unit for form in loaded.forms if form.unit), frozenset(chains))


def _refuse(store: Store, engine: Engine) -> None:
    """Tables are not brought up to date here: a check changes nothing."""
    found = None
    if is_there(engine):
        with Session(engine) as session:
            found = revision(session)
    if found is None:
        raise RefusedError(say(store.language, "check.refused.no_tables"))
    newest = revisions()[0]
    if found != newest:
        raise RefusedError(say(store.language, "check.refused.version", found=found, wanted=newest))


def _lines(language: str, checked: Checked) -> Iterator[str]:
    for finding in checked.findings:
        grade = "check.remark" if finding.is_remark else "check.fault"
        yield say(language, grade, what=_said(language, finding))
    if not checked.faults:
        yield say(language, "check.ok", what=say(language, f"check.of.{checked.name}"))


def _said(language: str, finding: Finding) -> str:
    values = {name: _value(language, name, value) for name, value in finding.values}
    return say(language, f"check.found.{finding.name}", **values)


def _value(language: str, name: str, value: object) -> object:
    if isinstance(value, date):
        return day(language, value)
    return say(language, f"indicator.{value}") if name == "indicator" else value
