"""What is wrong with an archive that its schema cannot see."""

from collections.abc import Iterator
from uuid import UUID

from rythm.belongings.archive import MOST_PROBLEMS, Archive


def broken(archive: Archive) -> dict[str, str]:
    """What the schema cannot see, by path: references into nothing, ends before beginnings, ids twice."""
    problems: dict[str, str] = {}
    for path, problem in _problems(archive):
        problems.setdefault(path, problem)
        if len(problems) == MOST_PROBLEMS:
            break
    return problems


def _problems(archive: Archive) -> Iterator[tuple[str, str]]:
    known = {exercise.id for exercise in archive.exercises}
    missing = "The archive's exercises have none of this id."
    for section in ("exercises", "templates", "workouts", "custom_metrics"):
        ids: set[UUID] = set()
        for place, entry in enumerate(getattr(archive, section)):
            if entry.id in ids:
                yield f"{section}.{place}.id", "This id is in here twice."
            ids.add(entry.id)
    yield from _unmeasured(archive)
    for place, exercise in enumerate(archive.exercises):
        if exercise.merged_into is not None and exercise.merged_into not in known - {exercise.id}:
            yield f"exercises.{place}.merged_into", missing
    for place, template in enumerate(archive.templates):
        number = 0
        for at, version in enumerate(template.versions):
            path = f"templates.{place}.versions.{at}"
            if version.number <= number:
                yield f"{path}.number", "Versions come in the order of their numbers, each once."
            number = version.number
            for n, planned in enumerate(version.exercises):
                if planned.exercise_id not in known:
                    yield f"{path}.exercises.{n}.exercise_id", missing
                if not known.issuperset(planned.alternatives):
                    yield f"{path}.exercises.{n}.alternatives", missing
    for place, workout in enumerate(archive.workouts):
        if workout.finished_at is not None and workout.finished_at < workout.started_at:
            yield f"workouts.{place}.finished_at", "A workout ends after it starts."
        for n, line in enumerate(workout.exercises):
            if line.exercise_id not in known:
                yield f"workouts.{place}.exercises.{n}.exercise_id", missing


def _unmeasured(archive: Archive) -> Iterator[tuple[str, str]]:
    known = {metric.id for metric in archive.custom_metrics} | {None}
    for section in ("body_metrics", "body_goals"):
        for place, entry in enumerate(getattr(archive, section)):
            if entry.custom_metric_id not in known:
                yield f"{section}.{place}.custom_metric_id", "The archive has no custom metric of this id."
