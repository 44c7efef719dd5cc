"""Writes the system templates to the database."""

from uuid import uuid5

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from rythm import access
from rythm.access import Permission, Reach
from rythm.core.context import Context
from rythm.core.ids import uuid7
from rythm.core.model import SYSTEM
from rythm.exercises.rules import lowered
from rythm.templates.catalogue import TEMPLATES
from rythm.templates.models import Template, TemplateExercise, TemplateVersion
from rythm.templates.sets import rows


async def install_catalogue(ctx: Context) -> int:
    """Add the system templates that are missing, in a context of the platform; returns how many.

    The built-in exercises must be there. Templates that are there stay as they are: an administrator may have
    changed or archived them.
    """
    access.require(ctx, Permission.TEMPLATE_CREATE, Reach.PLATFORM)
    shared = {"tenant_id": None, "created_at": ctx.now}
    added = await ctx.db.execute(
        insert(Template).on_conflict_do_nothing().returning(col(Template.id)),
        [
            {
                **shared,
                "id": template.id,
                "scope": "system",
                "name": template.name,
                "name_key": lowered(template.name),
                "description": template.description,
                "version": 1,
                "updated_at": ctx.now,
            }
            for template in TEMPLATES.values()
        ],
    )
    ids = set(added.scalars())
    new = [template for template in TEMPLATES.values() if template.id in ids]
    if not new:
        return 0
    versions = {template.id: uuid5(template.id, "1") for template in new}
    await ctx.db.execute(
        insert(TemplateVersion).returning(col(TemplateVersion.id)),
        [
            {
                **shared,
                "id": versions[template.id],
                "template_id": template.id,
                "number": 1,
                "name": template.name,
                "description": template.description,
                "progression": template.progression,
                "summary": "Comes with Rythm",
            }
            for template in new
        ],
    )
    await ctx.db.execute(
        insert(TemplateExercise).returning(col(TemplateExercise.id)),
        [
            {
                **shared,
                "id": uuid7(),
                "version_id": versions[template.id],
                "position": position,
                "exercise_home": SYSTEM,
                **line.model_dump(exclude={"sets"}),
                "prescription": rows(line.sets),
            }
            for template in new
            for position, line in enumerate(template.lines())
        ],
    )
    return len(new)
