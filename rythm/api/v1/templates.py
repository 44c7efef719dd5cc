"""Templates and their versions."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from rythm.access import Permission
from rythm.api.deps import CurrentContext, permits
from rythm.api.errors import documented
from rythm.core.errors import Conflict, Forbidden, Invalid, NotFound, Unauthenticated
from rythm.core.schema import Page
from rythm.templates import queries, service
from rythm.templates.schemas import (
    Comparison,
    CreateTemplate,
    FindTemplates,
    Reorder,
    Restore,
    SaveTemplate,
    TemplateDetail,
    TemplateRow,
    VersionRow,
)

router = APIRouter(
    prefix="/templates", tags=["templates"], responses=documented(Unauthenticated, Forbidden, Invalid)
)
reads, creates, changes = (
    [permits(permission)]
    for permission in (Permission.TEMPLATE_READ, Permission.TEMPLATE_CREATE, Permission.TEMPLATE_CHANGE)
)


@router.get("", dependencies=reads)
async def templates(which: Annotated[FindTemplates, Query()], ctx: CurrentContext) -> Page[TemplateRow]:
    """The templates I may read."""
    return await queries.templates(ctx, **which.model_dump())


@router.get("/{template_id}", dependencies=reads, responses=documented(NotFound))
async def template(template_id: UUID, ctx: CurrentContext, version: int | None = None) -> TemplateDetail:
    """One template with its exercises, as it is or in an earlier version."""
    return await queries.template(ctx, template_id, version=version)


@router.get("/{template_id}/versions", dependencies=reads, responses=documented(NotFound))
async def versions(template_id: UUID, ctx: CurrentContext, before: int | None = None) -> list[VersionRow]:
    """Who saved a template when and what it changed, newest first, a hundred at most; `before` a version."""
    return await queries.versions(ctx, template_id, before=before)


@router.get("/{template_id}/versions/{number}", dependencies=reads, responses=documented(NotFound))
async def version(template_id: UUID, number: int, ctx: CurrentContext) -> TemplateDetail:
    """One version of a template with its exercises."""
    return await queries.template(ctx, template_id, version=number)


@router.get("/{template_id}/versions/{number}/compare", dependencies=reads, responses=documented(NotFound))
async def compare(template_id: UUID, number: int, ctx: CurrentContext, to: int | None = None) -> Comparison:
    """What changed from one version of a template to another; without `to`, what changed since."""
    return await queries.compare(ctx, template_id, number, to)


@router.post("", dependencies=creates, status_code=201)
async def create(data: CreateTemplate, ctx: CurrentContext) -> TemplateDetail:
    """Add a template: one's own, as a coach the gym's."""
    created = await service.create(ctx, data)
    return await queries.template(ctx, created.id)


@router.post("/{template_id}/copy", dependencies=creates, status_code=201, responses=documented(NotFound))
async def copy(template_id: UUID, ctx: CurrentContext) -> TemplateDetail:
    """Make a template my own."""
    copied = await service.copy(ctx, template_id)
    return await queries.template(ctx, copied.id)


@router.post(
    "/{template_id}/share",
    dependencies=creates,
    status_code=201,
    responses=documented(NotFound, Conflict),
)
async def share(template_id: UUID, ctx: CurrentContext) -> TemplateDetail:
    """Give the gym a copy of a personal template."""
    shared = await service.share(ctx, template_id)
    return await queries.template(ctx, shared.id)


@router.put("/{template_id}", dependencies=changes, responses=documented(NotFound, Conflict))
async def save(template_id: UUID, data: SaveTemplate, ctx: CurrentContext) -> TemplateDetail:
    """Save a template as its next version."""
    await service.update(ctx, template_id, data)
    return await queries.template(ctx, template_id)


@router.post("/{template_id}/order", dependencies=changes, responses=documented(NotFound, Conflict))
async def reorder(template_id: UUID, data: Reorder, ctx: CurrentContext) -> TemplateDetail:
    """Put the exercises into another order, as the next version."""
    await service.reorder(ctx, template_id, data)
    return await queries.template(ctx, template_id)


@router.post(
    "/{template_id}/versions/{number}/restore",
    dependencies=changes,
    responses=documented(NotFound, Conflict),
)
async def restore(
    template_id: UUID, number: int, ctx: CurrentContext, data: Restore | None = None
) -> TemplateDetail:
    """Save an earlier version once more, as the next one."""
    await service.restore(ctx, template_id, number, data)
    return await queries.template(ctx, template_id)


@router.delete("/{template_id}", dependencies=changes, status_code=204, responses=documented(NotFound))
async def deactivate(template_id: UUID, ctx: CurrentContext) -> None:
    """Take a template off the lists; workouts done with it keep it."""
    await service.deactivate(ctx, template_id)


@router.post("/{template_id}/reactivate", dependencies=changes, responses=documented(NotFound))
async def reactivate(template_id: UUID, ctx: CurrentContext) -> TemplateDetail:
    """Put a deactivated template back on the lists."""
    await service.reactivate(ctx, template_id)
    return await queries.template(ctx, template_id)
