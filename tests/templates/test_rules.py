"""The rules of templates as one table, and what templates are made of."""

from dataclasses import dataclass
from itertools import product
from uuid import uuid4

import pytest

from rythm.access import GRANTS, Permission, Reach
from rythm.core.actor import Role
from rythm.exercises.rules import REACH_TO_ADD, Scope
from rythm.templates.rules import (
    Ingredient,
    estimated_minutes,
    is_permutation,
    may_change,
    may_create,
    may_read,
    refusal,
)

# What each role may: create; read and change somebody's within its reach. u user, t tenant, s system scope.
TABLE = {
    #                    create  read   change
    Role.NOBODY: ("", "", ""),
    Role.ATHLETE: ("u", "ts", ""),
    Role.SCHEDULER: ("", "", ""),
    Role.COACH: ("ut", "ts", ""),
    Role.TENANT_ADMIN: ("ut", "uts", "ut"),
    Role.ORG_ADMIN: ("ut", "uts", "ut"),
    Role.SYSTEM_ADMIN: ("uts", "uts", "uts"),
    Role.SYSTEM: ("uts", "uts", "uts"),
}


@pytest.mark.parametrize(("role", "scope"), list(product(Role, Scope)))
def test_the_table_of_rules(role: Role, scope: Scope) -> None:
    create, read, change = (scope[0] in allowed for allowed in TABLE[role])
    assert may_create(role, scope) is create
    assert may_read(role, scope) is read
    assert may_change(role, scope) is change


@pytest.mark.parametrize(("role", "scope"), list(product(Role, Scope)))
def test_everyone_who_trains_may_change_their_own(role: Role, scope: Scope) -> None:
    trains = role not in (Role.SCHEDULER, Role.NOBODY)
    assert may_read(role, scope, is_owner=True) is trains
    assert may_change(role, scope, is_owner=True) is trains


@pytest.mark.parametrize("role", Role)
def test_coaches_read_their_clients(role: Role) -> None:
    assert may_read(role, Scope.USER, is_coach=True) is (
        role not in (Role.ATHLETE, Role.SCHEDULER, Role.NOBODY)
    )
    assert may_change(role, Scope.USER) is (Role.COACH is not role and "u" in TABLE[role][2])


@pytest.mark.parametrize(("role", "scope"), list(product(Role, Scope)))
def test_grants_say_the_same(role: Role, scope: Scope) -> None:
    granted = GRANTS[role].get(Permission.TEMPLATE_CREATE, 0)
    assert may_create(role, scope) is (granted >= REACH_TO_ADD[scope])
    reach_of_others = Reach.PLATFORM if scope is Scope.SYSTEM else Reach.TENANT
    assert may_change(role, scope) is (GRANTS[role].get(Permission.TEMPLATE_CHANGE, 0) >= reach_of_others)


ME, SHE = uuid4(), uuid4()
BUILT_IN, OURS = Ingredient(Scope.SYSTEM, None, False), Ingredient(Scope.TENANT, SHE, False)
MINE, HERS = Ingredient(Scope.USER, ME, False), Ingredient(Scope.USER, SHE, False)


@pytest.mark.parametrize(
    ("scope", "exercise", "may"),
    [
        (Scope.USER, BUILT_IN, True),
        (Scope.USER, OURS, True),
        (Scope.USER, MINE, True),
        (Scope.USER, HERS, False),
        (Scope.USER, None, False),
        (Scope.TENANT, BUILT_IN, True),
        (Scope.TENANT, OURS, True),
        (Scope.TENANT, MINE, False),
        (Scope.SYSTEM, BUILT_IN, True),
        (Scope.SYSTEM, OURS, False),
        (Scope.SYSTEM, MINE, False),
    ],
)
def test_which_exercises_a_template_takes(scope: Scope, exercise: Ingredient | None, may: bool) -> None:
    assert (refusal(scope, ME, exercise, is_kept=False) is None) is may


def test_an_archived_exercise_stays_but_is_not_added() -> None:
    archived = Ingredient(Scope.SYSTEM, None, True)
    assert refusal(Scope.USER, ME, archived, is_kept=False) == "This exercise has been archived."
    assert refusal(Scope.USER, ME, archived, is_kept=True) is None


def test_an_order_is_a_permutation() -> None:
    one, two, three = uuid4(), uuid4(), uuid4()
    assert is_permutation([two, one], [one, two])
    assert is_permutation([], [])
    for order in ([one], [one, one], [one, three], [one, two, two], [one, two, three]):
        assert not is_permutation(order, [one, two])


@dataclass
class Line:
    sets: int
    reps_min: int
    reps_max: int
    rest_seconds: int


@pytest.mark.parametrize(
    ("lines", "minutes"),
    [
        ([], 0),
        ([Line(1, 1, 1, 0)], 5),  # 64 s
        ([Line(3, 5, 5, 60)], 5),  # 60 + 3 * (20 + 60) = 300 s
        ([Line(3, 5, 6, 60)], 10),  # two seconds a set more
        ([Line(4, 5, 8, 180), Line(3, 8, 12, 90)], 25),  # 884 + 450 = 1334 s
    ],
)
def test_the_time_a_template_takes(lines: list[Line], minutes: int) -> None:
    assert estimated_minutes(lines) == minutes
