"""Create, change, reorder, copy and deactivate templates; every save makes a version that stays."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, insert, select
from sqlmodel import col

from rythm import access
from rythm.access import Permission
from rythm.core.context import Context
from rythm.core.errors import Conflict, Forbidden, Invalid
from rythm.core.ids import uuid7
from rythm.exercises.models import Exercise
from rythm.exercises.rules import REACH_TO_ADD, Scope, lowered
from rythm.identity.models import User
from rythm.templates.events import TemplateDeactivated, TemplateReactivated, TemplateSaved
from rythm.templates.models import Template, TemplateExercise, TemplateVersion
from rythm.templates.rules import Ingredient, is_permutation, may_create, refusal
from rythm.templates.schemas import CreateTemplate, Reorder, SaveTemplate, TemplateLine, fitting
from rythm.templates.sets import Progression, rows


async def create(ctx: Context, data: CreateTemplate) -> Template:
    """Add a template, as version 1.

    Raises Forbidden for a scope the caller may not create, Invalid for exercises it may not contain.
    """
    access.require(ctx, Permission.TEMPLATE_CREATE, REACH_TO_ADD[data.scope])
    if not may_create(ctx.actor.role, data.scope):
        raise Forbidden
    tenant_id = None if data.scope is Scope.SYSTEM else ctx.actor.tenant_id
    owner_id = await access.member_id(ctx) if tenant_id else None
    if data.scope is Scope.USER and owner_id is None:
        raise Forbidden("You are no member here, so nothing here can be your own.")
    template = Template(
        scope=data.scope,
        tenant_id=tenant_id,
        owner_id=owner_id,
        name=data.name,
        name_key=lowered(data.name),
        description=data.description,
        version=0,
        created_at=ctx.now,
        updated_at=ctx.now,
    )
    homes = await _homes(ctx, template, data.exercises, kept=())
    ctx.db.add(template)
    await _add_version(ctx, template, data.progression, data.exercises, homes)
    return template


async def update(ctx: Context, template_id: UUID, data: SaveTemplate) -> Template:
    """Save a template as its next version.

    Raises NotFound, Forbidden, Invalid, and Conflict when somebody saved another version meanwhile.
    """
    template = await _changeable(ctx, template_id)
    await _require_unchanged(ctx, template, data.expected_version)
    lines = await _current_lines(ctx, template)
    homes = await _homes(ctx, template, data.exercises, kept=_named(lines))
    template.name, template.name_key, template.description = data.name, lowered(data.name), data.description
    await _add_version(ctx, template, data.progression, data.exercises, homes)
    return template


async def reorder(ctx: Context, template_id: UUID, data: Reorder) -> Template:
    """Save a template with its exercises in another order; raises Invalid unless it is a permutation."""
    template = await _changeable(ctx, template_id)
    await _require_unchanged(ctx, template, data.expected_version)
    lines = {line.exercise_id: line for line in await _current_lines(ctx, template)}
    if not is_permutation(data.order, lines):
        raise Invalid(fields={"order": "The order names each exercise of the template exactly once."})
    homes = {line.exercise_id: line.exercise_home for line in lines.values()}
    try:
        ordered = fitting([_as_line(lines[each]) for each in data.order])
    except ValueError as error:
        raise Invalid(fields={"order": str(error)}) from None
    await _add_version(ctx, template, await _progression(ctx, template), ordered, homes)
    return template


async def copy(ctx: Context, template_id: UUID) -> Template:
    """Make a template one may read one's own; raises Invalid when it has exercises only its owner has."""
    source = await access.load(ctx, Template, template_id, Permission.TEMPLATE_READ)
    sheet = CreateTemplate(
        name=f"{source.name[:113]} (copy)",
        description=source.description,
        progression=await _progression(ctx, source),
        exercises=[_as_line(line) for line in await _current_lines(ctx, source)],
    )
    return await create(ctx, sheet)


async def deactivate(ctx: Context, template_id: UUID) -> Template:
    """Take a template off the lists; workouts done with it keep it. Doing it twice changes nothing."""
    template = await _changeable(ctx, template_id)
    if template.archived_at is None:
        template.archived_at = template.updated_at = ctx.now
        ctx.emit(TemplateDeactivated(template.id))
    await ctx.db.flush()
    return template


async def reactivate(ctx: Context, template_id: UUID) -> Template:
    """Put a deactivated template back on the lists. Doing it twice changes nothing."""
    template = await _changeable(ctx, template_id)
    if template.archived_at is not None:
        template.archived_at, template.updated_at = None, ctx.now
        ctx.emit(TemplateReactivated(template.id))
    await ctx.db.flush()
    return template


async def _changeable(ctx: Context, template_id: UUID) -> Template:
    return await access.load(
        ctx, Template, template_id, Permission.TEMPLATE_CHANGE, lock=True, readable=Permission.TEMPLATE_READ
    )


async def _require_unchanged(ctx: Context, template: Template, expected: int | None) -> None:
    if expected is None or expected == template.version:
        return
    found = await ctx.db.execute(
        select(col(User.name))
        .join(TemplateVersion, col(TemplateVersion.author_id) == col(User.id))
        .where(*_current_version(template))
    )
    who = found.scalar_one_or_none() or "Somebody else"
    raise Conflict(f"{who} saved version {template.version} meanwhile. Load it before you change it again.")


def _current_version(template: Template) -> tuple[ColumnElement[bool], ...]:
    return (
        col(TemplateVersion.tenant_key) == template.tenant_key,
        col(TemplateVersion.template_id) == template.id,
        col(TemplateVersion.number) == template.version,
    )


async def _progression(ctx: Context, template: Template) -> Progression:
    found = await ctx.db.execute(select(col(TemplateVersion.progression)).where(*_current_version(template)))
    return Progression(found.scalar_one())


async def _current_lines(ctx: Context, template: Template) -> Sequence[TemplateExercise]:
    found = await ctx.db.execute(
        select(TemplateExercise)
        .join(TemplateVersion, col(TemplateVersion.id) == col(TemplateExercise.version_id))
        .where(*_current_version(template))
        .order_by(col(TemplateExercise.position))
    )
    return found.scalars().all()


def _as_line(line: TemplateExercise) -> TemplateLine:
    fields = {name: getattr(line, name) for name in TemplateLine.model_fields if name != "sets"}
    return TemplateLine.model_validate({**fields, "sets": line.prescription})


def _named(lines: Sequence[TemplateExercise]) -> set[UUID]:
    """The exercises in these lines, alternatives too."""
    return {each for line in lines for each in (line.exercise_id, *line.alternatives)}


async def _homes(
    ctx: Context, template: Template, lines: Sequence[TemplateLine], kept: Collection[UUID]
) -> dict[UUID, UUID]:
    """The home of each exercise, for its foreign key; raises Invalid for those the template may not have."""
    found = await ctx.db.execute(
        select(
            col(Exercise.id),
            col(Exercise.tenant_key),
            col(Exercise.scope),
            col(Exercise.owner_id),
            col(Exercise.archived_at),
        ).where(
            col(Exercise.id).in_([each for line in lines for each in (line.exercise_id, *line.alternatives)])
        )
    )
    known = {row.id: row for row in found}

    def why_not(exercise_id: UUID) -> str | None:
        row = known.get(exercise_id)
        exercise = Ingredient(Scope(row.scope), row.owner_id, row.archived_at is not None) if row else None
        return refusal(Scope(template.scope), template.owner_id, exercise, is_kept=exercise_id in kept)

    refused: dict[str, str] = {}
    for place, line in enumerate(lines):
        if why := why_not(line.exercise_id):
            refused[f"exercises.{place}.exercise_id"] = why
        if why := next(filter(None, map(why_not, line.alternatives)), None):
            refused[f"exercises.{place}.alternatives"] = why
    if refused:
        raise Invalid(next(iter(refused.values())), fields=refused)
    return {row.id: row.tenant_key for row in known.values()}


async def _add_version(
    ctx: Context,
    template: Template,
    progression: Progression,
    lines: Sequence[TemplateLine],
    homes: dict[UUID, UUID],
) -> None:
    template.version += 1
    template.updated_at = ctx.now
    version = TemplateVersion(
        tenant_id=template.tenant_id,
        template_id=template.id,
        number=template.version,
        author_id=ctx.actor.user_id,
        name=template.name,
        description=template.description,
        progression=progression,
        created_at=ctx.now,
    )
    await ctx.db.flush()
    ctx.db.add(version)
    await ctx.db.flush()
    if lines:
        shared = {"tenant_id": template.tenant_id, "version_id": version.id, "created_at": ctx.now}
        await ctx.db.execute(
            insert(TemplateExercise).values(
                [
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
            )
        )
    ctx.emit(TemplateSaved(template.id, template.version, template.scope))
