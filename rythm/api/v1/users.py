"""The people of a tenant."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from rythm.access import Permission
from rythm.api.deps import CurrentContext, permits
from rythm.api.errors import documented
from rythm.core.errors import Conflict, Forbidden, Invalid, NotFound, Unauthenticated
from rythm.core.schema import Page
from rythm.identity import people, queries
from rythm.identity.schemas import AddedUser, AddUser, AssignCoach, ChangeRole, FindUsers, UserRow

router = APIRouter(prefix="/users", tags=["users"], responses=documented(Unauthenticated, Forbidden, Invalid))
reads, manages = [permits(Permission.USER_READ)], [permits(Permission.USER_MANAGE)]


@router.get("", dependencies=reads)
async def users(which: Annotated[FindUsers, Query()], ctx: CurrentContext) -> Page[UserRow]:
    """The people of the gym; a coach sees their clients."""
    sought = queries.People(search=which.search, role=which.role, status=which.status)
    return await queries.users(ctx, sought, limit=which.limit, cursor=which.cursor)


@router.get("/{user_id}", dependencies=reads, responses=documented(NotFound))
async def user(user_id: UUID, ctx: CurrentContext) -> UserRow:
    """One person."""
    return await queries.user(ctx, user_id)


@router.post("", dependencies=manages, status_code=201, responses=documented(NotFound, Conflict))
async def add(data: AddUser, ctx: CurrentContext) -> AddedUser:
    """Add a person; without a password the answer has a temporary one, shown only now."""
    return await people.add(ctx, data)


@router.patch("/{user_id}", dependencies=manages, responses=documented(NotFound, Conflict))
async def change_role(user_id: UUID, data: ChangeRole, ctx: CurrentContext) -> UserRow:
    """Give a person another role."""
    return await people.change_role(ctx, user_id, data)


@router.post("/{user_id}/disable", dependencies=manages, responses=documented(NotFound, Conflict))
async def disable(user_id: UUID, ctx: CurrentContext) -> UserRow:
    """Shut a person out at once; their data stays."""
    return await people.disable(ctx, user_id)


@router.post("/{user_id}/enable", dependencies=manages, responses=documented(NotFound, Conflict))
async def enable(user_id: UUID, ctx: CurrentContext) -> UserRow:
    """Let a disabled person in again."""
    return await people.enable(ctx, user_id)


@router.put("/{user_id}/coach", dependencies=manages, responses=documented(NotFound))
async def assign_coach(user_id: UUID, data: AssignCoach, ctx: CurrentContext) -> UserRow:
    """Give a member this coach in place of the ones they have, or none."""
    await people.assign_coach(ctx, user_id, data.coach_id)
    return await queries.user(ctx, user_id)
