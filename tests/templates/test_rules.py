"""The rules of templates as one table, and what templates are made of."""

from dataclasses import dataclass
from itertools import product
from math import ceil
from uuid import uuid4

import pytest

from rythm.access import GRANTS, Permission, Reach
from rythm.core.actor import Role
from rythm.exercises.rules import REACH_TO_ADD, Scope
from rythm.templates.rules import (
    Ingredient,
    estimated_minutes,
    estimated_seconds,
    group_problem,
    is_permutation,
    may_change,
    may_create,
    may_read,
    refusal,
    sets_per_muscle,
)
from rythm.templates.sets import PrescribedSet, SetRow, rows

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


def sets(
    count: int = 1, reps_min: int | None = None, reps_max: int | None = None, **said: object
) -> list[SetRow]:
    one = PrescribedSet.model_validate({"reps_min": reps_min, "reps_max": reps_max, **said})
    return rows([one] * count)


@dataclass
class Line:
    sets: list[SetRow]
    rest_seconds: int = 0
    group_number: int | None = None
    group_rest_seconds: int | None = None
    muscle: str = ""
    secondary_muscles: tuple[str, ...] = ()


@pytest.mark.parametrize(
    ("lines", "seconds"),
    [
        ([], 0),
        ([Line(sets(1, 1, 1))], 60 + 4),
        ([Line(sets(3, 5, 5), 60)], 60 + 3 * (20 + 60)),
        ([Line(sets(3, 5, 6), 60)], 60 + 3 * (22 + 60)),
        ([Line(sets(4, 5, 8), 180), Line(sets(3, 8, 12), 90)], 884 + 450),
        ([Line(sets(2, 5), 60)], 60 + 2 * (20 + 60)),  # five or more
        ([Line(sets(2, None, 8), 60)], 60 + 2 * (32 + 60)),
        ([Line(sets(1), 60)], 60 + 40 + 60),  # as many as one likes: ten
        ([Line(sets(2, 10, 10, tempo="3-1-X-0"))], 60 + 2 * 50),
        ([Line(sets(1, 10, 10, tempo="0-0-0-0"))], 60 + 10),
        ([Line(sets(3, duration_seconds=45), 30)], 60 + 3 * 75),
        ([Line(sets(1, duration_seconds=600, distance_m="2000"))], 60 + 600),
        ([Line(sets(2, distance_m="40"), 60)], 60 + 2 * (40 + 60)),
        ([Line(sets(1, distance_m="5000"))], 60 + 2000),
        ([Line(sets(2, 5, 5, rest_seconds=90), 300)], 60 + 2 * (20 + 90)),
        ([Line([*sets(1, 5, 5, kind="warmup"), *sets(1, 5, 5)], 180)], 60 + 40 + 60 + 180),
        ([Line(sets(1, 5, 5, kind="warmup"), 90)], 60 + 20 + 45),
        ([Line([*sets(1, 5, 5), *sets(1, 5, 5, kind="drop")], 180)], 60 + 40 + 180),
        ([Line(sets(1, 5, 5, kind="failure"), 180)], 60 + 20 + 180),
        # A superset rests once after each of its three rounds, as the longest or the group wants.
        ([Line(sets(3, 5, 5), 60, 1), Line(sets(2, 5, 5), 90, 1)], 120 + 5 * 20 + 90 + 90 + 60),
        ([Line(sets(3, 5, 5), 60, 1, 120), Line(sets(2, 5, 5), 90, 1, 120)], 120 + 5 * 20 + 3 * 120),
        (
            [Line(sets(1, 5, 5), 60, 1), Line(sets(1, 5, 5), 60, 1), Line(sets(1, 5, 5), 60)],
            180 + 60 + 60 + 60,
        ),
        (
            [Line(sets(1, 5, 5), 60, n, 30) for n in (1, 1, 2, 2)],
            4 * 60 + 4 * 20 + 2 * 30,
        ),
    ],
)
def test_the_time_a_template_takes(lines: list[Line], seconds: int) -> None:
    assert estimated_seconds(lines) == seconds
    assert estimated_minutes(lines) == ceil(seconds / 300) * 5


@pytest.mark.parametrize(
    ("lines", "counted"),
    [
        ([], {}),
        ([Line(sets(3), muscle="chest", secondary_muscles=("triceps", "shoulders"))],
         {"chest": 3, "shoulders": 1.5, "triceps": 1.5}),
        ([Line([*sets(2, kind="warmup"), *sets(3), *sets(2, kind="drop")], muscle="lats")],
         {"lats": 5}),
        ([Line(sets(2, kind="warmup"), muscle="lats")], {}),
        ([Line(sets(3), muscle="chest", secondary_muscles=("triceps",)), Line(sets(2), muscle="triceps")],
         {"triceps": 3.5, "chest": 3}),
        ([Line(sets(2), muscle="chest", secondary_muscles=("chest",))], {"chest": 2}),
        ([Line(sets(2), muscle="")], {}),
    ],
)  # fmt: skip
def test_the_sets_each_muscle_gets(lines: list[Line], counted: dict[str, float]) -> None:
    assert list(sets_per_muscle(lines).items()) == list(counted.items())


NO, ONE = (None, None), (1, None)


@pytest.mark.parametrize(
    ("groups", "problem"),
    [
        ([], None),
        ([NO, NO], None),
        ([ONE, ONE, NO, (2, 60), (2, 60), (2, 60)], None),
        ([NO, ONE, ONE], None),
        ([ONE, NO], "two exercises"),
        ([ONE, ONE, (2, None)], "two exercises"),
        ([ONE, ONE, NO, ONE, ONE], "next to each other"),
        ([ONE, NO, ONE], "next to each other"),
        ([(1, 60), (1, 90)], "one rest"),
        ([(1, 60), (1, None)], "one rest"),
        ([(None, 60)], "rest after the round"),
    ],
)
def test_how_exercises_may_be_grouped(
    groups: list[tuple[int | None, int | None]], problem: str | None
) -> None:
    said = group_problem(groups)
    assert said is None if problem is None else said is not None and problem in said
