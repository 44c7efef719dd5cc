"""The built-in exercises are sound facts, and other apps' names find them."""

import json
from collections import defaultdict
from importlib.resources import files
from typing import get_args
from uuid import UUID

import pytest

from rythm.exercises.catalogue import (
    CatalogueExercise,
    Muscle,
    common_ids,
    exercise_id,
    exercises,
    match,
    matching_key,
)
from rythm.exercises.schemas import CreateExercise


def test_the_library_is_whole() -> None:
    library = exercises()
    assert len(library) >= 500
    assert len({row.name.casefold() for row in library.values()}) == len(library)
    for row in library.values():
        assert row.muscle not in row.secondary_muscles, row.slug
        assert len(set(row.secondary_muscles)) == len(row.secondary_muscles), row.slug
        assert len({alias.casefold() for alias in (row.name, *row.aliases)}) == 1 + len(row.aliases), row.slug
        assert row.name == row.name.strip() and row.name[0].isupper(), row.slug
    assert sum(row.is_common for row in library.values()) == len(common_ids()) >= 80


@pytest.mark.parametrize(
    "fact", ["muscle", "equipment", "category", "force", "mechanic", "level", "measured_by"]
)
def test_every_word_of_the_vocabulary_is_used(fact: str) -> None:
    words = set(get_args(CatalogueExercise.model_fields[fact].annotation))
    assert words == {getattr(row, fact) for row in exercises().values()}


@pytest.mark.parametrize("muscle", get_args(Muscle))
def test_every_muscle_can_be_trained_in_ten_ways(muscle: str) -> None:
    assert len([row for row in exercises().values() if row.muscle == muscle]) >= 10


def test_facts_agree_with_each_other() -> None:
    loaded_by_body = {"bodyweight", "other", "suspension"}
    for row in exercises().values():
        words = row.name.casefold().replace("-", " ").split()
        assert (row.measured_by == "bodyweight_reps") <= (row.equipment in loaded_by_body), row.slug
        assert (row.measured_by == "assisted_reps") == ("assisted" in words), row.slug
        assert (row.category == "cardio") <= (row.measured_by in ("duration", "distance_duration")), row.slug
        assert (row.category == "mobility") <= (row.measured_by in ("duration", "reps")), row.slug
        assert (row.measured_by == "weight_distance") <= (row.category == "strongman"), row.slug
        assert ("carry" in words) <= (row.measured_by == "weight_distance"), row.slug
        assert (words[-1] in ("plank", "hold", "stretch", "pose")) <= (row.measured_by == "duration"), (
            row.slug
        )
        assert (words[0] == "single") <= row.is_unilateral, row.slug


def test_a_built_in_exercise_could_be_added_by_hand_too() -> None:
    fields = set(CreateExercise.model_fields) - {"scope"}
    for row in exercises().values():
        CreateExercise.model_validate(row.model_dump(include=fields))


def test_the_table_reads_as_one_sorted_line_each() -> None:
    text = files("rythm.exercises").joinpath("catalogue.json").read_text("utf-8")
    lines = text.splitlines()[1:-1]
    slugs = [json.loads(line.strip().rstrip(","))["slug"] for line in lines]
    assert slugs == sorted(set(slugs)) == list(exercises())
    assert len(text.encode()) < 400_000


@pytest.mark.parametrize(
    ("slug", "muscle", "equipment", "measured_by"),
    [
        ("squat", "quadriceps", "barbell", "weight_reps"),
        ("safety-bar-squat", "quadriceps", "barbell", "weight_reps"),
        ("belt-squat", "quadriceps", "machine", "weight_reps"),
        ("cossack-squat", "quadriceps", "bodyweight", "bodyweight_reps"),
        ("leg-press", "quadriceps", "machine", "weight_reps"),
        ("deadlift", "lower_back", "barbell", "weight_reps"),
        ("romanian-deadlift", "hamstrings", "barbell", "weight_reps"),
        ("kettlebell-swing", "glutes", "kettlebell", "weight_reps"),
        ("smith-machine-hip-thrust", "glutes", "smith_machine", "weight_reps"),
        ("nordic-curl", "hamstrings", "bodyweight", "bodyweight_reps"),
        ("donkey-calf-raise", "calves", "machine", "weight_reps"),
        ("copenhagen-plank", "adductors", "bodyweight", "duration"),
        ("band-lateral-walk", "abductors", "band", "reps"),
        ("bench-press", "chest", "barbell", "weight_reps"),
        ("incline-dumbbell-fly", "chest", "dumbbell", "weight_reps"),
        ("low-cable-fly", "chest", "cable", "weight_reps"),
        ("diamond-push-up", "triceps", "bodyweight", "bodyweight_reps"),
        ("ring-dip", "chest", "other", "bodyweight_reps"),
        ("overhead-press", "shoulders", "barbell", "weight_reps"),
        ("handstand-push-up", "shoulders", "bodyweight", "bodyweight_reps"),
        ("face-pull", "shoulders", "cable", "weight_reps"),
        ("band-pull-apart", "shoulders", "band", "reps"),
        ("pull-up", "lats", "bodyweight", "bodyweight_reps"),
        ("assisted-pull-up", "lats", "machine", "assisted_reps"),
        ("band-assisted-pull-up", "lats", "band", "assisted_reps"),
        ("lat-pulldown", "lats", "cable", "weight_reps"),
        ("meadows-row", "middle_back", "barbell", "weight_reps"),
        ("suspension-row", "middle_back", "suspension", "bodyweight_reps"),
        ("bayesian-curl", "biceps", "cable", "weight_reps"),
        ("skull-crusher", "triceps", "ez_bar", "weight_reps"),
        ("wrist-roller", "forearms", "other", "weight_reps"),
        ("dead-hang", "forearms", "bodyweight", "duration"),
        ("plank", "abdominals", "bodyweight", "duration"),
        ("toes-to-bar", "abdominals", "bodyweight", "bodyweight_reps"),
        ("four-way-neck-machine", "neck", "machine", "weight_reps"),
        ("hang-power-clean", "quadriceps", "barbell", "weight_reps"),
        ("turkish-get-up", "shoulders", "kettlebell", "weight_reps"),
        ("wall-ball", "quadriceps", "medicine_ball", "weight_reps"),
        ("broad-jump", "quadriceps", "bodyweight", "reps"),
        ("farmers-carry", "forearms", "dumbbell", "weight_distance"),
        ("yoke-walk", "quadriceps", "other", "weight_distance"),
        ("running", "quadriceps", "bodyweight", "distance_duration"),
        ("air-bike", "quadriceps", "machine", "distance_duration"),
        ("pigeon-pose", "glutes", "bodyweight", "duration"),
    ],
)
def test_well_known_facts(slug: str, muscle: str, equipment: str, measured_by: str) -> None:
    row = exercises()[slug]
    assert (row.muscle, row.equipment, row.measured_by) == (muscle, equipment, measured_by)


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
        ("bp", "bench-press"),
        ("CGBP", "close-grip-bench-press"),
        ("rdl", "romanian-deadlift"),
        ("DB RDL", "dumbbell-romanian-deadlift"),
        ("ohp", "overhead-press"),
        ("C&J", "clean-and-jerk"),
        ("skull crusher", "skull-crusher"),
        ("TKE", "terminal-knee-extension"),
        ("Lateral Raise (Band)", "band-lateral-raise"),
        ("Bench Press (Band)", "band-chest-press"),
        ("Front Raise (Plate)", "plate-front-raise"),
        ("Plate Loaded Pulldown", "machine-pulldown"),
        ("Shoulder Press (Plate Loaded)", "machine-shoulder-press"),
        ("Seated Dip Machine", "machine-dip"),
        ("Incline Bench Press (Smith Machine)", "smith-machine-incline-bench-press"),
        ("Iso-Lateral High Row (Machine)", "machine-high-row"),
        ("Cable Rear Delt Row", "cable-rear-delt-row"),
        ("Pull Up (Weighted)", "pull-up"),
        ("Triceps Dip (Weighted)", "dip"),
        ("Reverse Lunge (Barbell)", "barbell-reverse-lunge"),
        ("Kettlebell Turkish Get Up", "turkish-get-up"),
        ("Spinning", "spin-bike"),
        ("Yoga", "yoga"),
        ("Bench Press (Log)", None),
        ("Press", None),
        ("My secret lift", None),
        ("", None),
        ("()", None),
    ],
)
def test_names_of_other_apps(name: str, slug: str | None) -> None:
    assert match(name) == slug
