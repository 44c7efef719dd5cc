"""The system templates keep the limits that every template has to keep."""

from uuid import UUID

from rythm.exercises.catalogue import exercises
from rythm.templates.catalogue import TEMPLATES, line


def test_templates_keep_the_limits_of_templates() -> None:
    assert len(TEMPLATES) == 8
    assert len({template.name for template in TEMPLATES.values()}) == 8
    for template in TEMPLATES.values():
        slugs = [each.slug for each in template.exercises]
        assert 1 <= len(slugs) <= 20
        assert len(set(slugs)) == len(slugs), f"{template.slug} has an exercise twice"
        assert template.description.endswith(".")
        for each in template.exercises:
            measured_by = exercises()[each.slug].measured_by
            assert measured_by.endswith("reps"), f"{each.slug} is not counted in repetitions"
            assert 1 <= each.sets <= 6
            assert 1 <= each.reps_min <= each.reps_max <= 30
            assert 30 <= each.rest_seconds <= 300


def test_ids_never_change() -> None:
    assert TEMPLATES["push"].id == UUID("a917469f-2683-577b-807d-7a533e27796a")


def test_a_line_takes_the_rest_of_its_exercise_unless_told() -> None:
    assert line("squat 3x5").rest_seconds == exercises()["squat"].rest_seconds
    assert (line("squat 3x5").reps_min, line("squat 3x5").reps_max) == (5, 5)
    assert line("squat 3x5-8 150s").rest_seconds == 150
