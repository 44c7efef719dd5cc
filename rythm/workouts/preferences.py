"""How a member likes to log: units, effort, sound, and the bar they train with."""

from typing import Annotated, Literal, NamedTuple
from uuid import UUID

from pydantic import Field, ValidationInfo, field_validator
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlmodel import col

from rythm import access
from rythm.access import Permission
from rythm.core.amounts import Exact
from rythm.core.context import Context
from rythm.core.errors import Forbidden
from rythm.core.ids import uuid7
from rythm.core.schema import Input
from rythm.tenancy.equipment import Equipment, Unit, equipment_of
from rythm.tenancy.models import Tenant
from rythm.workouts.models import TrainingPreference

VISITOR = "You visit this gym: only its members log training here."

LEAST_SETS, MOST_SETS = 10, 20
"""Hard sets a week for a muscle that is to grow: 10 and more grow it more than fewer do, and 12 to 20 is what
trained people are advised. Sources: B. Schoenfeld, D. Ogborn and J. Krieger, "Dose-response relationship
between weekly resistance training volume and increases in muscle mass", 2017; E. Baz-Valle et al., "A
systematic review of the effects of different resistance training volumes on muscle hypertrophy", 2022."""

Sets = Annotated[int, Field(ge=1, le=100)]
BarWeight = Annotated[Exact, Field(ge=0, le=100, max_digits=14, decimal_places=10)]


class Preferences(Input):
    """How a member likes to log; `effort` is the scale they say it in, `bar_kg` a bar of their own.

    `least_sets` to `most_sets` hard sets a week are what they aim at for each muscle.
    """

    unit: Unit = "kg"
    effort: Literal["rpe", "rir", "none"] = "rpe"
    sound: bool = True
    vibration: bool = True
    keep_awake: bool = True
    suggestions: bool = True
    bar_kg: BarWeight | None = None
    least_sets: Sets = LEAST_SETS
    most_sets: Sets = MOST_SETS

    @field_validator("most_sets")
    @classmethod
    def _in_order(cls, most: int, others: ValidationInfo) -> int:
        if most < others.data.get("least_sets", 1):
            raise ValueError("Not below the lower end.")
        return most


class WeeklySets(NamedTuple):
    """A range of hard sets a week for a muscle; its ends are within it."""

    least: int
    most: int


def preferences_of(row: TrainingPreference | None, gym_unit: Unit) -> Preferences:
    """A member's preferences from their row; without one the gym's unit and the usual."""
    if row is None:
        return Preferences(unit=gym_unit)
    return Preferences.model_validate(row.model_dump(include=set(Preferences.model_fields)))


async def preferences(ctx: Context) -> Preferences:
    """The caller's preferences in the gym they stand in."""
    access.require(ctx, Permission.WORKOUT_LOG)
    return (await ways(ctx))[0]


async def unit(ctx: Context) -> Unit:
    """What the caller reads weights in; kilograms for whoever stands in no gym."""
    return (await ways(ctx))[0].unit if ctx.actor.tenant else "kg"


def unit_column(ctx: Context) -> ColumnElement[str]:
    """`unit` as a column of another statement."""
    own = select(col(TrainingPreference.unit)).where(
        col(TrainingPreference.tenant_id) == ctx.actor.tenant_id,
        col(TrainingPreference.member_id) == ctx.actor.person_id,
    )
    gym = select(col(Tenant.equipment)["unit"].astext).where(col(Tenant.id) == ctx.actor.tenant_id)
    return func.coalesce(own.scalar_subquery(), gym.scalar_subquery(), "kg")


async def ways(ctx: Context) -> tuple[Preferences, Equipment]:
    """How the caller logs, and with which bars and plates, in one query."""
    found = await ctx.db.execute(
        select(TrainingPreference, col(Tenant.equipment))
        .select_from(Tenant)
        .outerjoin(
            TrainingPreference,
            (col(TrainingPreference.tenant_id) == col(Tenant.id))
            & (col(TrainingPreference.member_id) == ctx.actor.person_id),
        )
        .where(col(Tenant.id) == ctx.actor.tenant_id)
    )
    row, stored = found.one()
    equipment = equipment_of(stored)
    return preferences_of(row, equipment.unit), equipment


async def prefer(ctx: Context, data: Preferences) -> Preferences:
    """Remember how the caller likes to log; raises Forbidden for one who only visits this gym."""
    access.require(ctx, Permission.WORKOUT_LOG)
    if await access.member_id(ctx) is None:
        raise Forbidden(VISITOR)
    values = data.model_dump()
    row = {"id": uuid7(), "created_at": ctx.now, "tenant_id": ctx.actor.tenant_id}
    statement = upsert(TrainingPreference).values(**row, member_id=ctx.actor.person_id, **values)
    await ctx.db.execute(
        statement.on_conflict_do_update(index_elements=["tenant_id", "member_id"], set_=values)
    )
    return data


async def sets_aimed_at(ctx: Context, member_id: UUID) -> WeeklySets:
    """How many hard sets a week this member aims at for a muscle; whoever reads must reach the member."""
    found = await ctx.db.execute(
        select(col(TrainingPreference.least_sets), col(TrainingPreference.most_sets)).where(
            col(TrainingPreference.tenant_id) == ctx.actor.tenant_id,
            col(TrainingPreference.member_id) == member_id,
        )
    )
    row = found.one_or_none()
    return WeeklySets(*row) if row else WeeklySets(LEAST_SETS, MOST_SETS)
