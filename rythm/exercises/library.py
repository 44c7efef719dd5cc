"""Writes the built-in exercises to the database."""

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from rythm import access
from rythm.access import Permission, Reach
from rythm.core.context import Context
from rythm.exercises.catalogue import CatalogueExercise, exercises
from rythm.exercises.models import Exercise
from rythm.exercises.rules import lowered


async def install_catalogue(ctx: Context) -> int:
    """Add the built-in exercises that are missing, in a context of the platform; returns how many.

    Those that are there stay as they are: an administrator may have changed or archived them.
    """
    access.require(ctx, Permission.EXERCISE_CREATE, Reach.PLATFORM)
    added = await ctx.db.execute(
        insert(Exercise).on_conflict_do_nothing().returning(col(Exercise.id)),
        [{**_row(exercise), "created_at": ctx.now} for exercise in exercises().values()],
    )
    return len(added.all())


def _row(exercise: CatalogueExercise) -> dict[str, object]:
    facts = exercise.model_dump(exclude={"slug", "is_common"})
    facts |= {key: list(facts[key]) for key in ("aliases", "secondary_muscles")}
    name_key = lowered(exercise.name)
    return {**facts, "id": exercise.id, "tenant_id": None, "scope": "system", "name_key": name_key}
