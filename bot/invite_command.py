"""`bot invite`: makes a code and prints how to use it. Knows the records and the shape of a link; asks no network."""

from datetime import datetime

from bot.opening import open_database
from bot.refused import RefusedError
from bot.settings import Store
from locales.messages import say
from storage.database import Engine, Session, transaction
from storage.invitations import create, open_to_people
from storage.remembered import recall
from storage.terms import RoleKind

_SHOWN = 20     # ids listed when none fits


def invite(store: Store, organization: str, role: str, now: datetime) -> int:
    """Print link and message of a new invitation; the exit code. Raises RefusedError."""
    if role not in list(RoleKind):
        raise RefusedError(say(store.language, "operator.invite.no_role", role=role, known=", ".join(RoleKind)))
    engine = open_database(store.database_url, store.language)
    try:
        return _invite(engine, store, organization, RoleKind(role), now)
    finally:
        engine.dispose()


def _invite(engine: Engine, store: Store, organization: str, role: RoleKind, now: datetime) -> int:
    with transaction(engine) as session:
        known = open_to_people(session)
        if organization not in known:
            raise RefusedError(_unknown(store.language, organization, known))
        code = create(session, organization, role, now)
        name = _bot_name(session, store)
    if name:
        print(f"https://t.me/{name}?start={code}")
    print(f"/start {code}")
    return 0


def _bot_name(session: Session, store: Store) -> str | None:
    """As the last run found it; as it is set where it has never run."""
    return recall(session, "bot_name") or store.username


def _unknown(language: str, organization: str, known: list[str]) -> str:
    if not known:
        return say(language, "operator.invite.none_loaded")
    listed = ", ".join(known[:_SHOWN])
    if len(known) > _SHOWN:
        listed = say(language, "operator.invite.more", ids=listed, total=len(known))
    return say(language, "operator.invite.no_organization", id=organization, known=listed)
