"""What stands in for a taken machine, and with how much."""

import json

import pytest

from rythm.core.units import KG_PER_LB
from rythm.web.frontend import PACKAGE
from rythm.workouts.swap import MOST, alternatives, derived_load

LIBRARY = [
    one | {"id": one["slug"]} for one in json.loads((PACKAGE / "exercises" / "catalogue.json").read_text())
]
BY_ID = {one["id"]: one for one in LIBRARY}


def instead_of(slug, uses=None, listed=()):
    return [one["id"] for one in alternatives(BY_ID[slug], LIBRARY, uses or {}, list(listed))]


def test_presses_stand_in_for_presses():
    found = [BY_ID[id] for id in instead_of("bench-press")]
    assert len(found) == MOST
    assert all(one["muscle"] == "chest" and one["force"] == "push" for one in found)
    assert all(one["mechanic"] == "compound" for one in found)
    assert "bench-press" not in [one["id"] for one in found]
    assert found[0]["equipment"] != "barbell", "what is taken is usually the machine"


def test_what_the_member_does_comes_first_and_what_the_plan_lists_before_it():
    seldom = instead_of("bench-press")[-1]
    assert instead_of("bench-press", {seldom: 9})[0] == seldom
    assert instead_of("bench-press", {seldom: 9}, ["plank", "bench-press", "gone", "squat"])[:3] == [
        "plank",
        "squat",
        seldom,
    ]


def test_an_exercise_of_no_muscle_has_no_alternatives_but_listed_ones():
    odd = {"id": "odd", "name": "Odd"}
    assert alternatives(odd, [*LIBRARY, odd], {}, []) == []
    assert [one["id"] for one in alternatives(odd, LIBRARY, {}, ["squat"])] == ["squat"]


def of(equipment, **more):
    return {"id": equipment, "equipment": equipment, "muscle": "chest", "mechanic": "compound",
            "measured_by": "weight_reps"} | more  # fmt: skip


def sets(*weights, kind="working"):
    return {"sets": [{"kind": kind, "weight_kg": weight, "reps": 8} for weight in weights]}


DERIVED = [
    ("barbell", "dumbbell", 100, [], 36),
    ("dumbbell", "barbell", 36, [], 77.5),
    ("barbell", "smith_machine", 100, [], 85),
    ("barbell", "machine", 100, [], None),
    ("cable", "barbell", 40, [], None),
    ("barbell", "dumbbell", None, [], None),
    ("barbell", "dumbbell", 4, [], None),
    ("barbell", "machine", 100, [sets("50.0", "55.0", None)], 55),
    ("barbell", "machine", 100, [sets("20.0", kind="warmup"), sets("45.0")], 45),
]


@pytest.mark.parametrize(("before", "after", "weight", "sessions", "load"), DERIVED)
def test_the_load_is_derived(before, after, weight, sessions, load):
    assert derived_load(of(before), of(after), weight, sessions) == load


def test_no_load_is_made_up_where_exercises_differ():
    assert derived_load(of("barbell"), of("dumbbell", mechanic="isolation"), 100, []) is None
    assert derived_load(of("barbell"), of("dumbbell", muscle="biceps"), 100, []) is None
    assert derived_load(of("barbell"), of("dumbbell", measured_by="reps"), 100, []) is None


def test_least_help_and_pounds():
    assert derived_load(of("cable"), of("machine", measured_by="assisted_reps"), 50, [sets("30", "20")]) == 20
    pounds = derived_load(of("barbell"), of("dumbbell"), 225 * KG_PER_LB, [], "lb")
    assert pounds / KG_PER_LB == pytest.approx(80, abs=1e-4)
