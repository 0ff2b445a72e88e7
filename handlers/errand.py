"""An order about people while it is being settled: for which unit, of which role. Knows its own gaps, not who may give it."""

from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict

from storage.terms import Capacity, RoleKind

ErrandAct = Literal["invite", "invite_below", "hand_over", "end"]


class Errand(BaseModel):
    """One order. `asks`: what the person has been asked about it: which unit, which of several people, or whether to go on."""

    model_config = ConfigDict(frozen=True)

    id: str
    act: ErrandAct
    unit: str | None = None
    kind: RoleKind | None = None                    # None: whatever the unit's own is
    capacity: Capacity = Capacity.HOLDER
    any_capacity: bool = False                      # "gỡ vai …": no word said which
    role: int | None = None                         # row of the role that ends
    asks: Literal["unit", "role", "agree", ""] = ""

    def plus(self, **said: Any) -> Self:
        """A new errand with these fields."""
        return self.model_copy(update=said)
