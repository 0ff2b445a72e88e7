"""How a person wants to be reminded: how long before, not at all, and on which morning a digest comes. Knows no reminder."""

from sqlmodel import Field, Session, SQLModel, select


class Wish(SQLModel, table=True):
    """A person without a row is reminded as everybody is. `digest`: a weekday, Monday is 0."""

    person_id: int = Field(primary_key=True, foreign_key="person.id")
    days_before: int | None = None
    silent: bool = False
    digest: int | None = None


def wish_of(session: Session, person_id: int) -> Wish:
    """The person's row; an empty one, not yet kept, where there is none."""
    return session.get(Wish, person_id) or Wish(person_id=person_id)


def wishes(session: Session) -> dict[int, Wish]:
    """Everybody's who has one, by person."""
    return {each.person_id: each for each in session.exec(select(Wish))}


def wish(session: Session, wanted: Wish) -> None:
    """Keep it in place of an earlier one."""
    session.merge(wanted)
