"""Which page is whose home, and who may hand out which roles."""

from rythm.core.actor import Role

HOMES = {
    Role.ATHLETE: "/today",
    Role.SCHEDULER: "/account",
    Role.COACH: "/coach",
    Role.TENANT_ADMIN: "/admin/people",
    Role.ORG_ADMIN: "/admin/people",
    Role.SYSTEM_ADMIN: "/system/tenants",
}

_UP_TO_ADMIN = frozenset({Role.ATHLETE, Role.SCHEDULER, Role.COACH, Role.TENANT_ADMIN})
ASSIGNABLE: dict[Role, frozenset[Role]] = {
    Role.TENANT_ADMIN: _UP_TO_ADMIN,
    Role.ORG_ADMIN: _UP_TO_ADMIN | {Role.ORG_ADMIN},
    Role.SYSTEM_ADMIN: _UP_TO_ADMIN | {Role.ORG_ADMIN},
    Role.SYSTEM: _UP_TO_ADMIN | {Role.ORG_ADMIN},
}
"""The roles each role may give, take and disable: never one above its own."""


def may_assign(actor: Role, role: Role) -> bool:
    """Whether the actor may give this role, or change somebody who has it."""
    return role in ASSIGNABLE.get(actor, frozenset())
