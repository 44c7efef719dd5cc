"""Takes in the templates of an archive, with all their versions."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlmodel import col

from rythm.belongings.archive import Archive, ArchivedTemplate, ArchivedVersion
from rythm.belongings.meeting import Met
from rythm.belongings.place import Place
from rythm.core.bulk import insert_rows
from rythm.core.context import Context
from rythm.core.ids import uuid7
from rythm.exercises.rules import lowered
from rythm.templates.events import TemplateReactivated
from rythm.templates.models import Template, TemplateExercise, TemplateVersion
from rythm.templates.sets import rows as set_rows
from rythm.workouts.taking_back import Undoing


async def plan(
    ctx: Context, archive: Archive, place: Place, met: Met, gone: Undoing
) -> tuple[dict[UUID, UUID], dict[str, str]]:
    """Which template here stands for which of the archive; those added or back again, with their moment."""
    found = await ctx.db.execute(
        select(
            col(Template.id), col(Template.created_at), col(Template.name_key), col(Template.archived_at)
        ).where(
            col(Template.tenant_key) == place.tenant_id,
            col(Template.owner_id) == place.member_id,
            col(Template.scope) == "user",
        )
    )
    rows = found.all()
    ids = {row.id: row.archived_at for row in rows}
    said = {(row.created_at, row.name_key): row.id for row in rows}
    there: dict[UUID, UUID] = {}
    new: list[ArchivedTemplate] = []
    back: dict[UUID, ArchivedTemplate] = {}
    for template in archive.templates:
        same = said.get((template.created_at, lowered(template.versions[-1].name)))
        known = next((id for id in (template.id, place.id(template.id)) if id in ids), same)
        there[template.id] = known or place.id(template.id)
        if known is None:
            new.append(template)
        elif known in ids and gone.put_away("templates", known, ids[known]):
            back[known] = template
    await _reactivate(ctx, back)
    await insert_rows(ctx, Template, [_template_row(place, template) for template in new])
    versions = [(place.id(template.id), version) for template in new for version in template.versions]
    await insert_rows(
        ctx, TemplateVersion, [_version_row(place, template_id, version) for template_id, version in versions]
    )
    lines = [row for template_id, version in versions for row in _line_rows(place, template_id, version, met)]
    await insert_rows(ctx, TemplateExercise, lines)
    came = {there[template.id]: template.updated_at for template in (*new, *back.values())}
    return there, {str(id): at.isoformat() for id, at in came.items()}


async def _reactivate(ctx: Context, back: Mapping[UUID, ArchivedTemplate]) -> None:
    """Put templates on the lists again that were taken back with their import, as the archive has them."""
    if not back:
        return
    found = await ctx.db.execute(select(Template).where(col(Template.id).in_(back)))
    for template in found.scalars():
        said = back[template.id]
        template.archived_at, template.updated_at = said.archived_at, said.updated_at
        if said.archived_at is None:
            ctx.emit(TemplateReactivated(template.id))
    await ctx.db.flush()


def _template_row(place: Place, template: ArchivedTemplate) -> dict[str, Any]:
    now = template.versions[-1]
    return {
        "id": place.id(template.id),
        "created_at": template.created_at,
        "tenant_id": place.tenant_id,
        "scope": "user",
        "owner_id": place.member_id,
        "name": now.name,
        "name_key": lowered(now.name),
        "description": now.description,
        "version": now.number,
        "updated_at": template.updated_at,
        "archived_at": template.archived_at,
    }


def _version_id(template_id: UUID, version: ArchivedVersion) -> UUID:
    return uuid5(template_id, str(version.number))


def _version_row(place: Place, template_id: UUID, version: ArchivedVersion) -> dict[str, Any]:
    return {
        "id": _version_id(template_id, version),
        "created_at": version.saved_at,
        "tenant_id": place.tenant_id,
        "template_id": template_id,
        "author_id": place.member_id,
        **version.model_dump(include={"number", "name", "description", "progression", "summary"}),
    }


def _line_rows(
    place: Place, template_id: UUID, version: ArchivedVersion, met: Met
) -> Iterator[dict[str, Any]]:
    for position, line in enumerate(version.exercises):
        exercise = met.refs[line.exercise_id]
        yield {
            **line.model_dump(exclude={"sets", "exercise_id", "alternatives"}),
            "id": uuid7(),
            "created_at": version.saved_at,
            "tenant_id": place.tenant_id,
            "version_id": _version_id(template_id, version),
            "position": position,
            "exercise_id": exercise.id,
            "exercise_home": exercise.home,
            "alternatives": [met.refs[each].id for each in line.alternatives],
            "prescription": set_rows(line.sets),
        }
