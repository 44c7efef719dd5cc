"""How the pages of admins call roles and scopes, and write days."""

from datetime import datetime

from rythm.core.actor import Role
from rythm.exercises.rules import Scope

ROLES = {
    Role.ATHLETE: "Member",
    Role.COACH: "Coach",
    Role.SCHEDULER: "Front desk",
    Role.TENANT_ADMIN: "Admin",
    Role.ORG_ADMIN: "Organisation admin",
}
SCOPES = {Scope.USER: "Personal", Scope.TENANT: "Gym", Scope.SYSTEM: "System"}


def day(moment: datetime) -> str:
    """A day such as `4 May 2025`."""
    return f"{moment.day} {moment:%b %Y}"


def count(number: int, one: str, many: str = "") -> str:
    """A number with its noun: `1 exercise`, `5 exercises`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
