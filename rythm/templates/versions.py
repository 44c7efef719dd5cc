"""The versions of a template: reading one, and adding the next with what it changes in words."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from sqlalchemy import ColumnElement, Row, insert, select
from sqlmodel import col

from rythm.core.context import Context
from rythm.core.errors import Invalid
from rythm.core.ids import uuid7
from rythm.exercises.models import Exercise
from rythm.exercises.rules import Scope, lowered
from rythm.identity.models import User
from rythm.templates.differences import Sheet, difference, summary
from rythm.templates.events import TemplateSaved
from rythm.templates.models import Template, TemplateExercise, TemplateVersion
from rythm.templates.rules import Ingredient, refusal
from rythm.templates.schemas import CreateTemplate, SaveTemplate, TemplateLine, as_kept
from rythm.templates.sets import Progression, rows

GONE = "An exercise that is gone"


@dataclass(frozen=True, slots=True)
class Content:
    """What a version says."""

    name: str
    description: str
    progression: Progression
    lines: Sequence[TemplateLine]

    @classmethod
    def of(cls, data: CreateTemplate | SaveTemplate) -> Self:
        """As somebody typed it."""
        return cls(data.name, data.description, data.progression, data.exercises)

    def named(self, name: str) -> Self:
        """The same under another name."""
        return replace(self, name=name)

    def with_lines(self, lines: Sequence[TemplateLine]) -> Self:
        """The same with other exercises."""
        return replace(self, lines=lines)

    def exercises(self) -> set[UUID]:
        """Every exercise in it, alternatives too."""
        return {each for line in self.lines for each in (line.exercise_id, *line.alternatives)}

    def sheet(self) -> Sheet:
        """As it is compared."""
        return Sheet(self.name, self.description, self.progression, as_kept(self.lines))


async def current(ctx: Context, template: Template) -> Content:
    """What a template that was loaded says now."""
    return await numbered(ctx, template, template.version)


async def numbered(ctx: Context, template: Template, number: int) -> Content:
    """What a version of a template that was loaded says; it has to be there."""
    found = await ctx.db.execute(
        select(TemplateVersion, TemplateExercise)
        .outerjoin(
            TemplateExercise,
            (col(TemplateExercise.tenant_key) == col(TemplateVersion.tenant_key))
            & (col(TemplateExercise.version_id) == col(TemplateVersion.id)),
        )
        .where(*_version_is(template, number))
        .order_by(col(TemplateExercise.position))
    )
    pairs = found.all()
    version = pairs[0][0]
    return Content(
        version.name,
        version.description,
        Progression(version.progression),
        [_line(line) for _, line in pairs if line is not None],
    )


async def saved(ctx: Context, template: Template) -> tuple[str | None, datetime]:
    """Who saved a template that was loaded last, and when."""
    found = await ctx.db.execute(
        select(col(User.name), col(TemplateVersion.created_at))
        .select_from(TemplateVersion)
        .outerjoin(User, col(User.id) == col(TemplateVersion.author_id))
        .where(*_version_is(template, template.version))
    )
    row = found.one()
    return row.name, row.created_at


def _version_is(template: Template, number: int) -> tuple[ColumnElement[bool], ...]:
    """The conditions for one version of a template that was loaded."""
    return (
        col(TemplateVersion.tenant_key) == template.tenant_key,
        col(TemplateVersion.template_id) == template.id,
        col(TemplateVersion.number) == number,
    )


def _line(line: TemplateExercise) -> TemplateLine:
    fields = {name: getattr(line, name) for name in TemplateLine.model_fields if name != "sets"}
    return TemplateLine.model_validate({**fields, "sets": line.prescription})


async def add(
    ctx: Context,
    template: Template,
    content: Content,
    *,
    was: Content | None = None,
    kept: Content | None = None,
    why: str = "",
) -> None:
    """Save this as the next version of a template, which is changed to say so.

    Exercises that `was` or `kept` have may be archived; `why` stands before what changed. Raises Invalid for
    exercises the template may not have.
    """
    before = was.exercises() if was else set()
    known = await _exercises(ctx, content.exercises() | before)
    _refuse(template, content, known, before | (kept.exercises() if kept else set()))
    names = {each: known[each].name if each in known else GONE for each in content.exercises() | before}
    changed = summary(difference(was.sheet(), content.sheet(), names)) if was else ""
    template.name, template.name_key, template.description = (
        content.name,
        lowered(content.name),
        content.description,
    )
    template.version += 1
    template.updated_at = ctx.now
    version = TemplateVersion(
        tenant_id=template.tenant_id,
        template_id=template.id,
        number=template.version,
        author_id=ctx.actor.user_id,
        name=content.name,
        description=content.description,
        progression=content.progression,
        summary=": ".join(part for part in (why, changed) if part),
        created_at=ctx.now,
    )
    ctx.db.add(template)
    await ctx.db.flush()
    ctx.db.add(version)
    await ctx.db.flush()
    if content.lines:
        shared = {"tenant_id": template.tenant_id, "version_id": version.id, "created_at": ctx.now}
        homes = {exercise_id: row.tenant_key for exercise_id, row in known.items()}
        await ctx.db.execute(insert(TemplateExercise).values(_kept(content.lines, homes, shared)))
    ctx.emit(TemplateSaved(template.id, template.version, template.scope))


def _kept(
    lines: Sequence[TemplateLine], homes: Mapping[UUID, UUID], shared: dict[str, Any]
) -> list[dict[str, Any]]:
    return [
        {
            **shared,
            **line.model_dump(exclude={"sets"}),
            "prescription": rows(line.sets),
            "id": uuid7(),
            "position": place,
            "exercise_home": homes[line.exercise_id],
        }
        for place, line in enumerate(lines)
    ]


async def _exercises(ctx: Context, exercise_ids: Collection[UUID]) -> dict[UUID, Row[*tuple[Any, ...]]]:
    found = await ctx.db.execute(
        select(
            col(Exercise.id),
            col(Exercise.tenant_key),
            col(Exercise.name),
            col(Exercise.scope),
            col(Exercise.owner_id),
            col(Exercise.archived_at),
        ).where(col(Exercise.id).in_(exercise_ids))
    )
    return {row.id: row for row in found}


def _refuse(
    template: Template,
    content: Content,
    known: Mapping[UUID, Row[*tuple[Any, ...]]],
    kept: Collection[UUID],
) -> None:
    """Raise Invalid for exercises the template may not have, each named at its line."""

    def why_not(exercise_id: UUID) -> str | None:
        row = known.get(exercise_id)
        exercise = Ingredient(Scope(row.scope), row.owner_id, row.archived_at is not None) if row else None
        return refusal(Scope(template.scope), template.owner_id, exercise, is_kept=exercise_id in kept)

    refused: dict[str, str] = {}
    for place, line in enumerate(content.lines):
        if why := why_not(line.exercise_id):
            refused[f"exercises.{place}.exercise_id"] = why
        if why := next(filter(None, map(why_not, line.alternatives)), None):
            refused[f"exercises.{place}.alternatives"] = why
    if refused:
        raise Invalid(next(iter(refused.values())), fields=refused)
