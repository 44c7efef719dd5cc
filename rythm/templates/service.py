"""Create, change, restore, copy, share and deactivate templates; every save makes a version that stays."""

from datetime import datetime
from uuid import UUID

from rythm import access
from rythm.access import Permission
from rythm.core.context import Context
from rythm.core.errors import Conflict, Forbidden, Invalid, NotFound
from rythm.core.ids import uuid7
from rythm.exercises import queries as exercises
from rythm.exercises.rules import REACH_TO_ADD, Scope, lowered
from rythm.templates import versions
from rythm.templates.events import TemplateDeactivated, TemplateReactivated
from rythm.templates.merged import moved
from rythm.templates.models import Template
from rythm.templates.rules import is_permutation, may_create
from rythm.templates.schemas import CreateTemplate, Reorder, Restore, SaveTemplate, fitting
from rythm.templates.versions import Content


class SavedMeanwhile(Conflict):
    """Somebody saved another version since this change began; says which, who and when.

    To save on top of it, save again with its number as the expected one.
    """

    def __init__(self, number: int, saved_by: str | None, saved_at: datetime) -> None:
        self.number, self.saved_by, self.saved_at = number, saved_by, saved_at
        super().__init__(
            f"{saved_by or 'Somebody else'} saved version {number} meanwhile. "
            "Take theirs, save yours on top of it, or keep yours as a copy.",
            fields={"version": str(number), "saved_by": saved_by or "", "saved_at": saved_at.isoformat()},
        )


async def create(ctx: Context, data: CreateTemplate) -> Template:
    """Add a template, as version 1.

    Raises Forbidden for a scope the caller may not create, Invalid for exercises it may not contain.
    """
    return await _create(ctx, data.scope, Content.of(data), "Created")


async def update(ctx: Context, template_id: UUID, data: SaveTemplate) -> Template:
    """Save a template as its next version.

    Raises NotFound, Forbidden, Invalid, and SavedMeanwhile when somebody saved another version since.
    """
    template = await _changeable(ctx, template_id)
    await _require_unchanged(ctx, template, data.expected_version)
    was = await versions.current(ctx, template)
    await versions.add(ctx, template, Content.of(data), was=was)
    return template


async def reorder(ctx: Context, template_id: UUID, data: Reorder) -> Template:
    """Save a template with its exercises in another order; raises Invalid unless it is a permutation."""
    template = await _changeable(ctx, template_id)
    await _require_unchanged(ctx, template, data.expected_version)
    was = await versions.current(ctx, template)
    lines = {line.exercise_id: line for line in was.lines}
    if not is_permutation(data.order, lines):
        raise Invalid(fields={"order": "The order names each exercise of the template exactly once."})
    try:
        ordered = fitting([lines[each] for each in data.order])
    except ValueError as error:
        raise Invalid(fields={"order": str(error)}) from None
    await versions.add(ctx, template, was.with_lines(ordered), was=was)
    return template


async def restore(ctx: Context, template_id: UUID, number: int, data: Restore | None = None) -> Template:
    """Save an earlier version once more, as the next one; exercises archived since come back with it.

    In the place of exercises merged since stand those they were merged into. Raises NotFound, Forbidden and
    SavedMeanwhile.
    """
    template = await _changeable(ctx, template_id)
    await _require_unchanged(ctx, template, data.expected_version if data else None)
    was = await versions.current(ctx, template)
    if not 0 < number <= template.version:
        raise NotFound
    then = await versions.numbered(ctx, template, number)
    if template.scope != Scope.SYSTEM:  # built-in exercises are never merged
        into = {id: now.id for id, now in (await exercises.resolve(ctx, then.exercises())).items()}
        then = then.with_lines(moved(then.lines, into))
    await versions.add(ctx, template, then, was=was, kept=then, why=f"Restored version {number}")
    return template


async def copy(ctx: Context, template_id: UUID) -> Template:
    """Make a template one may read one's own; raises Invalid when it has exercises only its owner has."""
    source = await access.load(ctx, Template, template_id, Permission.TEMPLATE_READ)
    content = (await versions.current(ctx, source)).named(f"{source.name[:113]} (copy)")
    return await _create(ctx, Scope.USER, content, f"Copied from {source.name}")


async def share(ctx: Context, template_id: UUID) -> Template:
    """Give the gym a copy of a personal template one may change; the personal one stays as it is.

    It is a copy, since whoever reads a template reads its earlier versions too, and those were written for
    oneself; and since whoever goes on changing their own shall not change everybody's unasked. Raises
    NotFound, Forbidden, Conflict when it is no personal one, Invalid when it has exercises the gym has not.
    """
    source = await access.load(
        ctx, Template, template_id, Permission.TEMPLATE_CHANGE, readable=Permission.TEMPLATE_READ
    )
    if source.scope != Scope.USER:
        raise Conflict("This template is shared already.")
    return await _create(
        ctx, Scope.TENANT, await versions.current(ctx, source), "Shared from a personal template"
    )


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


async def _create(ctx: Context, scope: Scope, content: Content, why: str) -> Template:
    access.require(ctx, Permission.TEMPLATE_CREATE, REACH_TO_ADD[scope])
    if not may_create(ctx.actor.role, scope):
        raise Forbidden
    tenant_id = None if scope is Scope.SYSTEM else ctx.actor.tenant_id
    owner_id = await access.member_id(ctx) if tenant_id else None
    if scope is Scope.USER and owner_id is None:
        raise Forbidden("You are no member here, so nothing here can be your own.")
    template = Template(
        id=uuid7(),
        scope=scope,
        tenant_id=tenant_id,
        owner_id=owner_id,
        name=content.name,
        name_key=lowered(content.name),
        version=0,
        created_at=ctx.now,
        updated_at=ctx.now,
    )
    await versions.add(ctx, template, content, why=why)
    return template


async def _changeable(ctx: Context, template_id: UUID) -> Template:
    return await access.load(
        ctx, Template, template_id, Permission.TEMPLATE_CHANGE, lock=True, readable=Permission.TEMPLATE_READ
    )


async def _require_unchanged(ctx: Context, template: Template, expected: int | None) -> None:
    if expected is None or expected == template.version:
        return
    raise SavedMeanwhile(template.version, *await versions.saved(ctx, template))
