"""Importing one's training from other apps: look first, import, take it back."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from rythm.access import Permission
from rythm.api.deps import CurrentContext, permits
from rythm.api.errors import documented
from rythm.belongings import undoing
from rythm.core.errors import Invalid, NotFound
from rythm.core.schema import Page, PageOf
from rythm.workouts import import_batches, imports
from rythm.workouts.import_reports import FlagRow, ImportReport, ImportRow, ImportText, Undone

router = APIRouter(tags=["imports"], prefix="/imports", dependencies=[permits(Permission.WORKOUT_LOG)])


class FlagsOf(PageOf):
    """A page of what awaits a look, of one import or of all."""

    import_id: UUID | None = None


@router.post("/preview", responses=documented(Invalid))
async def preview(data: ImportText, ctx: CurrentContext) -> ImportReport:
    """Say what importing this file would do, with suggestions for the exercises nobody knows."""
    return await imports.import_text(ctx, data, dry_run=True)


@router.post("", status_code=201, responses=documented(Invalid))
async def create(data: ImportText, ctx: CurrentContext) -> ImportReport:
    """Import a file: Strong, Hevy, FitNotes, StrongLifts or our own, told apart by the header."""
    return await imports.import_text(ctx, data)


@router.get("", responses=documented(Invalid))
async def batches(which: Annotated[PageOf, Query()], ctx: CurrentContext) -> Page[ImportRow]:
    """My imports, the latest first."""
    return await import_batches.batches(ctx, limit=which.limit, cursor=which.cursor)


@router.get("/flags", responses=documented(Invalid))
async def flags(which: Annotated[FlagsOf, Query()], ctx: CurrentContext) -> Page[FlagRow]:
    """Imported values that are too odd to be true and await a look."""
    return await import_batches.flags(ctx, import_id=which.import_id, limit=which.limit, cursor=which.cursor)


@router.post("/flags/{flag_id}/review", status_code=204, responses=documented(NotFound))
async def review(flag_id: UUID, ctx: CurrentContext) -> None:
    """Say that a flagged value has been looked at."""
    await import_batches.review(ctx, flag_id)


@router.get("/{import_id}/undo", responses=documented(NotFound))
async def would_go(import_id: UUID, ctx: CurrentContext) -> Undone:
    """How many workouts taking it back would take, and how many would stay since they were changed."""
    return await undoing.would_go(ctx, import_id)


@router.delete("/{import_id}", responses=documented(NotFound))
async def undo(import_id: UUID, ctx: CurrentContext, changed: bool = False) -> Undone:
    """Take an import back; workouts changed since stay, unless `changed` takes them along."""
    return await undoing.undo(ctx, import_id, changed=changed)
