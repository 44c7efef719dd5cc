"""What may be done, how far each role's permission reaches, and nothing else: the one table of rights."""

from enum import IntEnum, StrEnum

from rythm.core.actor import Role


class Permission(StrEnum):
    """Something a person may do, named `resource:act`."""

    ACCOUNT_MANAGE = "account:manage"
    ANALYTICS_READ = "analytics:read"
    AUDIT_READ = "audit:read"
    CLIENT_MANAGE = "client:manage"
    CLIENT_MESSAGE = "client:message"
    CLIENT_READ = "client:read"
    EXERCISE_CHANGE = "exercise:change"
    EXERCISE_CREATE = "exercise:create"
    EXERCISE_MERGE = "exercise:merge"
    EXERCISE_PROMOTE = "exercise:promote"
    EXERCISE_READ = "exercise:read"
    GYM_MANAGE = "gym:manage"
    TEMPLATE_CHANGE = "template:change"
    TEMPLATE_CREATE = "template:create"
    TEMPLATE_READ = "template:read"
    TENANT_MANAGE = "tenant:manage"
    TENANT_READ = "tenant:read"
    USER_MANAGE = "user:manage"
    USER_READ = "user:read"
    WORKOUT_COMMENT = "workout:comment"
    WORKOUT_LOG = "workout:log"
    WORKOUT_READ = "workout:read"


class Reach(IntEnum):
    """How far a permission carries: each step includes the ones before."""

    OWN = 1
    CLIENTS = 2
    TENANT = 3
    ORGANISATION = 4
    PLATFORM = 5


P, R = Permission, Reach

_EVERYONE = {P.ACCOUNT_MANAGE: R.OWN}
_TRAINS = {
    P.EXERCISE_READ: R.OWN,
    P.EXERCISE_CREATE: R.OWN,
    P.EXERCISE_CHANGE: R.OWN,
    P.EXERCISE_MERGE: R.OWN,
    P.TEMPLATE_READ: R.OWN,
    P.TEMPLATE_CREATE: R.OWN,
    P.TEMPLATE_CHANGE: R.OWN,
    P.WORKOUT_COMMENT: R.OWN,
    P.WORKOUT_LOG: R.OWN,
    P.WORKOUT_READ: R.OWN,
}
_COACHES = {
    P.EXERCISE_READ: R.CLIENTS,
    P.EXERCISE_CREATE: R.TENANT,
    P.EXERCISE_MERGE: R.CLIENTS,
    P.EXERCISE_PROMOTE: R.CLIENTS,
    P.TEMPLATE_READ: R.CLIENTS,
    P.TEMPLATE_CREATE: R.TENANT,
    P.ANALYTICS_READ: R.CLIENTS,
    P.CLIENT_READ: R.CLIENTS,
    P.CLIENT_MANAGE: R.CLIENTS,
    P.CLIENT_MESSAGE: R.CLIENTS,
    P.WORKOUT_COMMENT: R.CLIENTS,
    P.WORKOUT_READ: R.CLIENTS,
    P.USER_READ: R.CLIENTS,
}


def _administers(reach: Reach) -> dict[Permission, Reach]:
    return {
        P.EXERCISE_READ: reach,
        P.EXERCISE_CREATE: reach,
        P.EXERCISE_CHANGE: reach,
        P.EXERCISE_MERGE: reach,
        P.EXERCISE_PROMOTE: reach,
        P.TEMPLATE_READ: reach,
        P.TEMPLATE_CREATE: reach,
        P.TEMPLATE_CHANGE: reach,
        P.ANALYTICS_READ: reach,
        P.CLIENT_READ: reach,
        P.CLIENT_MANAGE: reach,
        P.CLIENT_MESSAGE: reach,
        P.WORKOUT_COMMENT: reach,
        P.WORKOUT_READ: reach,
        P.USER_READ: reach,
        P.USER_MANAGE: reach,
        P.GYM_MANAGE: reach,
        P.TENANT_READ: reach,
        P.AUDIT_READ: reach,
    }


GRANTS: dict[Role, dict[Permission, Reach]] = {
    Role.NOBODY: {},
    Role.ATHLETE: {**_EVERYONE, **_TRAINS},
    Role.SCHEDULER: {**_EVERYONE, P.USER_READ: R.TENANT},
    Role.COACH: {**_EVERYONE, **_TRAINS, **_COACHES},
    Role.TENANT_ADMIN: {**_EVERYONE, **_TRAINS, **_COACHES, **_administers(R.TENANT)},
    Role.ORG_ADMIN: {**_EVERYONE, **_TRAINS, **_COACHES, **_administers(R.ORGANISATION)},
    Role.SYSTEM_ADMIN: {
        **_EVERYONE,
        **_TRAINS,
        **_COACHES,
        **_administers(R.PLATFORM),
        P.TENANT_MANAGE: R.PLATFORM,
    },
    Role.SYSTEM: dict.fromkeys(Permission, R.PLATFORM),
}
"""What each role may do and how far it reaches. What is not here may not be done."""


def reach(role: Role, permission: Permission) -> Reach | None:
    """How far the role's permission carries; None when it has none."""
    return GRANTS[role].get(permission)
