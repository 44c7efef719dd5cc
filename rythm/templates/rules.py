"""Who may read, create and change which templates, what a template may be made of, and how long it takes."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Protocol
from uuid import UUID

from rythm.core.actor import Role
from rythm.exercises.rules import Scope
from rythm.templates.sets import SetRow

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


def group_problem(groups: Sequence[tuple[int | None, int | None]]) -> str | None:
    """Why exercises may not be grouped so, given the group's number and its rest of each; None when they may.

    The exercises of a superset or circuit are two at least, stand next to each other and agree on their rest.
    """
    runs = [(number, list(same)) for number, same in groupby(groups, key=lambda group: group[0])]
    numbers = [number for number, _ in runs if number is not None]
    if any(rest is not None for number, rest in groups if number is None):
        return "Only exercises of a superset rest after the round."
    if len(set(numbers)) < len(numbers):
        return "The exercises of a superset stand next to each other."
    if any(number is not None and len(same) < 2 for number, same in runs):
        return "A superset has two exercises at least."
    if any(len({rest for _, rest in same}) > 1 for number, same in runs if number is not None):
        return "The exercises of a superset have one rest after the round."
    return None


class Timed(Protocol):
    """A line of a template, as far as its duration goes."""

    @property
    def sets(self) -> Sequence[SetRow]: ...  # noqa: D102
    @property
    def rest_seconds(self) -> int: ...  # noqa: D102
    @property
    def group_number(self) -> int | None: ...  # noqa: D102
    @property
    def group_rest_seconds(self) -> int | None: ...  # noqa: D102


class Worked(Protocol):
    """A line of a template, as far as it says which muscles work."""

    @property
    def sets(self) -> Sequence[SetRow]: ...  # noqa: D102
    @property
    def muscle(self) -> str: ...  # noqa: D102
    @property
    def secondary_muscles(self) -> Sequence[str]: ...  # noqa: D102


SECONDS_PER_REP = 4
SECONDS_TO_SET_UP = 60
USUAL_REPS = 10
CARRY_M = 200
CARRY_METRES_PER_SECOND, RUN_METRES_PER_SECOND = 1.0, 2.5


def estimated_minutes(lines: Iterable[Timed]) -> int:
    """How long a template takes, in minutes, rounded up to five; see `estimated_seconds`."""
    return -(-estimated_seconds(lines) // 300) * 5


def estimated_seconds(lines: Iterable[Timed]) -> int:
    """How long a template takes: a minute to set up each exercise, the sets, and the rest after each.

    The exercises of a group share their rests: one after each round, `group_rest_seconds` or else the longest
    of theirs. Our own rule of thumb.
    """
    seconds = 0.0
    for number, members in groupby(lines, key=lambda line: line.group_number):
        group = list(members)
        seconds += sum(SECONDS_TO_SET_UP + sum(map(_work_seconds, line.sets)) for line in group)
        if number is None:
            seconds += sum(rest_after(each, line.rest_seconds) for line in group for each in line.sets)
        else:
            seconds += sum(_rest_of_round(group, nth) for nth in range(max(len(line.sets) for line in group)))
    return int(-(-seconds // 1))


def rest_after(prescribed: SetRow, rest_seconds: int) -> int:
    """The rest after a set, in seconds: its own, else the exercise's.

    Without one of its own a warm-up rests half, a minute at most, and a drop set not at all.
    """
    own = prescribed.get("rest_seconds")
    if own is not None:
        return own
    if prescribed["kind"] == "warmup":
        return min(60, rest_seconds // 2)
    return 0 if prescribed["kind"] == "drop" else rest_seconds


def _rest_of_round(group: Sequence[Timed], nth: int) -> int:
    together = group[0].group_rest_seconds
    if together is not None:
        return together
    return max(rest_after(line.sets[nth], line.rest_seconds) for line in group if nth < len(line.sets))


def _work_seconds(prescribed: SetRow) -> float:
    """How long a set lasts: as it says, else its metres or its middle number of repetitions at their tempo.

    Without a tempo a repetition takes four seconds: two down, one held, one up. Carries go at 1 m/s, what is
    longer than 200 m at 2.5 m/s.
    """
    if duration := prescribed.get("duration_seconds"):
        return duration
    if distance := prescribed.get("distance_m"):
        metres = float(distance)
        return metres / (CARRY_METRES_PER_SECOND if metres <= CARRY_M else RUN_METRES_PER_SECOND)
    low, high = prescribed.get("reps_min"), prescribed.get("reps_max")
    reps = ((low or high or USUAL_REPS) + (high or low or USUAL_REPS)) / 2
    return reps * seconds_per_rep(prescribed.get("tempo") or "")


def seconds_per_rep(tempo: str) -> int:
    """How long a repetition takes at a tempo such as `3-1-1-0`; X, as fast as one can, counts one second."""
    if not tempo:
        return SECONDS_PER_REP
    return max(1, sum(1 if part == "X" else int(part) for part in tempo.split("-")))


def sets_per_muscle(lines: Iterable[Worked]) -> dict[str, float]:
    """The working sets each muscle gets, most first: one where it does the work, half where it helps.

    Warm-ups do not count. Counting helpers by half is the usual compromise of training logs; source:
    Pelland et al., The Resistance Training Dose Response (2024), who found it to fit best.
    """
    counted: dict[str, float] = {}
    for line in lines:
        working = sum(1 for each in line.sets if each["kind"] != "warmup")
        shares = {**dict.fromkeys(line.secondary_muscles, 0.5), line.muscle: 1.0}
        for muscle, share in shares.items():
            if muscle and working:
                counted[muscle] = counted.get(muscle, 0.0) + share * working
    return dict(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))
