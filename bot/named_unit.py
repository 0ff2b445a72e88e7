"""An organization that the operator names by its id, and what is said where there is none. Knows no command."""

from bot.refused import RefusedError
from locales.messages import say
from storage.database import Session
from storage.invitations import open_to_people

_SHOWN = 20     # ids listed when none fits


def must_exist(session: Session, language: str, organization: str) -> None:
    """Raises RefusedError where no organization has the id."""
    known = open_to_people(session)
    if organization in known:
        return
    if not known:
        raise RefusedError(say(language, "operator.invite.none_loaded"))
    listed = ", ".join(known[:_SHOWN])
    if len(known) > _SHOWN:
        listed = say(language, "operator.invite.more", ids=listed, total=len(known))
    raise RefusedError(say(language, "operator.invite.no_organization", id=organization, known=listed))
