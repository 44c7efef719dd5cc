"""The system templates keep the limits that every template has to keep."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from rythm.exercises.catalogue import exercise_id, exercises
from rythm.templates.catalogue import TEMPLATES, CatalogueTemplate
from rythm.templates.notation import line
from rythm.templates.rules import estimated_minutes
from rythm.templates.schemas import CreateTemplate, as_kept
from rythm.templates.sets import Progression, rows

EACH = [pytest.param(template, id=slug) for slug, template in TEMPLATES.items()]


def test_there_is_one_for_every_week() -> None:
    assert len(TEMPLATES) >= 12
    assert len({template.name for template in TEMPLATES.values()}) == len(TEMPLATES)
    assert {template.progression for template in TEMPLATES.values()} >= {
        Progression.NONE, Progression.DOUBLE, Progression.LINEAR, Progression.GZCLP
    }  # fmt: skip
    assert any(each.progression is Progression.WENDLER for each in TEMPLATES["wave-squat"].exercises)


@pytest.mark.parametrize("template", EACH)
def test_templates_keep_the_limits_of_templates(template: CatalogueTemplate) -> None:
    saved = CreateTemplate(
        name=template.name,
        description=template.description,
        progression=template.progression,
        exercises=template.lines(),
    )
    assert 3 <= len(saved.exercises) <= 8
    assert template.description.endswith(".")
    assert 15 <= estimated_minutes(as_kept(saved.exercises)) <= 75
    known = {exercise.id for exercise in exercises().values()}
    for each in saved.exercises:
        assert {each.exercise_id, *each.alternatives} <= known


@pytest.mark.parametrize("template", EACH)
def test_sets_say_what_their_exercise_is_measured_by(template: CatalogueTemplate) -> None:
    for each in template.exercises:
        measured_by = exercises()[each.slug].measured_by
        assert 1 <= each.sets <= 6
        assert 30 <= each.rest_seconds <= 300
        for one in each.prescription:
            timed, far = one.duration_seconds is not None, one.distance_m is not None
            assert (one.reps_min is not None) is measured_by.endswith("reps"), each.slug
            assert timed is (measured_by == "duration"), each.slug
            assert far is ("distance" in measured_by), each.slug
            assert one.load is None or measured_by == "weight_reps", each.slug


def test_ids_never_change() -> None:
    assert TEMPLATES["push"].id == UUID("a917469f-2683-577b-807d-7a533e27796a")


def test_a_line_takes_the_rest_of_its_exercise_unless_told() -> None:
    assert line("squat 3x5").rest_seconds == exercises()["squat"].rest_seconds
    assert (line("squat 3x5").reps_min, line("squat 3x5").reps_max) == (5, 5)
    assert line("squat 3x5-8 150s").rest_seconds == 150


@pytest.mark.parametrize(
    ("said", "sets"),
    [
        ("3x5", [{"reps_min": 5, "reps_max": 5}] * 3),
        ("2x8-12", [{"reps_min": 8, "reps_max": 12}] * 2),
        ("1x5+", [{"reps_min": 5, "reps_max": None}]),
        ("2x45s", [{"duration_seconds": 45}] * 2),
        ("1x500m", [{"distance_m": Decimal(500)}]),
        ("w1x5,1x3", [{"kind": "warmup", "reps_min": 5}, {"kind": "working", "reps_min": 3}]),
        ("d1x12", [{"kind": "drop"}]),
        ("f1x8", [{"kind": "failure"}]),
        ("1x5@72.5%", [{"load_by": "percent", "load": Decimal("72.5")}]),
        ("1x5@60", [{"load_by": "kg", "load": Decimal(60)}]),
        ("1x5@rpe8.5", [{"load_by": "rpe", "load": Decimal("8.5")}]),
        ("1x5@rir2", [{"load_by": "rir", "load": Decimal(2)}]),
    ],
)
def test_how_sets_are_written_down(said: str, sets: list[dict[str, Any]]) -> None:
    found = line(f"squat {said}").prescription
    assert len(found) == len(sets)
    for one, expected in zip(found, sets, strict=True):
        assert one.model_dump(include=set(expected)) == expected


def test_what_else_a_line_says() -> None:
    said = line("squat w1x5,3x5 &2/90s =531 ~leg-press ~hack-squat 100s").typed()
    assert (said.group_number, said.group_rest_seconds, said.rest_seconds) == (2, 90, 100)
    assert said.progression is Progression.WENDLER
    assert said.alternatives == [exercise_id("leg-press"), exercise_id("hack-squat")]
    assert [row["kind"] for row in rows(said.sets)] == ["warmup", "working", "working", "working"]
    assert line("squat w1x5,3x5").sets == 3
    with pytest.raises(ValueError, match="no sets: 3x"):
        line("squat 3x")
