"""Whose training is counted, and the rows it is counted from: the totals PostgreSQL keeps (decision 0017)."""

from typing import Any

from sqlalchemy import ColumnElement, DateTime, Select, and_, or_, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlmodel import col

from rythm import access
from rythm.access import Permission, Reach
from rythm.access.models import CoachAssignment, Membership
from rythm.core.actor import Role
from rythm.core.context import Context
from rythm.core.statements import given
from rythm.workouts.models import ExerciseTotal, WorkoutTotal

MOMENT = DateTime(timezone=True)
MOMENTS = ARRAY(MOMENT)


def is_counted(ctx: Context) -> ColumnElement[bool]:
    """The membership is of somebody who trains here and whom the caller may see: a coach only sees clients.

    Those who train here are athletes and whoever has a coach; those who left are among them, since what they
    did was done. Raises Forbidden for somebody who stands in no gym.
    """
    here = col(Membership.tenant_id) == ctx.actor.tenant_id
    coached = select(col(CoachAssignment.member_id)).where(
        col(CoachAssignment.tenant_id) == ctx.actor.tenant_id
    )
    trains = or_(col(Membership.role) == Role.ATHLETE, col(Membership.user_id).in_(coached))
    if access.reach(ctx.actor.role, Permission.ANALYTICS_READ) is Reach.CLIENTS:
        trains = col(Membership.user_id).in_(access.clients(ctx))
    return and_(here, access.within(ctx, Membership, Permission.ANALYTICS_READ), trains)


def belongs() -> ColumnElement[bool]:
    """The member has not left."""
    return col(Membership.disabled_at).is_(None)


def is_of_member(total: type[WorkoutTotal] | type[ExerciseTotal] = WorkoutTotal) -> ColumnElement[bool]:
    """Joins what was done to the membership of who did it; that index finds their days at once."""
    return and_(
        col(total.tenant_id) == col(Membership.tenant_id),
        col(total.member_id) == col(Membership.user_id),
    )


def is_in_days(total: type[WorkoutTotal] | type[ExerciseTotal] = WorkoutTotal) -> ColumnElement[bool]:
    """It began in the days asked for, `since` and `until`, which are given when it runs."""
    return and_(
        col(total.started_at) >= given("since", MOMENT),
        col(total.started_at) < given("until", MOMENT),
    )


def done(ctx: Context, *columns: Any) -> Select[Any]:
    """Columns of the counted workouts and their members; the days are still to be said."""
    return select(*columns).select_from(Membership).join(WorkoutTotal, is_of_member()).where(is_counted(ctx))
