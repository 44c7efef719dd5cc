"""Who may read, create and change which templates, what a template may be made of, and how long it takes."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from rythm.core.actor import Role
from rythm.exercises.rules import Scope

MAX_EXERCISES = 20


@dataclass(frozen=True, slots=True)
class Rule:
    """What roles may do with templates of one scope within their reach, whoever owns them."""

    read: frozenset[Role]
    create: frozenset[Role]
    change: frozenset[Role]


_PLATFORM = frozenset({Role.SYSTEM_ADMIN, Role.SYSTEM})
_ADMINS = _PLATFORM | {Role.TENANT_ADMIN, Role.ORG_ADMIN}
_COACHES = _ADMINS | {Role.COACH}
_TRAINS = _COACHES | {Role.ATHLETE}

RULES = {
    Scope.USER: Rule(read=_ADMINS, create=_TRAINS, change=_ADMINS),
    Scope.TENANT: Rule(read=_TRAINS, create=_COACHES, change=_ADMINS),
    Scope.SYSTEM: Rule(read=_TRAINS, create=_PLATFORM, change=_PLATFORM),
}
"""The rules of templates; `tenant_admin` reaches its tenant, `org_admin` its organisation. A scheduler has no
training and so no templates. `access.GRANTS` says the same in reaches, and a test holds the two together."""


def may_read(role: Role, scope: Scope, *, is_owner: bool = False, is_coach: bool = False) -> bool:
    """Whether a template within the role's reach may be read; `is_coach` means the owner's coach."""
    return role in RULES[scope].read or (role in _TRAINS and (is_owner or (is_coach and role in _COACHES)))


def may_create(role: Role, scope: Scope) -> bool:
    """Whether the role may create templates of this scope."""
    return role in RULES[scope].create


def may_change(role: Role, scope: Scope, *, is_owner: bool = False) -> bool:
    """Whether a template within the role's reach may be changed, deactivated and reactivated."""
    return role in RULES[scope].change or (is_owner and role in _TRAINS)


@dataclass(frozen=True, slots=True)
class Ingredient:
    """What a template needs to know of an exercise before it takes it in."""

    scope: Scope
    owner_id: UUID | None
    is_archived: bool


def refusal(scope: Scope, owner_id: UUID | None, exercise: Ingredient | None, *, is_kept: bool) -> str | None:
    """Why a template of this scope and owner may not contain an exercise; None when it may.

    A shared template would show its readers an exercise that is not theirs. An archived exercise may stay.
    """
    is_private = exercise is not None and exercise.scope is Scope.USER
    if exercise is None or (is_private and scope is Scope.USER and exercise.owner_id != owner_id):
        return "This exercise does not exist."
    if is_private and scope is not Scope.USER:
        return "A shared template takes shared exercises only."
    if scope is Scope.SYSTEM and exercise.scope is not Scope.SYSTEM:
        return "A system template takes built-in exercises only."
    if exercise.is_archived and not is_kept:
        return "This exercise has been archived."
    return None


def is_permutation(order: Collection[UUID], of: Collection[UUID]) -> bool:
    """Whether the new order names each exercise of the template exactly once."""
    return len(order) == len(of) and set(order) == set(of)


class Timed(Protocol):
    """A line of a template, as far as its duration goes."""

    @property
    def sets(self) -> int: ...  # noqa: D102
    @property
    def reps_min(self) -> int: ...  # noqa: D102
    @property
    def reps_max(self) -> int: ...  # noqa: D102
    @property
    def rest_seconds(self) -> int: ...  # noqa: D102


SECONDS_PER_REP = 4
SECONDS_TO_SET_UP = 60


def estimated_minutes(lines: Iterable[Timed]) -> int:
    """How long a template takes, in minutes, rounded up to five.

    Per exercise a minute to set up; per set its middle number of repetitions at four seconds each (two down,
    one held, one up) and its rest. Our own rule of thumb, without warm-ups.
    """
    seconds = sum(
        SECONDS_TO_SET_UP
        + line.sets * ((line.reps_min + line.reps_max) / 2 * SECONDS_PER_REP + line.rest_seconds)
        for line in lines
    )
    return int(-(-seconds // 300)) * 5
