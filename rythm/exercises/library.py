"""Writes the built-in exercises to the database."""

from sqlalchemy import ARRAY, Uuid, any_, literal, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from rythm import access
from rythm.access import Permission, Reach
from rythm.core.context import Context
from rythm.exercises.catalogue import CatalogueExercise, common_ids, exercises
from rythm.exercises.models import Exercise
from rythm.exercises.rules import lowered


async def install_catalogue(ctx: Context) -> int:
    """Add the built-in exercises that are missing, in a context of the platform; returns how many changed.

    Those that are there stay as they are, since an administrator may have changed or archived them; but which
    ones are common follows this version.
    """
    access.require(ctx, Permission.EXERCISE_CREATE, Reach.PLATFORM)
    added = await ctx.db.execute(
        insert(Exercise).on_conflict_do_nothing().returning(col(Exercise.id)),
        [{**_row(exercise), "created_at": ctx.now} for exercise in exercises().values()],
    )
    is_common = col(Exercise.id) == any_(literal(list(common_ids()), ARRAY(Uuid())))
    told = await ctx.db.execute(
        update(Exercise)
        .where(col(Exercise.scope) == "system", col(Exercise.is_common) != is_common)
        .values(is_common=is_common)
        .returning(col(Exercise.id))
        .execution_options(synchronize_session=False)
    )
    return len(added.all()) + len(told.all())


def _row(exercise: CatalogueExercise) -> dict[str, object]:
    facts = exercise.model_dump(exclude={"slug"})
    facts |= {key: list(facts[key]) for key in ("aliases", "secondary_muscles")}
    name_key = lowered(exercise.name)
    return {**facts, "id": exercise.id, "tenant_id": None, "scope": "system", "name_key": name_key}
