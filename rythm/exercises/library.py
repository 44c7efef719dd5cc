"""Writes the built-in exercises to the database."""

from typing import Any
from uuid import UUID

import orjson
from sqlalchemy import text

from rythm import access
from rythm.access import Permission, Reach
from rythm.core.context import Context
from rythm.exercises import words
from rythm.exercises.catalogue import CatalogueExercise, exercises, guides
from rythm.exercises.rules import Scope, lowered

FOLLOWS = (
    "aliases",
    "muscle",
    "secondary_muscles",
    "equipment",
    "category",
    "force",
    "mechanic",
    "level",
    "is_unilateral",
    "rest_seconds",
    "guide",
)
"""What of a built-in exercise follows the catalogue until a person changes it; not how its sets are measured,
which logged sets depend on, and not its name, which might be taken."""


async def install_catalogue(ctx: Context) -> int:
    """Bring the built-in exercises to this version, in a context of the platform; returns how many changed.

    Missing ones are added. Those a person has changed or archived stay as they are, but get a guide if they
    never had one; and which ones are common follows this version in any case.
    """
    access.require(ctx, Permission.EXERCISE_CREATE, Reach.PLATFORM)
    said = orjson.dumps([_row(exercise) | {"created_at": ctx.now} for exercise in exercises().values()])
    await ctx.db.flush()
    connection = await ctx.db.connection()
    changed: set[UUID] = set()
    for statement in (_ADD, _FOLLOW):
        changed |= set((await connection.execute(statement, {"said": said.decode()})).scalars())
    stale = await ctx.db.execute(
        words.unindexed(Scope.SYSTEM, changed).execution_options(populate_existing=True)
    )
    await words.index(ctx, list(stale.scalars()))
    return len(changed)


def _row(exercise: CatalogueExercise) -> dict[str, Any]:
    facts = exercise.model_dump(exclude={"slug"})
    guide = guides().get(exercise.slug)
    name_key = lowered(exercise.name)
    return {**facts, "id": exercise.id, "scope": "system", "name_key": name_key, "guide": guide}


# Tables and columns are our own names and never input.
_SAID = "jsonb_populate_recordset(cast(null as exercise), cast(:said as jsonb)) said"
_NEW = ", ".join(("id", "created_at", "scope", "name", "name_key", "measured_by", "is_common", *FOLLOWS))
_ADD = text(
    f"insert into exercise ({_NEW}) select {_NEW} from {_SAID} on conflict do nothing returning id"  # noqa: S608
)
_WANTED = {
    name: f"case when it.edited_at is null then said.{name} else it.{name} end" for name in FOLLOWS
} | {
    "guide": "case when it.edited_at is null then said.guide else coalesce(it.guide, said.guide) end",
    "is_common": "said.is_common",
}
_FOLLOW = text(
    f"""
    update exercise it set {", ".join(f"{name} = {wanted}" for name, wanted in _WANTED.items())}
    from {_SAID}
    where it.id = said.id and it.tenant_id is null
      and ({", ".join(f"it.{name}" for name in _WANTED)}) is distinct from ({", ".join(_WANTED.values())})
    returning it.id
    """  # noqa: S608
)
