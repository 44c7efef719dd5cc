"""The built-in exercises are sound facts, and other apps' names find them."""

from collections import defaultdict
from typing import get_args
from uuid import UUID

import pytest

from rythm.exercises.catalogue import Muscle, exercise_id, exercises, match, matching_key


def test_the_library_is_whole() -> None:
    library = exercises()
    assert len(library) >= 120
    assert len({row.name.casefold() for row in library.values()}) == len(library)
    trained = {row.muscle for row in library.values()}
    assert trained >= set(get_args(Muscle)) - {"neck"}
    for row in library.values():
        assert row.muscle not in row.secondary_muscles, row.slug
        assert len(set(row.secondary_muscles)) == len(row.secondary_muscles), row.slug
        assert (row.measured_by == "bodyweight_reps") <= (row.equipment in ("bodyweight", "other")), row.slug
        assert (row.category == "cardio") <= (row.measured_by in ("duration", "distance_duration")), row.slug


def test_ids_never_change() -> None:
    assert exercise_id("squat") == UUID("d6bf4155-3764-5550-a1ed-f56981b022dc")
    assert exercises()["squat"].id == exercise_id("squat")


def test_no_name_means_two_exercises() -> None:
    meanings = defaultdict(set)
    for row in exercises().values():
        for name in (row.name, *row.aliases):
            meanings[matching_key(name)].add(row.slug)
    assert {key: slugs for key, slugs in meanings.items() if len(slugs) > 1} == {}


def test_every_name_and_alias_finds_its_exercise() -> None:
    for row in exercises().values():
        for name in (row.name, row.name.upper(), row.slug, *row.aliases):
            assert match(name) == row.slug, name


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Bench Press (Barbell)", "bench-press"),
        ("Barbell bench presses", "bench-press"),
        ("Bench Press (Dumbbell)", "dumbbell-bench-press"),
        ("DB Bench Press", "dumbbell-bench-press"),
        ("Incline Bench Press (Dumbbell)", "incline-dumbbell-press"),
        ("Bench Press - Close Grip (Barbell)", "close-grip-bench-press"),
        ("Squat (Barbell)", "squat"),
        ("Squat (Smith Machine)", "smith-machine-squat"),
        ("Squat (Bodyweight)", "bodyweight-squat"),
        ("Deadlift (Barbell)", "deadlift"),
        ("Stiff Leg Deadlift (Dumbbell)", "dumbbell-stiff-leg-deadlift"),
        ("Overhead Press (Barbell)", "overhead-press"),
        ("Overhead Press (Dumbbell)", "dumbbell-shoulder-press"),
        ("Pull Up", "pull-up"),
        ("Pullups", "pull-up"),
        ("Pull Up (Assisted)", "assisted-pull-up"),
        ("Chest Dip", "dip"),
        ("Lat Pulldown (Cable)", "lat-pulldown"),
        ("Lat Pulldown (Single Arm)", "single-arm-lat-pulldown"),
        ("Bent Over One Arm Row (Dumbbell)", "dumbbell-row"),
        ("Tricep Rope Push down", "rope-pushdown"),
        ("Triceps Pushdown (Cable - Straight Bar)", "triceps-pushdown"),
        ("Bicep Curl (Barbell)", "barbell-curl"),
        ("Skullcrusher (Barbell)", "skull-crusher"),
        ("Farmer\u2019s Walk", "farmers-carry"),
        ("Running (Treadmill)", "treadmill-run"),
        ("Standing Calf Raise (Machine)", "standing-calf-raise"),
        ("Bench Press (Band)", None),
        ("Press", None),
        ("My secret lift", None),
        ("", None),
        ("()", None),
    ],
)
def test_names_of_other_apps(name: str, slug: str | None) -> None:
    assert match(name) == slug
