"""What a role is called at the command line, with its capacity where that is not the holder's. Knows no person."""

from locales.messages import say
from storage.terms import Capacity, RoleKind


def role_said(language: str, kind: RoleKind, capacity: Capacity) -> str:
    """"bí thư", "bí thư (cấp phó)"."""
    role = say(language, f"role.{kind}")
    if capacity is Capacity.HOLDER:
        return role
    return say(language, "people.role", role=role, capacity=say(language, f"people.capacity.{capacity}"))
